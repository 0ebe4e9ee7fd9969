import FoundationEssentials
import Testing

extension `End to end` {
  /// Whatever a prompt, a server, a file's name or a configuration holds, it is text and no more.
  @Suite struct `Hostile text` {
    static let key = ["STUDIO_KEY": "k"]

    /// A studio with one task of each kind of hostile text.
    private func studio() throws -> Studio {
      let huge = String(repeating: "\(Harm.payload) much ", count: 9000)
      let server = try ScriptedServer(
        [
          Self.json(["id": "cgt-hostile-1"]),
          // States, models and links that nobody documented; then more than anybody reads.
          Self.json(["id": "cgt-hostile-1", "status": "run\(Harm.payload)ning", "model": huge]),
          "{\"status\":\"\u{1B}[66;66H\u{9B}2J broken \u{7}",
          String(repeating: "\u{1B}[66;66H", count: 700_000),
          "{\"id\":\"cgt-hostile-1\",\"status\":\"failed\",\"error\":"
            + Self.json(["code": "Code\(Harm.payload)", "message": huge]) + "}",
          Self.json(["id": "cgt-hostile-2"]),
          "{\"id\":\"cgt-hostile-2\",\"status\":\"succeeded\",\"content\":"
            + Self.json(["video_url": "http://127.0.0.1:1/\(Harm.payload)?X-Tos-Signature=secret"])
            + "}",
          "{\"id\":\"cgt-hostile-2\",\"status\":\"succeeded\",\"content\":"
            + Self.json(["video_url": "http://127.0.0.1:1/%1B%5B66;66H?X-Tos-Signature=secret"])
            + "}",
        ], then: .close)
      let studio = try Studio(
        config: Studio.configuration(
          seconds: 0.3,
          profiles: """
            \(Studio.profile("hostile", server.address))
              library: { api: kyyvideo2, base_url: sandbox, poll_seconds: 0.2 }
            """))
      return studio
    }

    private static func json(_ members: [String: String]) -> String {
      // Texts always encode.
      let data = (try? JSONEncoder().encode(members)) ?? Data()
      return String(decoding: data, as: UTF8.self)
    }

    private func expectHarmless(_ ended: Ended, _ what: String) {
      #expect(Harm.found(in: ended.output) == nil, "\(what), standard output")
      #expect(Harm.found(in: ended.errors) == nil, "\(what), standard error")
    }

    /// Makes the tasks through the program itself.
    private func fill(_ studio: Studio) throws {
      let long = String(repeating: "\(Harm.payload) 长 ", count: 7000)
      try studio.write(String(long.unicodeScalars.prefix(100_000)), to: "long.txt")
      let brief = ["--resolution", "480p", "--duration", "4", "--wait"]
      for (what, words) in [
        ("a server's words", ["--profile", "hostile", "--prompt", "server \(Harm.payload)"]),
        (
          "a fault", ["--profile", "sandbox", "--prompt", "[fault: hostile-text] \(Harm.payload)"]
        ),
        ("a long prompt", ["--profile", "sandbox", "--prompt-file", "long.txt"]),
        (
          "a video's name",
          ["--profile", "sandbox", "--prompt", Harm.payload]
        ),
      ] {
        let ended = try studio.run(["submit"] + words + brief, environment: Self.key)
        expectHarmless(ended, what)
        #expect([0, 1].contains(ended.status), "\(what): \(ended.status)")
      }
      // Its link is nowhere: the download is given up after a while, which nobody waits for here.
      expectHarmless(
        try studio.run(
          ["submit", "--profile", "hostile", "--prompt", Harm.payload, "--json"],
          environment: Self.key), "a link")
      let asset = try studio.run(
        "asset", "add", "https://example.com/fox.png", "--kind", "image", "--name",
        "asset \(Harm.payload)", "--profile", "library")
      expectHarmless(asset, "an asset")
      #expect(asset.status == 0, "\(asset)")
    }

    @Test func `no command prints it, and JSON still says it all`() throws {
      let studio = try studio()
      try fill(studio)
      let tasks = try studio.run("list", "--json")
      expectHarmless(tasks, "list --json")
      let list = try #require(try tasks.json.array)
      #expect(list.count == 5)
      #expect(list[0]["prompt"]?.string == "server \(Harm.payload)")
      #expect(list[0]["error"]?["message"]?.string?.contains(Harm.mark) == true)
      #expect((list[0]["error"]?["message"]?.string?.utf8.count ?? 0) < 4000)
      for words in [
        ["list"], ["list", "--short"], ["list", "--links", "--json"], ["asset", "list"],
        ["asset", "list", "--json"], ["models"], ["models", "--json"], ["doctor"],
        ["doctor", "--json"],
      ] {
        let ended = try studio.run(words, environment: Self.key)
        expectHarmless(ended, words.joined(separator: " "))
        #expect(!ended.output.isEmpty)
      }
      for number in 1...5 {
        for more in [[], ["--json"], ["--links"], ["--links", "--json"]] {
          let ended = try studio.run(["show", "\(number)"] + more)
          expectHarmless(ended, "show \(number) \(more)")
          #expect(ended.status == 0)
        }
      }
      // The file's name is readable, and is a name.
      let file = try #require(list[3]["file"]?.string)
      #expect(file.contains(Harm.mark) && Harm.found(in: file) == nil, "\(file)")
      #expect(FileManager.default.fileExists(atPath: file))
      let log = try #require(studio.read("data/log"))
      #expect(Harm.found(in: log) == nil)
      #expect(!log.contains("X-Tos-Signature"))
      #expect(log.split(separator: "\n").allSatisfy { $0.utf8.count < 1000 })
    }

