import FoundationEssentials
import TestSupport
import Testing

extension `End to end` {
  /// What scripts rely on: the exit status, and a sentence that says what to do.
  @Suite struct `Exit statuses` {
    static let brief = ["--resolution", "480p", "--duration", "4", "--wait"]

    @Test(arguments: [
      ("[fail: OutputVideoSensitiveContentDetected]", "failed"),
      ("[refuse: InputTextSensitiveContentDetected]", "failed"), ("[expire]", "expired"),
    ])
    func `1 when a task fails or expires`(wish: String, status: String) throws {
      let studio = try Studio(config: Studio.configuration(seconds: 0.3))
      let ended = try studio.run(["submit", "--prompt", "a \(wish)", "--json"] + Self.brief)
      #expect(ended.status == 1, "\(ended)")
      #expect(try ended.json["status"]?.string == status)
      #expect(try ended.json["error"]?.names == ["code", "message", "advice"])
      #expect(try ended.json["error"]?["advice"]?.string?.isEmpty == false)
      #expect(try studio.journal().count == 1)
    }

    @Test(arguments: [
      (["frobnicate"], "frobnicate"), (["submit", "--durations", "4"], "--duration"),
      (["submit", "--prompt"], "--prompt"), (["submit", "--duration", "four"], "--duration"),
      (["show", "99"], "99"), (["wait", "99"], "99"), (["show", "first"], "first"),
      (["list", "--status", "done"], "succeeded"), (["submit", "--count", "0"], "--count"),
      (["submit", "--prompt-file", "/nowhere/prompt"], "/nowhere/prompt"),
      (["--colour"], "--colour"),
    ])
    func `2 for what is not a command, an option or a task`(
      words: [String], named: String
    ) throws {
      let studio = try Studio()
      let ended = try studio.run(words)
      #expect(ended.status == 2, "\(ended)")
      #expect(ended.output.isEmpty)
      #expect(ended.errors.hasPrefix("rushes: "))
      #expect(ended.errors.contains(named))
    }

    @Test func `3 for a profile without a key, before anything is stored`() throws {
      let studio = try Studio()
      let words = ["submit", "--profile", "apiyi", "--prompt", "x"]
      let ended = try studio.run(words)
      #expect(ended.status == 3)
      #expect(ended.errors.contains("rushes key set apiyi"))
      #expect(ended.errors.contains("APIYI_API_KEY"))
      let json = try JSON(parsing: try studio.run(words + ["--json"]).errors)
      #expect(json["error"]?.names == ["code", "message", "advice", "violations"])
      #expect(try studio.run("list", "--json").output == "[]\n")

      let unknown = try studio.run("submit", "--profile", "apiyy", "--prompt", "x")
      #expect(unknown.status == 3)
      #expect(unknown.errors.contains("apiyi"))
    }

    @Test(arguments: [
      ("theme: nord\nsandbox:\n  secnods: 3\n", "config.yaml:3:", "seconds"),
      ("theme: nord\n  sandbox: [1\n", "config.yaml:2:", "YAML"),
      ("sandbox: { seconds: soon }\n", "config.yaml:1:", "number"),
      ("\ndefault_profile: apiyy\n", "config.yaml:2:", "apiyi"),
      ("theme: no-such-theme\n", "no-such-theme", "theme"),
    ])
    func `3 for a mistake in the configuration, with its line`(
      text: String, place: String, hint: String
    ) throws {
      let studio = try Studio(config: text)
      let terminal = try Terminal(studio, columns: 200)
      let screen = try terminal.shell(terminal.program)
      #expect(screen.contains("done-3-"))
      #expect(screen.line("rushes:", place)?.contains(hint) == true, "\(screen)")
      guard place.hasPrefix("config") else { return }
      let ended = try studio.run("list")
      #expect(ended.status == 3)
      #expect(ended.errors.contains(place))
      #expect(ended.errors.split(separator: "\n").count == 1)
    }

