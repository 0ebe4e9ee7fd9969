import FoundationEssentials
import HTTPTransport
import Synchronization
import Testing
import VideoTasks

@testable import Sandbox

/// One fault, brought about over HTTP, and what is seen of it.
struct FaultCase: Sendable, CustomTestStringConvertible {
  let rule: SandboxFaultRule
  let prefix: SandboxPrefix
  let check: @Sendable (FaultScene) async throws -> Void
  var testDescription: String { "\(rule.fault.rawValue) at \(prefix.rawValue)" }

  init(
    _ fault: SandboxFault, _ prefix: SandboxPrefix, call: SandboxCall? = nil,
    seconds: Double? = nil, _ check: @escaping @Sendable (FaultScene) async throws -> Void
  ) {
    rule = SandboxFaultRule(fault, api: prefix.api, call: call, seconds: seconds)
    self.prefix = prefix
    self.check = check
  }
}

/// A stage with one fault, and one API.
struct FaultScene: Sendable {
  let stage: Stage
  let prefix: SandboxPrefix

  /// How many tasks were made.
  var made: Int { Disk.names(in: stage.folder + "/tasks").count }

  func create(_ prompt: String = "a fox [expire]") async throws -> Answer {
    try await stage.create(Kyy.good(prefix, prompt: prompt), raw: prefix)
  }

  func id(_ prompt: String = "a fox [expire]") async throws -> String {
    try #require(try await create(prompt).json["id"]?.string)
  }

  func poll(_ id: String) async throws -> Answer {
    try await stage.call("GET", prefix.queryPath + "/" + id, at: prefix)
  }

  /// A task that has ended: 4 s are over.
  func ended(_ prompt: String = "a fox") async throws -> Answer {
    let id = try await id(prompt)
    stage.clock.advance(.seconds(5))
    return try await poll(id)
  }

  /// Puts bytes of ours where the clip of these tasks belongs: nothing is rendered then.
  func placeFilm() throws {
    for suffix in ["mp4", "png"] {
      try Disk.replace(
        stage.folder + "/clips/shared-1280x720-5s-sound." + suffix, FaultScene.film)
    }
  }

  /// A finished task.
  func finished() async throws -> String {
    let id = try await id("a fox")
    stage.clock.advance(.seconds(5))
    return id
  }

  /// The link of such a task.
  func link() async throws -> (id: String, url: String) {
    let id = try await finished()
    let json = try await poll(id).json
    return (id, try #require((json["content"]?["video_url"] ?? json["video_url"])?.string))
  }

  static let film = (0..<100_000).map { UInt8($0 % 251) }

  func fetch(_ headers: HTTPHeader...) async throws -> HTTPResponse {
    try await stage.send("GET", try await link().url, headers: headers)
  }

  /// The ids in Ark's list.
  func list() async throws -> [String] {
    let json = try await stage.call("GET", Stage.tasks).json
    return (json["items"]?.array ?? []).compactMap { $0["id"]?.string }
  }

  func upload() async throws -> JSONValue {
    try await stage.call(
      "POST", "/kyyVideo2/asset/upload", at: .kyyvideo2,
      body: "{\"assetType\":\"Image\",\"url\":\"\(Kyy.image)\"}"
    ).json
  }

  func asset(_ id: String, _ method: String = "GET") async throws -> JSONValue {
    try await stage.call(method, "/kyyVideo2/asset/\(id)", at: .kyyvideo2).json
  }
}

extension FaultCase {
  static let all = road + answers + statuses + refusals + lives + words + downloads + others

  static let road: [FaultCase] = [
    FaultCase(.lostAnswer, .apiyi) { scene in
      await #expect(throws: HTTPFailure.self) { try await scene.create() }
      #expect(scene.made == 1)
      _ = try await scene.id()
    },
    FaultCase(.lostRequest, .kyyvideo2) { scene in
      await #expect(throws: HTTPFailure.self) { try await scene.create() }
      #expect(scene.made == 0)
      _ = try await scene.id()
      #expect(try scene.stage.journal().map { $0["faults"] == nil } == [false, true])
    },
    FaultCase(.slowAnswer, .x1, seconds: 0.3) { scene in
      let start = ContinuousClock.now
      _ = try await scene.id()
      #expect(ContinuousClock.now - start >= .milliseconds(300))
    },
    FaultCase(.silence, .official, seconds: 600) { scene in
      let id = try await scene.id()
      // Of two, one is answered while the other waits, and so is a third; the end of the server ends
      // the one that waits, with an answer or without.
      let answers = Answers()
      await withTaskGroup(of: Int?.self) { group in
        for _ in 1...2 {
          group.addTask {
            let status = try? await scene.poll(id).status
            answers.count.withLock { $0 += 1 }
            return status
          }
        }
        #expect(await group.next() == 200)
        #expect((try? await scene.poll(id).status) == 200)
        #expect(answers.count.withLock { $0 } == 1)
        scene.stage.server.stop()
        _ = await group.next()
      }
    },
    FaultCase(.redirect, .kyyaipower) { scene in
      let answer = try await scene.stage.send(
        "POST", scene.stage.server.baseURL(for: .kyyaipower) + "/v1/seedance/videos",
        body: Array(Kyy.power().utf8))
      #expect(answer.status == 307)
      #expect(
        answer.header("Location")
          == "http://localhost:\(scene.stage.server.port)/kyyAiPower/v1/seedance/videos")
      #expect(scene.made == 0)
    },
  ]

