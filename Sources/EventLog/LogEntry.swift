public import VideoTasks

/// One line of the log: when, which process, about which task, what happened, and why.
public struct LogEntry: Hashable, Sendable {
  /// When it happened.
  public var at: Timestamp
  /// The process that tells of it.
  public var process: Int32
  /// The task that it is about; nil for the program itself.
  public var task: TaskID?
  /// What happened, in one word.
  public var kind: String
  /// The words beside it, from wherever they come; they are cleaned when the line is made.
  public var detail: String

  /// Makes an entry.
  public init(at: Timestamp, process: Int32, task: TaskID?, kind: String, detail: String) {
    self.at = at
    self.process = process
    self.task = task
    self.kind = kind
    self.detail = detail
  }

  /// The longest line in bytes, its end included: one write of it is never cut by a file system.
  public static let maximumBytes = 1000

  /// What the line says, without the time and the process: for whoever adds these himself.
  public func words(hiding secrets: [String] = []) -> String {
    let subject = task.map { "task \($0)" } ?? "rushes"
    let kind = LogText.cleaned(kind, secrets, limit: 40)
    let words = LogText.cleaned(detail, secrets, limit: 600)
    return words.isEmpty ? "\(subject) \(kind)" : "\(subject) \(kind) \(words)"
  }

  /// The line: printable text and a newline, without keys, queries of links, or media in base64.
  ///
  /// - Parameter secrets: texts that must not stand in it, wherever they come from.
  public func line(hiding secrets: [String] = []) -> [UInt8] {
    let text = "\(at.rfc3339) \(process) " + words(hiding: secrets)
    return LogText.cut(text, bytes: Self.maximumBytes - 1) + [UInt8(ascii: "\n")]
  }
}

/// Makes text from anywhere fit for the log.
enum LogText {
  /// Runs of base64 as long as this are no words; ids and names of files are shorter.
  static let longestRun = 100

  static func cleaned(_ text: String, _ secrets: [String], limit: Int) -> String {
    var text = String(text.unicodeScalars.prefix(limit * 16))
    for secret in secrets where !secret.isEmpty { text = text.replacing(secret, with: "(key)") }
    return OutsideText.line(text, limit: limit).split(separator: " ").map(withoutBody)
      .joined(separator: " ")
  }

  /// A word with `data:` items and other base64 bodies shortened.
  private static func withoutBody(_ word: Substring) -> String {
    if let mark = word.firstRange(of: ";base64,") { return word[..<mark.upperBound] + "…" }
    var kept = ""
    var run = ""
    func end() {
      kept += run.utf8.count < longestRun || run.hasPrefix("/") ? run : "…"
      run = ""
    }
    for character in word {
      if character.isASCII, character.isLetter || character.isNumber || "+/=".contains(character) {
        run.append(character)
      } else {
        end()
        kept.append(character)
      }
    }
    end()
    return kept
  }

  /// At most so many bytes, never half a scalar.
  static func cut(_ text: String, bytes: Int) -> [UInt8] {
    var kept = Array(text.utf8.prefix(bytes))
    guard text.utf8.count > bytes else { return kept }
    while let last = kept.last, last & 0xC0 == 0x80 { kept.removeLast() }
    if let last = kept.last, last >= 0xC0 { kept.removeLast() }
    return kept
  }
}
