import ChildProcesses
import Engine
import FoundationEssentials
import Glibc
import TestSupport
import Testing

extension `End to end` {
  /// Files of requests, with the real program and the sandbox.
  @Suite struct `Batch` {
    static let small = ["--resolution", "480p", "--ratio", "1:1", "--duration", "4"]

    /// The events of a run, in order.
    private func events(_ ended: Ended) throws -> [JSON] {
      try ended.output.split(separator: "\n").map { try JSON(parsing: String($0)) }
    }

    /// The events of one kind as `line.part`.
    private func told(_ kind: String, _ events: [JSON]) -> [String] {
      events.filter { $0["event"]?.string == kind }.map { event in
        let part = event["part"]?.number.map { ".\(Int($0))" } ?? ""
        return "\(Int(event["line"]?.number ?? 0))\(part)"
      }
    }

    private func batch(_ studio: Studio, _ file: String, _ more: String...) throws -> Ended {
      try studio.run(["batch", file] + Self.small + more)
    }

    @Test func `every broken line is told with its place, and nothing is sent`() throws {
      let studio = try Studio()
      try studio.write(
        """
        name,prompt,duration,after
        a,a fox,4,
        b,a heron,40,
        c,a cat,x,
        d,"a dog",4,b
        e,,4,nobody
        """, to: "film.csv")
      let ended = try batch(studio, "film.csv", "--json")
      #expect(ended.status == 4, "\(ended)")
      let events = try events(ended)
      #expect(told("invalid", events) == ["3", "4", "5", "6"])
      #expect(events.last?["event"]?.string == "end" && events.last?["invalid"]?.number == 4)
      let rules = events.dropLast().map { event in
        (event["violations"]?.array ?? []).compactMap { $0["rule"]?.string }
      }
      #expect(
        rules == [["duration-range"], ["value-form"], ["after-left-out"], ["after-unknown"]],
        "\(ended)")
      #expect(ended.errors.contains(#""message":"4 lines are broken; nothing was sent.""#))
      #expect(try studio.journal().isEmpty)
      #expect(try studio.run("list", "--json").output == "[]\n")

      let text = try batch(studio, "film.csv")
      #expect(text.errors.contains("film.csv:4:9: duration: duration is x."), "\(text)")
      #expect(text.errors.contains("[duration-range]"))
      #expect(text.output.isEmpty)
    }

