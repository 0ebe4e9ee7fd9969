import Testing
import VideoTasks

@testable import Sandbox

@Suite struct FaultTests {
  @Test(arguments: FaultCase.all)
  func `every fault is seen over HTTP as its line says`(_ fault: FaultCase) async throws {
    let stage = try Stage(options: SandboxOptions(clips: .shared, faults: [fault.rule]))
    let scene = FaultScene(stage: stage, prefix: fault.prefix)
    try scene.placeFilm()
    try await fault.check(scene)
  }

  @Test func `no fault is without a case, a summary, a call and an API`() {
    #expect(Set(FaultCase.all.map(\.rule.fault)) == Set(SandboxFault.allCases))
    for fault in SandboxFault.allCases {
      #expect(!fault.summary.isEmpty && !fault.calls.isEmpty && !fault.apis.isEmpty, "\(fault)")
    }
  }

  @Test func `a rule waits for its call, its API and its prompt, spares some, and ends`()
    async throws
  {
    let rule = SandboxFaultRule(
      .serverError, api: .ark, call: .create, times: 2, after: 1, prompt: "cat")
    let stage = try Stage(options: SandboxOptions(clips: .shared, faults: [rule]))
    func status(_ prompt: String, at prefix: SandboxPrefix = .official) async throws -> Int {
      try await stage.create(Kyy.good(prefix, prompt: prompt + " [expire]"), raw: prefix).status
    }
    #expect(try await status("a dog") == 200)
    #expect(try await status("a cat") == 200, "the first is spared")
    #expect(try await status("a cat", at: .kyyvideo2) == 200)
    #expect(try await status("a cat") == 500)
    #expect(try await stage.call("GET", Stage.tasks).status == 200)
    #expect(try await status("a cat", at: .apiyi) == 500)
    #expect(try await status("a cat") == 200, "twice is enough")
    #expect(
      try stage.journal().map { $0["faults"]?.array?.count ?? 0 } == [0, 0, 0, 1, 1, 0])
  }

  @Test func `a prompt can ask for a fault, by its call and its count`() async throws {
    let stage = try Stage()
    let scene = FaultScene(stage: stage, prefix: .kyyvideo2)
    try scene.placeFilm()
    for _ in 1...2 {
      #expect(try await scene.create("[fault: server-error] [expire]").status == 500)
    }
    // What a client sends again by itself passes then.
    for status in [429, 200, 429, 200] {
      #expect(try await scene.create("[fault: rate-limit] [expire]").status == status)
    }
    let id = try await scene.id("[fault: server-error poll 2] [expire]")
    for status in [500, 500, 200] { #expect(try await scene.poll(id).status == status) }
    let other = try await scene.id("[fault: upper-case-states][fault: stuck-queued]")
    let server = try stage.anotherServer()
    defer { server.stop() }
    stage.clock.advance(.seconds(60))
    let answer = try await stage.call("GET", "/v1/result/" + other, at: .kyyvideo2, of: server)
    #expect(answer.json["status"]?.string == "QUEUED", "any server knows it")
  }

  @Test(arguments: [
    ("[fault: lost-anser]", "lost-answer"), ("[fault:]", "names none"),
    ("[fault: business-code]", "ark"), ("[fault: stuck-queued poll]", "poll"),
  ])
  func `a fault that a prompt misspells is refused`(prompt: String, words: String) async throws {
    let stage = try Stage()
    let answer = try await stage.call("POST", Stage.tasks, body: Body.text(prompt))
    #expect(answer.status == 400)
    #expect(answer.json["error"]?["message"]?.string?.contains(words) == true)
  }

  @Test func `a faults file is read`() throws {
    let text = """
      # what goes wrong
      {"fault":"lost-answer"}

      {"fault":"rate-limit-seconds","api":"x1","call":"poll","times":0,"after":2,"prompt":"狐","seconds":1.5}
      {"fault":"slow-download","seconds":2}\r
      """
    #expect(
      try SandboxFaultRule.parse(Array(text.utf8)) == [
        SandboxFaultRule(.lostAnswer),
        SandboxFaultRule(
          .rateLimitSeconds, api: .x1, call: .poll, times: 0, after: 2, prompt: "狐", seconds: 1.5),
        SandboxFaultRule(.slowDownload, seconds: 2),
      ])
    #expect(try SandboxFaultRule.parse([]).isEmpty)
  }

  @Test(arguments: [
    ("hello", "JSON object"), ("[1]", "JSON object"), ("{}", "\"fault\""),
    ("{\"fault\":1}", "\"fault\" must be a text"),
    ("{\"fault\":\"lost-anser\"}", "Did you mean lost-answer?"),
    ("{\"fault\":\"silence\",\"tims\":1}", "Did you mean times?"),
    ("{\"fault\":\"silence\",\"api\":\"arc\"}", "Did you mean ark?"),
    ("{\"fault\":\"silence\",\"call\":\"creat\"}", "Did you mean create?"),
    ("{\"fault\":\"silence\",\"times\":-1}", "\"times\""),
    ("{\"fault\":\"silence\",\"after\":1.5}", "\"after\""),
    ("{\"fault\":\"silence\",\"seconds\":\"1\"}", "\"seconds\""),
    ("{\"fault\":\"silence\",\"seconds\":1e9}", "\"seconds\""),
    ("{\"fault\":\"silence\",\"prompt\":1}", "\"prompt\""),
    ("{\"fault\":\"business-code\",\"api\":\"ark\"}", "not ark"),
    ("{\"fault\":\"link-refused\",\"call\":\"poll\"}", "download, not poll"),
  ])
  func `a faults file that is wrong names its line and the nearest name`(
    line: String, words: String
  ) throws {
    let text = "{\"fault\":\"silence\"}\n\n" + line + "\n"
    let error = #expect(throws: SandboxFaultError.self) {
      try SandboxFaultRule.parse(Array(text.utf8))
    }
    #expect(error?.line == 3)
    #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
    #expect(error?.message.hasPrefix("Line 3 ") == true)
  }
}

