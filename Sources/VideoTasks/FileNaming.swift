/// Makes file names from the template of the configuration.
public enum FileNaming {
  /// The longest name in bytes of UTF-8, its suffix included: with `.part` or a number after it, it
  /// still fits the 255 of every file system.
  public static let maximumBytes = 180

  /// What stands for the words in braces; nil leaves the word out.
  public struct Fields: Hashable, Sendable {
    /// The local day, as `2026-11-20`.
    public var date: String
    /// The local time, as `132105`.
    public var time: String
    /// The task's number.
    public var id: TaskID
    /// The words of the prompt, as written.
    public var prompt: String
    /// The model's id.
    public var model: String
    /// The profile's name.
    public var profile: String
    /// The ratio as stated or made, as `16:9`.
    public var ratio: String?
    /// The seed as stated or used.
    public var seed: Int64?

    /// Makes a set of fields.
    public init(
      date: String, time: String, id: TaskID, prompt: String, model: String, profile: String,
      ratio: String? = nil, seed: Int64? = nil
    ) {
      self.date = date
      self.time = time
      self.id = id
      self.prompt = prompt
      self.model = model
      self.profile = profile
      self.ratio = ratio
      self.seed = seed
    }
  }

  /// The words that a template may hold in braces.
  public static let words = ["date", "time", "id", "prompt", "model", "profile", "ratio", "seed"]

  /// The words in braces that mean nothing, in order: what the configuration complains about.
  public static func unknownWords(in template: String) -> [String] {
    parts(of: template).compactMap { part in
      if case .word(let name) = part, !words.contains(name) { name } else { nil }
    }
  }

  /// A name that every file system takes: letters, digits, `-`, `_` and `.` of any script, at most
  /// ``maximumBytes`` long, never empty, hidden or reserved.
  ///
  /// The prompt gives way first when the name is too long.
  /// - Parameter suffix: what the name ends with, such as `.mp4`.
  public static func name(template: String, fields: Fields, suffix: String) -> String {
    let room = max(16, maximumBytes - suffix.utf8.count)
    let parts = parts(of: template)
    let without = stem(parts, fields, promptBytes: 0)
    let promptBytes = min(120, max(0, room - without.utf8.count))
    var stem = cut(stem(parts, fields, promptBytes: promptBytes), bytes: room)
    stem = trimmed(stem)
    if stem.isEmpty { stem = "video-\(fields.id)" }
    // The devices of Windows: a video may be copied there.
    let device = stem.prefix { $0 != "." }.lowercased()
    if reserved.contains(device) { stem = "video-" + stem }
    return cut(stem, bytes: room) + suffix
  }

  private enum Part { case text(Substring), word(String) }

  private static func parts(of template: String) -> [Part] {
    var parts: [Part] = []
    var rest = template[...]
    while let open = rest.firstIndex(of: "{"),
      let close = rest[open...].firstIndex(of: "}")
    {
      parts.append(.text(rest[..<open]))
      parts.append(.word(String(rest[rest.index(after: open)..<close])))
      rest = rest[rest.index(after: close)...]
    }
    parts.append(.text(rest))
    return parts
  }

  private static func stem(_ parts: [Part], _ fields: Fields, promptBytes: Int) -> String {
    let joined = parts.map { part -> String in
      switch part {
      case .text(let text): safe(String(text))
      case .word("prompt"): trimmed(cut(safe(fields.prompt), bytes: promptBytes))
      case .word(let name): safe(value(name, fields))
      }
    }.joined()
    return trimmed(safe(joined))
  }

  private static func value(_ word: String, _ fields: Fields) -> String {
    switch word {
    case "date": fields.date
    case "time": fields.time
    case "id": fields.id.description
    case "model": fields.model
    case "profile": fields.profile
    case "ratio": String((fields.ratio ?? "").map { $0 == ":" ? "x" : $0 })
    case "seed": fields.seed.map(String.init) ?? ""
    default: ""
    }
  }

  /// The text with one `-` for every run of characters that a name should not hold.
  private static func safe(_ text: String) -> String {
    var kept = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if isSafe(scalar) {
        kept.append(scalar)
      } else if !OutsideText.isInvisible(scalar) || scalar.properties.isWhitespace {
        kept.append("-")
      }
    }
    var result = ""
    for character in String(kept) where !(character == "-" && result.last == "-") {
      result.append(character)
    }
    return result
  }

  private static func isSafe(_ scalar: Unicode.Scalar) -> Bool {
    if scalar == "-" || scalar == "_" || scalar == "." { return true }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber, .otherNumber, .nonspacingMark, .spacingMark:
      return true
    default: return false
    }
  }

  /// At most `bytes` bytes, never half a character.
  private static func cut(_ text: String, bytes: Int) -> String {
    guard text.utf8.count > bytes else { return text }
    var kept = ""
    var used = 0
    for character in text {
      used += character.utf8.count
      guard used <= bytes else { break }
      kept.append(character)
    }
    return trimmed(kept)
  }

  /// Without signs at either end: a name that begins with a point is hidden, with `-` an option.
  private static func trimmed(_ text: String) -> String {
    var text = text[...]
    while let first = text.first, "-.".contains(first) { text.removeFirst() }
    while let last = text.last, "-.".contains(last) { text.removeLast() }
    return String(text)
  }

  private static let reserved: Set<String> = {
    var names: Set<String> = ["con", "prn", "aux", "nul"]
    for number in 0...9 { names.formUnion(["com\(number)", "lpt\(number)"]) }
    return names
  }()
}
