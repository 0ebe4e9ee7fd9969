import HTTPTransport
import TaskStore
import Testing
import VideoAPIs
import VideoTasks

@testable import Engine

struct DownloadDecisionTests {
  private let now = Sample.now
  private var decision: DownloadDecision { DownloadDecision(now: now, jitter: 200) }

  /// A finished task whose transfer is under way, with its link good for an hour more.
  private func record(hasVideo: Bool = false, linkLeft: Int64? = 3600) -> TaskRecord {
    var record = Sample.record(.succeeded)
    record.download = .running
    record.videoLink = "https://cdn.test/1.mp4"
    record.lastFrameLink = hasVideo ? "https://cdn.test/1.png" : nil
    record.linkExpiresAt = linkLeft.map { now + .seconds($0) }
    record.file = hasVideo ? "/videos/1.mp4" : nil
    return record
  }

  private func schedule(failures: Int = 0, renewals: Int = 0) -> TaskSchedule {
    var schedule = TaskSchedule()
    schedule.nextDownloadAt = now - .seconds(9)
    schedule.downloadFailures = failures
    schedule.linkRenewals = renewals
    schedule.entityTag = "\"v1\""
    schedule.partialFile = "/videos/1.mp4.part"
    return schedule
  }

  @Test(arguments: [true, false])
  func `the video is done: all that was planned is over, but for a last frame`(hasFrame: Bool) {
    var before = record()
    before.lastFrameLink = hasFrame ? "https://cdn.test/1.png" : nil
    before.pollError = "The connection broke."
    var after = before
    var plan = schedule(failures: 3, renewals: 1)
    let event = decision.videoDone(file: "/videos/1.mp4", bytes: 100, &after, &plan)
    var wanted = before
    wanted.file = "/videos/1.mp4"
    wanted.bytes = 100
    wanted.downloadBytes = 100
    wanted.pollError = nil
    wanted.download = hasFrame ? .waiting : .done
    var wantedPlan = TaskSchedule()
    wantedPlan.nextDownloadAt = hasFrame ? now : nil
    wantedPlan.linkRenewals = hasFrame ? 1 : 0
    wantedPlan.partialFile = "/videos/1.mp4.part"
    #expect(after == wanted)
    #expect(plan == wantedPlan)
    #expect(event.kind == "downloaded")
  }

  /// All that is left at the end: where the partial file was, until that is gone.
  private var left: TaskSchedule {
    var left = TaskSchedule()
    left.partialFile = "/videos/1.mp4.part"
    return left
  }

  @Test func `the last frame is done: nothing is left but its partial file`() {
    var after = record(hasVideo: true)
    var plan = schedule(failures: 3, renewals: 1)
    _ = decision.lastFrameDone(file: "/videos/1.png", &after, &plan)
    var wanted = record(hasVideo: true)
    wanted.lastFrameFile = "/videos/1.png"
    wanted.download = .done
    #expect(after == wanted)
    #expect(plan == left)
  }

  @Test func `the last frame is done: what came of the video is all of it again`() {
    var after = record(hasVideo: true)
    after.bytes = 100
    after.downloadBytes = 0
    var plan = schedule()
    _ = decision.lastFrameDone(file: "/videos/1.png", &after, &plan)
    #expect(after.downloadBytes == 100)
  }

  @Test(arguments: [(0, 1), (1, 2), (3, 8), (9, 120), (500, 120)] as [(Int, Int64)])
  func `broken off: gone on with later, for as long as it takes`(failures: Int, wait: Int64) {
    for tag in ["\"v2\"", nil] {
      var after = record()
      var plan = schedule(failures: failures)
      let event = decision.brokeOff("The connection broke.", entityTag: tag, &after, &plan)
      var wanted = record()
      wanted.download = .waiting
      wanted.pollError = "The connection broke."
      var wantedPlan = schedule(failures: failures + 1)
      wantedPlan.entityTag = tag
      wantedPlan.nextDownloadAt = now + .seconds(wait)
      #expect(after == wanted)
      #expect(plan == wantedPlan)
      #expect(event?.kind == "download-broke-off")
      #expect(decision.brokeOff("The connection broke.", entityTag: tag, &after, &plan) == nil)
    }
  }