    @Test(arguments: [
      (["--model", "seedance-9"], "model", "doubao-seedance-2-0-260128"),
      (["--ratio", "2:1"], "ratio", "16:9"), (["--duration", "99"], "duration", "4"),
      (["--image", "nowhere.png"], "image", "path"),
      (["--image", "config.yaml"], "image", "another file"),
      (["--first-frame", "wide.png"], "first-frame", "wide.png"),
    ])
    func `4 for a request that breaks a rule, with its fix`(
      words: [String], field: String, hint: String
    ) throws {
      let studio = try Studio()
      if words.last == "wide.png" {
        try Media.makePicture(studio.path("wide.png"), width: 1500, height: 300)
      }
      let ended = try studio.run(["submit", "--prompt", "x"] + words)
      #expect(ended.status == 4, "\(ended)")
      #expect(ended.errors.contains("nothing was sent"))
      let lines = ended.errors.split(separator: "\n").filter { $0.hasPrefix("  --\(field): ") }
      #expect(lines.count == 1)
      #expect(lines.first?.contains(hint) == true)

      let json = try studio.run(["submit", "--prompt", "x", "--json"] + words)
      #expect(json.status == 4)
      #expect(json.output.isEmpty)
      let violations = try JSON(parsing: json.errors)["error"]?["violations"]?.array ?? []
      #expect(violations.map { $0["field"]?.string } == [field])
      #expect(violations.first?.names == ["field", "rule", "message", "fix"])
      #expect(try studio.journal().isEmpty)
      #expect(try studio.run("list", "--json").output == "[]\n")
    }

    @Test func `5 when the server cannot be reached, and nothing is left to be sent`() throws {
      let port = try ScriptedServer.deafPort()
      let studio = try Studio(
        config: Studio.configuration(
          seconds: 1, profiles: Studio.profile("closed", "http://127.0.0.1:\(port)/api/v3")))
      let key = ["STUDIO_KEY": "k"]
      let ended = try studio.run(
        "submit", "--profile", "closed", "--prompt", "x", "--json", environment: key)
      #expect(ended.status == 5, "\(ended)")
      #expect(try ended.json["status"]?.string == "failed")
      #expect(try ended.json["error"]?["code"]?.string == "NotSent")
      #expect(try studio.run("wait", "1", environment: key).status == 5)
    }

    @Test func `6 when the answer to a create is lost, and it is never sent again`() throws {
      let server = try ScriptedServer([], then: .close)
      defer { server.stop() }
      let studio = try Studio(
        config: Studio.configuration(
          seconds: 1, profiles: Studio.profile("lost", server.address)))
      let key = ["STUDIO_KEY": "secret-of-the-test"]
      let ended = try studio.run(
        "submit", "--profile", "lost", "--prompt", "x", "--wait", environment: key)
      #expect(ended.status == 6, "\(ended)")
      #expect(ended.output.contains("may exist"))
      #expect(!(ended.output + ended.errors).contains("secret-of-the-test"))
      #expect(try studio.run("wait", "1", environment: key).status == 6)
      let task = try studio.run("show", "1", "--json").json
      #expect(task["status"]?.string == "unconfirmed")
      #expect(server.requests == 1)
    }

    @Test(arguments: ["/proc/data", "occupied"])
    func `7 for a data folder that cannot be`(folder: String) throws {
      let studio = try Studio()
      try studio.write("a file", to: "occupied")
      let ended = try studio.run("submit", "--prompt", "x", "--data", folder)
      #expect(ended.status == 7, "\(ended)")
      #expect(ended.errors.contains(folder))
      #expect(ended.errors.contains("--data"))

      let terminal = try Terminal(studio, columns: 200)
      let screen = try terminal.shell("\(terminal.program) --data \(folder)")
      #expect(screen.contains("done-7-"))
      #expect(screen.line("rushes:", folder) != nil)
    }

