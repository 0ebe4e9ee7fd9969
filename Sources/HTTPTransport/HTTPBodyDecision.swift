/// What to do with a body, decided when its head is known and none of its bytes is written yet.
public enum HTTPBodyDecision: Hashable, Sendable {
  /// Write it from the asked offset on; what the file holds behind that is cut off.
  case append
  /// Empty the file and write the body from its beginning.
  case restart
  /// Leave the file alone and keep the body in memory, of which at most `limit` bytes.
  case keepInMemory(limit: Int)
  /// Break off: the failure is `refused`, the file stays as it was.
  case refuse

  /// What is done when nobody decides: a 206 that begins at `offset` is appended, any other 2xx
  /// restarts the file, and everything else (an error page) is kept in memory, up to 64 KiB.
  public static func usual(_ head: HTTPResponseHead, offset: Int64) -> HTTPBodyDecision {
    switch head.status {
    case 206: head.rangeStart == offset ? .append : .refuse
    case 200..<300: .restart
    default: .keepInMemory(limit: 64 << 10)
    }
  }
}
