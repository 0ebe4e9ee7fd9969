import ChildProcesses
import FoundationEssentials
import Glibc
import TestSupport
import Testing

extension `End to end` {
  /// Keys and signed links are nowhere but where they belong, whatever goes wrong.
  @Suite struct Secrets {
    /// Not in the form of any vendor's keys: nothing may depend on how a key looks.
    static let key = "Rushes+Test/Key_0123456789.abcdefghijk"
    static let environment = ["STUDIO_KEY": key]
    static let signature = "TestSignature0123456789"

    private func studio(_ server: ScriptedServer, more: String = "") throws -> Studio {
      try Studio(
        config: Studio.configuration(
          seconds: 0.3, profiles: Studio.profile("paid", server.address) + "\n" + more))
    }

    private static func redirect(_ place: String) -> String {
      "HTTP/1.1 302 Found\r\nLocation: \(place)\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
    }

    /// Everything that the program has written below its data folder, its home, and the test's own.
    private func files(_ studio: Studio) throws -> [String: [UInt8]] {
      var found: [String: [UInt8]] = [:]
      for name in try FileManager.default.subpathsOfDirectory(atPath: studio.folder.path) {
        found[name] = fileBytes(studio.path(name))
      }
      return found
    }

    /// A server that sends the key back in every way that a server has.
    private static let echo = [
      "{\"id\":\"cgt-1\"}",
      "{\"id\":\"cgt-1\",\"status\":\"\(key)\"}",
      "{\"error\":{\"code\":\"\(key)\",\"message\":\"Bearer \(key) is unknown: \(key)\"}}",
      "<html>\(key)</html>",
      "HTTP/1.1 401 No\r\nX-Key: \(key)\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
      "{\"id\":\"cgt-1\",\"status\":\"succeeded\",\"content\":{\"video_url\":"
        + "\"http://127.0.0.1:1/v.mp4?X-Tos-Signature=\(signature)\"}}",
      "{\"id\":\"cgt-1\",\"status\":\"failed\",\"error\":{\"code\":\"Bad\(key)\","
        + "\"message\":\"The key \(key) is not good\"}}",
    ]

    @Test func `a key that a server sends back is in no output, file, log or screen`() throws {
      let server = try ScriptedServer(Self.echo, then: .close)
      defer { server.stop() }
      let studio = try studio(server)
      try Media.makePicture(studio.path("frame.png"), width: 400, height: 400)
      let picture = try #require(FileManager.default.contents(atPath: studio.path("frame.png")))
      let words = [
        "submit", "--profile", "paid", "--prompt", "x", "--first-frame", "frame.png",
      ]
      var told: [Ended] = []
      told.append(try studio.run(words + ["--dry-run"], environment: Self.environment))
      told.append(try studio.run(words + ["--dry-run", "--json"], environment: Self.environment))
      told.append(try studio.run(words, environment: Self.environment))
      told.append(
        try studio.run("wait", "1", "--timeout", "4", "--json", environment: Self.environment))
      for words in [
        ["list"], ["list", "--json"], ["show", "1"], ["show", "1", "--json"],
        ["show", "1", "--links"], ["models"], ["doctor"], ["doctor", "--online", "--json"],
      ] {
        told.append(try studio.run(words, environment: Self.environment))
      }
      #expect(server.texts.first?.contains("Bearer \(Self.key)") == true)
      for ended in told {
        #expect(!(ended.output + ended.errors).contains(Self.key), "\(ended)")
      }
      let terminal = try Terminal(
        studio, environment: ["STUDIO_KEY": Self.key])
      try terminal.start(showing: "Task 1")
      try terminal.press("Enter")
      let details = try terminal.waitFor("the details") { $0.contains("Bad(key)") }
      try terminal.press("G")
      let story = try terminal.waitFor("the story") { $0.contains("Story") }
      try terminal.press("C-q")
      try terminal.waitFor("the shell") { $0.isAtPrompt }
      #expect(!(details.joined + story.joined).contains(Self.key))
      #expect(!terminal.written.contains(Self.key))

      let base64 = Array(picture.base64EncodedString().utf8.prefix(120))
      for (name, bytes) in try files(studio) {
        #expect(bytes.firstRange(of: Array(Self.key.utf8)) == nil, "\(name) holds the key")
        guard name.hasSuffix("/log") || name.contains("/log.") else { continue }
        #expect(bytes.firstRange(of: Array(Self.signature.utf8)) == nil, "\(name) holds a link")
        #expect(bytes.firstRange(of: base64) == nil, "\(name) holds a picture")
        #expect(!bytes.isEmpty)
      }
      #expect(studio.read("data/log")?.contains(" task 1 submitting") == true)
    }

