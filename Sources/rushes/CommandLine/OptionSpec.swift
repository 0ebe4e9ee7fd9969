internal import VideoTasks

/// What a value on the command line is, so that shells can complete it.
enum ValueKind: Hashable, Sendable {
  /// Anything; nothing is offered.
  case text
  /// One of these words.
  case words([String])
  /// A file of this machine.
  case file
  /// A folder of this machine.
  case folder
  /// The name of a profile.
  case profile
  /// The id of a model, of the profile that the line names.
  case model
  /// The number of a task in one of these states; nil for any.
  case task([TaskStatus]?)
  /// The id of an asset.
  case asset

  static let onOff = ValueKind.words(["on", "off"])
}

/// One option of a verb: the one table from which parsing, help, man page and completions are made.
struct OptionSpec: Hashable, Sendable {
  /// The name without its dashes.
  let name: String
  /// What stands for the value in the help; nil when it takes none.
  let value: String?
  /// One line for the help.
  let help: String
  /// What the value is.
  let kind: ValueKind
  /// Whether it may be given again.
  let repeats: Bool
  /// Whether it is for scripts of ours alone, and no help tells of it.
  let isHidden: Bool

  init(
    _ name: String, _ value: String? = nil, _ help: String, takes kind: ValueKind = .text,
    repeats: Bool = false, isHidden: Bool = false
  ) {
    self.name = name
    self.value = value
    self.help = help
    self.kind = kind
    self.repeats = repeats
    self.isHidden = isHidden
  }

  /// The option as it is written, with what stands for its value.
  var form: String { "--\(name)" + (value.map { " \($0)" } ?? "") }
}

extension OptionSpec {
  /// Options that go with every verb.
  static let common = [
    OptionSpec("data", "DIR", "keep everything in this folder", takes: .folder),
    OptionSpec("config", "FILE", "read this configuration file", takes: .file),
    OptionSpec("help", nil, "show this help"),
  ]

  /// Options of the program without a verb.
  static let dashboard = [
    OptionSpec("plain", nil, "draw what a screen reader can follow"),
    OptionSpec("version", nil, "print the version"),
    OptionSpec("man", nil, "print the manual page, for man(1)"),
  ]

  static let json = OptionSpec("json", nil, "print JSON")

  /// What the scripts of `completions` ask the program.
  static let complete = OptionSpec(
    "complete", nil, "what fits the words after --", isHidden: true)

  /// What describes a request: `REQUEST` in the help.
  static let request = [
    OptionSpec("profile", "NAME", "the profile to use", takes: .profile),
    OptionSpec("model", "ID", "the model; see `rushes models`", takes: .model),
    OptionSpec("prompt", "TEXT", "what is to be seen and heard"),
    OptionSpec(
      "prompt-file", "FILE", "read the prompt from a file; - is standard input", takes: .file),
    OptionSpec(
      "ratio", "W:H", "16:9, 4:3, 1:1, 3:4, 9:16, 21:9 or adaptive",
      takes: .words(Ratio.allCases.map(\.rawValue))),
    OptionSpec(
      "resolution", "TIER", "480p, 720p or 1080p",
      takes: .words(Resolution.allCases.map(\.rawValue))),
    OptionSpec("duration", "SECONDS", "whole seconds; -1 lets the model choose"),
    OptionSpec("audio", "on|off", "with or without sound", takes: .onOff),
    OptionSpec("seed", "NUMBER", "the random seed; -1 is random"),
    OptionSpec("watermark", "on|off", "an \"AI generated\" mark in the corner", takes: .onOff),
    OptionSpec("return-last-frame", nil, "fetch the last frame as a picture too"),
    OptionSpec("expires-after", "SECONDS", "let the server give up after this long"),
    OptionSpec("first-frame", "REF", "the picture it begins with", takes: .file),
    OptionSpec("last-frame", "REF", "the picture it ends with", takes: .file),
    OptionSpec(
      "image", "REF", "a reference image; may be given again", takes: .file, repeats: true),
    OptionSpec(
      "video", "REF", "a reference video; may be given again", takes: .file, repeats: true),
    OptionSpec(
      "voice", "REF", "a reference sound; may be given again", takes: .file, repeats: true),
  ]
}
