import FoundationEssentials
import Testing

extension `End to end` {
  /// The commands, as a script uses them.
  @Suite struct `Commands` {
    static let small = ["--resolution", "480p", "--ratio", "1:1", "--duration", "4"]

    /// The members of a task in JSON, by the contract.
    static let members: Set<String> = [
      "id", "profile", "api", "model", "prompt", "status", "remote_id", "created_at",
      "updated_at", "request", "retry_of", "after", "estimate", "cost", "file", "bytes",
      "last_frame_file", "download", "download_bytes", "link_expires_at", "poll_error", "error",
    ]

    @Test func `submit --wait --json ends with the video on disk`() throws {
      let studio = try Studio()
      let ended = try studio.run(
        "submit", "--profile", "sandbox", "--prompt", "一只猫 in the rain", "--ratio", "9:16",
        "--duration", "4", "--wait", "--json")
      #expect(ended.status == 0, "\(ended)")
      #expect(ended.errors.isEmpty)
      let task = try ended.json
      #expect(task.names == Self.members)
      #expect(task["status"]?.string == "succeeded")
      #expect(task["download"]?.string == "done")
      #expect(task["error"] == .null)
      let file = try #require(task["file"]?.string)
      #expect(file.hasPrefix(studio.data + "/videos/"))
      #expect(
        try Media.measure(file)
          == Media.Clip(width: 720, height: 1280, seconds: 4, hasSound: true))
      let bytes = FileManager.default.contents(atPath: file)?.count
      #expect(task["bytes"]?.number == bytes.map(Double.init))
      #expect(try studio.journal().map { $0["prompt"]?.string } == ["一只猫 in the rain"])
    }

