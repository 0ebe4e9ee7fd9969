import FoundationEssentials
import TerminalUI
import TestSupport
import Testing
import VideoTasks

@testable import Dashboard

@Suite struct `Changed keys` {
  private static func change(
    _ context: String, _ command: String, _ keys: String..., line: Int = 7
  ) -> KeyChange { KeyChange(context: context, command: command, keys: keys, line: line) }

  private static func world(_ changes: KeyChange...) throws -> World {
    var context = Fixture.context(Size(columns: 120, rows: 40))
    context.keymap = try Keymap(changes)
    var world = World(state: DashboardState(context))
    world.tasks = Fixture.everyStatus()
    world.send(.started)
    return world
  }

  @Test func `the key does what it was given, the usual one does not, and the screen says so`()
    throws
  {
    var world = try Self.world(
      Self.change("table", "filter", "f5", "ctrl-f"), Self.change("table", "page-down", "page-down")
    )
    #expect(world.screen.contains("F5 ^F find"))
    world.press(.letter("/"))
    #expect(!world.state.table.isFiltering)
    world.press(.letter("?"))
    #expect(world.screen.contains("F5 ^F"))
    world.press(Key(.escape), Key(.function(5)))
    #expect(world.state.table.isFiltering)
  }

  @Test func `two keys can be exchanged, and a command can be left without one`() throws {
    let keymap = try Keymap([
      Self.change("table", "copy-path", "o"), Self.change("table", "open-file", "c"),
      Self.change("table", "remove"),
    ])
    let table = keymap.bindings(.table)
    #expect(table.first { $0.command == .copyPath }?.keys == [Key(.character("o"))])
    #expect(table.first { $0.command == .openFile }?.label == "c")
    #expect(!table.contains { $0.command == .remove })
    #expect(Set(keymap.bindings(.details)) == Set(Keymap.usual.bindings(.details)))
  }

  @Test
  func `everywhere is every place that knows the command, and where one writes letters stay text`()
    throws
  {
    let keymap = try Keymap([Self.change("everywhere", "help", "H", "f11")])
    let help = { (context: KeyContext) in
      keymap.bindings(context).first { $0.command == .help }?.keys
    }
    #expect(help(.table) == [Key(.character("H")), Key(.function(11))])
    #expect(help(.prompt) == [Key(.function(11))])
    #expect(help(.question) == nil)
    let letters = try Keymap([Self.change("everywhere", "quit", "X")])
    #expect(
      letters.bindings(.prompt).first { $0.command == .quit }
        == Keymap.usual.bindings(.prompt).first { $0.command == .quit })
  }

  @Test func `what is wrong is named, with its line`() {
    func problem(_ changes: KeyChange...) -> KeyChangeError.Problem? {
      do throws(KeyChangeError) {
        _ = try Keymap(changes)
        return nil
      } catch {
        #expect(error.line == 7)
        return error.problem
      }
    }
    let contexts = problem(Self.change("tabel", "retry", "R"))
    guard case .context("tabel", let known)? = contexts else {
      Issue.record("\(String(describing: contexts))")
      return
    }
    #expect(known.contains("table") && known.contains("text-field") && known.contains("everywhere"))
    guard
      case .command("retyr", in: "table", let commands)? = problem(
        Self.change("table", "retyr", "R"))
    else {
      Issue.record("an unknown command was taken")
      return
    }
    #expect(commands.contains("retry"))
    #expect(
      problem(Self.change("table", "retry", "ctrl-i")) == .key("ctrl-i", among: Key.names))
    #expect(problem(Self.change("prompt", "submit", "s")) == .isText("s", in: "prompt"))
    #expect(
      problem(Self.change("table", "retry", "x"))
        == .taken("x", in: "table", by: ["retry", "cancel"]))
    #expect(problem(Self.change("question", "yes")) == .needed("yes", in: "question"))
    #expect(problem(Self.change("everywhere", "quit")) == .needed("quit", in: "everywhere"))
  }

  /// What can be changed, as the read-me lists it: a place says what it does not share with `table`.
  private static let list: String = KeyContext.allCases.map { context in
    let shared = context == .table ? [] : Keymap.usual.bindings(.table)
    var commands: [String] = []
    for binding in Keymap.usual.bindings(context) {
      let isShared = shared.contains {
        $0.command == binding.command && Set($0.keys) == Set(binding.keys)
      }
      if isShared { continue }
      commands.append(
        "`\(binding.command.name)` \(binding.keys.map(\.name).joined(separator: " "))")
    }
    return commands.isEmpty ? "" : "- **\(context.name)**: \(commands.joined(separator: ", "))\n"
  }.joined()

  @Test func `the read-me lists every place, command and usual key`() throws {
    let folders = #filePath.split(separator: "/").dropLast(3)
    let path = "/" + folders.joined(separator: "/") + "/README.md"
    let text = String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
    let marks = ("<!-- usual keys -->\n", "<!-- end of the usual keys -->")
    let parts = text.split(separator: marks.0, maxSplits: 1).map(String.init)
    let rest = try #require(parts.last?.split(separator: marks.1, maxSplits: 1).map(String.init))
    try #require(parts.count == 2 && rest.count == 2)
    if rest[0] != Self.list, ProcessInfo.processInfo.environment["RUSHES_RECORD_GOLDENS"] == "1" {
      let recorded = parts[0] + marks.0 + Self.list + marks.1 + rest[1]
      try Data(recorded.utf8).write(to: URL(filePath: path))
    }
    #expect(rest[0] == Self.list, "RUSHES_RECORD_GOLDENS=1 writes the list anew")
  }
}
