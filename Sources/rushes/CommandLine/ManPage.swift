/// The manual page `rushes(1)`, made of the table of verbs, in the language of man(7).
///
/// Source: groff_man(7) and man(7) of mandoc, whose common part is used.
enum ManPage {
  static var text: String {
    let lines: [String] =
      [
        ".\\\" Made by rushes --man.", ".TH RUSHES 1 \(Rushes.date) \"rushes \(Rushes.version)\"",
        ".SH NAME", "rushes \\- make videos with Seedance, from a terminal", ".SH SYNOPSIS",
        ".B rushes", "[\\fB\\-\\-plain\\fR]", ".br", ".B rushes", ".I command", ".RI [ options ]",
      ] + description + commands + options + notes + others
    return lines.joined(separator: "\n") + "\n"
  }

  private static let description = [
    ".SH DESCRIPTION",
    "Without a command,", ".B rushes",
    "is a dashboard that fills the terminal: a form, the tasks,",
    "and what is known of one of them.",
    "The commands do the same for scripts, with the same engine and the same store.", ".PP",
    "It never pays twice and never loses a video that was paid for:",
    "the wish to send a request is on disk before its first byte goes out,",
    "and so is the answer before anybody is told.", ".PP",
    "With no key at all, everything works against the built\\-in sandbox,",
    "which costs nothing: the profile", ".BR sandbox .",
  ]

  private static var commands: [String] {
    [".SH COMMANDS"]
      + Verb.allCases.flatMap { verb -> [String] in
        [".SS \(plain("rushes \(verb.rawValue) \(verb.usage)"))"]
          + paragraph(sentence(verb.summary)) + list(verb.ownOptions) + examples(verb)
      }
  }

  private static var options: [String] {
    [".SH OPTIONS", "These go with every command.", "Only whole names of options are taken."]
      + list(OptionSpec.common) + [".PP", "These go with the dashboard alone."]
      + list(OptionSpec.dashboard)
  }

  private static var notes: [String] {
    Verb.allCases.flatMap { verb -> [String] in
      guard let notes = verb.notes else { return [] }
      return [".SH NOTES ON \(verb.rawValue.uppercased())", ".nf"]
        + notes.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map {
          $0.isEmpty ? ".sp" : line(String($0))
        } + [".fi"]
    }
  }

  private static let others =
    [".SH EXIT STATUS"]
    + terms([
      ("0", "done"), ("1", "a task failed, expired or was cancelled"),
      ("2", "a wrong word on the command line, or an unknown task"),
      ("3", "configuration, profile or key"),
      ("4", "the request breaks a rule, or the API cannot do what was asked; nothing was sent"),
      ("5", "network or server"), ("6", "the outcome of a create is unknown"),
      ("7", "this machine: disk, store, or a missing program"),
      ("130", "interrupted; the tasks go on"),
    ]) + [".SH FILES"]
    + terms([
      ("~/.config/rushes/config.yaml", "the configuration; all of it is optional"),
      ("~/.config/rushes/credentials.yaml", "keys, which only you can read"),
      ("~/.local/share/rushes", "the tasks, and what the sandbox keeps"),
      ("~/.local/state/rushes/log", "what was done about each task, without keys"),
      ("~/Videos/rushes", "finished videos, each with its request beside it"),
    ]) + [".SH ENVIRONMENT"]
    + terms([
      ("RUSHES_DATA", "a folder for everything, as --data"),
      ("RUSHES_CONFIG", "another configuration file, as --config"),
      (
        "APIYI_API_KEY, ARK_API_KEY, BYTEPLUS_API_KEY, KYY_API_KEY",
        "keys of the built-in profiles"
      ),
      (
        "XDG_CONFIG_HOME, XDG_DATA_HOME, XDG_STATE_HOME, XDG_CACHE_HOME, XDG_VIDEOS_DIR",
        "other places for the files above"
      ),
      ("NO_COLOR", "no colours"), ("VISUAL, EDITOR", "the editor for prompts"),
    ]) + [".SH SEE ALSO", ".BR ffmpeg (1),", ".BR ffprobe (1)"]

  // MARK: Parts

  private static func list(_ options: [OptionSpec]) -> [String] {
    options.filter { !$0.isHidden }.flatMap { option -> [String] in
      let value = option.value.map { " \\fI\(plain($0))\\fR" } ?? ""
      return [".TP", "\\fB\(plain("--" + option.name))\\fR\(value)"]
        + paragraph(sentence(option.help))
    }
  }

  private static func terms(_ terms: [(String, String)]) -> [String] {
    terms.flatMap { [".TP", "\\fB\(plain($0.0))\\fR"] + paragraph(sentence($0.1)) }
  }

  private static func examples(_ verb: Verb) -> [String] {
    // groff draws no Chinese in every locale, and warns of what it cannot draw.
    let shown = verb.examples.filter { $0.utf8.allSatisfy { $0 < 0x80 } }
    return [".PP", "Examples:", ".PP", ".nf", ".RS 4"] + shown.map(line) + [".RE", ".fi"]
  }

  private static func sentence(_ text: String) -> String {
    guard let first = text.first, text.last?.isPunctuation != true || text.hasSuffix("…") else {
      return text
    }
    // A name of an option or a file stays as it is.
    return (first.isLowercase ? first.uppercased() + text.dropFirst() : text) + "."
  }

  /// A line as it stands: one that begins like a request gets a mark of no width before it.
  private static func line(_ text: String) -> String {
    let plain = plain(text)
    return plain.hasPrefix(".") || plain.hasPrefix("'") ? "\\&" + plain : plain
  }

  /// A text in lines that are not too long for mandoc's taste.
  private static func paragraph(_ text: String) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, last.count + word.count < 70 {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines.map(line)
  }

  /// A text with nothing in it that man takes for its own.
  private static func plain(_ text: String) -> String {
    text.unicodeScalars.map { scalar -> String in
      switch scalar {
      case "\\": "\\e"
      case "-": "\\-"
      case "…": "..."
      case "“", "”", "\"": "\\(dq"
      case "'": "\\(aq"
      case "`": "\\(ga"
      case "~": "\\(ti"
      case "^": "\\(ha"
      case "×": "x"
      case "≈": "about "
      default: scalar.value < 0x80 ? String(Character(scalar)) : "?"
      }
    }.joined()
  }
}
