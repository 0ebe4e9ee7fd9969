import FoundationEssentials
import TaskStore
import VideoTasks

/// A store in which every screen has something to show, the same in every run.
///
/// For a program that sees `timeZone` it is 14:03:05 when this is made, whatever time it is. As long
/// as this object lives, some of its tasks are in the hands of an engine, and nobody else moves them.
final class FilledStore {
  let now: Timestamp
  private let store: TaskStore
  private let engine: OwnerID
  private static let fast = "doubao-seedance-2-0-fast-260128"

  /// The zone in which it is 14:03:05 now, as `TZ` takes it.
  var timeZone: String {
    let offset = (14 * 60 + 3) * 60 + 5 - Int(now.milliseconds / 1000) % 86_400
    let (sign, time) = (offset < 0 ? "+" : "-", abs(offset))
    let parts = [time / 3600, time / 60 % 60, time % 60].map(String.init)
    return "<looks>\(sign)\(parts.joined(separator: ":"))"
  }

  init(_ studio: Studio, clip: String) throws {
    now = Timestamp(milliseconds: Int64(Date().timeIntervalSince1970) * 1000)
    store = try TaskStore(folder: studio.data, access: .readWrite, now: now)
    engine = try store.registerOwner(now: now)
    try addOldTasks()
    try addEnded(clip)
    try addOpen()
    try addKept()
    try addAssets()
  }

  // MARK: Tasks

  /// Sixty tasks of the last month, for the plots.
  private func addOldTasks() throws {
    for number in 0..<60 {
      let made = now - .seconds((29 - number / 2) * 86_400 + 3600 + number)
      let status: TaskStatus = number % 9 == 4 ? .failed : number % 23 == 7 ? .expired : .succeeded
      try add(status, "a street, take \(number + 1)", made, after: 60 + number * 37 % 240) {
        record in
        record.model = "doubao-seedance-2-0-260128"
        record.request.resolution = "1080p"
        record.cost?.amount = Decimal(100 + number * 61 % 250) / 100
        if status == .failed {
          record.error = TaskFailure(
            code: number % 2 == 0 ? "InputTextSensitiveContentDetected" : "TimeLimit",
            message: "It was refused.", advice: "")
        }
      }
    }
  }

  /// One task of every end, and three that tell how long the next one takes.
  private func addEnded(_ clip: String) throws {
    for prompt in ["竹林里的小路", "A tram climbs a hill", "海边日落，慢镜头"] {
      try add(.succeeded, prompt, now - .seconds(40_000), after: 30_000) { $0.bytes = 7_120_000 }
    }
    try add(.cancelled, "测试", now - .seconds(39_000), after: 30_000)
    try add(.expired, "A lighthouse in a storm", now - .seconds(39_000), after: 30_000)
    try add(.failed, "一位著名歌手在舞台上演唱", now - .seconds(39_000), after: 30_000) { record in
      record.error = TaskFailure(
        code: "OutputAudioSensitiveContentDetected",
        message: "The audio of the video was refused by the vendor's filter.",
        advice: "Retry without sound: most refusals of this kind are about the sound track.")
    }
    try add(.succeeded, "A paper boat on a flooded street", now - .seconds(39_000), after: 30_000) {
      $0.download = .expired
      $0.linkExpiresAt = self.now - .seconds(600)
    }
    try add(.succeeded, "宇航员在月球上弹钢琴", now - .seconds(39_000), after: 30_000) { record in
      record.bytes = 8_214_000
      record.file = clip
    }
  }

  private func addOpen() throws {
    let fetching = try add(
      .succeeded, "Macro shot of dew on a spider web, sunrise", now - .seconds(39_000),
      after: 30_000
    ) { record in
      record.download = .running
      (record.downloadBytes, record.bytes) = (4_500_000, 10_000_000)
      record.linkExpiresAt = self.now + .seconds(2730)
    }
    _ = try store.leaseDownload(fetching, owner: engine, until: later, now: now)
    try add(.running, "雨中的东京街头，霓虹倒影", now - .seconds(15_520), after: nil)
    try add(.queued, "一条龙在云海中穿行", now - .seconds(15_220), after: nil)
    try add(.unconfirmed, "Slow dolly through a library at night", now - .seconds(900), after: nil)
    let sent = try store.insert([new("水墨风格的群山，云雾流动")], now: now - .seconds(120))[0]
    _ = try store.claimSubmit(sent, owner: engine, maxActive: 100, now: now - .seconds(110))
    _ = try store.markSubmitting(sent, owner: engine, now: now - .seconds(110))
    var last = new("航拍秋天的山谷，金色森林与蜿蜒的河流")
    last.waitReason = "apiyi has 15 tasks in flight"
    let waiting = try store.insert([last], now: now - .seconds(100))[0]
    _ = try store.claimSubmit(waiting, owner: engine, maxActive: 100, now: now - .seconds(100))
  }