  @Test func `a last frame is given up in the end, and the video counts as fetched`() {
    var after = record(hasVideo: true)
    var plan = schedule(failures: 11)
    let event = decision.brokeOff("HTTP 500", entityTag: nil, &after, &plan)
    var wanted = record(hasVideo: true)
    wanted.download = .done
    wanted.pollError = "The video is here; its last frame could not be fetched: HTTP 500"
    #expect(after == wanted)
    #expect(plan == left)
    #expect(event?.kind == "last-frame-given-up")
  }

  @Test func `cancelled from here: no failure, and the next one goes on with it`() {
    var after = record()
    var plan = schedule(failures: 2)
    decision.cancelled(entityTag: "\"v1\"", &after, &plan)
    var wanted = record()
    wanted.download = .waiting
    var wantedPlan = schedule(failures: 2)
    wantedPlan.nextDownloadAt = now
    #expect(after == wanted)
    #expect(plan == wantedPlan)
  }

  @Test(
    arguments: [
      // Renewals before, whether the answer is final, seconds left; renewals after, nil for none.
      (0, false, 3600, 1), (0, true, 3600, 1), (0, true, -1, 2), (0, false, -1, 1),
      (0, true, nil, 2),
      (1, false, 3600, nil), (1, true, 3600, nil), (1, true, -1, 2), (1, true, 0, 2),
      (2, true, -1, nil),
      (1, false, -1, nil),
    ] as [(Int, Bool, Int64?, Int?)])
  func `a refused link is renewed once while it should live, and once when its time is up`(
    before: Int, isFinal: Bool, left: Int64?, after: Int?
  ) {
    var task = record(linkLeft: left)
    var plan = schedule(renewals: before)
    #expect(decision.renews(isFinal: isFinal, task, plan) == (after != nil))
    guard let after else { return }
    _ = decision.renewalOrdered("HTTP 403", isFinal: isFinal, &task, &plan)
    var wanted = record(linkLeft: left)
    wanted.download = .waiting
    var wantedPlan = schedule(renewals: after)
    wantedPlan.nextDownloadAt = now
    #expect(task == wanted)
    #expect(plan == wantedPlan)
  }

  @Test(
    arguments: [
      (true, 3600, false, DownloadState.waiting), (true, -1, false, .expired),
      (true, nil, false, .expired), (false, -1, false, .waiting), (true, -1, true, .done),
    ] as [(Bool, Int64?, Bool, DownloadState)])
  func `a link that is refused after that expires by the clock, and never before`(
    isFinal: Bool, left: Int64?, hasVideo: Bool, download: DownloadState
  ) {
    var after = record(hasVideo: hasVideo, linkLeft: left)
    var plan = schedule(renewals: 2)
    _ = decision.linkRefused("HTTP 403", isFinal: isFinal, &after, &plan)
    #expect(after.download == download)
    #expect(after.videoLink == "https://cdn.test/1.mp4")
    #expect(after.pollError?.contains("HTTP 403") == true)
    #expect((plan.nextDownloadAt == nil) == (download != .waiting))
    #expect(after.status == .succeeded)
  }

  @Test(arguments: [(0, 4), (1, 8), (7, 300), (8, 300)] as [(Int, Int64)])
  func `what is no video is tried again from the start`(failures: Int, wait: Int64) {
    var after = record()
    var plan = schedule(failures: failures)
    _ = decision.notAVideo(partial: "/videos/1.mp4.part", &after, &plan)
    #expect(after.download == .waiting)
    #expect(plan.entityTag == nil)
    #expect(plan.downloadFailures == failures + 1)
    #expect(plan.nextDownloadAt == now + .seconds(wait))
  }

  @Test func `what never is a video has failed, and the user is told where it is`() {
    var after = record()
    var plan = schedule(failures: 9)
    let event = decision.notAVideo(partial: "/videos/1.mp4.part", &after, &plan)
    #expect(after.download == .failed)
    #expect(after.pollError?.contains("/videos/1.mp4.part") == true)
    #expect(plan.nextDownloadAt == nil)
    #expect(event?.kind == "download-failed")
  }