    @Test func `a task is told, waited for and copied`() throws {
      let studio = try Studio()
      let sent = try studio.run(["submit", "--prompt", "one\ntwo 二"] + Self.small)
      #expect(sent.status == 0, "\(sent)")
      let words = sent.output.split(separator: " ").map(String.init)
      #expect(words.prefix(6).joined(separator: " ") == "Task 1 is queued at sandbox")
      let remote = try #require(words.first { $0.hasPrefix("cgt-") })

      let queued = try studio.run("show", "1", "--json").json
      #expect(queued.names == Self.members)
      #expect(queued["remote_id"]?.string.map { remote.hasPrefix($0) } == true)
      #expect(queued["file"] == .null)
      #expect(queued["cost"] == .null)
      #expect(queued["request"]?.names == ["prompt", "model", "ratio", "resolution", "duration"])
      #expect(queued["estimate"]?.names == ["tokens", "seconds", "amount", "currency", "exact"])

      let waited = try studio.run("wait", "1")
      #expect(waited.status == 0)
      #expect(waited.output.hasPrefix("Task 1 is done: /"))
      let file = try #require(try studio.run("show", "1", "--json").json["file"]?.string)
      #expect(waited.output == "Task 1 is done: \(file)\n")

      let list = try studio.run("list")
      #expect(list.output.split(separator: "\n").count == 1)
      #expect(list.output.contains("one two 二"))
      #expect(list.output.contains("succeeded"))
      #expect(try studio.run("show", "1").output.contains(file))

      try studio.write("", to: "copies/.keep")
      let copied = try studio.run("download", "1", "--to", studio.path("copies"), "--json")
      #expect(copied.status == 0, "\(copied)")
      #expect(try copied.json["file"]?.string == file)
      let name = try #require(file.split(separator: "/").last.map(String.init))
      #expect(
        FileManager.default.contents(atPath: studio.path("copies/\(name)"))
          == FileManager.default.contents(atPath: file))
      // A file of this name is there now, and is never written over.
      #expect(try studio.run("download", "1", "--to", studio.path("copies")).status == 7)
    }

    @Test func `a video that was removed is fetched again`() throws {
      let studio = try Studio()
      let made = try studio.run(["submit", "--prompt", "kept", "--wait", "--json"] + Self.small)
      let file = try #require(try made.json["file"]?.string)
      let bytes = FileManager.default.contents(atPath: file)
      try FileManager.default.removeItem(atPath: file)
      let fetched = try studio.run("download", "1", "--json")
      #expect(fetched.status == 0, "\(fetched)")
      let again = try #require(try fetched.json["file"]?.string)
      #expect(FileManager.default.contents(atPath: again) == bytes)
      #expect(try studio.journal().count == 1)
    }

    @Test func `list --json is an array by ascending id, without links`() throws {
      let studio = try Studio()
      #expect(try studio.run("list", "--json").output == "[]\n")
      let both = try studio.run(
        ["submit", "--prompt", "pair", "--count", "2", "--json"] + Self.small)
      #expect(both.status == 0, "\(both)")
      #expect(try both.json.array?.map { $0["id"]?.number } == [1, 2])
      let single = try studio.run(
        ["submit", "--prompt", "alone", "--count", "1", "--json"] + Self.small)
      #expect(try single.json.array?.count == 1)
      #expect(try studio.run("wait", "1", "2", "3", "--json").json.array?.count == 3)

      let list = try studio.run("list", "--json")
      #expect(try list.json.array?.map { $0["id"]?.number } == [1, 2, 3])
      #expect(try list.json.array?.allSatisfy { $0.names == Self.members } == true)
      #expect(!list.output.contains("http"))
      #expect(try studio.run("list", "--json", "--links").output.contains("http://127.0.0.1"))
      let alone = try studio.run("list", "--json", "--filter", "alone")
      #expect(try alone.json.array?.map { $0["id"]?.number } == [3])
      let failed = try studio.run("list", "--json", "--status", "failed")
      #expect(try failed.json == .array([]))
      #expect(try studio.run("list", "--short").output == "3 done\n")
      #expect(try studio.run("list", "--short", "--filter", "-alone").output == "2 done\n")
      #expect(try studio.journal().count == 3)
    }

    @Test func `a filter that is broken is told with its place and the way out`() throws {
      let studio = try Studio()
      let ended = try studio.run("list", "--filter", "猫 stauts:failed")
      #expect(ended.status == 2)
      #expect(ended.output == "")
      #expect(ended.errors.contains("at character 3, stauts:failed."))
      #expect(ended.errors.contains("Did you mean status:?"))
      let words = try studio.run("list", "--filter", "\"stauts:failed\"")
      #expect(words.status == 0, "\(words)")
    }

    @Test func `--once makes one task, however often it is said`() throws {
      let studio = try Studio()
      let words = ["submit", "--prompt", "scene 12", "--once", "scene-12", "--json"] + Self.small
      let first = try studio.run(words)
      let second = try studio.run(words)
      #expect(first.status == 0 && second.status == 0)
      #expect(try first.json["id"] == second.json["id"])
      let waited = try studio.run(words + ["--wait"])
      #expect(waited.status == 0)
      #expect(try waited.json["status"]?.string == "succeeded")
      #expect(try studio.journal().count == 1)
    }

    @Test func `--dry-run shows what would be sent, needs no key and sends nothing`() throws {
      let studio = try Studio()
      try Media.makePicture(studio.path("face.png"), width: 400, height: 400)
      let good = try studio.run(
        "submit", "--profile", "apiyi", "--prompt", "一只猫", "--ratio", "9:16", "--image",
        "face.png", "--dry-run", "--json")
      #expect(good.status == 0, "\(good)")
      let report = try good.json
      #expect(report.names == ["valid", "violations", "http", "estimate"])
      #expect(report["valid"] == .bool(true))
      #expect(report["violations"] == .array([]))
      #expect(report["http"]?.names == ["method", "url", "body"])
      #expect(report["http"]?["method"]?.string == "POST")
      #expect(
        report["http"]?["url"]?.string
          == "https://api.apiyi.com/seedance/api/v3/contents/generations/tasks")
      #expect(report["http"]?["body"]?["ratio"]?.string == "9:16")
      // A field that was not stated is not sent, and pictures are not printed whole.
      #expect(report["http"]?["body"]?["duration"] == nil)
      #expect(good.output.utf8.count < 2000)

      let bad = try studio.run("submit", "--ratio", "2:1", "--dry-run", "--json")
      #expect(bad.status == 4)
      #expect(try bad.json["valid"] == .bool(false))
      #expect(try bad.json["http"] == .null)
      let fields = try bad.json["violations"]?.array?.map { $0["field"]?.string }
      #expect(Set(fields ?? []) == ["ratio", "prompt"])
      #expect(try studio.journal().isEmpty)
      #expect(!FileManager.default.fileExists(atPath: studio.data + "/rushes.db"))
    }

    @Test func `models tells what each takes, without a key`() throws {
      let studio = try Studio()
      let all = try studio.run("models")
      #expect(all.status == 0)
      #expect(all.output.contains("doubao-seedance-2-0-260128"))
      let rows = try studio.run("models", "--profile", "sandbox", "--json").json.array ?? []
      #expect(!rows.isEmpty)
      #expect(rows.allSatisfy { $0["profile"]?.string == "sandbox" })
    }

    @Test func `the prompt comes from a file or from standard input`() throws {
      let studio = try Studio()
      try studio.write("from a file 文件\n", to: "prompt.txt")
      let words = ["submit", "--dry-run", "--json", "--prompt-file"]
      func prompt(_ ended: Ended) throws -> String? {
        try ended.json["http"]?["body"]?["content"]?.array?.first?["text"]?.string
      }
      #expect(try prompt(studio.run(words + ["prompt.txt"])) == "from a file 文件")
      #expect(try prompt(studio.run(words + ["-"], input: "piped 管道\n")) == "piped 管道")
    }

    @Test func `sandbox serves other programs over HTTP`() throws {
      let studio = try Studio()
      let server = try Terminal(studio)
      try server.enter("\(server.program) sandbox --port 0 --seconds 0 --clips shared")
      let screen = try server.waitFor("the port") { $0.contains("Ctrl-C") }
      let line = try #require(screen.line("base_url of Ark:"))
      let address = try #require(line.split(separator: " ").last.map(String.init))
      #expect(address.hasPrefix("http://127.0.0.1:"))

      // Another user of the same machine, who takes it for a vendor.
      let other = try Studio(
        config: Studio.configuration(seconds: 1, profiles: Studio.profile("vendor", address)))
      let ended = try other.run(
        ["submit", "--profile", "vendor", "--prompt", "over 線", "--wait", "--json"] + Self.small,
        environment: ["STUDIO_KEY": "k"])
      #expect(ended.status == 0, "\(ended)")
      let file = try #require(try ended.json["file"]?.string)
      #expect(
        try Media.measure(file)
          == Media.Clip(width: 640, height: 640, seconds: 4, hasSound: true))
      #expect(try studio.journal().count == 1)
      #expect(try other.journal().isEmpty)
      try server.press("C-c")
      #expect(server.waitUntilGone(within: .seconds(30)))
    }

    @Test func `help and version need nothing`() throws {
      let studio = try Studio(config: "broken: [")
      #expect(try studio.run("--version").output.hasPrefix("rushes "))
      #expect(try studio.run("--help").status == 0)
      for verb in [
        "submit", "list", "show", "wait", "download", "models", "agent", "sandbox", "key",
      ] {
        let help = try studio.run(verb, "--help")
        #expect(help.status == 0)
        #expect(help.output.contains("rushes \(verb)"))
      }
    }
  }
}
