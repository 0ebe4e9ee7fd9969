import FoundationEssentials
import HTTPTransport
import Testing
import VideoTasks

@testable import Sandbox

@Suite struct KyyTests {
  @Test(arguments: [
    (SandboxPrefix.kyyvideo2, Judged.video2), (.kyyaipower, Judged.power), (.x1, Judged.x1),
  ])
  func `each page's limits hold, to the edge of each range, and the pure check says the same`(
    prefix: SandboxPrefix, cases: [Judged]
  ) async throws {
    let stage = try Stage(options: SandboxOptions(seconds: 60, clips: .shared))
    for judged in cases {
      let answer = try await stage.create(judged.body, raw: prefix)
      let reason = SandboxCheck.refusal(of: Array(judged.body.utf8), for: prefix)
      let message = answer.json["error"]?["message"]?.string
      #expect(message == reason, "\(judged.why)")
      if let field = judged.field {
        #expect((400...404).contains(answer.status), "\(judged.why): \(answer.json)")
        #expect(reason?.contains(field) == true, "\(judged.why): \(reason ?? "taken")")
      } else {
        #expect(reason == nil, "\(judged.why)")
        #expect(answer.json["status"]?.string == "queued", "\(judged.why): \(answer.json)")
      }
    }
    let journal = try stage.journal()
    #expect(journal.count == cases.count)
    #expect(journal.map { $0["id"] == nil } == cases.map { $0.field != nil })
    #expect(journal.allSatisfy { $0["api"]?.string == prefix.api.rawValue })
    #expect(journal.allSatisfy { $0["prefix"]?.string == prefix.path })
  }

  @Test(arguments: [
    "callback_url", "priority", "safety_identifier", "service_tier", "execution_expires_after",
    "tools", "generate_audio", "return_last_frame", "seed", "watermark",
  ])
  func
    `x1 refuses the fields that its page names, and ark and kyyvideo2 ignore what they do not know`(
      field: String
    )
  {
    let more = "\"\(field)\":null"
    let body = Kyy.x1(Body.words + "," + Body.image(nil), more)
    #expect(SandboxCheck.refusal(of: Array(body.utf8), for: .x1)?.contains(field) == true)
    #expect(SandboxCheck.refusal(of: Array(Kyy.video2(more).utf8), for: .kyyvideo2) == nil)
    let ark = Body.text("a", "\"x_\(field)\":true")
    #expect(SandboxCheck.refusal(of: Array(ark.utf8), for: .apiyi) == nil)
  }

