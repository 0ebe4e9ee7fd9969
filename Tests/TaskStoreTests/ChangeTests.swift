import FoundationEssentials
import Testing
import VideoTasks

@testable import TaskStore

struct ChangeTests {
  let folder: TemporaryFolder
  let store: TaskStore

  init() throws {
    folder = try TemporaryFolder()
    store = try folder.open()
  }

  private var fullRequest: RequestDraft {
    var request = RequestDraft(prompt: "A tram,\nslowly “今天” 🚋")
    request.model = "m"
    request.ratio = "16:9"
    request.resolution = "720p"
    request.duration = -1
    request.audio = false
    request.seed = 4_294_967_295
    request.watermark = true
    request.returnLastFrame = true
    request.expiresAfter = 3600
    request.firstFrame = .file("/tmp/ä/first.png")
    request.lastFrame = .asset("asset-1")
    request.images = [.url("https://media.example.com/1.png?x=1&y=/")]
    request.videos = [.asset("v")]
    request.voices = [.file("voice.wav"), .file("voice2.wav")]
    return request
  }

  private func fill(_ task: inout TaskRecord, _ plan: inout TaskSchedule) {
    task.status = .succeeded
    task.remoteID = "cgt-1"
    task.submittedAt = seconds(1)
    task.startedAt = seconds(2)
    task.endedAt = seconds(-3)
    task.cost = Cost(
      tokens: 108_900, seconds: 5, amount: Decimal(string: "5.0094"), currency: "CNY", exact: true)
    task.download = .running
    task.downloadBytes = 5_000_000_000
    task.bytes = 6_000_000_000
    task.file = "/videos/1.mp4"
    task.lastFrameFile = "/videos/1.png"
    task.videoLink = "https://cdn.example.com/1.mp4?signature=s"
    task.lastFrameLink = "https://cdn.example.com/1.png?signature=s"
    task.linkExpiresAt = seconds(4)
    task.unknownStatus = "odd"
    task.pollError = "HTTP 502"
    task.waitReason = "why"
    task.error = TaskFailure(code: "Code", message: "Message", advice: "")
    task.actual = ActualClip(ratio: "1:1", resolution: "480p", duration: 5.04, seed: 97151)
    plan.submitAttempts = 1
    plan.firstRefusedAt = seconds(5)
    plan.pollFailures = 2
    plan.deadlineAt = seconds(6)
    plan.nextDownloadAt = seconds(7)
    plan.downloadFailures = 3
    plan.linkRenewals = 4
    plan.entityTag = "\"tag\""
    plan.partialFile = "/videos/1.mp4.part"
    plan.wantsDownload = true
  }

  @Test func `every member of a task and its schedule is kept`() throws {
    var new = newTask()
    new.request = fullRequest
    new.estimate = Cost(amount: Decimal(string: "0.1"), exact: false)
    new.retryOf = TaskID(8)
    new.after = TaskID(9)
    new.onceName = "nightly"
    new.waitReason = "because"
    let id = try store.insertOnce(new, now: seconds(1000)).id
    var task = TaskRecord(
      id: id, profile: new.profile, api: new.api, model: new.model, request: fullRequest,
      status: .waiting, createdAt: seconds(1000))
    task.estimate = new.estimate
    task.retryOf = new.retryOf
    task.after = new.after
    task.onceName = new.onceName
    task.waitReason = new.waitReason
    #expect(try store.task(id) == task)

    var plan = TaskSchedule()
    fill(&task, &plan)
    task.updatedAt = seconds(2000)
    let result = try store.change(id, now: seconds(2000)) { task, plan in
      fill(&task, &plan)
      return nil
    }
    #expect(result == task)
    #expect(try store.task(id) == task)
    #expect(try store.schedule(id) == plan)
    #expect(try folder.open(.readOnly).task(id) == task)

    task.request = RequestDraft()
    task.error = nil
    task.cost = nil
    task.actual = nil
    _ = try store.change(id, now: seconds(2000)) { record, _ in
      record = task
      return nil
    }
    #expect(try store.task(id) == task)
  }