    @Test(.enabled(if: SmallDisk.isPossible))
    func `7 for a full disk, and the task is there when there is room again`() throws {
      let studio = try Studio()
      let disk = try SmallDisk(studio.path("small"), size: "640k")
      let ended = try studio.run(
        ["submit", "--prompt", "large", "--data", disk.folder] + Self.brief)
      #expect(ended.status == 7, "\(ended)")
      #expect(ended.errors.contains("full"))

      // The program leaves some room besides the video.
      try disk.grow(to: "200m")
      let waited = try studio.run("wait", "1", "--json", "--data", disk.folder)
      #expect(waited.status == 0, "\(waited)")
      let file = try #require(try waited.json["file"]?.string)
      #expect(try Media.measure(file).seconds == 4)
      let journal = fileBytes(disk.folder + "/sandbox/journal")
      #expect(journal?.count(where: { $0 == 10 }) == 1)
    }

    @Test(.enabled(if: SmallDisk.isPossible), arguments: ["40k", "120k", "200k", "260k"])
    func `7 when the store finds no room, and it is whole once there is`(size: String) throws {
      let studio = try Studio()
      let disk = try SmallDisk(studio.path("small"), size: size)
      let ended = try studio.run(["submit", "--prompt", "x", "--data", disk.folder] + Self.brief)
      #expect(ended.status == 7, "\(ended)")
      #expect(ended.errors.contains("full"), "\(ended)")

      try disk.grow(to: "200m")
      let again = try studio.run(["submit", "--prompt", "x", "--data", disk.folder] + Self.brief)
      #expect(again.status == 0, "\(again)")
      let list = try studio.run("list", "--json", "--data", disk.folder)
      #expect(try list.json.array?.isEmpty == false)
    }

    @Test(.enabled(if: SmallDisk.isPossible))
    func `7 when the video finds no room, and it is fetched once there is`() throws {
      let studio = try Studio()
      let disk = try SmallDisk(studio.path("small"), size: "1m")
      try studio.write("", to: "data/.keep")
      try FileManager.default.createSymbolicLink(
        atPath: studio.data + "/videos", withDestinationPath: disk.folder)
      let ended = try studio.run(["submit", "--prompt", "large", "--json"] + Self.brief)
      #expect(ended.status == 7, "\(ended)")
      #expect(ended.errors.contains("full"))
      #expect(try ended.json["status"]?.string == "succeeded")
      #expect(try ended.json["download"]?.string == "waiting")

      try disk.grow(to: "200m")
      let waited = try studio.run("wait", "1", "--json")
      #expect(waited.status == 0, "\(waited)")
      #expect(try waited.json["download"]?.string == "done")
      #expect(try studio.journal().count == 1)
    }

    @Test func `7 when the folder for videos is none, and it is fetched once it is`() throws {
      let studio = try Studio()
      try studio.write("a file", to: "data/videos")
      let ended = try studio.run(["submit", "--prompt", "homeless"] + Self.brief)
      #expect(ended.status == 7, "\(ended)")
      #expect(ended.errors.contains(studio.data + "/videos"))
      try FileManager.default.removeItem(atPath: studio.data + "/videos")
      #expect(try studio.run("wait", "1").status == 0)
      #expect(try studio.journal().count == 1)
    }

    @Test func `130 when it is interrupted, and the task goes on`() throws {
      let studio = try Studio(config: Studio.configuration(seconds: 4))
      let terminal = try Terminal(studio)
      try terminal.enter(
        "\(terminal.program) submit --prompt quay --resolution 480p --duration 4 --wait;"
          + " echo done-$?-here")
      try terminal.waitFor("the running task") { $0.contains("1 running") }
      try terminal.press("C-c")
      let screen = try terminal.waitFor("the end") { $0.line("done-") != nil && $0.isAtPrompt }
      #expect(screen.contains("done-130-here"), "\(screen)")
      #expect(screen.contains("rushes wait 1"))
      #expect(try studio.run("wait", "1").status == 0)
      #expect(try studio.journal().count == 1)
    }
  }
}
