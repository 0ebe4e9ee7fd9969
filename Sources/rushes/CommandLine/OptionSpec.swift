/// One option of a verb: the one table from which parsing and help are made.
struct OptionSpec: Hashable, Sendable {
  /// The name without its dashes.
  let name: String
  /// What stands for the value in the help; nil when it takes none.
  let value: String?
  /// One line for the help.
  let help: String

  init(_ name: String, _ value: String? = nil, _ help: String) {
    self.name = name
    self.value = value
    self.help = help
  }
}

extension OptionSpec {
  /// Options that go with every verb.
  static let common = [
    OptionSpec("data", "DIR", "keep everything in this folder"),
    OptionSpec("config", "FILE", "read this configuration file"),
    OptionSpec("help", nil, "show this help"),
  ]

  /// Options of the program without a verb.
  static let dashboard = [
    OptionSpec("plain", nil, "draw what a screen reader can follow"),
    OptionSpec("version", nil, "print the version"),
  ]

  static let json = OptionSpec("json", nil, "print JSON")

  /// What describes a request: `REQUEST` in the help.
  static let request = [
    OptionSpec("profile", "NAME", "the profile to use"),
    OptionSpec("model", "ID", "the model; see `rushes models`"),
    OptionSpec("prompt", "TEXT", "what is to be seen and heard"),
    OptionSpec("prompt-file", "FILE", "read the prompt from a file; - is standard input"),
    OptionSpec("ratio", "W:H", "16:9, 4:3, 1:1, 3:4, 9:16, 21:9 or adaptive"),
    OptionSpec("resolution", "TIER", "480p, 720p or 1080p"),
    OptionSpec("duration", "SECONDS", "whole seconds; -1 lets the model choose"),
    OptionSpec("audio", "on|off", "with or without sound"),
    OptionSpec("seed", "NUMBER", "the random seed; -1 is random"),
    OptionSpec("watermark", "on|off", "an \"AI generated\" mark in the corner"),
    OptionSpec("return-last-frame", nil, "fetch the last frame as a picture too"),
    OptionSpec("expires-after", "SECONDS", "let the server give up after this long"),
    OptionSpec("first-frame", "REF", "the picture it begins with"),
    OptionSpec("last-frame", "REF", "the picture it ends with"),
    OptionSpec("image", "REF", "a reference image; may be given again"),
    OptionSpec("video", "REF", "a reference video; may be given again"),
    OptionSpec("voice", "REF", "a reference sound; may be given again"),
  ]
}