  static let answers: [FaultCase] = [
    FaultCase(.html200, .kyyvideo2) { scene in
      let answer = try await scene.create()
      #expect(answer.status == 200 && answer.type.hasPrefix("text/html"))
      #expect(scene.made == 0)
    },
    FaultCase(.emptyAnswer, .official) { scene in
      let answer = try await scene.create()
      #expect(answer.status == 200 && answer.json == .null)
      #expect(scene.made == 1)
    },
    FaultCase(.truncatedAnswer, .apiyi) { scene in
      await #expect(throws: HTTPFailure.self) { try await scene.create() }
      #expect(scene.made == 1)
    },
    FaultCase(.cutJson, .x1) { scene in
      let answer = try await scene.create()
      #expect(answer.status == 200 && answer.json == .null)
      #expect(scene.made == 1)
    },
    FaultCase(.lostFirstBytes, .apiyi) { scene in
      let id = try await scene.id()
      let url = scene.stage.server.baseURL(for: .apiyi) + Stage.tasks + "/" + id
      let answer = try await scene.stage.send(
        "GET", url, headers: [HTTPHeader("Authorization", "Bearer x")])
      let whole = Array("{\"".utf8) + answer.body
      let json = try JSONDecoder().decode(JSONValue.self, from: Data(whole))
      #expect(json["id"]?.string == id)
    },
    FaultCase(.mislabelledGzip, .apiyi) { scene in
      let id = try await scene.id()
      let url = scene.stage.server.baseURL(for: .apiyi) + Stage.tasks + "/" + id
      let answer = try await scene.stage.send(
        "GET", url, headers: [HTTPHeader("Authorization", "Bearer x")])
      #expect(answer.header("Content-Encoding") == "gzip")
      #expect(Answer(answer).json["id"]?.string == id)
    },
    FaultCase(.brokenText, .official) { scene in
      let id = try await scene.id()
      let url = scene.stage.server.baseURL(for: .official) + Stage.tasks + "/" + id
      let answer = try await scene.stage.send(
        "GET", url, headers: [HTTPHeader("Authorization", "Bearer x")])
      #expect(answer.body.contains(0xFF) && answer.body.contains(0x1B))
    },
  ]

  static let statuses: [FaultCase] =
    [
      status(.serverError, 500, made: 0), status(.serverErrorDone, 500, made: 1),
      status(.badGateway, 502, made: 0), status(.gatewayTimeout, 504, made: 1),
      status(.noChannel, 503, made: 0), status(.rateLimit, 429, made: 0),
      status(.overloaded429, 429, made: 0), status(.unnamed429, 429, made: 0),
      status(.quota429, 429, made: 0), status(.accountOverdue, 403, made: 0),
      FaultCase(.rateLimitSeconds, .kyyvideo2, seconds: 7) { scene in
        let answer = try await scene.stage.send(
          "POST", scene.stage.server.baseURL(for: .kyyvideo2) + "/v1/kyyvideo2/videos",
          body: Array(Kyy.video2().utf8))
        #expect(answer.status == 429 && answer.header("Retry-After") == "7")
      },
      FaultCase(.rateLimitDate, .official, seconds: 7) { scene in
        let answer = try await scene.stage.send(
          "POST", scene.stage.server.baseURL(for: .official) + Stage.tasks,
          body: Array(Body.text().utf8))
        #expect(answer.status == 429)
        #expect(answer.header("Retry-After") == "Sat, 06 Jun 2026 08:01:04 GMT")
      },
      FaultCase(.poll401Once, .kyyaipower) { scene in
        let id = try await scene.id()
        #expect(try await scene.poll(id).status == 401)
        #expect(try await scene.poll(id).status == 200)
      },
      FaultCase(.poll404AfterCreate, .apiyi) { scene in
        let id = try await scene.id()
        #expect(try await scene.poll(id).status == 404)
        #expect(try await scene.poll(id).status == 404)
        #expect(try await scene.poll(id).status == 200)
      },
    ]

