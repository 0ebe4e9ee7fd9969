/// `{a|b|c}` in a prompt: one prompt that stands for several.
///
/// Alternatives stand between a brace and the next closing one, with a bar between them and no other
/// brace; whatever else holds braces is ordinary text. A backslash before the opening brace makes
/// ordinary text of alternatives too, and is itself left out. A text without alternatives stands for
/// itself, unchanged.
public struct PromptAlternatives: Hashable, Sendable {
  private enum Part: Hashable, Sendable {
    case text(Substring)
    case choice([Substring])
  }

  private let parts: [Part]

  /// Reads a prompt. O(text).
  public init(_ prompt: String) {
    var parts: [Part] = []
    var rest = prompt[...]
    // Nearly every prompt has no brace, and is not looked at further.
    while let brace = rest.utf8.firstIndex(of: UInt8(ascii: "{")) {
      guard let (choice, end) = Self.choice(in: rest, at: brace) else {
        let next = rest.utf8.index(after: brace)
        parts.append(.text(rest[..<next]))
        rest = rest[next...]
        continue
      }
      let mark = brace > rest.startIndex ? rest.utf8.index(before: brace) : nil
      if let mark, rest.utf8[mark] == UInt8(ascii: "\\") {
        parts.append(.text(rest[..<mark]))
        parts.append(.text(rest[brace..<end]))
      } else {
        parts.append(.text(rest[..<brace]))
        parts.append(.choice(choice))
      }
      rest = rest[end...]
    }
    parts.append(.text(rest))
    self.parts = parts
  }

  /// The alternatives that begin at a brace, and where they end; nil for ordinary text.
  private static func choice(
    in text: Substring, at brace: String.Index
  ) -> ([Substring], String.Index)? {
    let bytes = text.utf8
    let start = bytes.index(after: brace)
    let (open, close) = (UInt8(ascii: "{"), UInt8(ascii: "}"))
    guard let end = bytes[start...].firstIndex(where: { $0 == open || $0 == close }),
      bytes[end] == close, bytes[start..<end].contains(UInt8(ascii: "|"))
    else { return nil }
    let all = bytes[start..<end].split(
      separator: UInt8(ascii: "|"), omittingEmptySubsequences: false)
    return (all.map { Substring($0) }, bytes.index(after: end))
  }

  /// How many prompts it stands for: 1 without alternatives, `Int.max` for more than can be counted.
  public var count: Int {
    parts.reduce(1) { count, part in
      guard case .choice(let all) = part else { return count }
      let (product, overflow) = count.multipliedReportingOverflow(by: all.count)
      return overflow ? Int.max : product
    }
  }

  /// The prompts it stands for, at most so many; the last alternatives change fastest.
  public func prompts(limit: Int) -> [String] {
    (0..<min(count, max(0, limit))).map { prompt(at: $0) }
  }

  /// One of the prompts, from 0; its cost is that of its text.
  public func prompt(at place: Int) -> String {
    var (rest, chosen) = (place, [Substring]())
    for part in parts.reversed() {
      switch part {
      case .text(let text): chosen.append(text)
      case .choice(let all):
        chosen.append(all[rest % all.count])
        rest /= all.count
      }
    }
    return chosen.reversed().joined()
  }

  /// The prompt with the most bytes: what limits the one limits all.
  public var longest: String {
    parts.map { part in
      switch part {
      case .text(let text): text
      case .choice(let all): all.max { $0.utf8.count < $1.utf8.count } ?? ""
      }
    }.joined()
  }

  /// The same text written so that it stands for itself alone.
  public static func literal(_ text: String) -> String {
    var (whole, rest) = ("", text[...])
    while let brace = rest.utf8.firstIndex(of: UInt8(ascii: "{")) {
      let end = choice(in: rest, at: brace)?.1
      whole += rest[..<brace] + (end == nil ? "{" : "\\{")
      rest = rest[rest.utf8.index(after: brace)...]
    }
    return whole + rest
  }
}
