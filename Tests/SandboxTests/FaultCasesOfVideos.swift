import HTTPTransport
import Testing
import VideoTasks

@testable import Sandbox

extension FaultCase {
  static let words: [FaultCase] = [
    FaultCase(.upperCaseStates, .kyyvideo2) { scene in
      let made = try await scene.create()
      #expect(made.json["status"]?.string == "QUEUED")
      let id = try #require(made.json["id"]?.string)
      #expect(try await scene.poll(id).json["status"]?.string == "QUEUED")
    },
    FaultCase(.unknownState, .apiyi) { scene in
      let id = try await scene.id()
      scene.stage.clock.advance(.seconds(1))
      let word = try #require(try await scene.poll(id).json["status"]?.string)
      #expect(!["queued", "running", "succeeded", "failed", "expired"].contains(word))
      scene.stage.clock.advance(.seconds(4))
      #expect(try await scene.poll(id).json["status"]?.string == "expired")
    },
    FaultCase(.stringTokens, .kyyvideo2) { scene in
      let id = try await scene.link().id
      #expect(try await scene.poll(id).json["totalTokens"] == .string("108900"))
    },
    FaultCase(.missingTokens, .official) { scene in
      let json = try await scene.poll(try await scene.finished()).json
      #expect(json["usage"] == nil && json["duration"] == .integer(5))
    },
    FaultCase(.missingFields, .apiyi) { scene in
      let json = try await scene.poll(try await scene.finished()).json
      guard case .object(let members) = json else {
        Issue.record("\(json)")
        return
      }
      #expect(Set(members.keys) == ["id", "status", "content"])
    },
    FaultCase(.doneWithoutLink, .x1) { scene in
      let id = try await scene.finished()
      for _ in 1...2 {
        let json = try await scene.poll(id).json
        #expect(json["status"]?.string == "completed" && json["video_url"] == .null)
      }
      #expect(try await scene.poll(id).json["video_url"]?.string != nil)
    },
    FaultCase(.linkExpired, .official) { scene in
      let (id, url) = try await scene.link()
      #expect(try await scene.stage.send("GET", url).status == 403)
      let next = try #require(try await scene.poll(id).json["content"]?["video_url"]?.string)
      #expect(try await scene.stage.send("GET", next).status == 200)
    },
    FaultCase(.linkNotRenewed, .kyyvideo2) { scene in
      let (id, url) = try await scene.link()
      scene.stage.clock.advance(.seconds(60))
      #expect(try await scene.poll(id).json["video_url"]?.string == url)
    },
  ]

  static let downloads: [FaultCase] = [
    FaultCase(.videoNotReady, .kyyaipower) { scene in
      let url = try await scene.link().url
      for status in [400, 400, 200] {
        let answer = try await scene.stage.send("GET", url)
        #expect(answer.status == status)
        #expect(
          (Answer(answer).json["error"]?["code"]?.string == "video_not_ready") == (status == 400))
      }
    },
    FaultCase(.linkRefused, .apiyi) { scene in
      let url = try await scene.link().url
      #expect(try await scene.stage.send("GET", url).status == 403)
      #expect(try await scene.stage.send("GET", url).status == 200)
    },
    FaultCase(.cutDownload, .official) { scene in
      let url = try await scene.link().url
      await #expect(throws: HTTPFailure.self) { try await scene.stage.send("GET", url) }
      let rest = try await scene.stage.send(
        "GET", url, headers: [HTTPHeader("Range", "bytes=50000-")])
      #expect(rest.body == Array(FaultScene.film[50_000...]))
    },
    FaultCase(.shortLength, .kyyvideo2) { scene in
      let answer = try await scene.fetch()
      #expect(answer.head.statedLength == 50_000)
      #expect(answer.body == Array(FaultScene.film[..<50_000]))
    },
    FaultCase(.longLength, .x1) { scene in
      let url = try await scene.link().url
      await #expect(throws: HTTPFailure.self) { try await scene.stage.send("GET", url) }
      #expect(try await scene.stage.send("GET", url).body == FaultScene.film)
    },
    FaultCase(.noLength, .apiyi) { scene in
      let answer = try await scene.fetch()
      #expect(answer.header("Content-Length") == nil)
      #expect(answer.body == FaultScene.film)
    },
    FaultCase(.noRange, .official) { scene in
      let answer = try await scene.fetch(HTTPHeader("Range", "bytes=10-20"))
      #expect(answer.status == 200 && answer.body == FaultScene.film)
      #expect(answer.header("Accept-Ranges") == nil)
    },
    FaultCase(.changedTag, .kyyvideo2) { scene in
      let url = try await scene.link().url
      let first = try await scene.stage.send("GET", url).header("ETag")
      #expect(first != nil)
      #expect(try await scene.stage.send("GET", url).header("ETag") != first)
    },
    FaultCase(.noTag, .apiyi) { scene in
      let answer = try await scene.fetch()
      #expect(answer.status == 200 && answer.header("ETag") == nil)
    },
    FaultCase(.slowDownload, .official, seconds: 0.02) { scene in
      let url = try await scene.link().url
      let start = ContinuousClock.now
      #expect(try await scene.stage.send("GET", url).body == FaultScene.film)
      #expect(ContinuousClock.now - start >= .milliseconds(15 * 20))
    },
    FaultCase(.stalledDownload, .kyyvideo2, seconds: 0.3) { scene in
      let url = try await scene.link().url
      let start = ContinuousClock.now
      #expect(try await scene.stage.send("GET", url).body == FaultScene.film)
      #expect(ContinuousClock.now - start >= .milliseconds(300))
    },
  ]

  static let others: [FaultCase] = [
    FaultCase(.listLags, .official) { scene in
      _ = try await scene.id()
      scene.stage.clock.advance(.seconds(1))
      let newest = try await scene.id()
      let first = try await scene.list()
      #expect(first.count == 1 && !first.contains(newest))
      let second = try await scene.list()
      #expect(second.first == newest)
    },
    FaultCase(.cancelIgnored, .official) { scene in
      let id = try await scene.id()
      #expect(try await scene.stage.call("DELETE", Stage.tasks + "/" + id).status == 200)
      #expect(try await scene.poll(id).json["status"]?.string == "queued")
    },
    FaultCase(.cancel409, .official) { scene in
      let id = try await scene.id()
      let answer = try await scene.stage.call("DELETE", Stage.tasks + "/" + id)
      #expect(answer.status == 409 && answer.code == "InvalidAction.RunningTaskDeletion")
      #expect(try await scene.stage.call("DELETE", Stage.tasks + "/" + id).status == 200)
    },
    FaultCase(.assetRefused, .x1) { scene in
      let answer = try await scene.upload()
      #expect(answer["code"]?.integer == 1001 && answer["msg"]?.string != nil)
    },
    asset(.assetFailed, "Failed"),
    asset(.assetStuck, "Processing"),
    FaultCase(.assetCodesSwapped, .kyyvideo2, call: .assetRemove) { scene in
      let id = try #require(try await scene.upload()["data"]?["assetId"]?.string)
      #expect(try await scene.asset(id, "DELETE")["code"] == .integer(0))
    },
  ]

  private static func asset(_ fault: SandboxFault, _ status: String) -> FaultCase {
    FaultCase(fault, .kyyvideo2) { scene in
      let id = try #require(try await scene.upload()["data"]?["assetId"]?.string)
      scene.stage.clock.advance(.seconds(10))
      #expect(try await scene.asset(id)["data"]?["status"]?.string == status)
    }
  }
}
