/// Reads JSON text into values without trusting it: no crash, no exception, bounded depth.
///
/// More patient than the standard in one point: raw control characters inside strings are kept.
/// O(bytes).
struct JSONParser {
  private let bytes: [UInt8]
  private var place = 0
  private let maximumDepth = 64
  /// Where the latest text began, until its end was seen.
  private var openText: Int?

  /// The value that the whole of `bytes` spells, or where they stop to spell one.
  static func parse(_ bytes: [UInt8]) -> Result<JSONValue, JSONProblem> {
    var parser = JSONParser(bytes: bytes)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { parser.place = 3 }
    let value = parser.value(depth: 0)
    if value != nil { parser.skipBlanks() }
    if let value, parser.place == bytes.count { return .success(value) }
    let isCutOff = parser.place == bytes.count
    return .failure(JSONProblem(offset: parser.place, openText: isCutOff ? parser.openText : nil))
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

  private mutating func skipBlanks() {
    while let byte = next, byte == 0x20 || (0x09...0x0D).contains(byte) { place += 1 }
  }

  /// Steps over `byte` if it comes next, blanks aside.
  private mutating func take(_ byte: Character) -> Bool {
    skipBlanks()
    guard next == byte.asciiValue else { return false }
    place += 1
    return true
  }

  private mutating func take(word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard place + count <= bytes.count else { return false }
    let matches = word.withUTF8Buffer { $0.elementsEqual(bytes[place..<place + count]) }
    if matches { place += count }
    return matches
  }

  private mutating func value(depth: Int) -> JSONValue? {
    guard depth < maximumDepth else { return nil }
    skipBlanks()
    switch next {
    case UInt8(ascii: "{"): return object(depth: depth)
    case UInt8(ascii: "["): return array(depth: depth)
    case UInt8(ascii: "\""): return string().map(JSONValue.string)
    case UInt8(ascii: "t"): return take(word: "true") ? .bool(true) : nil
    case UInt8(ascii: "f"): return take(word: "false") ? .bool(false) : nil
    case UInt8(ascii: "n"): return take(word: "null") ? .null : nil
    default: return number()
    }
  }

  private mutating func object(depth: Int) -> JSONValue? {
    place += 1
    var members: [String: JSONValue] = [:]
    if take("}") { return .object(members) }
    while true {
      skipBlanks()
      guard next == UInt8(ascii: "\""), let key = string(), take(":"),
        let member = value(depth: depth + 1)
      else { return nil }
      members[key] = member
      if take(",") { continue }
      return take("}") ? .object(members) : nil
    }
  }

  private mutating func array(depth: Int) -> JSONValue? {
    place += 1
    var elements: [JSONValue] = []
    if take("]") { return .array(elements) }
    while true {
      guard let element = value(depth: depth + 1) else { return nil }
      elements.append(element)
      if take(",") { continue }
      return take("]") ? .array(elements) : nil
    }
  }

  private mutating func number() -> JSONValue? {
    let start = place
    while let byte = next, "+-.0123456789eE".utf8.contains(byte) { place += 1 }
    let text = String(decoding: bytes[start..<place], as: UTF8.self)
    guard let first = text.utf8.first, first != UInt8(ascii: "+"), first != UInt8(ascii: ".")
    else { return nil }
    if let whole = Int64(text) { return .integer(whole) }
    guard let value = Double(text), value.isFinite else { return nil }
    // 5.0 and 1e3 are whole numbers too, as Foundation reads them.
    return Int64(exactly: value).map(JSONValue.integer) ?? .number(value)
  }

  private mutating func string() -> String? {
    openText = place
    place += 1
    let start = place
    while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") { place += 1 }
    var text = String(decoding: bytes[start..<place], as: UTF8.self)
    while let byte = next {
      if byte == UInt8(ascii: "\"") {
        place += 1
        openText = nil
        return text
      }
      if byte == UInt8(ascii: "\\") {
        guard let scalar = escape() else { return nil }
        text.unicodeScalars.append(scalar)
      } else {
        let start = place
        while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
          place += 1
        }
        text += String(decoding: bytes[start..<place], as: UTF8.self)
      }
    }
    return nil
  }

  private mutating func escape() -> Unicode.Scalar? {
    place += 1
    guard let letter = next else { return nil }
    place += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(letter)
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "u"): return escapedScalar()
    default: return nil
    }
  }

  /// The scalar after `\u`; half of a surrogate pair without the other half becomes U+FFFD.
  private mutating func escapedScalar() -> Unicode.Scalar? {
    guard let unit = fourHexDigits() else { return nil }
    guard (0xD800...0xDFFF).contains(unit) else { return Unicode.Scalar(unit) }
    let resume = place
    if unit < 0xDC00, take(word: "\\u"), let low = fourHexDigits(), (0xDC00...0xDFFF).contains(low)
    {
      return Unicode.Scalar(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00))
    }
    place = resume
    return "\u{FFFD}"
  }

  private mutating func fourHexDigits() -> UInt32? {
    guard place + 4 <= bytes.count else { return nil }
    var unit: UInt32 = 0
    for byte in bytes[place..<place + 4] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
      unit = unit << 4 | UInt32(digit)
    }
    place += 4
    return unit
  }
}

extension JSONValue {
  /// Reads JSON text; nil when `bytes` as a whole are not one JSON value of at most 64 levels.
  ///
  /// Takes a byte-order mark, repairs broken UTF-8 to U+FFFD, and of equal keys keeps the last.
  public init?(parsing bytes: [UInt8]) {
    guard case .success(let value) = JSONParser.parse(bytes) else { return nil }
    self = value
  }

  /// The same, which tells where text stops to be JSON.
  public static func read(_ bytes: [UInt8]) -> Result<JSONValue, JSONProblem> {
    JSONParser.parse(bytes)
  }
}

/// Where bytes stop to be one JSON value.
public struct JSONProblem: Error, Hashable, Sendable {
  /// The first byte that cannot belong to it, from 0; the number of bytes where they end too early.
  public var offset: Int
  /// Where the text began that has no end; nil where none is open.
  public var openText: Int?
}
