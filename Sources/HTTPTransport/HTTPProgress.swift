/// How far a body has come.
public struct HTTPProgress: Hashable, Sendable {
  /// Bytes of body received by this transfer.
  public var bytesReceived: Int64
  /// Bytes that the server states for this transfer; nil when it states none.
  public var bytesExpected: Int64?
  /// The byte of the file at which this body begins; 0 for a body in memory.
  public var fileOffset: Int64

  /// Makes a report of progress.
  public init(bytesReceived: Int64, bytesExpected: Int64?, fileOffset: Int64) {
    self.bytesReceived = bytesReceived
    self.bytesExpected = bytesExpected
    self.fileOffset = fileOffset
  }
}