  private var later: Timestamp { now + .seconds(36_000) }

  private func new(_ prompt: String) -> NewTask {
    var request = RequestDraft(prompt: prompt)
    request.ratio = "16:9"
    request.resolution = "720p"
    request.duration = 5
    request.audio = true
    return NewTask(
      profile: "apiyi", api: .ark, model: Self.fast, request: request, estimate: Self.cost)
  }

  private static let cost = Cost(
    tokens: 108_900, seconds: 5, amount: Decimal(string: "0.7623"), currency: "USD", exact: true)

  /// A task as it stands some time after it was sent.
  ///
  /// - Parameter seconds: how long after that it ended; nil for one that goes on.
  @discardableResult
  private func add(
    _ status: TaskStatus, _ prompt: String, _ made: Timestamp, after seconds: Int?,
    _ change: (inout TaskRecord) -> Void = { _ in }
  ) throws -> TaskID {
    let id = try store.insert([new(prompt)], now: made)[0]
    let sent = made + .seconds(20)
    let end = seconds.map { sent + .seconds($0) }
    _ = try store.change(id, now: end ?? sent) { record, plan in
      record.status = status
      record.submittedAt = sent
      record.endedAt = end
      if status != .unconfirmed { record.remoteID = "cgt-\(id)-6bbjd" }
      if ![.queued, .unconfirmed, .cancelled].contains(status) {
        record.startedAt = sent + .seconds(10)
      }
      if status == .succeeded {
        record.cost = Self.cost
        record.download = .done
      }
      change(&record)
      plan.nextPollAt = later
      plan.nextDownloadAt = record.download == .running ? later : nil
      return nil
    }
    return id
  }

  /// What another engine finds out while the dashboard is open.
  func trouble(_ id: TaskID, _ words: String) throws {
    _ = try store.change(id, now: now) { record, plan in
      record.pollError = words
      plan.nextPollAt = later
      return nil
    }
  }

  /// A video that another engine gives up while the dashboard is open.
  func giveUp(_ id: TaskID, _ words: String) throws {
    _ = try store.change(id, now: now) { record, plan in
      record.download = .failed
      record.pollError = words
      plan.nextDownloadAt = nil
      return nil
    }
  }

  // MARK: Everything else

  private func addKept() throws {
    for prompt in ["A lighthouse in a storm", "宇航员在月球上弹钢琴\nslow, wide shot"] {
      try store.notePrompt(prompt)
    }
    try store.save(
      NamedText(name: "lens", text: ", cinematic, 35mm, shallow focus"), as: .snippet)
    try store.save(NamedText(name: "雨夜", text: "雨夜的霓虹街道"), as: .snippet)
    try store.save(NamedText(name: "今天失败的", text: "status:failed after:today"), as: .filter)
    try store.save(NamedText(name: "dear", text: "cost:>1"), as: .filter)
    try store.save(RequestTemplate(name: "产品 teaser", request: new("一只橘猫在雨夜").request))
    try store.save(RequestTemplate(name: "twelve seconds", request: new("").request))
  }

  private func addAssets() throws {
    let assets: [(MediaKind, AssetStatus, String?)] = [
      (.audio, .active, "narrator"), (.image, .failed, "戒指特写"), (.video, .active, nil),
      (.image, .active, "hero face, front"), (.image, .processing, "女主角"),
    ]
    for (number, (kind, status, name)) in assets.enumerated() {
      var asset = AssetRecord(
        assetID: "asset-x\(number)-q75m8", profile: "kyyvideo2", kind: kind,
        url: "https://example.com/\(number).png", name: name, status: status,
        createdAt: now - .seconds((9 - number) * 3600 + 1800))
      if status == .failed {
        asset.error = TaskFailure(
          code: "Failed", message: "The library could not fetch it.",
          advice: "Check that the address opens without a login.")
      }
      try store.save(asset, nextCheckAt: status == .processing ? later : nil)
    }
  }

  /// The log of what was done so far.
  var log: String {
    let lines: [(Int, String)] = [
      (90_000, "rushes started dashboard 0.1.0"), (1580, "task 70 accepted cgt-70-6bbjd"),
      (
        1000,
        "task 70 poll-failed apiyi answers 503: 服务暂时不可用, try again later. It is asked again in 20 s."
      ), (980, "task 66 failed OutputAudioSensitiveContentDetected: The audio was refused."),
      (960, "task 68 downloaded 2026-11-20-68-宇航员在月球上弹钢琴.mp4"),
    ]
    return lines.map { "\((now - .seconds($0.0)).rfc3339) 4711 \($0.1)\n" }.joined()
  }
}