  @Test func `the pure check says what the server says, for everything that ark forbids`()
    async throws
  {
    let stage = try Stage()
    for forbidden in Forbidden.fields + Forbidden.contents + Forbidden.media {
      let reason = try #require(
        SandboxCheck.refusal(of: Array(forbidden.body.utf8), for: .official), "\(forbidden.why)")
      let answer = try await stage.call("POST", Stage.tasks, body: forbidden.body)
      let message = try #require(answer.json["error"]?["message"]?.string)
      #expect(message.hasPrefix(reason))
    }
  }

  @Test(arguments: [
    (SandboxPrefix.kyyvideo2, "\"duration\":4, \"aspect_ratio\":\"1:1\""),
    (.kyyaipower, "\"duration\":4, \"ratio\":\"1:1\""),
    (.x1, "\"duration\":4, \"ratio\":\"1:1\", \"resolution\":\"480p\""),
  ])
  func `a task goes from queued over processing to completed, and its link is a video`(
    prefix: SandboxPrefix, more: String
  ) async throws {
    let stage = try Stage()
    let body =
      switch prefix {
      case .kyyvideo2: Kyy.video2(more, prompt: "a fox")
      case .kyyaipower: Kyy.power(Kyy.text("a fox"), more, model: "seedance_1_5_pro_480p")
      default: Kyy.x1(Kyy.text("a fox") + "," + Body.image(nil), more)
      }
    let made = try await stage.create(body, raw: prefix).json
    let id = try #require(made["id"]?.string)
    #expect(id.hasPrefix("video_") && id.utf8.count == (prefix == .kyyaipower ? 18 : 42))
    #expect(made["object"]?.string == "video")
    #expect(made["created"] == .integer(1_780_732_857))
    #expect((made["error"] == .null) == (prefix == .kyyvideo2))
    #expect(made["model"]?.string?.hasPrefix("seedance_") == true)

    let queued = try await stage.result(id, at: prefix)
    #expect(queued["status"]?.string == "queued")
    #expect(queued["video_url"] == .null && queued["error"] == .null)
    stage.clock.advance(.seconds(1))
    #expect(try await stage.result(id, at: prefix)["status"]?.string == "processing")
    stage.clock.advance(.seconds(4))
    #expect(await stage.rendered(id))
    let done = try await stage.result(id, at: prefix)
    #expect(done["status"]?.string == "completed")
    #expect(done["error"] == .null)
    // 960x960, 4 s: floor(960 * 960 * 97 / 1024).
    #expect(done["totalTokens"] == (prefix == .kyyvideo2 ? .integer(87_300) : nil))
    #expect(done["actualDuration"] == (prefix == .kyyaipower ? nil : .integer(4)))
    let link = try #require(done["video_url"]?.string)
    let video = try await stage.send("GET", link)
    #expect(video.status == 200)
    #expect(Array(video.body[4..<8]) == Array("ftyp".utf8))
  }

  @Test func `kyyvideo2 and x1 share the query, and kyyaipower is apart`() async throws {
    let stage = try Stage()
    let first = try await stage.id(Kyy.video2(), at: .kyyvideo2)
    let second = try await stage.id(Kyy.x1(), at: .x1)
    let third = try await stage.id(Kyy.power(), at: .kyyaipower)
    for id in [first, second] {
      #expect(try await stage.result(id, at: .x1)["id"]?.string == id)
      #expect(try await stage.result(id, at: .kyyvideo2)["id"]?.string == id)
      #expect(try await stage.result(id, at: .kyyaipower)["id"] == nil)
    }
    #expect(try await stage.result(third, at: .x1)["id"] == nil)
    #expect(try await stage.result(third, at: .kyyaipower)["id"]?.string == third)
    #expect(try await stage.call("GET", Stage.tasks).json["total"]?.integer == 0)
  }

  @Test func `what these servers do not know is a page with 200, and no key is 401`() async throws {
    let stage = try Stage()
    let id = try await stage.id(Kyy.video2(), at: .kyyvideo2)
    for (method, path) in [
      ("DELETE", "/v1/result/\(id)"), ("GET", "/v1/kyyvideo2/videos"),
      ("POST", "/v1/seedance/videos"), ("GET", "/v1/result"),
    ] {
      let body = method == "POST" ? Kyy.power() : nil
      let answer = try await stage.call(method, path, at: .kyyvideo2, body: body)
      #expect(answer.type.hasPrefix("text/html"), "\(method) \(path)")
    }
    let denied = try await stage.call("GET", "/v1/result/\(id)", at: .kyyvideo2, key: nil)
    #expect(denied.status == 401)
    let unknown = try await stage.call("GET", "/v1/result/video_x", at: .kyyvideo2)
    #expect(unknown.status == 404)
    #expect(try stage.journal().count == 1)
  }

  @Test func `a prompt can ask for a failure, and its error is a text`() async throws {
    let stage = try Stage()
    let body = Kyy.video2(prompt: "a [fail: OutputAudioSensitiveContentDetected]")
    let id = try await stage.id(body, at: .kyyvideo2)
    stage.clock.advance(.seconds(5))
    let failed = try await stage.result(id, at: .kyyvideo2)
    #expect(failed["status"]?.string == "failed")
    #expect(failed["error"]?.string?.contains("OutputAudioSensitiveContentDetected") == true)
    #expect(failed["video_url"] == .null)
  }

  @Test(
    arguments: [
      (SandboxPrefix.kyyvideo2, Int64(1)), (.x1, 1), (.kyyaipower, 7),
    ] as [(SandboxPrefix, Int64)])
  func `a task is forgotten when its vendor forgets it`(
    prefix: SandboxPrefix, days: Int64
  ) async throws {
    let stage = try Stage()
    let id = try await stage.id(Kyy.good(prefix), at: prefix)
    stage.clock.advance(.seconds(days * 86_400 - 1))
    #expect(try await stage.result(id, at: prefix)["id"]?.string == id)
    stage.clock.advance(.seconds(1))
    #expect(try await stage.result(id, at: prefix)["id"] == nil)
    try stage.anotherServer().stop()
    #expect(Disk.names(in: stage.folder + "/tasks").isEmpty)
  }
}

@Suite struct AssetTests {
  private let upload = "/kyyVideo2/asset/upload"

  private func add(_ stage: Stage, _ body: String) async throws -> JSONValue {
    try await stage.call("POST", upload, at: .kyyvideo2, body: body).json
  }

  private func status(_ stage: Stage, _ id: String) async throws -> JSONValue {
    try await stage.call("GET", "/kyyVideo2/asset/\(id)", at: .kyyvideo2).json
  }

  private func image(_ name: String = "fox") -> String {
    "{\"assetType\":\"Image\",\"url\":\"\(Kyy.image)\",\"name\":\"\(name)\"}"
  }

