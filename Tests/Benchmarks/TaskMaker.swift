import FoundationEssentials
import TaskStore
import VideoTasks

/// Makes up finished tasks as real ones would have left them, the same for the same seed.
struct TaskMaker {
  private var random: SeededRandom
  private var clock: Timestamp
  private let videos: String

  /// A task as the store keeps it.
  typealias Task = (record: TaskRecord, plan: TaskSchedule, events: [TaskEvent])

  private struct Offer {
    var profile: String
    var api: API
    var model: String
    var resolutions: [String?]
    var durations: [Int?]
  }

  private static let offers = [
    Offer(
      profile: "apiyi", api: .ark, model: "doubao-seedance-2-0-260128",
      resolutions: ["480p", "720p", "1080p", nil], durations: [4, 5, 8, 10, 15, nil]),
    Offer(
      profile: "apiyi", api: .ark, model: "doubao-seedance-2-0-fast-260128",
      resolutions: ["480p", "720p"], durations: [4, 5, 10, nil]),
    Offer(
      profile: "volcengine", api: .ark, model: "doubao-seedance-2-0-260128",
      resolutions: ["720p", "1080p"], durations: [5, 10]),
    Offer(
      profile: "kyyvideo2", api: .kyyvideo2, model: "seedance_2_0_pro", resolutions: [nil],
      durations: [4, 5, 12, nil]),
    Offer(
      profile: "kyyaipower", api: .kyyaipower, model: "seedance_2_0_6s_10s", resolutions: [nil],
      durations: [6, 8, 10]),
    Offer(
      profile: "x1", api: .x1, model: "seedance_2_0_x1_discount",
      resolutions: ["480p", "720p"], durations: [4, 5, 8]),
  ]

  /// - Parameters:
  ///   - start: when the first of the tasks was made.
  ///   - videos: the folder in which the videos are said to be.
  init(seed: UInt64, start: Timestamp, videos: String) {
    random = SeededRandom(seed: seed)
    clock = start
    self.videos = videos
  }

  /// The next task; `number` is the id that the store will give it.
  mutating func task(number: Int) -> Task {
    clock = clock + .milliseconds(random.number(2_000...400_000))
    let offer = random.pick(TaskMaker.offers)
    var record = TaskRecord(
      id: TaskID(Int64(number)), profile: offer.profile, api: offer.api, model: offer.model,
      request: request(offer), status: .succeeded, createdAt: clock)
    record.estimate = cost(record, exact: false)
    if number > 10 && random.happens(percent: 4) {
      record.retryOf = TaskID(Int64(number - random.number(1...10)))
    }
    var plan = TaskSchedule()
    var events = [TaskEvent(at: clock, kind: "created", detail: "")]
    finish(&record, &plan, &events)
    record.updatedAt = events.last?.at ?? clock
    return (record, plan, events)
  }

  private mutating func request(_ offer: Offer) -> RequestDraft {
    var request = RequestDraft(prompt: PromptMaker.prompt(&random))
    request.model = offer.model
    request.ratio = random.pick(["16:9", "9:16", "1:1", "4:3", "3:4", "21:9", nil])
    request.resolution = random.pick(offer.resolutions)
    request.duration = random.pick(offer.durations)
    if offer.api == .ark {
      request.audio = random.pick([true, false, nil])
      if random.happens(percent: 30) { request.seed = Int64(random.number(0...4_294_967_295)) }
      if random.happens(percent: 10) { request.returnLastFrame = true }
    }
    if offer.api == .x1 || random.happens(percent: 30) {
      request.firstFrame = .url("https://media.example.com/frames/\(random.hex(12)).png")
    }
    return request
  }

