import ChildProcesses
import FoundationEssentials
import Glibc
import TestSupport
import Testing

/// The examples of every `--help`, run as they are printed, in one world and one after the other.
@Suite struct `Examples of the help` {
  /// A command, what it says, and how it may end.
  private struct Step {
    var command: String
    var says: String
    var ends: [Int32]
    var input: String?

    init(_ command: String, says: String, ends: [Int32] = [0], input: String? = nil) {
      self.command = command
      self.says = says
      self.ends = ends
      self.input = input
    }
  }

  /// Servers that the sandbox plays: one that can cancel, and one that has a library and no list in
  /// which lost tasks could be looked up.
  private static let configuration =
    "default_profile: sandbox\n"
    + Studio.configuration(
      seconds: 0.2,
      profiles: """
          volcengine: { base_url: sandbox, poll_seconds: 0.2 }
          kyyvideo2: { base_url: sandbox, poll_seconds: 0.2 }
        """)

  private static let lost =
    Step(
      "rushes submit --profile kyyvideo2 --prompt \"x [fault: lost-answer]\"", says: "was lost",
      ends: [6])

  /// The examples in an order in which the tasks that they name are there, and what else that takes.
  private static let story = [
    Step(
      "rushes submit --profile sandbox --prompt \"a cat in the rain\" --wait", says: "Task 1 is"),
    Step(
      "rushes submit --profile sandbox --prompt \"一只猫\" --ratio 9:16 --duration 4 --dry-run",
      says: "Nothing was sent."),
    Step(
      "rushes submit --profile sandbox --prompt \"the cat comes home\" --after 1 --wait",
      says: "Task 2 is done: "),
    Step(
      "rushes show 1 --json | rushes submit --profile sandbox --request - --seed 7 --dry-run",
      says: "\"seed\":7"),
    Step("rushes submit --profile volcengine --prompt \"x [fault: stuck-queued]\"", says: "Task 3"),
    Step("rushes cancel 3", says: "Task 3 is cancelled"),
    Step(
      "rushes submit --prompt \"a cat [fail: OutputVideoSensitiveContentDetected]\" --wait",
      says: "Task 4 failed", ends: [1]),
    lost, lost,
    Step("rushes resolve 5 --created cgt-20261120221207-gtgy8", says: "Task 5 is "),
    Step("rushes resolve 6 --not-created", says: "Task 6 "),
    Step("rushes list", says: "the cat comes home"),
    Step("rushes list --short", says: "2 done"),
    Step("rushes list --status succeeded --json", says: "\"id\":2"),
    Step(
      "rushes list --filter \"cat status:failed,expired after:yesterday\"", says: "     4  failed"),
    Step("rushes show 1", says: "a cat in the rain"),
    Step("rushes show 1 --json", says: "\"status\":\"succeeded\""),
    Step("rushes show 1 --curl", says: "curl -X POST"),
    Step("rushes wait 1 --timeout 60", says: "Task 1 is done: "),
    Step("rushes download 1 --to .", says: "Task 1 is done: "),
    Step("rushes join 1 2 --out film.mp4", says: "film.mp4 is made of 2 videos"),
    Step("rushes retry 2", says: "Task 7 is queued"),
    Step("rushes retry 2 --audio off --wait", says: "Task 8 is done: "),
    Step("rushes remove 2", says: "Task 2 is removed"),
    Step("rushes adopt cgt-20261120221207-gtgy8 --profile sandbox", says: "Task 9 is "),
    Step("printf 'prompt,seed\\n{red|blue} fox,1-2\\n' > foxes.csv", says: ""),
    Step("rushes batch foxes.csv --profile sandbox --resolution 480p --dry-run", says: "4"),
    Step(
      "rushes batch foxes.csv --profile sandbox --resolution 480p --max-cost 20 --wait",
      says: "4"),
    Step("rushes list --filter fox --short", says: "4 done"),
    Step(
      "rushes asset add https://example.com/face.png --kind image --name face",
      says: "asset://asset-"),
    Step("rushes asset list", says: "face"),
    Step(
      "rushes asset list | cut -d ' ' -f 1 | xargs -n 1 rushes asset remove",
      says: "removed"),
    Step("rushes models --profile sandbox", says: "sandbox (ark)"),
    Step("rushes doctor", says: "ok       store"),
    Step("rushes doctor --online", says: "ok       store"),
    // Not every machine is run by systemd.
    Step("rushes agent --install", says: "rushes", ends: [0, 7]),
    Step(
      "mkdir -p ~/.local/share/bash-completion/completions ~/.zsh ~/.config/fish/completions",
      says: ""),
    Step(
      "rushes completions bash > ~/.local/share/bash-completion/completions/rushes", says: ""),
    Step("rushes completions zsh > ~/.zsh/_rushes", says: ""),
    Step("rushes completions fish > ~/.config/fish/completions/rushes.fish", says: ""),
    Step("wc -c ~/.zsh/_rushes ~/.config/fish/completions/rushes.fish", says: "_rushes"),
    // The last one: from now on there is a key for a real server.
    Step("rushes key set apiyi", says: "is stored in", input: "k-1234567890\n"),
  ]

  /// What goes on until it is ended, and what it says once it is at work.
  private static let endless = [
    ("rushes agent", "agent-started"), ("rushes sandbox --port 8700", "Ctrl-C"),
    ("rushes sandbox --port 8700 --seconds 1", "Ctrl-C"),
  ]

  /// The examples that the program prints.
  private func printed(_ studio: Studio) throws -> [String] {
    let verbs = try studio.run("completions", "--complete", "--", "").output
      .split(separator: "\n").dropFirst().map { $0.prefix { $0 != "\t" } }
    return try verbs.flatMap { verb -> [String] in
      let help = try studio.run(String(verb), "--help")
      #expect(help.status == 0)
      let lines = help.output.split(separator: "\n", omittingEmptySubsequences: false)
      let start = try #require(lines.firstIndex(of: "Examples:"), "\(verb)")
      #expect(lines.prefix(start).allSatisfy { $0.count <= 80 }, "\(help.output)")
      let examples = lines[(start + 1)...].prefix { !$0.isEmpty }.map { String($0.dropFirst(2)) }
      #expect(!examples.isEmpty, "\(verb)")
      // What is to be copied stays in one piece.
      let notes = lines[(start + 1 + examples.count)...].filter { !$0.hasPrefix("  ") }
      #expect(notes.allSatisfy { $0.count <= 80 }, "\(help.output)")
      return examples
    }
  }

  @Test func `each runs as it stands and ends as it should`() throws {
    let studio = try Studio(config: Self.configuration)
    var left = Set(try printed(studio))
    for step in Self.story {
      left.remove(step.command)
      let ended = Ended(
        try ChildProcess.run(
          ChildProcess.Command(
            "sh", ["-c", step.command], environment: studio.environment(),
            directory: studio.folder.path, input: step.input.map { Array($0.utf8) },
            timeLimit: .seconds(120 * slowness))))
      #expect(step.ends.contains(ended.status), "\(step.command): \(ended)")
      #expect(
        step.says.isEmpty ? ended.output.isEmpty : ended.description.contains(step.says),
        "\(step.command): \(ended)")
    }
    for (command, word) in Self.endless {
      left.remove(command)
      let words = command.split(separator: " ").dropFirst().map(String.init)
      let program = try Program(studio, words)
      try program.waitFor(word)
      program.signal(SIGTERM)
      #expect(program.end() == 0, "\(command): \(program.output)")
    }
    #expect(left.isEmpty, "no test runs these examples")
  }
}
