import ChildProcesses
import TestSupport
import Testing

/// `rushes` in the hands of another program, which reads what it says and sees what is not said.
@Suite struct `Programs that drive it` {
  @Test func `a retry of several is made of all or of none, so that nothing is sent later`() throws
  {
    let studio = try Studio()
    #expect(try studio.run("submit", "--prompt", "a", "--wait").status == 0)
    #expect(try studio.run("submit", "--prompt", "b [fault: stuck-queued]").status == 0)
    let refused = try studio.run("retry", "1", "2", "--json")
    #expect(refused.status == 4 && refused.output.isEmpty, "\(refused)")
    #expect(try studio.run("list", "--json").json.array?.count == 2)
    #expect(try studio.journal().count == 2)
  }

  @Test func `a removal of several removes all or none, and says so`() throws {
    let studio = try Studio()
    #expect(try studio.run("submit", "--prompt", "a", "--wait").status == 0)
    #expect(try studio.run("submit", "--prompt", "b [fault: stuck-queued]").status == 0)
    for words in [["1", "2"], ["2", "1"]] {
      let refused = try studio.run(["remove"] + words + ["--json"])
      #expect(refused.status == 4 && refused.output.isEmpty, "\(refused)")
      let error = try JSON(parsing: refused.errors)["error"]
      #expect(error?["message"]?.string?.contains("Task 2 may still produce") == true)
      #expect(error?["message"]?.string?.contains("None of the 2 tasks was removed.") == true)
      #expect(try studio.run("list", "--json").json.array?.count == 2)
    }
    #expect(try studio.run("remove", "1", "9").status == 2)
    #expect(try studio.run("list", "--json").json.array?.count == 2)
    let removed = try studio.run("remove", "1", "2", "--abandon", "--json")
    #expect(removed.status == 0, "\(removed)")
    #expect(try removed.json.array?.map { $0["id"]?.number } == [1, 2])
    #expect(try studio.run("list", "--json").json == .array([]))
  }

  @Test func `standard input is asked for once, and what asks for it twice is named`() throws {
    let studio = try Studio()
    let twice = try studio.run(
      "submit", "--prompt-file", "-", "--request", "-", input: #"{"prompt":"x"}"#)
    #expect(twice.status == 2 && twice.output.isEmpty, "\(twice)")
    for words in ["Standard input can be read once only", "--request -", "--prompt-file -"] {
      #expect(twice.errors.contains(words), "\(twice)")
    }
    #expect(try studio.journal().isEmpty)
  }

  @Test(arguments: [
    (#"{"prompt":"x","duratoin":5}"#, "Did you mean duration?"),
    (#"{"request":{"prompt":"x","return-last-frame":true}}"#, "return_last_frame"),
    (#"{"prompt":"x","profile":"sandbox"}"#, "--profile"),
  ])
  func `a member that no request has is refused, before a request goes out without it`(
    text: String, hint: String
  ) throws {
    let studio = try Studio()
    let ended = try studio.run("submit", "--request", "-", "--json", input: text)
    #expect(ended.status == 2 && ended.output.isEmpty, "\(ended)")
    let error = try JSON(parsing: ended.errors)["error"]
    #expect(error?["code"]?.string == "RequestFile")
    #expect(error?["advice"]?.string?.contains(hint) == true, "\(ended)")
    #expect(try studio.journal().isEmpty)
  }

  @Test func `with --json standard error holds JSON alone, whatever keeps a task from its end`()
    throws
  {
    let studio = try Studio()
    #expect(try studio.run("submit", "--prompt", "b [fault: stuck-queued]").status == 0)
    let late = try studio.run("wait", "1", "--timeout", "0", "--json")
    #expect(late.status == 5, "\(late)")
    #expect(try late.json["status"]?.string == "queued")
    #expect(try JSON(parsing: late.errors)["error"]?["code"]?.string == "TimeUp")

    #expect(try studio.run("submit", "--prompt", "c", "--wait").status == 0)
    let copied = ["download", "2", "--to", "home", "--json"]
    #expect(try studio.run(copied).errors.isEmpty)
    let again = try studio.run(copied)
    #expect(again.status == 7 && again.output.isEmpty, "\(again)")
    #expect(try JSON(parsing: again.errors)["error"]?["code"]?.string == "Copy")

    let batch = ["batch", "-", "--batch", "b", "--json"]
    for input in ["", #"{"prompt":"d"}"#, #"{"prompt":"d"}"#] {
      let ended = try studio.run(batch, input: input)
      #expect(ended.status == 0 && ended.errors.isEmpty, "\(ended)")
    }
  }

  @Test func `list --short gives programs the number of each status`() throws {
    let studio = try Studio()
    #expect(try studio.run("list", "--short").output == "no tasks\n")
    let none = try studio.run("list", "--short", "--json").json
    #expect(none["succeeded"]?.number == 0 && none.names.count == 9)
    #expect(try studio.run("submit", "--prompt", "c", "--wait").status == 0)
    #expect(try studio.run("list", "--short", "--json").json["succeeded"]?.number == 1)
  }

  @Test func `closed standard streams cost nothing but what would have been said`() throws {
    let studio = try Studio()
    let script = """
      rushes submit --prompt a --wait >&- 2>&- <&-; echo "ended $?"
      rushes submit --prompt-file - <&- 2>&1 >/dev/null; echo "ended $?"
      """
    let output = try ChildProcess.run(
      ChildProcess.Command(
        "bash", ["-c", script], environment: studio.environment(),
        timeLimit: .seconds(60 * slowness)))
    let lines = String(decoding: output.output, as: UTF8.self).split(separator: "\n")
    #expect(lines.first == "ended 0" && lines.last == "ended 2", "\(lines)")
    let task = try studio.run("show", "1", "--json").json
    #expect(task["download"]?.string == "done")
    #expect(try studio.journal().count == 1)
  }

  @Test func `40 columns are enough for a prompt in the list and the cost of a batch`() throws {
    let studio = try Studio()
    try studio.write(
      (1...12).map { "{\"prompt\":\"猫 number \($0)\"}\n" }.joined(), to: "cats.jsonl")
    let terminal = try Terminal(studio, columns: 40)
    let screen = try terminal.shell("rushes batch cats.jsonl --wait 2>told; rushes list")
    let rows = screen.lines.filter { $0.contains("succeeded") }
    #expect(rows.count >= 12 && rows.allSatisfy { $0.contains("猫 number") }, "\(screen)")
  }
}
