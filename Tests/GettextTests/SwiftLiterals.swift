import FoundationEssentials

/// The string literals of Swift source, with the call that each stands in: read well enough for
/// source that swift-format has laid out.
struct SwiftLiterals {
  /// One literal, or several joined by `+` as the first argument of a call.
  struct Literal: Hashable {
    /// The text, with escapes as they are written; interpolations are left out.
    var text: String
    var line: Int
    /// Whether something is interpolated.
    var isInterpolated = false
    /// The calls around it, the innermost last: `Phrase`, `say`.
    var calls: [String] = []
    /// Whether it stands inside another literal's interpolation.
    var isNested = false
    /// Which argument of the innermost call it belongs to, from 0.
    var argument = 0
    /// Whether it stands in brackets or braces inside that call.
    var isInSubscript = false
    /// Whether it follows `+` after another literal of the same argument.
    var isContinued = false
  }

  private(set) var literals: [Literal] = []
  private var bytes: [UInt8]
  private var place = 0
  private var line = 1
  private var word = ""
  private var calls: [Call] = []
  private var depthOfNesting = 0
  private var afterLiteral = false
  private var afterPlus = false

  private struct Call {
    var name: String
    var close: UInt8
    var argument = 0
  }

  init(_ source: String) {
    bytes = Array(source.utf8)
    readCode(until: nil)
  }

  private func byte(_ offset: Int = 0) -> UInt8 {
    place + offset < bytes.count ? bytes[place + offset] : 0
  }

  private func starts(with text: String) -> Bool {
    text.utf8.enumerated().allSatisfy { byte($0.offset) == $0.element }
  }

  private mutating func step() {
    if byte() == 0x0A { line += 1 }
    place += 1
  }

  /// Reads code; inside an interpolation until the parenthesis that closes it.
  private mutating func readCode(until depth: Int?) {
    while place < bytes.count {
      if starts(with: "//") {
        while place < bytes.count, byte() != 0x0A { place += 1 }
      } else if starts(with: "/*") {
        while place < bytes.count, !starts(with: "*/") { step() }
        place += 2
      } else if starts(with: "#\"") {
        place += 1
        readString(raw: true)
      } else if byte() == UInt8(ascii: "\"") {
        readString(raw: false)
      } else {
        let isEnd = readSign(until: depth)
        step()
        if isEnd { return }
      }
    }
  }

  /// Takes one byte of code into account; true when it closes what was to be read.
  private mutating func readSign(until depth: Int?) -> Bool {
    let sign = byte()
    switch sign {
    case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
      let pairs: [UInt8: UInt8] = [0x28: 0x29, 0x5B: 0x5D, 0x7B: 0x7D]
      let isCall = sign == UInt8(ascii: "(")
      calls.append(Call(name: isCall ? word : "", close: pairs[sign] ?? 0))
      (afterLiteral, afterPlus) = (false, false)
    case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
      if calls.count == depth { return true }
      if !calls.isEmpty { calls.removeLast() }
      (afterLiteral, afterPlus) = (false, false)
    case UInt8(ascii: ","):
      if !calls.isEmpty { calls[calls.count - 1].argument += 1 }
      (afterLiteral, afterPlus) = (false, false)
    case UInt8(ascii: "+"): afterPlus = afterLiteral
    case UInt8(ascii: " "), 0x0A: break
    default: if !Self.isName(sign) { (afterLiteral, afterPlus) = (false, false) }
    }
    if Self.isName(sign) {
      word.append(Character(Unicode.Scalar(sign)))
      (afterLiteral, afterPlus) = (false, false)
    } else {
      word = ""
    }
    return false
  }

  private static func isName(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte)
      || (0x30...0x39).contains(byte) || byte == 0x5F
  }

  private mutating func readString(raw: Bool) {
    var literal = Literal(text: "", line: line)
    literal.calls = calls.map(\.name).filter { !$0.isEmpty }
    literal.argument = calls.last?.argument ?? 0
    literal.isInSubscript = calls.last.map { $0.name.isEmpty } ?? false
    literal.isNested = depthOfNesting > 0
    literal.isContinued = afterPlus
    let quote = starts(with: "\"\"\"") ? "\"\"\"" : "\""
    let end = quote + (raw ? "#" : "")
    place += quote.utf8.count
    var text: [UInt8] = []
    while place < bytes.count, !starts(with: end) {
      if !raw, starts(with: "\\(") {
        literal.isInterpolated = true
        place += 2
        readInterpolation()
      } else if !raw, byte() == UInt8(ascii: "\\") {
        text += [byte(), byte(1)]
        step()
        step()
      } else {
        text.append(byte())
        step()
      }
    }
    place += end.utf8.count
    literal.text = String(decoding: text, as: UTF8.self)
    literals.append(literal)
    (afterLiteral, afterPlus, word) = (true, false, "")
  }

  private mutating func readInterpolation() {
    let (outer, outerWord) = (calls, word)
    depthOfNesting += 1
    // What is interpolated is code of its own: the call around the literal says nothing of it.
    (calls, word) = ([], "")
    readCode(until: 0)
    depthOfNesting -= 1
    (calls, word) = (outer, outerWord)
  }
}

extension SwiftLiterals {
  /// The calls that xgettext looks for.
  static let speaking: Set<String> = ["say", "plural", "Phrase"]

  /// What is said: the first argument of each speaking call, of `plural` only the first form; parts
  /// joined by `+` are one text.
  var spoken: [Literal] {
    var all: [Literal] = []
    for literal in literals {
      guard let call = literal.calls.last, Self.speaking.contains(call), literal.argument == 0,
        !literal.isInSubscript
      else { continue }
      if literal.isContinued, !all.isEmpty {
        all[all.count - 1].text += literal.text
      } else {
        all.append(literal)
      }
    }
    return all
  }
}