  @Test func `a fresh link is tried at once, the old one after a wait`() {
    var remote = RemoteState(status: .succeeded)
    for link in ["https://cdn.test/2.mp4", "https://cdn.test/1.mp4"] {
      remote.videoLink = link
      remote.linkExpiresAt = now + .seconds(86_400)
      var after = record()
      var plan = schedule(failures: 1, renewals: 1)
      _ = decision.renewed(remote, &after, &plan)
      let isNew = link.contains("2")
      #expect(after.videoLink == link)
      #expect(after.linkExpiresAt == now + .seconds(86_400))
      #expect(after.download == .waiting)
      #expect(plan.nextDownloadAt == now + (isNew ? .zero : .seconds(2)))
      #expect(plan.linkRenewals == 1)
      #expect(plan.entityTag == "\"v1\"")
    }
  }

  @Test(arguments: [true, false])
  func `a query without an answer is asked again when the link is refused again`(isAnswer: Bool) {
    var after = record(linkLeft: -1)
    var plan = schedule(renewals: 2)
    _ = decision.notRenewed("HTTP 500", isAnswer: isAnswer, &after, &plan)
    #expect(after.download == .waiting)
    #expect(after.videoLink != nil)
    #expect(plan.linkRenewals == (isAnswer ? 2 : 1))
    #expect(decision.renews(isFinal: true, after, plan) == !isAnswer)
  }

  @Test(
    arguments: [
      // Offset, status, first byte of the part, tag; what is done with the body.
      (0, 200, nil, "\"v1\"", .restart), (40, 200, nil, "\"v1\"", .restart),
      (40, 200, nil, nil, .restart), (40, 206, 40, "\"v1\"", .append), (40, 206, 40, nil, .append),
      (40, 206, 40, "\"v2\"", .refuse), (40, 206, 0, "\"v1\"", .refuse),
      (40, 206, 41, "\"v1\"", .refuse), (40, 206, nil, "\"v1\"", .refuse),
      (0, 206, 0, "\"v9\"", .append), (0, 206, 5, "\"v1\"", .refuse),
      (40, 204, nil, nil, .keepInMemory(limit: 65_536)),
      (0, 403, nil, nil, .keepInMemory(limit: 65_536)),
      (40, 416, nil, nil, .keepInMemory(limit: 65_536)),
      (0, 500, nil, nil, .keepInMemory(limit: 65_536)),
    ] as [(Int64, Int, Int?, String?, HTTPBodyDecision)])
  func `only a part of the same file is added to what is there`(
    offset: Int64, status: Int, start: Int?, tag: String?, wanted: HTTPBodyDecision
  ) {
    let order = DownloadOrder(
      link: "", partialFile: "", offset: offset, entityTag: offset > 0 ? "\"v1\"" : nil)
    var headers: [HTTPHeader] = []
    if let start { headers.append(HTTPHeader("Content-Range", "bytes \(start)-99/100")) }
    if let tag { headers.append(HTTPHeader("ETag", tag)) }
    #expect(order.body(of: HTTPResponseHead(status: status, headers: headers)) == wanted)
  }

  @Test(
    arguments: [
      // Offset, status of the answer if one came, its tag, the failure; the tag that is kept.
      (40, nil, nil, .network, "\"v1\""), (0, nil, nil, .network, nil),
      (40, 206, "\"v1\"", .network, "\"v1\""), (40, 206, nil, .network, "\"v1\""),
      (0, 200, "\"v2\"", .network, "\"v2\""), (40, 200, "\"v2\"", .network, "\"v2\""),
      (40, 200, nil, .network, nil), (40, 200, "\"v2\"", .disk(28), nil),
      (0, 200, "\"v2\"", .disk(28), "\"v2\""), (40, 206, "\"v1\"", .disk(28), "\"v1\""),
      (40, 206, "\"v2\"", .wrongPart, nil), (40, 503, "\"page\"", .network, "\"v1\""),
    ] as [(Int64, Int?, String?, CallFailure.Kind, String?)])
  func `the tag that is kept is that of the bytes that are there`(
    offset: Int64, status: Int?, tag: String?, kind: CallFailure.Kind, kept: String?
  ) {
    let order = DownloadOrder(
      link: "", partialFile: "", offset: offset, entityTag: offset > 0 ? "\"v1\"" : nil)
    let head = status.map { DownloadHead(status: $0, totalBytes: nil, entityTag: tag) }
    #expect(order.tag(after: head, .fake(kind, sent: true, "")) == kept)
  }
}
