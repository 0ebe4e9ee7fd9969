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