    @Test func `broken lines are left out where that was asked for, and what comes after them`()
      throws
    {
      let studio = try Studio()
      try studio.write(
        #"{"name":"a","prompt":"a"}"# + "\n" + #"{"name":"b","promt":"b"}"# + "\n"
          + #"{"prompt":"c","after":"b"}"# + "\n{\n", to: "film.jsonl")
      let ended = try batch(studio, "film.jsonl", "--skip-invalid", "--wait", "--json")
      #expect(ended.status == 4, "\(ended)")
      let events = try events(ended)
      #expect(told("invalid", events) == ["2", "3", "4"])
      #expect(told("made", events) == ["1.1"] && told("downloaded", events) == ["1.1"])
      #expect(events.last?["event"]?.string == "end" && events.last?["exit"]?.number == 4)
      #expect(try studio.journal().count == 1)
    }

    @Test func `given again it goes on, and makes nothing twice`() throws {
      let studio = try Studio()
      let file = try studio.write(
        "prompt,name\na {red|blue} fox,foxes\na cat,\na cat,\n", to: "f.csv")
      let sent = try events(try batch(studio, file, "--json"))
      #expect(told("made", sent) == ["2.1", "2.2", "3.1", "4.1"])
      // More lines, another order, and another name for the folder.
      try studio.write(
        "name,prompt\n,a cat\n,a dog\nfoxes,a {red|blue} fox\n,a cat\n", to: "f.csv")
      let again = try events(
        try batch(studio, studio.path("home/../f.csv"), "--wait", "--json"))
      #expect(told("skipped", again) == ["2.1", "4.1", "4.2", "5.1"])
      #expect(told("made", again) == ["3.1"])
      #expect(told("downloaded", again).count == 5)
      #expect(again.last?["done"]?.number == 5 && again.last?["exit"]?.number == 0)
      #expect(try studio.journal().count == 5)
      // A line with a name that stands for another request is not sent silently.
      try studio.write("name,prompt\nfoxes,a {green|blue} fox\n", to: "f.csv")
      let changed = try batch(studio, file)
      #expect(changed.status == 4 && changed.errors.contains("[request-changed]"), "\(changed)")
      #expect(changed.errors.contains("Task 1 was made of a line with this name"))
      // Made anew where that was asked for; to go on must not mean to pay again.
      let anew = try events(try batch(studio, file, "--again", "--wait", "--json"))
      #expect(told("made", anew) == ["2.1", "2.2"])
      #expect(try studio.journal().count == 7)
      #expect(try events(try batch(studio, file, "--wait", "--json")).last?["done"]?.number == 2)
      #expect(try studio.journal().count == 7)
    }

    @Test func `whoever made all anew is not told to do that once more`() throws {
      let studio = try Studio()
      try studio.write("prompt\na\n", to: "film.csv")
      let ended = try batch(studio, "film.csv", "--again")
      #expect(ended.errors.contains("give the same command again without --again"), "\(ended)")
      try studio.write("\n", to: "empty.csv")
      let empty = try batch(studio, "empty.csv")
      #expect(empty.status == 0 && empty.errors.contains("has no lines"))
      #expect(try batch(studio, studio.path("home")).errors.contains("is a folder"))
      #expect(try batch(studio, "nobody.csv").errors.contains("No such file"))
    }

    @Test func `a batch from a pipe is known by its name`() throws {
      let studio = try Studio()
      let text = #"{"prompt":"a"}"#
      let nameless = try studio.run(["batch", "-"] + Self.small, input: text)
      #expect(nameless.status == 2 && nameless.errors.contains("--batch NAME"))
      for _ in 0..<2 {
        let ended = try studio.run(["batch", "-", "--batch", "film"] + Self.small, input: text)
        #expect(ended.status == 0, "\(ended)")
      }
      #expect(try studio.journal().count == 1)
      let other = try studio.run(["batch", "-", "--batch", "other"] + Self.small, input: text)
      #expect(other.status == 0)
      #expect(try studio.journal().count == 2)
    }

    @Test func `a task as show --json prints it is a line`() throws {
      let studio = try Studio()
      let made = try studio.run(["submit", "--prompt", "a {b|c}", "--seed", "7"] + Self.small)
      #expect(made.status == 0)
      try studio.write(try studio.run("show", "1", "--json").output, to: "one.json")
      let ended = try studio.run("batch", "one.json", "--wait")
      #expect(ended.status == 0, "\(ended)")
      let bodies = try studio.journal().map { $0["prompt"]?.string }
      #expect(bodies == ["a {b|c}", "a {b|c}"])
      let request = try studio.run("show", "2", "--json").json["request"]
      #expect(request?["seed"]?.number == 7 && request?["duration"]?.number == 4)
      let all = try studio.run("list", "--json").output
      let twice = try studio.run(["batch", "-", "--batch", "all"], input: all)
      #expect(twice.status == 0, "\(twice)")
      #expect(try studio.journal().count == 4)
    }

    @Test func `two programs with the same batch make each line once`() throws {
      let studio = try Studio()
      let lines = (1...24).map { #"{"prompt":"number \#($0)"}"# }.joined(separator: "\n")
      let file = try studio.write(lines, to: "film.jsonl")
      let words = Self.small + ["--wait"]
      let others = try (0..<3).map { _ in
        try Program(
          studio, "batch", file, words[0], words[1], words[2], words[3], words[4], words[5],
          words[6])
      }
      #expect(others.map { $0.end() } == [0, 0, 0], "\(others.map(\.output))")
      #expect(try studio.journal().count == 24)
      #expect(try studio.run("list", "--short").output == "24 done\n")
    }

    @Test func `it stops before the amount is passed, and says what it would cost`() throws {
      let studio = try Studio()
      let file = try studio.write(
        #"{"prompt":"a","count":4}"# + "\n" + #"{"prompt":"b","duration":-1}"#, to: "film.jsonl")
      let dry = try batch(studio, file, "--dry-run", "--json")
      #expect(dry.status == 0, "\(dry)")
      let checked = try events(dry)
      #expect(told("checked", checked) == ["1.1", "1.2", "1.3", "1.4", "2.1"])
      let price = try #require(checked.first?["estimate"]?["amount"]?.number)
      #expect(!FileManager.default.fileExists(atPath: studio.data))
      // Room for three and a half.
      let limit = "\(price * 3.5)"
      for round in 0..<2 {
        let ended = try batch(studio, file, "--max-cost", limit, "--wait", "--json")
        #expect(ended.status == 4, "\(ended)")
        let events = try events(ended)
        #expect(told(round == 0 ? "made" : "skipped", events) == ["1.1", "1.2", "1.3"])
        #expect(told("left", events) == ["1.4", "2.1"])
        #expect(try studio.journal().count == 3)
      }
      // What the model may choose counts at its longest.
      let almost = try batch(studio, file, "--max-cost", "\(price * 5.2)", "--json")
      #expect(told("left", try events(almost)) == ["2.1"])
      for word in ["x", "-1", "1e5", ""] {
        #expect(try batch(studio, file, "--max-cost", word).status == 2, "\(word)")
      }
    }

    @Test func `an amount cannot be kept where a price is unknown`() throws {
      let studio = try Studio(
        config: "profiles:\n  kyyaipower: { base_url: sandbox }\n")
      let file = try studio.write(#"{"prompt":"a","profile":"kyyaipower"}"#, to: "film.jsonl")
      let ended = try studio.run("batch", file, "--max-cost", "100")
      #expect(ended.status == 4 && ended.errors.contains("[price-unknown]"), "\(ended)")
      #expect(try studio.journal().isEmpty)
    }

    @Test func `a profile that is missing, or has no key, is told of its lines`() throws {
      let studio = try Studio()
      let file = try studio.write(
        #"{"prompt":"a"}"# + "\n" + #"{"prompt":"b","profile":"apiyi"}"# + "\n"
          + #"{"prompt":"c","profile":"sandbx"}"#, to: "film.jsonl")
      let ended = try batch(studio, file)
      #expect(ended.status == 3, "\(ended)")
      #expect(ended.errors.contains("film.jsonl:2: profile: The profile apiyi has no key"))
      #expect(ended.errors.contains("Did you mean sandbox?"))
      #expect(try studio.journal().isEmpty)
    }

    @Test func `a line begins where the one that it comes after ends`() throws {
      let studio = try Studio()
      let file = try studio.write(
        """
        {"name":"c","prompt":"c","after":"b"}
        {"name":"b","prompt":"b","after":"a"}
        {"name":"a","prompt":"a"}
        {"prompt":"d","after":"c","first_frame":"https://example.test/own.png"}
        """, to: "film.jsonl")
      let ended = try batch(studio, file, "--wait", "--json")
      #expect(ended.status == 0, "\(ended)")
      #expect(try studio.journal().map { $0["prompt"]?.string } == ["a", "b", "c", "d"])
      let tasks = try studio.run("list", "--json").json.array ?? []
      #expect(tasks.map { $0["after"]?.number } == [nil, 1, 2, 3])
      #expect(tasks[0]["request"]?["return_last_frame"]?.bool == true)
      for place in 1...2 {
        #expect(
          tasks[place]["request"]?["first_frame"]?.string
            == tasks[place - 1]["last_frame_file"]?.string, "\(tasks[place])")
      }
      let own = tasks[3]["request"]?["first_frame"]?.string
      #expect(own == "https://example.test/own.png")
      // Another link of the chain, later, after what was made before.
      let more = (studio.read("film.jsonl") ?? "") + "\n" + #"{"prompt":"e","after":"c"}"#
      try studio.write(more, to: "film.jsonl")
      #expect(try batch(studio, file, "--wait").status == 0)
      #expect(try studio.run("show", "5", "--json").json["after"]?.number == 3)
    }

    @Test func `a line may come after a task by its number, which must be there`() throws {
      let studio = try Studio()
      #expect(try studio.run(["submit", "--prompt", "a"] + Self.small).status == 0)
      let file = try studio.write("prompt,after\nb,1\nc,9\n", to: "film.csv")
      let refused = try batch(studio, file)
      #expect(refused.status == 4 && refused.errors.contains("There is no task 9 here."))
      let ended = try batch(studio, file, "--skip-invalid", "--wait")
      #expect(ended.status == 4, "\(ended)")
      let task = try studio.run("show", "2", "--json").json
      #expect(task["after"]?.number == 1 && task["status"]?.string == "succeeded")
    }

    @Test func `paths count from the file's folder, wherever it is given from`() throws {
      let studio = try Studio()
      try studio.write("", to: "film/.keep")
      try Fixtures.writeFox(studio.path("film/fox.png"))
      try studio.write("a fox\nin the snow\n", to: "film/fox.txt")
      let file = try studio.write(
        "prompt-file,first-frame\nfox.txt,fox.png\nnone.txt,none.png\n", to: "film/film.csv")
      let ended = try batch(studio, file, "--skip-invalid", "--json")
      #expect(ended.status == 4, "\(ended)")
      #expect(told("invalid", try events(ended)) == ["3"])
      let request = try studio.run("show", "1", "--json").json["request"]
      #expect(request?["prompt"]?.string == "a fox\nin the snow")
      #expect(request?["first_frame"]?.string?.hasSuffix("/film/fox.png") == true)
      let again = Ended(
        try ChildProcess.run(
          ChildProcess.Command(
            "rushes", ["batch", "film.csv", "--skip-invalid", "--json"] + Self.small,
            environment: studio.environment(), directory: studio.path("film"),
            timeLimit: .seconds(60 * slowness))))
      #expect(told("skipped", try events(again)) == ["2.1"], "\(again)")
      #expect(try studio.journal().count == 1)
    }

    @Test func `one file may have several profiles, each with its own limit`() throws {
      let studio = try Studio(
        config: "default_profile: sandbox\n"
          + Studio.configuration(
            seconds: 3,
            profiles: "  other: { api: ark, base_url: sandbox, poll_seconds: 0.2, max_active: 1 }\n"
          )
          .replacing(
            "poll_seconds: 0.2 }\n  other", with: "poll_seconds: 0.2, max_active: 1 }\n  other"))
      let file = try studio.write("prompt,profile\na,\nb,\nc,other\nd,other\n", to: "film.csv")
      let events = try events(try batch(studio, file, "--json"))
      #expect(told("sent", events).sorted() == ["2.1", "4.1"])
      #expect(told("waiting", events) == ["3.1", "5.1"])
    }

    @Test func `an API without last frames is refused as the beginning of another line`() throws {
      let studio = try Studio(config: "profiles:\n  kyyaipower: { base_url: sandbox }\n")
      let file = try studio.write(
        #"{"name":"a","prompt":"a","profile":"kyyaipower"}"# + "\n"
          + #"{"prompt":"b","profile":"sandbox","after":"a"}"#, to: "film.jsonl")
      let ended = try studio.run("batch", file, "--dry-run")
      #expect(ended.status == 4 && ended.errors.contains("[no-last-frame]"), "\(ended)")
    }

    @Test func `what never went out is made anew, and what failed is retried and goes on`() throws {
      let studio = try Studio(
        config: Studio.quick + Studio.profile("dead", "http://127.0.0.1:9") + "\n")
      let key: [String: String?] = ["STUDIO_KEY": "k-1"]
      let file = try studio.write(
        #"{"name":"a","prompt":"a"}"# + "\n" + #"{"name":"b","prompt":"b","after":"a"}"#,
        to: "film.jsonl")
      let words = ["batch", file, "--json", "--wait"] + Self.small
      let dead = try studio.run(words + ["--profile", "dead"], environment: key)
      #expect(dead.status == 5 || dead.status == 1, "\(dead)")
      #expect(told("failed", try events(dead)) == ["1.1", "2.1"])
      // The server is there now: it is the sandbox.
      try studio.write(
        Studio.quick + "  dead: { api: ark, base_url: sandbox, poll_seconds: 0.2 }\n",
        to: "config.yaml")
      let again = try studio.run(words + ["--profile", "dead"], environment: key)
      #expect(again.status == 0, "\(again)")
      #expect(told("made", try events(again)) == ["1.1", "2.1"])
      #expect(try studio.journal().count == 2)
    }

    @Test func `a line whose task was cancelled goes on with the task that tries it again`() throws
    {
      let studio = try Studio(
        config: Studio.quick.replacing(
          "poll_seconds: 0.2", with: "poll_seconds: 0.2, max_active: 1"))
      #expect(try studio.run(["submit", "--prompt", "first"] + Self.small).status == 0)
      let file = try studio.write(
        #"{"name":"a","prompt":"a"}"# + "\n" + #"{"name":"b","prompt":"b","after":"a"}"#,
        to: "film.jsonl")
      let sent = try batch(studio, file, "--json")
      #expect(sent.status == 0, "\(sent)")
      #expect(told("waiting", try events(sent)) == ["1.1", "2.1"])
      #expect(try studio.run("cancel", "2").status == 0)
      let failed = try batch(studio, file, "--wait", "--json")
      #expect(failed.status == 1, "\(failed)")
      #expect(told("failed", try events(failed)) == ["2.1"])
      // What would fail at once is not made.
      let left = try batch(studio, file, "--wait", "--json")
      #expect(left.status == 1, "\(left)")
      #expect(told("left", try events(left)) == ["2.1"])
      #expect(left.output.contains("Try that again first: rushes retry 2"))
      #expect(try studio.run("retry", "2", "--wait").status == 0)
      let again = try batch(studio, file, "--wait", "--json")
      #expect(again.status == 0, "\(again)")
      let events = try events(again)
      #expect(told("skipped", events) == ["1.1"] && told("made", events) == ["2.1"])
      #expect(events.first?["id"]?.number == 4)
      let link = try studio.run("show", "5", "--json").json
      #expect(link["after"]?.number == 4 && link["status"]?.string == "succeeded")
      #expect(try studio.journal().map { $0["prompt"]?.string } == ["first", "a", "b"])
    }

    @Test func `a reader that goes away loses no answer`() throws {
      let studio = try Studio()
      let file = try studio.write("prompt\na\nb\nc\nd\n", to: "film.csv")
      let words = (["batch", file, "--wait", "--json"] + Self.small).joined(separator: " ")
      let ended = Ended(
        try ChildProcess.run(
          ChildProcess.Command(
            "sh", ["-c", "rushes \(words) | head -n 5 | tail -n 1"],
            environment: studio.environment(), timeLimit: .seconds(180 * slowness))))
      #expect(ended.output.contains(#""event":"sent""#), "\(ended)")
      #expect(ended.errors.contains("the tasks go on"))
      let again = try batch(studio, file, "--wait", "--json")
      #expect(again.status == 0, "\(again)")
      #expect(try studio.journal().count == 4)
    }

    @Test func `whatever stands in a file, it cannot move a cursor`() throws {
      let studio = try Studio()
      let harm = Harm.payload
      let lines = [
        ["prompt": "a " + harm], ["name": "a" + harm, "prompt": "b"], [harm: "c"],
        ["prompt": "d", "ratio": "16:9" + harm], ["prompt": "e", "after": "a" + harm],
        ["prompt": "f", "first_frame": "/none" + harm], ["prompt-file": "none" + harm],
        ["prompt": "g", "profile": "p" + harm],
      ]
      let text = try lines.map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) }
      let name = "film\u{1B}[66;66H\u{202E}.jsonl"
      try studio.write(text.joined(separator: "\n"), to: name)
      for more in [[], ["--json"], ["--dry-run", "--skip-invalid"], ["--skip-invalid", "--wait"]] {
        let ended = try studio.run(["batch", name, "--resolution", "480p"] + more)
        #expect(ended.status == 4, "\(ended)")
        #expect(Harm.found(in: ended.output + ended.errors) == nil, "\(more)")
      }
      // The first alone breaks nothing.
      #expect(try studio.journal().count == 1)
      let shown = try studio.run("show", "1")
      #expect(shown.output.contains("line 1, of film") && Harm.found(in: shown.output) == nil)
    }

    @Test func `an interrupt ends it, the tasks go on, and it says how to go on`() throws {
      let studio = try Studio(
        config: "default_profile: sandbox\n" + Studio.configuration(seconds: 4))
      let file = try studio.write("prompt\na\nb\n", to: "film.csv")
      let program = try Program(
        studio, "batch", file, "--resolution", "480p", "--duration", "4", "--wait")
      try program.waitFor("queued")
      program.signal(SIGINT)
      #expect(program.end() == 130)
      #expect(program.output.contains("interrupted; the tasks go on."))
      #expect(program.output.contains("give the same command again"))
      let ended = try studio.run(
        "batch", file, "--resolution", "480p", "--duration", "4", "--wait")
      #expect(ended.status == 0, "\(ended)")
      #expect(try studio.journal().count == 2)
    }

    @Test(arguments: ["task-stored", "claimed:2", "create-answered:2", "create-recorded:3"])
    func `killed at any step and given again, each line is made once`(point: String) throws {
      // One at a time: of two that lost their answers nobody could say which one a list names.
      let studio = try Studio(
        config: Studio.quick.replacing(
          "poll_seconds: 0.2", with: "poll_seconds: 0.2, max_active: 1"))
      let file = try studio.write("prompt\na\nb\nc\nd\n", to: "film.csv")
      let killed = try studio.run(
        ["batch", file, "--wait"] + Self.small, environment: ["RUSHES_KILL_AT": point])
      #expect(killed.status == -1, "\(killed)")
      let ended = try batch(studio, file, "--wait", "--json")
      #expect(ended.status == 0, "\(ended)")
      let events = try events(ended)
      #expect(told("skipped", events).count == 4 && events.last?["done"]?.number == 4)
      #expect(try studio.journal().count == 4)
    }

    @Test func `on a terminal one line tells how it goes`() throws {
      let studio = try Studio()
      try studio.write("prompt\na\nb\n", to: "film.csv")
      let terminal = try Terminal(studio, columns: 60, rows: 20)
      try terminal.enter(
        "\(terminal.program) batch film.csv --resolution 480p --duration 4 --wait; echo over $?")
      try terminal.waitFor("the line of progress") { $0.contains("of 2 done, 2 running") }
      try terminal.waitFor("the end") { $0.contains("over 0") }
      let screen = try terminal.waitFor("the counts") { $0.contains("2 of 2 done, CNY") }
      #expect(!screen.contains("2 running"))
    }

    @Test func `a film of ten clips, killed half way`() throws {
      let studio = try Studio()
      let script = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Scripts/batch-film.sh")
      try studio.write("", to: "film/.keep")
      let ended = Ended(
        try ChildProcess.run(
          ChildProcess.Command(
            "sh", [script.path, studio.path("film")], environment: studio.environment(),
            timeLimit: .seconds(300 * slowness))))
      #expect(ended.status == 0, "\(ended)")
    }
  }
}
