internal import VideoTasks

/// What a line of a batch may state: the options of a request, and what only lines have.
public enum BatchField: String, CaseIterable, Sendable {
  case name, profile, model, prompt
  case promptFile = "prompt-file"
  case ratio, resolution, duration, audio, seed, watermark
  case returnLastFrame = "return-last-frame"
  case expiresAfter = "expires-after"
  case firstFrame = "first-frame"
  case lastFrame = "last-frame"
  case image, video, voice, count, after

  /// The field that a column or a member is named after: as the option or as the member of a
  /// request in JSON, in small or capital letters, and lists also in the plural.
  public init?(written: String) {
    let name = written.trimmed.lowercased().replacing("_", with: "-")
    let single = ["images": "image", "videos": "video", "voices": "voice"][name] ?? name
    self.init(rawValue: single)
  }

  /// Whether it takes several values.
  public var isList: Bool { self == .image || self == .video || self == .voice }

  /// The known name that is nearest to an unknown one, else all of them, as advice.
  static func advice(for unknown: String) -> String {
    let near = Nearest.name(
      unknown.trimmed.lowercased().replacing("_", with: "-"), among: allCases.map(\.rawValue))
    if let near { return "Did you mean \(near)?" }
    return "Known are \(allCases.map(\.rawValue).joined(separator: ", "))."
  }
}

extension String {
  /// The text without white space at its ends.
  var trimmed: String {
    var rest = self[...]
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }

  /// The text as it may stand in a sentence.
  var shown: String {
    let line = OutsideText.line(self, limit: 80)
    return line.isEmpty ? "“”" : line
  }
}