  private mutating func finish(
    _ record: inout TaskRecord, _ plan: inout TaskSchedule, _ events: inout [TaskEvent]
  ) {
    if random.happens(percent: 4) {
      end(&record, .cancelled, at: clock + .seconds(30), &events)
      return
    }
    let sent = clock + .milliseconds(random.number(40...900))
    plan.submitAttempts = 1
    record.submittedAt = sent
    events.append(TaskEvent(at: sent, kind: "claimed", detail: ""))
    events.append(TaskEvent(at: sent, kind: "submitting", detail: ""))
    if random.happens(percent: 5) {
      record.error = TaskFailure(
        code: "InputTextSensitiveContentDetected",
        message: "The request failed because the input text may contain sensitive information.",
        advice: "Change the prompt and send it as a new task.")
      end(&record, .failed, at: sent + .seconds(1), &events)
      return
    }
    record.remoteID =
      record.api == .ark ? "cgt-20260101120000-\(random.hex(5))" : "video_\(random.hex(32))"
    events.append(
      TaskEvent(at: sent + .seconds(1), kind: "queued", detail: record.remoteID ?? ""))
    let began = sent + .seconds(random.number(5...40))
    record.startedAt = began
    events.append(TaskEvent(at: began, kind: "running", detail: ""))
    plan.deadlineAt = sent + .seconds(172_800)
    let outcome = random.number(0...99)
    if outcome < 2 {
      record.error = TaskFailure(
        code: "TimeLimit", message: "The server gave the task up.", advice: "Send it again.")
      end(&record, .expired, at: sent + .seconds(172_800), &events)
    } else if outcome < 8 {
      record.error = TaskFailure(
        code: "OutputVideoSensitiveContentDetected",
        message: "The request failed because the output video may contain sensitive information.",
        advice: "Change the prompt and send it as a new task.")
      end(&record, .failed, at: began + .seconds(random.number(20...200)), &events)
    } else {
      succeed(&record, &plan, began, &events)
    }
  }

  private mutating func succeed(
    _ record: inout TaskRecord, _ plan: inout TaskSchedule, _ began: Timestamp,
    _ events: inout [TaskEvent]
  ) {
    let ended = began + .seconds(random.number(40...300))
    end(&record, .succeeded, at: ended, &events)
    record.cost = cost(record, exact: true)
    record.videoLink =
      "https://cdn.example.com/\(random.hex(24)).mp4?X-Tos-Expires=86400&X-Tos-Signature="
      + random.hex(64)
    record.linkExpiresAt = ended + .seconds(86_400)
    record.actual = ActualClip(
      ratio: record.request.ratio ?? "16:9", resolution: record.request.resolution ?? "720p",
      duration: Double(record.request.duration ?? 5),
      seed: record.request.seed ?? Int64(random.number(0...99_999)))
    if random.happens(percent: 3) {
      record.download = .expired
      events.append(
        TaskEvent(at: ended + .seconds(90_000), kind: "link expired", detail: ""))
      return
    }
    let size = Int64(random.number(900_000...24_000_000))
    record.bytes = size
    record.downloadBytes = size
    record.download = .done
    record.file = "\(videos)/2026-01-01-\(record.id)-\(random.hex(6)).mp4"
    if record.request.returnLastFrame == true {
      record.lastFrameFile = "\(videos)/2026-01-01-\(record.id)-last.png"
    }
    events.append(
      TaskEvent(at: ended + .seconds(4), kind: "downloaded", detail: "\(size) bytes"))
  }

  private func end(
    _ record: inout TaskRecord, _ status: TaskStatus, at moment: Timestamp,
    _ events: inout [TaskEvent]
  ) {
    record.status = status
    record.endedAt = moment
    events.append(TaskEvent(at: moment, kind: status.rawValue, detail: record.error?.code ?? ""))
  }

  private func cost(_ record: TaskRecord, exact: Bool) -> Cost {
    let seconds = record.request.duration ?? 5
    guard record.api == .ark else {
      return Cost(seconds: Double(seconds), exact: exact)
    }
    let pixels =
      switch record.request.resolution {
      case "480p": 864 * 496
      case "1080p": 1920 * 1080
      default: 1280 * 720
      }
    let tokens = pixels * (24 * seconds + 1) / 1024
    return Cost(
      tokens: tokens, seconds: Double(seconds), amount: Decimal(tokens) * 46 / 1_000_000,
      currency: "CNY", exact: exact)
  }
}
