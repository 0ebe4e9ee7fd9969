internal import CLinux
internal import Glibc
internal import VideoTasks

/// A command line, taken apart by the options of one verb.
struct Arguments: Sendable {
  /// What is not an option, in order.
  private(set) var words: [String] = []
  private var values: [String: [String]] = [:]

  /// Reads `line`, the words after the verb.
  ///
  /// - Throws: a usage error that names the word and, where there is one, the nearest option.
  init(_ line: [String], options: [OptionSpec]) throws(CommandFailure) {
    var problem: CommandFailure?
    var words: [String] = []
    var values: [String: [String]] = [:]
    Arguments.scan(line, options) { kind, number, text in
      switch kind {
      case rushes_option_found:
        values[options[number].name, default: []].append(text)
      case rushes_option_word:
        words.append(text)
      case rushes_option_value_missing:
        problem = .usage("--\(options[number].name) needs a value.")
      case rushes_option_value_unwanted:
        problem = .usage("--\(options[number].name) takes no value.")
      default:
        problem = Arguments.unknown(text, options)
      }
      return problem == nil
    }
    if let problem { throw problem }
    self.words = words
    self.values = values
  }

  /// Whether an option was given.
  func has(_ name: String) -> Bool { values[name] != nil }

  /// The value of an option that counts once; the last one wins, as everywhere.
  func value(_ name: String) -> String? { values[name]?.last }

  /// All values of an option that may be given again.
  func values(_ name: String) -> [String] { values[name] ?? [] }

  /// The whole number that an option holds.
  func integer(_ name: String) throws(CommandFailure) -> Int64? {
    guard let text = value(name) else { return nil }
    guard let number = Int64(text) else {
      throw .usage("--\(name) takes a whole number, not \"\(text)\".")
    }
    return number
  }

  /// What an `on|off` option says.
  func flag(_ name: String) throws(CommandFailure) -> Bool? {
    switch value(name) {
    case nil: return nil
    case "on": return true
    case "off": return false
    case let text?: throw .usage("--\(name) takes on or off, not \"\(text)\".")
    }
  }

  private static func unknown(_ word: String, _ options: [OptionSpec]) -> CommandFailure {
    let name = word.drop { $0 == "-" }.prefix { $0 != "=" }
    let near = Nearest.name(String(name), among: options.map(\.name))
    let hint = near.map { " Did you mean --\($0)?" } ?? " Try --help."
    return .usage("\(word) is not an option here.\(hint)")
  }

  /// Walks over the line with getopt_long; `take` returns false to stop.
  private static func scan(
    _ line: [String], _ options: [OptionSpec],
    take: (rushes_option_kind, Int, String) -> Bool
  ) {
    var argv: [UnsafeMutablePointer<CChar>?] = (["rushes"] + line).map { strdup($0) }
    argv.append(nil)
    let names = options.map { strdup($0.name) }
    defer {
      for word in argv { free(word) }
      for name in names { free(name) }
    }
    let table = zip(names, options).map {
      rushes_option(name: UnsafePointer($0), takes_value: $1.value != nil)
    }
    var position: Int32 = 0
    while true {
      var number: Int32 = -1
      var text: UnsafePointer<CChar>?
      let kind = rushes_option_next(
        Int32(argv.count - 1), &argv, table, Int32(table.count), &position, &number, &text)
      if kind == rushes_option_end { return }
      if !take(kind, Int(number), text.map { String(cString: $0) } ?? "") { return }
    }
  }
}