    @Test func `a create follows no redirect, and a poll takes the key nowhere else`() throws {
      let other = try ScriptedServer(
        Array(repeating: "{\"id\":\"cgt-1\",\"status\":\"running\"}", count: 50), then: .close)
      defer { other.stop() }
      let elsewhere = "http://127.0.0.1:\(other.port)/stolen"
      let server = try ScriptedServer(
        [Self.redirect(elsewhere), "{\"id\":\"cgt-2\"}", Self.redirect(elsewhere)], then: .close)
      defer { server.stop() }
      let studio = try studio(server)
      func submit(_ more: String...) throws -> Ended {
        try studio.run(
          ["submit", "--profile", "paid", "--prompt", "x", "--json"] + more,
          environment: Self.environment)
      }
      let created = try submit()
      #expect(other.requests == 0)
      #expect(server.requests == 1)
      // An answer that is none: it is not known whether a task was made.
      #expect(created.status == 6, "\(created)")
      #expect(try submit().status == 0)
      _ = try studio.run("wait", "2", "--timeout", "3", environment: Self.environment)
      for text in other.texts {
        #expect(!text.lowercased().contains("authorization"), "\(text)")
        #expect(!text.contains(Self.key))
      }
    }

    /// What a program may do that is given the program's own files to look at.
    @Test func `programs that look at media and make clips are told of no key`() throws {
      let studio = try Studio()
      for name in ["ffprobe", "ffmpeg"] {
        try studio.write(
          "#!/bin/sh\n{ env; echo \"$@\"; } >>'\(studio.path("told-\(name)"))'\nexit 1\n",
          to: "bin/\(name)")
        chmod(studio.path("bin/\(name)"), 0o755)
      }
      try Media.makePicture(studio.path("frame.png"), width: 400, height: 400)
      let path = "\(studio.path("bin")):\(studio.environment()["PATH"] ?? "")"
      let variables = [
        "PATH": path, "STUDIO_KEY": Self.key, "APIYI_API_KEY": Self.key, "ARK_API_KEY": Self.key,
        "KYY_API_KEY": Self.key, "BYTEPLUS_API_KEY": Self.key,
      ]
      for words in [
        ["submit", "--profile", "sandbox", "--prompt", "x", "--first-frame", "frame.png"],
        ["submit", "--profile", "sandbox", "--prompt", "x", "--wait"], ["doctor"],
        [
          "submit", "--profile", "sandbox", "--prompt", "x", "--image",
          "http://127.0.0.1:1/a.png", "--probe", "--dry-run",
        ],
      ] {
        _ = try studio.run(words, environment: variables.mapValues { $0 })
      }
      for name in ["ffprobe", "ffmpeg"] {
        let told = try #require(studio.read("told-\(name)"), "\(name) was never run")
        #expect(told.contains("PATH="))
        #expect(!told.contains(Self.key), "\(name)")
      }
    }

    @Test func `what it makes is closed to others, whatever the mask of the user`() throws {
      let studio = try Studio()
      try Media.makePicture(studio.path("frame.png"), width: 400, height: 400)
      func run(_ words: String) throws -> Ended {
        let ran = try ChildProcess.run(
          ChildProcess.Command(
            "sh", ["-c", "umask 000; exec rushes \(words)"], environment: studio.environment(),
            directory: studio.folder.path, input: Array("\(Self.key)\n".utf8),
            timeLimit: .seconds(90 * slowness)))
        return Ended(ran)
      }
      #expect(try run("key set apiyi").status == 0)
      let brief = "--resolution 480p --duration 4 --profile sandbox --wait"
      #expect(try run("submit --prompt x --first-frame frame.png \(brief)").status == 0)
      func mode(_ name: String) -> mode_t {
        var facts = stat()
        return lstat(studio.path(name), &facts) == 0 ? facts.st_mode & 0o777 : 0o1000
      }
      #expect(mode("credentials.yaml") == 0o600)
      #expect(mode("data") == 0o700)
      let manager = FileManager.default
      for name in try manager.subpathsOfDirectory(atPath: studio.data)
      where !name.hasPrefix("videos") {
        #expect(
          mode("data/" + name) & 0o077 == 0, "\(name) is \(String(mode("data/" + name), radix: 8))")
      }
      #expect(mode("data/log") == 0o600)
      #expect(mode("data/sandbox") == 0o700)

      // Opened to others, they are refused with the command that closes them.
      chmod(studio.path("credentials.yaml"), 0o644)
      let keyed = try studio.run("submit", "--profile", "apiyi", "--prompt", "x")
      #expect(keyed.status == 3)
      #expect(keyed.errors.contains("chmod 600"))
      let closed = try studio.run("doctor")
      #expect(closed.status == 3)
      #expect(closed.output.contains("chmod 600"))
      chmod(studio.path("credentials.yaml"), 0o600)
      chmod(studio.data + "/rushes.db", 0o640)
      for words in [["list"], ["show", "1"], ["submit", "--prompt", "x"], ["remove", "1"]] {
        let ended = try studio.run(words)
        #expect(ended.status == 7, "\(ended)")
        #expect(ended.errors.contains("chmod 600"))
      }
      let doctor = try studio.run("doctor")
      #expect(doctor.status == 7)
      #expect(doctor.output.contains("chmod 600"))
    }
  }
}
