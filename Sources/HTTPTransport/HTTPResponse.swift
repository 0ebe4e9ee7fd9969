/// Status and header fields of the last answer: earlier 1xx answers and followed redirects are gone.
public struct HTTPResponseHead: Hashable, Sendable {
  /// The status code, 200 to 999.
  public var status: Int
  /// The fields in the order in which they came.
  public var headers: [HTTPHeader]

  /// Makes a head, as the transport would from the bytes of an answer.
  public init(status: Int, headers: [HTTPHeader] = []) {
    self.status = status
    self.headers = headers
  }

  /// The value of the first field with this name, whatever its case.
  public func header(_ name: String) -> String? {
    headers.first { $0.name.isSameASCII(name) }?.value
  }

  /// The length that the server states for the body that follows; nil when it states none.
  public var statedLength: Int64? {
    guard header("Transfer-Encoding") == nil, let text = header("Content-Length") else {
      return nil
    }
    guard let length = Int64(text), length >= 0 else { return nil }
    return length
  }

  /// The first byte of a 206 answer's range (`bytes 100-199/200` gives 100); nil when not stated.
  public var rangeStart: Int64? {
    guard status == 206, let text = header("Content-Range") else { return nil }
    let parts = text.split(separator: " ", maxSplits: 1)
    guard parts.count == 2, String(parts[0]).isSameASCII("bytes") else { return nil }
    return parts[1].split(separator: "-", maxSplits: 1).first.flatMap { Int64($0) }
  }
}

/// An answer that arrived whole.
public struct HTTPResponse: Hashable, Sendable {
  /// Status and header fields.
  public var head: HTTPResponseHead
  /// The body, empty when it went to a file.
  public var body: [UInt8]
  /// How many bytes of body this transfer brought, wherever they went.
  public var bytesReceived: Int64
  /// The byte of the file at which this body begins; nil when the body is in memory.
  public var fileOffset: Int64?

  /// Makes an answer.
  public init(
    head: HTTPResponseHead, body: [UInt8] = [], bytesReceived: Int64? = nil,
    fileOffset: Int64? = nil
  ) {
    self.head = head
    self.body = body
    self.bytesReceived = bytesReceived ?? Int64(body.count)
    self.fileOffset = fileOffset
  }

  /// The status code.
  public var status: Int { head.status }

  /// The header fields in the order in which they came.
  public var headers: [HTTPHeader] { head.headers }

  /// The value of the first field with this name, whatever its case.
  public func header(_ name: String) -> String? { head.header(name) }
}

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

extension String {
  /// Whether two names are the same when the case of ASCII letters does not count.
  func isSameASCII(_ other: String) -> Bool {
    utf8.count == other.utf8.count
      && zip(utf8, other.utf8).allSatisfy { $0.asciiLowercased == $1.asciiLowercased }
  }
}

extension UInt8 {
  /// The byte with `A` to `Z` made small.
  var asciiLowercased: UInt8 { (65...90).contains(self) ? self | 0x20 : self }
}
