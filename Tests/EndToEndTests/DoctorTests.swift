import FoundationEssentials
import Glibc
import Testing

extension `End to end` {
  /// `rushes doctor`, and what every command does with a damaged store.
  @Suite struct Doctor {
    private func check(_ ended: Ended, _ name: String) throws -> JSON? {
      try ended.json["checks"]?.array?.first { $0["name"]?.string == name }
    }

    /// A studio with a store of three tasks, closed.
    private func filled() throws -> Studio {
      let studio = try Studio(config: Studio.configuration(seconds: 0.2))
      for prompt in ["first", "second", "third"] {
        let made = try studio.run(
          "submit", "--profile", "sandbox", "--prompt", prompt, "--resolution", "480p",
          "--duration", "4", "--wait")
        #expect(made.status == 0, "\(made)")
      }
      return studio
    }

    /// Overwrites the file's second page, which every table of tasks hangs on or near.
    private func damage(_ studio: Studio) throws -> Data {
      let path = studio.data + "/rushes.db"
      var bytes = try #require(FileManager.default.contents(atPath: path))
      for place in 4096..<min(bytes.count, 12_288) { bytes[place] = 0xAA }
      try bytes.write(to: URL(filePath: path))
      chmod(path, 0o600)
      return bytes
    }

    @Test func `all is well, in words and in JSON`() throws {
      let studio = try filled()
      let told = try studio.run("doctor")
      #expect(told.status == 0, "\(told)")
      for name in ["terminal", "config", "theme", "keys", "store", "data", "ffprobe", "clock"] {
        #expect(
          told.output.split(separator: "\n").contains { $0.contains("  \(name) ") }, "\(name)")
      }
      #expect(!told.output.contains("problem"))
      let json = try studio.run("doctor", "--json")
      #expect(json.status == 0)
      #expect(try json.json["ok"]?.bool == true)
      for check in try json.json["checks"]?.array ?? [] {
        #expect(check.names == ["name", "status", "message", "advice"])
      }
      #expect(try check(json, "store")?["message"]?.string?.contains("3 tasks") == true)
    }

    @Test func `it makes nothing where there is nothing`() throws {
      let studio = try Studio()
      #expect(try studio.run("doctor").status == 0)
      #expect(!FileManager.default.fileExists(atPath: studio.data))
    }

    @Test func `a broken configuration is told with its line, and the rest is looked at`() throws {
      let studio = try Studio(config: "theme: nord\nsandbox: { secnods: 3 }\n")
      let told = try studio.run("doctor", "--json")
      #expect(told.status == 3, "\(told)")
      let config = try check(told, "config")
      #expect(config?["status"]?.string == "problem")
      #expect(config?["message"]?.string?.contains("config.yaml:2") == true)
      #expect(try check(told, "store")?["status"]?.string == "ok")
    }

    @Test func `a default profile without a key is a problem, and none is shown`() throws {
      let studio = try Studio(config: "default_profile: apiyi\n")
      let told = try studio.run("doctor")
      #expect(told.status == 3)
      #expect(told.output.contains("rushes key set apiyi"))
      let keyed = try studio.run("doctor", environment: ["APIYI_API_KEY": "sk-abcdefghijklmnopq"])
      #expect(keyed.status == 0, "\(keyed)")
      #expect(!keyed.output.contains("abcdefghij"))
    }

    @Test(arguments: [
      ("HTTP/1.1 404 No", 0, "takes the key"), ("HTTP/1.1 401 No", 3, "refuses the key"),
      ("HTTP/1.1 502 No", 5, "502"), ("", 5, ""),
    ])
    func `a server is asked for what nobody has`(
      answer: String, status: Int32, words: String
    ) throws {
      let head = "Content-Length: 0\r\nConnection: close\r\n\r\n"
      let server = try ScriptedServer(answer.isEmpty ? [] : ["\(answer)\r\n\(head)"], then: .close)
      defer { server.stop() }
      let studio = try Studio(
        config: Studio.configuration(
          seconds: 1, profiles: Studio.profile("mine", server.address)))
      let key = ["STUDIO_KEY": "test-key-0123456789"]
      let told = try studio.run("doctor", "--online", "--json", environment: key)
      #expect(told.status == status, "\(told)")
      #expect(try check(told, "mine")?["message"]?.string?.contains(words) == true, "\(told)")
      #expect(server.texts.first?.hasPrefix("GET ") == true)
      #expect(server.requests == 1)
      #expect(!FileManager.default.fileExists(atPath: studio.data + "/rushes.db"))
      let before = server.requests
      _ = try studio.run("doctor", environment: key)
      #expect(server.requests == before)
    }

