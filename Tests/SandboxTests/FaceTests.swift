import HTTPTransport
import Testing
import VideoTasks

@testable import Sandbox

@Suite struct FaceTests {
  @Test(arguments: [
    ("DELETE", "/seedance/api/v3/contents/generations/tasks/ID"),
    ("GET", "/seedance/api/v3/contents/generations/tasks"),
    ("GET", "/seedance/api/v3/contents/generations"), ("GET", "/seedance/api/v3"),
    ("POST", "/v1/videos"), ("POST", "/seedance/v3/contents/generations/tasks"),
    ("POST", "/seedance/api/v31/contents/generations/tasks"), ("GET", "/"),
  ])
  func `APIYI answers what it does not know with a page and 200`(
    method: String, path: String
  ) async throws {
    let stage = try Stage()
    let id = try await stage.create(Body.text(), at: .apiyi)
    let url = "http://127.0.0.1:\(stage.server.port)" + path.replacing("ID", with: id)
    let body = method == "POST" ? Array(Body.text().utf8) : nil
    let answer = Answer(
      try await stage.send(
        method, url, body: body, headers: [HTTPHeader("Authorization", "Bearer x")]))
    #expect(answer.status == 200)
    #expect(answer.type.hasPrefix("text/html"))
    #expect(answer.json == .null)
    #expect(try await stage.query(id, at: .apiyi)["status"]?.string == "queued", "nothing happened")
    #expect(try stage.journal().count == 1)
  }

  @Test func `an endpoint id is taken by Ark alone`() async throws {
    let stage = try Stage()
    let body = Body.content(Body.words, model: "ep-20260606160057-abcde")
    let refused = try await stage.call("POST", Stage.tasks, at: .apiyi, body: body)
    #expect(refused.code == "InvalidParameter.model")
    let id = try await stage.create(body)
    #expect(try await stage.query(id)["model"]?.string == "ep-20260606160057-abcde")
  }

  @Test func `a task is known only below the prefix that made it`() async throws {
    let stage = try Stage()
    let id = try await stage.create(Body.text(), at: .apiyi)
    let answer = try await stage.call("GET", Stage.tasks + "/" + id)
    #expect(answer.status == 404)
    #expect(answer.code?.hasPrefix("NotFound.") == true)
    #expect(try await stage.call("GET", Stage.tasks).json["total"]?.integer == 0)
  }

  @Test(arguments: [
    "cgt-20260606160057-zzzzz", "x", "..%2F..%2Fsecret", "cgt-20260606160057-%2E%2E%2Fab",
  ])
  func `an unknown id is 404`(id: String) async throws {
    let stage = try Stage()
    for prefix in [SandboxPrefix.apiyi, .official] {
      #expect(try await stage.call("GET", Stage.tasks + "/" + id, at: prefix).status == 404)
    }
    #expect(try await stage.call("DELETE", Stage.tasks + "/" + id).status == 404)
  }

  @Test func `a queued task is cancelled, a running one is not, an ended one is removed`()
    async throws
  {
    let stage = try Stage()
    let first = try await stage.create(Body.text())
    let second = try await stage.create(Body.text("[expire]"))
    #expect(try await stage.call("DELETE", Stage.tasks + "/" + first).status == 200)
    stage.clock.advance(.seconds(1))
    let refused = try await stage.call("DELETE", Stage.tasks + "/" + second)
    #expect(refused.status == 409)
    #expect(refused.code == "InvalidAction.RunningTaskDeletion")
    stage.clock.advance(.seconds(10))
    #expect(try await stage.query(first)["status"]?.string == "cancelled")
    #expect(try await stage.query(second)["status"]?.string == "expired")
    for id in [first, second] {
      #expect(try await stage.call("DELETE", Stage.tasks + "/" + id).status == 200)
      #expect(try await stage.call("GET", Stage.tasks + "/" + id).status == 404)
    }
  }

  @Test func `the list is paged and filtered, newest first`() async throws {
    let stage = try Stage(options: SandboxOptions(seconds: 100, clips: .shared))
    var ids: [String] = []
    for number in 1...5 {
      let model = number == 2 ? Body.standard : Body.fast
      stage.clock.advance(.seconds(1))
      ids.append(try await stage.create(Body.content(Body.words, model: model)))
    }
    _ = try await stage.create(Body.text(), at: .apiyi)
    let cancelled = ids[4]
    _ = try await stage.call("DELETE", Stage.tasks + "/" + cancelled)

    func list(_ query: String) async throws -> (ids: [String], total: Int64?) {
      let json = try await stage.call("GET", Stage.tasks + query).json
      return (
        (json["items"]?.array ?? []).compactMap { $0["id"]?.string }, json["total"]?.integer
      )
    }
    #expect(try await list("") == (ids.reversed(), 5))
    #expect(try await list("?page_num=2&page_size=2") == ([ids[2], ids[1]], 5))
    #expect(try await list("?page_num=4&page_size=2") == ([], 5))
    #expect(try await list("?filter.status=cancelled") == ([cancelled], 1))
    #expect(try await list("?filter.model=\(Body.standard)") == ([ids[1]], 1))
    let two = "?filter.task_ids=\(ids[0])&filter.task_ids=\(ids[3])"
    #expect(try await list(two) == ([ids[3], ids[0]], 2))
    for bad in ["page_num=0", "page_size=501", "page_size=x"] {
      #expect(try await stage.call("GET", Stage.tasks + "?" + bad).status == 400, "\(bad)")
    }
    let whole = try await stage.call("GET", Stage.tasks).json["items"]?.array?.last
    #expect(whole == (try await stage.query(ids[0])), "an item is the whole task")
  }

  @Test func `mislabelled compression is an option, and of APIYI alone`() async throws {
    let stage = try Stage(options: SandboxOptions(clips: .shared, mislabelsCompression: true))
    for (prefix, coding, label) in [
      (SandboxPrefix.apiyi, "gzip", "gzip"), (.apiyi, "identity", nil), (.official, "gzip", nil),
    ] as [(SandboxPrefix, String, String?)] {
      let answer = try await stage.send(
        "GET", stage.server.baseURL(for: prefix) + Stage.tasks + "/x",
        headers: [HTTPHeader("Authorization", "Bearer x"), HTTPHeader("Accept-Encoding", coding)])
      #expect(answer.header("Content-Encoding") == label)
    }
  }

  @Test func `a port in use and a folder that cannot be made are said so`() throws {
    let stage = try Stage()
    let port = stage.server.port
    #expect(throws: SandboxError.cannotListen(port: port, 98)) {
      try SandboxServer(folder: stage.folder, port: port)
    }
    #expect(throws: SandboxError.self) { try SandboxServer(folder: "/dev/null/x") }
    #expect(SandboxError.cannotListen(port: 80, 98).message.contains("port 80"))
  }
}
