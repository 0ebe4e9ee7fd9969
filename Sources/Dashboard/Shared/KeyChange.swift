internal import TerminalUI

/// Other keys for a command, as the configuration states them.
public struct KeyChange: Hashable, Sendable {
  /// Where they hold: the name of a context, or `everywhere` for all that know the command.
  public var context: String
  /// The name of the command.
  public var command: String
  /// The names of its keys, in place of the usual ones; empty takes them away.
  public var keys: [String]
  /// The line that states them, counted from 1.
  public var line: Int

  /// Makes a change.
  public init(context: String, command: String, keys: [String], line: Int) {
    self.context = context
    self.command = command
    self.keys = keys
    self.line = line
  }
}

/// Why keys cannot be changed so.
public struct KeyChangeError: Error, Hashable, Sendable {
  /// What is wrong; names are those of the configuration.
  public enum Problem: Hashable, Sendable {
    /// There is no such context; these there are.
    case context(String, among: [String])
    /// There is no such command in that context; these there are.
    case command(String, in: String, among: [String])
    /// There is no such key; these there are besides characters.
    case key(String, among: [String])
    /// Characters are text in that context.
    case isText(String, in: String)
    /// The key means another command there already.
    case taken(String, in: String, by: [String])
    /// The command cannot be without a key.
    case needed(String, in: String)
  }

  /// What is wrong.
  public var problem: Problem
  /// The line that states it.
  public var line: Int
}

extension Keymap {
  private enum Place: String { case everywhere }

  /// What stands for every place that knows a command.
  static let everywhereName = Place.everywhere.rawValue

  /// What nobody could do without.
  private static let needed: Set<Command> = [
    .help, .quit, .yes, .no, .leaveSheet, .closeOverlay, .leaveKey, .leaveName, .clearFilter,
  ]

  /// The usual keys with these changes.
  ///
  /// - Throws: The first mistake.
  public init(_ changes: [KeyChange]) throws(KeyChangeError) {
    self = .usual
    var changed: [(change: KeyChange, context: KeyContext, command: Command)] = []
    for change in changes {
      for context in try Self.contexts(of: change) {
        let command = try Self.command(of: change, in: context)
        guard let command else { continue }
        try apply(change, command, in: context)
        changed.append((change, context, command))
      }
    }
    // After all of them: two keys may have been exchanged.
    for (change, context, command) in changed { try checkTaken(change, command, in: context) }
  }

  private static func contexts(of change: KeyChange) throws(KeyChangeError) -> [KeyContext] {
    if change.context == everywhereName { return KeyContext.allCases }
    guard let context = KeyContext.allCases.first(where: { $0.name == change.context }) else {
      throw KeyChangeError(
        problem: .context(
          change.context, among: [everywhereName] + KeyContext.allCases.map(\.name)),
        line: change.line)
    }
    return [context]
  }

  /// The command that is meant; nil where it is unknown in one of all contexts.
  private static func command(
    of change: KeyChange, in context: KeyContext
  ) throws(KeyChangeError) -> Command? {
    let isEverywhere = change.context == everywhereName
    let known =
      isEverywhere
      ? KeyContext.allCases.flatMap { usual.bindings($0) } : usual.bindings(context)
    guard let command = known.first(where: { $0.command.name == change.command })?.command else {
      var names: [String] = []
      for name in known.map(\.command.name) where !names.contains(name) { names.append(name) }
      throw KeyChangeError(
        problem: .command(change.command, in: change.context, among: names), line: change.line)
    }
    return usual.bindings(context).contains { $0.command == command } ? command : nil
  }

  private mutating func apply(
    _ change: KeyChange, _ command: Command, in context: KeyContext
  ) throws(KeyChangeError) {
    var keys: [Key] = []
    for name in change.keys {
      guard let key = Key(name: name) else {
        throw KeyChangeError(problem: .key(name, among: Key.names), line: change.line)
      }
      if context.takesText, case .character = key.code, key.modifiers.isEmpty {
        // One change for all contexts: where letters are written, the usual keys stay.
        guard change.context == Self.everywhereName else {
          throw KeyChangeError(problem: .isText(name, in: change.context), line: change.line)
        }
        continue
      }
      if !keys.contains(key) { keys.append(key) }
    }
    if keys.isEmpty, !change.keys.isEmpty { return }
    guard !keys.isEmpty || !Self.needed.contains(command) else {
      throw KeyChangeError(problem: .needed(change.command, in: change.context), line: change.line)
    }
    replaceKeys(of: command, with: keys, in: context)
  }

  private func checkTaken(
    _ change: KeyChange, _ command: Command, in context: KeyContext
  ) throws(KeyChangeError) {
    let all = bindings(context)
    for key in all.filter({ $0.command == command }).flatMap(\.keys) {
      guard let other = all.first(where: { $0.command != command && $0.keys.contains(key) })
      else { continue }
      throw KeyChangeError(
        problem: .taken(key.name, in: context.name, by: [command.name, other.command.name]),
        line: change.line)
    }
  }
}

extension KeyContext {
  /// The name in the configuration.
  var name: String { hyphenated("\(self)") }
}

extension Command {
  /// The name in the configuration.
  var name: String { hyphenated("\(self)") }
}

/// `nextField` as `next-field`.
private func hyphenated(_ name: String) -> String {
  name.reduce(into: "") { text, letter in
    text += letter.isUppercase ? "-" + letter.lowercased() : String(letter)
  }
}
