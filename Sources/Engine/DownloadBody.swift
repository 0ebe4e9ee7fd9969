internal import HTTPTransport

extension DownloadOrder {
  /// Asks for the rest of a file that has not changed; for the whole of it when nothing is there.
  var rangeHeaders: [HTTPHeader] {
    guard offset > 0, let entityTag else { return [] }
    return [HTTPHeader("Range", "bytes=\(offset)-"), HTTPHeader("If-Range", entityTag)]
  }

  /// Where the body of an answer goes, decided before any byte of it is written.
  ///
  /// A part is added only where it begins at the end of what is there and, as far as the server
  /// says, is of the same file; anything but a file leaves what is there alone.
  func body(of answer: HTTPResponseHead) -> HTTPBodyDecision {
    switch answer.status {
    case 200: return .restart
    case 206:
      let tag = DownloadHead(answer).entityTag
      let isSame = offset == 0 || tag == nil || tag == entityTag
      return answer.rangeStart == offset && isSame ? .append : .refuse
    default: return .keepInMemory(limit: 64 << 10)
    }
  }

  /// The tag of what the partial file holds after a transfer ended in this way; nil when it must
  /// not be gone on with.
  func tag(after head: DownloadHead?, _ failure: CallFailure?) -> String? {
    switch (head?.status, failure?.kind) {
    case (_, .wrongPart): nil
    // The file may not have been emptied, and then holds bytes of the other one.
    case (200, .disk) where offset > 0: nil
    case (200, _): head?.entityTag
    case (206, _): entityTag ?? head?.entityTag
    default: entityTag
    }
  }
}

extension DownloadHead {
  init(_ answer: HTTPResponseHead) {
    let tag = answer.header("ETag")
    self.init(
      status: answer.status, totalBytes: answer.wholeLength,
      // A weak tag does not promise the same bytes, so that a range of it cannot be trusted.
      entityTag: tag?.hasPrefix("W/") == true ? nil : tag)
  }

  /// Whether the body that follows is a file or a part of one, not a page about an error.
  var isFile: Bool { status == 200 || status == 206 }
}

extension HTTPResponseHead {
  /// The length of the whole file: what a 200 states, or what a 206 says after the slash.
  var wholeLength: Int64? {
    guard status == 206 else { return statedLength }
    return header("Content-Range")?.split(separator: "/").last.flatMap { Int64($0) }
  }
}
