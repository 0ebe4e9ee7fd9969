/// Collects the head of an answer from the lines that libcurl hands over.
///
/// Lines of all answers to one request come here: 1xx answers, redirects, the last answer, and
/// trailers. A new status line forgets what was before; what follows the empty line is a trailer
/// and is not kept.
struct HeaderBlock {
  /// The most bytes that all heads of one request may have together.
  static let limit = 64 << 10

  private var bytes: [UInt8] = []
  private var total = 0
  /// Whether the empty line that ends a head has come.
  private(set) var isComplete = false

  /// Takes one line; false when the heads have become too large.
  mutating func add(_ line: UnsafeRawBufferPointer) -> Bool {
    total += line.count
    guard total <= Self.limit else { return false }
    if line.starts(with: "HTTP/".utf8) {
      bytes.removeAll(keepingCapacity: true)
      isComplete = false
    }
    guard !isComplete else { return true }
    if line.allSatisfy({ $0 == 13 || $0 == 10 }) {
      isComplete = true
    } else {
      bytes.append(contentsOf: line)
    }
    return true
  }

  /// The head as it stands; nil before a status line came.
  func head() -> HTTPResponseHead? {
    var lines = bytes.split(separator: 10).makeIterator()
    guard let status = lines.next().flatMap(Self.status) else { return nil }
    var headers: [HTTPHeader] = []
    while let line = lines.next() {
      if let first = line.first, first == 0x20 || first == 0x09 {
        guard let last = headers.indices.last else { continue }
        headers[last].value += " " + Self.text(line)
      } else if let colon = line.firstIndex(of: 58) {
        headers.append(
          HTTPHeader(Self.text(line[..<colon]), Self.text(line[line.index(after: colon)...])))
      }
    }
    return HTTPResponseHead(status: status, headers: headers)
  }

  private static func status(_ line: ArraySlice<UInt8>) -> Int? {
    let words = line.split(separator: 0x20, maxSplits: 2)
    guard words.count >= 2 else { return nil }
    let digits = words[1].filter { $0 != 13 }
    guard digits.count == 3 else { return nil }
    return Int(String(decoding: digits, as: UTF8.self))
  }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 13 }
    var bytes = bytes.drop(while: isBlank)
    while let last = bytes.last, isBlank(last) { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }
}