  @Test func `an asset is Processing, then Active, and its deletion says "0"`() async throws {
    let stage = try Stage()
    let made = try await add(stage, image())
    #expect(made["code"] == .integer(0) && made["msg"] == .null)
    let id = try #require(made["data"]?["assetId"]?.string)
    #expect(id.hasPrefix("asset-20260606160057-") && id.utf8.count == 26)
    #expect(try await status(stage, id)["data"]?["status"]?.string == "Processing")
    stage.clock.advance(.seconds(4))
    #expect(try await status(stage, id)["data"]?["status"]?.string == "Active")
    let path = "/kyyVideo2/asset/\(id)"
    let gone = try await stage.call("DELETE", path, at: .kyyvideo2)
    #expect(gone.json["code"] == .string("0"))
    #expect(try await status(stage, id)["code"] != .integer(0))
    let again = try await stage.call("DELETE", path, at: .kyyvideo2)
    #expect(again.json["code"]?.integer != 0)
    #expect(try stage.journal().isEmpty, "the journal is of creates")
  }

  @Test func `an asset fails on demand, and one library serves every process`() async throws {
    let stage = try Stage()
    let id = try #require(
      try await add(stage, image("x [fail]"))["data"]?["assetId"]?.string)
    let other = try stage.anotherServer()
    defer { other.stop() }
    stage.clock.advance(.seconds(4))
    let answer = try await stage.call(
      "GET", "/kyyVideo2/asset/\(id)", at: .x1, of: other)
    #expect(answer.json["data"]?["status"]?.string == "Failed")
  }

  @Test(arguments: [
    "hello", "{}", "{\"assetType\":\"image\",\"url\":\"https://a.b/c\"}",
    "{\"assetType\":\"Image\"}", "{\"assetType\":\"Image\",\"url\":\"/tmp/a\"}",
    "{\"assetType\":\"Image\",\"url\":\"data:image/png;base64,AA==\"}",
    "{\"assetType\":\"Image\",\"url\":\"https://a.b/c\",\"name\":1}",
  ])
  func `a bad upload is 200 with a code and a reason`(body: String) async throws {
    let stage = try Stage()
    let answer = try await stage.call("POST", upload, at: .kyyvideo2, body: body)
    #expect(answer.status == 200)
    #expect(answer.json["code"]?.integer != 0)
    #expect(answer.json["msg"]?.string?.isEmpty == false)
    #expect(answer.json["data"] == .null)
  }

  @Test func `a create with an asset needs it Active and of its kind; other ids are taken unseen`()
    async throws
  {
    let stage = try Stage(options: SandboxOptions(seconds: 60, clips: .shared))
    let id = try #require(try await add(stage, image())["data"]?["assetId"]?.string)
    func refusal(_ more: String) async throws -> String? {
      try await stage.create(Kyy.video2(more), raw: .kyyvideo2).json["error"]?["message"]?.string
    }
    let frame = "\"first_image\":\"asset://\(id)\""
    #expect(try await refusal(frame)?.contains("Processing") == true)
    stage.clock.advance(.seconds(60))
    #expect(try await refusal(frame) == nil)
    #expect(
      try await refusal(Kyy.list("referenceVideos", 1, "asset://\(id)"))?.contains("Image") == true)
    let unknown = "asset://asset-20260330142158-q75m8"
    #expect(
      try await refusal("\"first_image\":\"\(unknown)\"")?.contains("not in the library") == true)
    #expect(try await refusal("\"first_image\":\"asset://somebody-else\"") == nil)
    let bare = Kyy.x1(Body.words + "," + Body.image(nil, "asset-20260330142158-q75m8"))
    #expect(SandboxCheck.refusal(of: Array(bare.utf8), for: .x1) == nil)
    #expect(try await stage.create(bare, raw: .x1).status == 400)
    let x1 = try await stage.create(
      Kyy.x1(Body.words + "," + Body.image(nil, id)), raw: .x1)
    #expect(x1.json["status"]?.string == "queued", "\(x1.json)")
  }
}

extension Stage {
  /// What a create is answered with.
  func create(_ body: String, raw prefix: SandboxPrefix) async throws -> Answer {
    try await call("POST", prefix.createPath, at: prefix, body: body)
  }

  /// Creates a task and returns its id.
  func id(_ body: String, at prefix: SandboxPrefix) async throws -> String {
    let answer = try await create(body, raw: prefix)
    return try #require(answer.json["id"]?.string, "\(answer.json)")
  }

  func result(_ id: String, at prefix: SandboxPrefix) async throws -> JSONValue {
    try await call("GET", prefix.queryPath + "/" + id, at: prefix).json
  }
}