@Suite struct BodyTests {
  @Test(arguments: SandboxPrefix.allCases)
  func `the body of every create is kept byte for byte, taken or not`(
    prefix: SandboxPrefix
  ) async throws {
    let stage = try Stage()
    let bodies = [Kyy.good(prefix), " {\"a\" : 1}\n", "no JSON \u{0} 狐", ""]
    for body in bodies { _ = try await stage.create(body, raw: prefix) }
    let names = try stage.journal().map { try #require($0["body"]?.string) }
    #expect(names.count == bodies.count && Set(names).count == bodies.count)
    #expect(names.allSatisfy { $0.hasPrefix("bodies/20260606T080057Z-") })
    for (name, body) in zip(names, bodies) {
      #expect(Disk.read(stage.folder + "/" + name) == Array(body.utf8))
    }
  }

  @Test func `bodies go after seven days, and the oldest when there is no room`() throws {
    let stage = try Stage()
    let folder = stage.folder + "/bodies"
    let shelf = try BodyShelf(folder: folder, room: 100, now: stage.clock.now)
    var names: [String] = []
    for number in 0..<5 {
      stage.clock.advance(.seconds(1))
      names.append(
        try shelf.keep(Array(repeating: UInt8(number), count: 30), now: stage.clock.now))
    }
    let left = Disk.names(in: folder)
    #expect(left.contains(names[4]) && !left.contains(names[0]))
    #expect(left.count * 30 <= 100)
    stage.clock.advance(.seconds(7 * 86_400 - 1))
    _ = try BodyShelf(folder: folder, now: stage.clock.now)
    #expect(Disk.names(in: folder) == [names[4]])
    stage.clock.advance(.seconds(1))
    _ = try BodyShelf(folder: folder, now: stage.clock.now)
    #expect(Disk.names(in: folder).isEmpty)
  }
}
