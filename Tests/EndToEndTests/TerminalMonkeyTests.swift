import ChildProcesses
import FoundationEssentials
import TestSupport
import Testing

extension `End to end` {
  /// Random keys at the real program: it never ends badly, and what stands on the screen is what a
  /// full redraw puts there.
  @Suite struct `A monkey at the terminal` {
    /// Events at each of the four terminals: `RUSHES_TERMINAL_MONKEY` says how many, 25,000 by hand.
    private static let events =
      ProcessInfo.processInfo.environment["RUSHES_TERMINAL_MONKEY"].flatMap { Int($0) } ?? 320
    /// Events between two looks, each of which waits for silence twice.
    private static let burst = events > 1_000 ? 100 : 40
    /// Longer than anything waits that still draws: a selection at rest, a lone Esc, a page.
    private static let silence = Duration.milliseconds(400)
    /// Longer than the form waits after the latest letter before it looks for the file that a field
    /// names.
    private static let rest = Duration.milliseconds(1_400)

    /// No key that gives the terminal away (Ctrl-Z), ends the loop around the program (Ctrl-C), or
    /// says yes to what costs money.
    private static let keys =
      "abcdefghijklmnoprstuvwxzABCDEFGHIJKLMNOPQRSTUVWXZ0123456789 /:'\"<>+-=!?.[]{}|~@#$%^&*(),_"
      .map { $0 == ";" ? "\\;" : String($0) } + [
        "Up", "Up", "Down", "Down", "Down", "Left", "Right", "PPage", "NPage", "Home", "End",
        "Tab", "BTab", "BSpace", "DC", "IC", "Enter", "Escape", "Space",
        "F1", "F2", "F3", "F4", "F6", "F7", "F8", "F9", "F10", "F11", "F12",
        "C-a", "C-b", "C-d", "C-e", "C-f", "C-g", "C-k", "C-n", "C-o", "C-p", "C-r", "C-t", "C-u",
        "C-v", "C-w", "C-x", "C-y", "M-Up", "M-Down", "M-a", "M-p", "M-s", "M-t", "M-x", "S-Up",
        "S-Down", "S-Left", "S-Right", "C-Left", "C-Right", "雨", "é",
      ]

    private static let heldKeys = [
      "Down", "Up", "j", "k", "NPage", "PPage", "Right", "Left", "Tab", "BSpace", "a", "雨", "?",
      "Escape",
      "M-Down", "Space",
    ]

    private static let sizes = [(80, 24), (120, 40), (160, 45), (60, 16), (40, 12), (20, 5)]

    /// The terminals; `RUSHES_TERMINAL_MONKEY_AT` names one, so that several can be run at once by hand.
    private static let types =
      ProcessInfo.processInfo.environment["RUSHES_TERMINAL_MONKEY_AT"].map { [$0] }
      ?? ["xterm-256color", "tmux-256color", "linux", "vt100"]

    @Test(arguments: types)
    func `what is on the screen is what a redraw puts there`(type: String) throws {
      let studio = try Studio(config: Studio.configuration(seconds: 0.2))
      try fill(studio)
      // The program begins again when a key has ended it; how it ended is written down.
      try studio.write(
        "while :; do rushes 2>>'\(studio.path("errors"))'; echo $? >>'\(studio.path("ends"))'; done\n",
        to: "forever")
      let terminal = try Terminal(
        studio, environment: ["TERM": type, "EDITOR": "true", "VISUAL": nil])
      try terminal.enter("sh '\(studio.path("forever"))'")
      try terminal.waitFor("the dashboard") { $0.contains(" quit") }
      var random = SeededRandom(seed: UInt64(type.utf8.count))
      var compared = 0
      for burst in 0..<Self.events / Self.burst {
        var done: [String] = []
        if burst % 4 == 3, let size = Self.sizes.randomElement(using: &random) {
          try terminal.resize(columns: size.0, rows: size.1)
          done.append("\(size)")
        }
        if burst % 3 == 1 { try click(terminal, &random) }
        let keys = (0..<Self.burst).compactMap { _ in Self.keys.randomElement(using: &random) }
        try terminal.press(keys)
        done += keys
        // What follows from a held key is painted before it comes, and may have to be painted over.
        if burst % 2 == 0, let key = Self.heldKeys.randomElement(using: &random) {
          for _ in 0..<4 { try terminal.press(key) }
          done += ["\(key) held"]
        }
        if try compare(terminal, studio, done) { compared += 1 }
      }
      #expect(compared > 0)
      let ends = studio.read("ends")?.split(separator: "\n") ?? []
      #expect(ends.allSatisfy { $0 == "0" }, "\(ends)")
      #expect((studio.read("errors") ?? "").isEmpty)
    }

    /// Erased up to the middle of one, tmux would leave a hole of its own colour.
    @Test func `over wide characters in tmux no hole is left`() throws {
      let studio = try Studio()
      try fill(studio)
      let terminal = try Terminal(studio, columns: 120, rows: 40)
      try terminal.start(showing: "300")
      try terminal.press("F3")
      try terminal.press("F1")
      try terminal.waitFor("the help") { $0.contains("Keys") }
      try terminal.waitForSilence(Self.silence)
      let before = try terminal.look()
      try terminal.press("C-l")
      try terminal.waitForSilence(Self.silence)
      let anew = try terminal.look()
      #expect(before == anew, "\(before.differences(from: anew))")
    }

    /// Whether the screen could be compared: not while tasks that a key has made go on.
    private func compare(
      _ terminal: Terminal, _ studio: Studio, _ done: [String]
    ) throws -> Bool {
      do {
        try terminal.waitForSilence(Self.rest, within: .seconds(8 * slowness))
      } catch is Terminal.Failure {
        // A player plays, or rows are drawn anew every second.
        return false
      }
      // With each key the program looks what has become of files; F16 does nothing else.
      try terminal.send(Array("\u{1B}[29~".utf8))
      try terminal.waitForSilence(Self.silence)
      let before = try terminal.look()
      try terminal.press("C-l")
      try terminal.waitForSilence(Self.silence)
      let anew = try terminal.look()
      if before == anew { return true }
      let tasks = try studio.run("list", "--json").json.array ?? []
      let isMoving = tasks.contains { task in
        let words = ["waiting", "submitting", "queued", "running"]
        return words.contains(task["status"]?.string ?? "")
          || ["waiting", "running"].contains(task["download"]?.string ?? "")
      }
      guard !isMoving else { return false }
      Issue.record("after \(done), a redraw shows otherwise:\n\(before.differences(from: anew))")
      return true
    }

    private func click(_ terminal: Terminal, _ random: inout SeededRandom) throws {
      let (column, row) = (
        Int.random(in: 1...80, using: &random), Int.random(in: 1...24, using: &random)
      )
      let button = [0, 0, 0, 2, 64, 65, 65].randomElement(using: &random) ?? 0
      try terminal.send(Array("\u{1B}[<\(button);\(column);\(row)M".utf8))
      if button < 64 { try terminal.send(Array("\u{1B}[<\(button);\(column);\(row)m".utf8)) }
    }

    private func fill(_ studio: Studio) throws {
      let filled = try ChildProcess.run(
        .init(
          Studio.programs + "/rushes-bench",
          ["fill", "--tasks", "300", "--data", studio.data], timeLimit: .seconds(60 * slowness)))
      #expect(filled.succeeded)
    }
  }
}