  @Test func `a row of the table shows what the task has`() throws {
    var new = newTask()
    new.request = fullRequest
    new.request.prompt = String(repeating: "长", count: 300)
    let id = try store.insertOnce(new, now: seconds(1000)).id
    let task = try #require(
      try store.change(id, now: seconds(2000)) { task, plan in
        fill(&task, &plan)
        return nil
      })
    var row = TaskSummary(
      id: id, profile: task.profile, model: task.model,
      prompt: String(repeating: "长", count: 200), status: .succeeded, createdAt: seconds(1000),
      updatedAt: seconds(2000), download: .running)
    row.ratio = "16:9"
    row.resolution = "720p"
    row.duration = -1
    row.submittedAt = task.submittedAt
    row.endedAt = task.endedAt
    row.downloadBytes = task.downloadBytes
    row.bytes = task.bytes
    row.linkExpiresAt = task.linkExpiresAt
    row.cost = task.cost
    row.errorCode = "Code"
    row.pollError = task.pollError
    row.waitReason = task.waitReason
    #expect(try store.summaries(TaskQuery()) == [row])
    #expect(try store.summaries(TaskQuery(statuses: [.succeeded])) == [row])
  }

  @Test func `what changes nothing writes nothing`() throws {
    let watcher = try folder.open()
    let id = try store.add()
    let version = try watcher.dataVersion()
    let task = try store.change(id, now: seconds(5000)) { task, _ in
      task.updatedAt = seconds(4000)
      task.createdAt = seconds(1)
      return nil
    }
    #expect(task?.updatedAt == seconds(1000))
    #expect(try watcher.dataVersion() == version)
    _ = try store.change(id, now: seconds(5000)) { task, _ in
      task.waitReason = "full"
      return nil
    }
    #expect(try watcher.dataVersion() != version)
    #expect(try watcher.task(id)?.updatedAt == seconds(5000))
    #expect(try watcher.task(id)?.createdAt == seconds(1000))
  }

  @Test func `the file is touched after a commit that changed something, and no other`() throws {
    let id = try store.add()
    try ageDatabase()
    _ = try store.change(id, now: seconds(5000)) { _, _ in nil }
    #expect(try databaseAge() == 1)
    _ = try store.change(id, now: seconds(5000)) { task, _ in
      task.waitReason = "full"
      return nil
    }
    #expect(try databaseAge() > 1)
  }

  /// Sets the time of the file's last change to one second after 1970.
  private func ageDatabase() throws {
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 1)], ofItemAtPath: folder.database)
  }

  private func databaseAge() throws -> Double {
    let facts = try FileManager.default.attributesOfItem(atPath: folder.database)
    return (facts[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
  }

  @Test func `a new plan is no news of the task`() throws {
    let id = try store.add(at: seconds(1000))
    let task = try store.change(id, now: seconds(5000)) { _, plan in
      plan.nextSubmitAt = seconds(6000)
      return nil
    }
    #expect(task?.updatedAt == seconds(1000))
    #expect(try store.task(id)?.updatedAt == seconds(1000))
    #expect(try store.schedule(id).nextSubmitAt == seconds(6000))
  }

  @Test func `a change sees what another program has written meanwhile`() throws {
    let other = try folder.open()
    let id = try store.add()
    var runs = 0
    let task = try store.change(id, now: seconds(5000)) { task, _ in
      runs += 1
      if runs == 1 {
        #expect(throws: Never.self) { try other.set(id, .cancelled) }
      }
      guard task.status == .waiting else { return nil }
      task.status = .queued
      return nil
    }
    #expect(runs == 2)
    #expect(task?.status == .cancelled)
    #expect(try store.kinds(of: id) == ["created", "cancelled"])
  }

  @Test func `a change of a task that does not exist is none`() throws {
    let task = try store.change(TaskID(1), now: seconds(1)) { _, _ in
      Issue.record("There was nothing to change.")
      return nil
    }
    #expect(task == nil)
  }

  @Test func `every change of state leaves a line in the story`() throws {
    let id = try store.add()
    try store.set(id, .queued, at: seconds(1001))
    _ = try store.change(id, now: seconds(1002)) { task, _ in
      task.status = .running
      return TaskEvent(at: seconds(1002), kind: "running", detail: "seen")
    }
    _ = try store.change(id, now: seconds(1003)) { _, _ in
      TaskEvent(at: seconds(1003), kind: "poll", detail: "HTTP 502")
    }
    try store.set(id, .succeeded, at: seconds(1004))
    #expect(
      try store.events(of: id) == [
        TaskEvent(at: seconds(1000), kind: "created", detail: ""),
        TaskEvent(at: seconds(1001), kind: "queued", detail: ""),
        TaskEvent(at: seconds(1002), kind: "running", detail: "seen"),
        TaskEvent(at: seconds(1003), kind: "poll", detail: "HTTP 502"),
        TaskEvent(at: seconds(1004), kind: "succeeded", detail: ""),
      ])
  }

  @Test func `a once name gives the task that has it`() throws {
    let first = try store.insertOnce(newTask("1", onceName: "nightly"), now: seconds(1))
    let again = try folder.open().insertOnce(newTask("2", onceName: "nightly"), now: seconds(2))
    #expect(first.isNew && !again.isNew)
    #expect(first.id == again.id)
    let ids = try store.insert(
      [newTask("3", onceName: "nightly"), newTask("4"), newTask("5")], now: seconds(3))
    #expect(ids == [first.id, TaskID(2), TaskID(3)])
    #expect(try store.task(onceName: "nightly") == first.id)
    #expect(try store.task(onceName: "other") == nil)
    #expect(try store.task(first.id)?.request.prompt == "1")
  }

  @Test func `a task made elsewhere is asked about and never sent`() throws {
    let new = newTask(remoteID: "cgt-7")
    let (id, isNew) = try store.insertOnce(new, now: seconds(1000))
    #expect(isNew)
    #expect(try store.status(of: id) == .queued)
    #expect(
      try store.due(at: seconds(1000), only: nil, limit: 9)
        == DueWork(submits: [], polls: [id], downloads: []))
    #expect(try store.insertOnce(new, now: seconds(1001)) == (id, false))
    #expect(try store.task(remoteID: "cgt-7", profile: "apiyi") == id)
    #expect(try store.task(remoteID: "cgt-7", profile: "x1") == nil)
  }

  @Test func `a removed task leaves nothing, and its number is not used again`() throws {
    let ids = try store.insert([newTask("1"), newTask("2")], now: seconds(1))
    #expect(try store.remove(ids[1], now: seconds(2)) == .removed)
    #expect(try store.remove(ids[1], now: seconds(2)) == .unknown)
    #expect(try store.task(ids[1]) == nil)
    #expect(try store.events(of: ids[1]) == [])
    for table in ["details", "schedules", "events"] {
      let rows = try store.database.first("SELECT count(*) FROM \(table)") { row in row.count() }
      #expect(rows == 1)
    }
    #expect(try store.add() == TaskID(3))
  }

  @Test(arguments: TaskStatus.allCases)
  func `a task that may still cost money is removed only when it is abandoned`(
    status: TaskStatus
  ) throws {
    let id = try store.add()
    try store.set(id, status)
    if status.mayStillCost {
      #expect(try store.remove(id, now: seconds(2)) == .mayStillCost(status))
      #expect(try store.task(id) != nil)
    }
    #expect(try store.remove(id, abandon: true, now: seconds(2)) == .removed)
  }

  @Test func `settings are kept, replaced and removed`() throws {
    #expect(try store.setting("draft") == nil)
    try store.setSetting("draft", "一")
    try store.setSetting("draft", "二")
    #expect(try folder.open().setting("draft") == "二")
    try store.setSetting("draft", nil)
    #expect(try store.setting("draft") == nil)
  }

  @Test func `typical durations are those of the same kind, newest first`() throws {
    var times: [Duration] = []
    for (index, resolution) in ["720p", "720p", "480p", nil, "720p"].enumerated() {
      var new = newTask()
      new.request.resolution = resolution
      new.request.duration = 5
      let id = try store.insertOnce(new, now: seconds(1)).id
      let length = Duration.seconds(60 + index)
      _ = try store.change(id, now: seconds(1)) { task, _ in
        task.status = index == 4 ? .failed : .succeeded
        task.submittedAt = seconds(100)
        task.endedAt = seconds(100) + length
        return nil
      }
      times.append(length)
    }
    let model = newTask().model
    let ask = { (resolution: String?, duration: Int?, limit: Int) throws(StoreError) in
      try store.typicalDurations(
        model: model, resolution: resolution, duration: duration, limit: limit)
    }
    #expect(try ask("720p", 5, 10) == [times[1], times[0]])
    #expect(try ask("720p", 5, 1) == [times[1]])
    #expect(try ask(nil, 5, 10) == [times[3]])
    #expect(try ask("720p", nil, 10) == [])
  }

  @Test func `costs are those of tasks that ended since`() throws {
    for day in 1...4 {
      let id = try store.add()
      _ = try store.change(id, now: seconds(1)) { task, _ in
        task.status = .succeeded
        task.endedAt = seconds(Int64(day))
        if day != 3 { task.cost = Cost(tokens: day, exact: true) }
        return nil
      }
    }
    #expect(try store.costs(endedSince: seconds(2)).map(\.tokens) == [2, 4])
  }
}