    /// In double quotes YAML can say every character.
    @Test(arguments: [
      "profiles:\n  \"na\\e[66;66Hme\": { api: ark, base_url: sandbox }\n",
      "theme: \"\\e[66;66H\\x9B\\u202E\"\n", "default_profile: \"\\e[66;66H\\x9B\\u202E\"\n",
      "\"\\e[66;66H\\x9B\\u202E\": 1\n", "profiles: { apiyi: { model: \"\\e[66;66H\\u202E\" } }\n",
      "profiles: { apiyi: { prices: { doubao-seedance-2-0-260128: { currency: \"\\e[66;66H\" } } } }\n",
      "profiles: { apiyi: { key: { env: \"\\e[66;66H\\u202E\" } } }\n",
      "download: { directory: \"/\\e[66;66H\\u202E\", name: \"\\e[66;66H\\u202E{id}\" }\n",
      "profiles: { apiyi: { models: { \"\\e[66;66H\": { title: \"\\e[66;66H\\u202E\" } } } }\n",
      "\u{1B}[66;66H: 1\n", "theme: \u{202E}\u{9B}2J\n",
    ])
    func `no configuration can move the cursor either`(text: String) throws {
      let studio = try Studio(config: text)
      for words in [
        ["list"], ["models"], ["models", "--json"], ["doctor"], ["doctor", "--json"],
        ["submit", "--profile", "apiyi", "--prompt", "x", "--dry-run"],
        ["submit", "--profile", "apiyi", "--prompt", "x", "--dry-run", "--json"],
      ] {
        expectHarmless(try studio.run(words), "\(text): \(words.joined(separator: " "))")
      }
    }

    @Test(arguments: [
      [Harm.payload], ["show", Harm.payload], ["list", "--status", Harm.payload],
      ["list", Harm.payload], ["submit", Harm.payload], ["submit", "--\(Harm.payload)"],
      ["submit", "--prompt", "x", "--model", Harm.payload],
      ["submit", "--prompt", "x", "--ratio", Harm.payload],
      ["submit", "--prompt", "x", "--image", "/\(Harm.payload).png"],
      ["submit", "--prompt", "x", "--image", "https://h.example/\(Harm.payload)"],
      ["submit", "--prompt", "x", "--profile", Harm.payload],
      ["submit", "--prompt-file", Harm.payload], ["submit", "--request", Harm.payload],
      ["submit", "--duration", Harm.payload, "--prompt", "x"],
      ["submit", "--prompt", Harm.payload, "--dry-run"],
      ["download", "1", "--to", Harm.payload], ["asset", Harm.payload],
      ["asset", "remove", Harm.payload], ["resolve", "1", "--created", Harm.payload],
      ["adopt", Harm.payload, "--profile", "sandbox"],
      ["key", "set", Harm.payload], ["sandbox", "--faults", Harm.payload],
      ["list", "--config", Harm.payload], ["list", "--data", "/proc/\(Harm.payload)"],
      ["submit", "--prompt", "x", "--data", "/proc/\(Harm.payload)"],
    ])
    func `no mistake repeats it`(words: [String]) throws {
      let studio = try Studio()
      expectHarmless(try studio.run(words), "\(words.first ?? "")")
      guard words.first != "key", words.first != "sandbox" else { return }
      expectHarmless(try studio.run(words + ["--json"]), "\(words.first ?? "") --json")
    }

    @Test func `the dashboard draws it as text, within its frame`() throws {
      let studio = try studio()
      try fill(studio)
      let terminal = try Terminal(studio, environment: Self.key.mapValues { $0 })
      try terminal.start(showing: "failed")
      var seen = 0
      func look(_ what: String, until isThere: @escaping (ScreenText) -> Bool) throws {
        let screen = try terminal.waitFor(what, until: isThere)
        seen += 1
        #expect(screen.lines[0].contains("rushes"), "\(what): \(screen)")
        // Between header and footer every row begins and ends with a border.
        let body = screen.lines.dropFirst().prefix { !$0.contains(" quit") }
        #expect(body.count >= 15, "\(what): \(screen)")
        for line in body where "╭│╰├".contains(line.first ?? " ") {
          #expect("╮│╯┤".contains(line.last ?? " "), "\(what): \(line)")
        }
        #expect(body.count { "╭│╰├".contains($0.first ?? " ") } >= body.count - 2, "\(screen)")
      }
      try look("the table") { $0.contains("succeeded") || $0.contains("✓") }
      for number in (1...5).reversed() {
        try terminal.press("Enter")
        try look("details of \(number)") { $0.contains("Task \(number) ") }
        try terminal.press("G")
        try terminal.press("g")
        try look("its beginning") { $0.contains("Task \(number) ") }
        try terminal.press("BSpace")
        try look("the table again") { $0.contains(" quit") }
        try terminal.press("Down")
      }
      // Into the form: what was written for one terminal is now edited on another.
      try terminal.press("e")
      try look("the form") { $0.contains("New video") }
      try terminal.press("F6")
      try look("the library") { $0.contains(Harm.mark) }
      try terminal.press("C-q")
      try terminal.waitFor("the shell") { $0.isAtPrompt }
      #expect(seen > 15)
      let start = terminal.written.firstRange(of: "\u{1B}[?1049h")?.upperBound
      let drawn = terminal.written[(start ?? terminal.written.startIndex)...]
      #expect(Harm.found(drawnAs: String(drawn)) == nil)
    }
  }
}