    @Test func `a clock that is off is told by the server's own`() throws {
      let server = try ScriptedServer(
        [
          "HTTP/1.1 404 No\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\nContent-Length: 0\r\n"
            + "Connection: close\r\n\r\n"
        ], then: .close)
      defer { server.stop() }
      let studio = try Studio(
        config: Studio.configuration(
          seconds: 1, profiles: Studio.profile("mine", server.address)))
      let told = try studio.run(
        "doctor", "--online", environment: ["STUDIO_KEY": "test-key-0123456789"])
      #expect(told.status == 7, "\(told)")
      #expect(told.output.contains("ahead of"))
    }

    @Test func `every command tells of a damaged store, and leaves it as it is`() throws {
      let studio = try filled()
      let damaged = try damage(studio)
      let path = studio.data + "/rushes.db"
      for words in [
        ["list"], ["show", "1"], ["wait", "1"], ["download", "1"], ["cancel", "1"], ["retry", "1"],
        ["remove", "1"], ["resolve", "1", "--not-created"], ["submit", "--prompt", "x"],
        ["submit", "--prompt", "x", "--once", "name"],
      ] {
        let ended = try studio.run(words)
        #expect(ended.status == 7, "\(words): \(ended)")
        #expect(ended.errors.contains("damaged"), "\(words): \(ended)")
        #expect(ended.errors.contains("rushes doctor"), "\(words): \(ended)")
        #expect(FileManager.default.contents(atPath: path) == damaged, "\(words)")
      }
      // Without a terminal it only tells.
      let told = try studio.run("doctor", input: "y\n")
      #expect(told.status == 7)
      #expect(told.output.contains("damaged"))
      #expect(FileManager.default.contents(atPath: path) == damaged)
    }

    @Test func `in a terminal a new store is made when the user wants it`() throws {
      let studio = try filled()
      let damaged = try damage(studio)
      let path = studio.data + "/rushes.db"
      let terminal = try Terminal(studio, columns: 200)
      for answer in ["", "n"] {
        try terminal.enter("\(terminal.program) doctor; echo done-$?")
        try terminal.waitFor("the question") {
          $0.lines.last { !$0.isEmpty }?.contains("[y/N]") == true
        }
        try terminal.enter(answer)
        try terminal.waitFor("no change") { $0.contains("Nothing was changed") && $0.isAtPrompt }
        #expect(FileManager.default.contents(atPath: path) == damaged)
        try terminal.shell("clear")
      }
      try terminal.enter("\(terminal.program) doctor; echo done-$?")
      try terminal.waitFor("the question") {
        $0.lines.last { !$0.isEmpty }?.contains("[y/N]") == true
      }
      try terminal.enter("y")
      let screen = try terminal.waitFor("the new store") {
        $0.contains("The new store has") && $0.isAtPrompt
      }
      #expect(screen.contains("done-0"), "\(screen)")
      let names = try FileManager.default.contentsOfDirectory(atPath: studio.data)
      let kept = try #require(
        names.first { $0.hasPrefix("rushes.db.damaged-") && !$0.hasSuffix("l") })
      #expect(FileManager.default.contents(atPath: studio.data + "/" + kept) == damaged)
      #expect(try studio.run("list", "--json").status == 0)
      #expect(try studio.run("doctor").status == 0)
      let made = try studio.run("submit", "--profile", "sandbox", "--prompt", "fourth", "--json")
      #expect(made.status == 0, "\(made)")
    }

    @Test func `a store of a newer version is refused by all, and not touched`() throws {
      let studio = try filled()
      let path = studio.data + "/rushes.db"
      var bytes = try #require(FileManager.default.contents(atPath: path))
      // The version stands in bytes 60 to 63 of the file: https://www.sqlite.org/fileformat.html
      bytes[62] = 0x7F
      try bytes.write(to: URL(filePath: path))
      chmod(path, 0o600)
      for words in [["list"], ["show", "1"], ["submit", "--prompt", "x"], ["doctor"]] {
        let ended = try studio.run(words)
        #expect(ended.status == 7, "\(words): \(ended)")
        #expect((ended.output + ended.errors).contains("newer rushes"), "\(words): \(ended)")
        #expect(FileManager.default.contents(atPath: path) == bytes, "\(words)")
      }
    }
  }
}