  static let refusals: [FaultCase] = [
    FaultCase(.businessCode, .kyyvideo2) { scene in
      let busy = try await scene.create()
      #expect(busy.status == 200 && busy.json["id"] == nil)
      #expect(busy.json["code"]?.integer != 0 && busy.json["msg"]?.string?.isEmpty == false)
      let bad = try await scene.stage.create(Kyy.video2("\"duration\":3"), raw: .kyyvideo2)
      #expect(bad.status == 200 && bad.json["msg"]?.string?.contains("duration") == true)
      #expect(scene.made == 0)
    },
    FaultCase(.createErrorText, .x1) { scene in
      let answer = try await scene.create()
      #expect(answer.status == 400 && answer.json["error"]?.string != nil)
    },
    FaultCase(.createErrorMessage, .kyyaipower) { scene in
      let answer = try await scene.create()
      #expect(answer.status == 400 && answer.json["message"]?.string != nil)
      #expect(answer.json["error"] == nil)
    },
    FaultCase(.createFailReason, .kyyvideo2) { scene in
      let answer = try await scene.create()
      #expect(answer.status == 400 && answer.json["fail_reason"]?.string != nil)
    },
    FaultCase(.createFailed, .x1) { scene in
      let answer = try await scene.create("a fox")
      #expect(answer.status == 200 && answer.json["status"]?.string == "failed")
      #expect(answer.json["error"]?.string != nil)
      let id = try #require(answer.json["id"]?.string)
      #expect(try await scene.poll(id).json["status"]?.string == "failed")
    },
  ]

  static let lives: [FaultCase] = [
    life(.stuckQueued, .official, after: 3000, "queued"),
    life(.stuckRunning, .kyyvideo2, after: 3000, "processing"),
    life(.expires, .apiyi, after: 5, "expired"),
    life(.cancelled, .kyyaipower, after: 5, "cancelled"),
    life(.canceled, .official, after: 5, "canceled"),
    FaultCase(.outputSoundRefused, .apiyi) { scene in
      let failed = try await scene.ended()
      #expect(failed.code == "OutputAudioSensitiveContentDetected")
      let silent = try await scene.stage.create(
        Body.text("a fox [expire]", "\"generate_audio\":false"), raw: .apiyi)
      let id = try #require(silent.json["id"]?.string)
      #expect(try await scene.poll(id).json["status"]?.string == "queued")
      scene.stage.clock.advance(.seconds(5))
      #expect(try await scene.poll(id).json["status"]?.string != "failed")
    },
    failing(.failedWithoutReason, .kyyvideo2) { $0["error"] == .null },
    failing(.errorObject, .x1) { $0["error"]?["message"]?.string != nil },
    failing(.errorString, .official) { $0["error"]?.string != nil },
    failing(.failReason, .kyyaipower) { $0["fail_reason"]?.string != nil && $0["error"] == nil },
    failing(.messageForError, .kyyvideo2) { $0["message"]?.string != nil && $0["error"] == nil },
    failing(.hostileText, .apiyi) { json in
      let text = json["error"]?["message"]?.string ?? ""
      return text.contains("\u{1B}[2J") && text.utf8.count > 10_000
    },
  ]

  private static func status(_ fault: SandboxFault, _ status: Int, made: Int) -> FaultCase {
    FaultCase(fault, .apiyi) { scene in
      let first = try await scene.create().status
      #expect(first == status)
      #expect(scene.made == made)
      let faults = try scene.stage.journal().last?["faults"]?.array
      #expect(faults == [.string(fault.rawValue)])
      let second = try await scene.create().status
      #expect(second == (fault.usualTimes == 1 ? 200 : status))
    }
  }

  private static func life(
    _ fault: SandboxFault, _ prefix: SandboxPrefix, after seconds: Int64, _ state: String
  ) -> FaultCase {
    FaultCase(fault, prefix) { scene in
      let id = try await scene.id("a fox")
      #expect(try await scene.poll(id).json["status"]?.string == "queued")
      scene.stage.clock.advance(.seconds(seconds))
      #expect(try await scene.poll(id).json["status"]?.string == state)
    }
  }

  private static func failing(
    _ fault: SandboxFault, _ prefix: SandboxPrefix,
    _ isSeen: @escaping @Sendable (JSONValue) -> Bool
  ) -> FaultCase {
    FaultCase(fault, prefix) { scene in
      let answer = try await scene.ended()
      #expect(answer.status == 200 && answer.json["status"]?.string == "failed")
      #expect(isSeen(answer.json), "\(answer.json)")
    }
  }
}

/// How many answers have come.
private final class Answers: Sendable {
  let count = Mutex(0)
}
