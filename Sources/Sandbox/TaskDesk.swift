internal import VideoTasks

/// Makes tasks, tells where they stand, and ends them: what all APIs have in common.
struct TaskDesk: Sendable {
  let folder: TaskFolder
  let options: SandboxOptions
  let renderer: ClipRenderer

  init(folder: TaskFolder, options: SandboxOptions) {
    self.folder = folder
    self.options = options
    renderer = ClipRenderer(folder: folder.clips)
  }

  /// Where a task stands; a clip that is due and missing is rendered by whoever is asked.
  func phase(of task: StoredTask, at now: Timestamp) -> TaskPhase {
    task.phase(at: now) {
      let state = renderer.state(of: task.clip)
      if case .missing = state { renderer.request(task.clip) }
      return state
    }
  }

  /// Stores the task of an order that was checked.
  func create(
    _ order: TaskOrder, _ wish: Wish, at prefix: SandboxPrefix, _ turn: FaultTurn? = nil,
    now: Timestamp
  ) throws(Refusal) -> StoredTask {
    if let problem = wish.problem { throw .invalid("prompt", problem) }
    if let code = wish.refusal { throw .asked(code) }
    let task: StoredTask
    do throws(SandboxError) {
      let fate = TaskFate(order, wish, turn, prefix)
      task = try folder.add(for: prefix.api, at: now) { id throws(SandboxError) in
        var task = try stored(order, id, prefix, now)
        fate.settle(&task, now: now)
        return task
      }
    } catch {
      throw .broken(error)
    }
    if task.failure == nil && !task.expires && task.cancelledAt == nil {
      if options.clips == .shared { renderer.forgetProblem(of: task.clip) }
      renderer.request(task.clip)
    }
    return task
  }

  /// Cancels a task that is queued, and removes the record of one that has ended.
  func remove(_ task: StoredTask, now: Timestamp) throws(Refusal) {
    switch phase(of: task, at: now) {
    case .running: throw .runningTask(task.id)
    case .queued:
      var cancelled = task
      cancelled.cancelledAt = now
      do throws(SandboxError) { try folder.replace(cancelled) } catch { throw .broken(error) }
    case .succeeded, .failed, .expired, .cancelled: folder.remove(task.id)
    }
  }

  private func stored(
    _ order: TaskOrder, _ id: String, _ prefix: SandboxPrefix, _ now: Timestamp
  ) throws(SandboxError) -> StoredTask {
    let seconds = order.duration == -1 ? 5 : order.duration
    let ratio = realRatio(order)
    let rows = ArkLimits.pixels[order.resolution] ?? []
    let (width, height) =
      rows.first { $0.ratio == ratio }.map { ($0.width, $0.height) } ?? (1280, 720)
    let seed = order.seed == -1 ? Int64.random(in: 0...99_999) : order.seed
    let plan = Pace.plan(
      from: now, options: options, model: order.model, resolution: order.resolution,
      seconds: seconds)
    var clip = ClipRecipe(
      name: id, width: width, height: height, seconds: seconds, audio: order.audio,
      watermark: order.watermark, prompt: order.prompt, seed: seed, references: [])
    if options.clips == .shared {
      clip = Self.shared(clip)
    } else {
      try keepPictures(order, in: &clip)
    }
    let inputSeconds = order.referenceVideos.count * ArkLimits.assumedVideoSeconds
    return StoredTask(
      id: id, prefix: prefix.path, api: prefix.api, prompt: order.prompt, faults: [],
      model: order.model, createdAt: now, runsAt: plan.runs, endsAt: plan.ends,
      expiresAfter: order.expiresAfter, expires: false, resolution: order.resolution,
      ratio: ratio, duration: seconds, seed: seed, audio: order.audio,
      returnsLastFrame: order.returnsLastFrame,
      tokens: ArkLimits.tokens(
        width: width, height: height, videoSeconds: inputSeconds + seconds),
      clip: clip)
  }

  /// What `adaptive` comes to: the shape of the picture it begins with, where that is known.
  private func realRatio(_ order: TaskOrder) -> String {
    guard order.ratio == "adaptive" else { return order.ratio }
    guard let size = order.leadingSize else { return "16:9" }
    return ArkLimits.nearestRatio(width: size.width, height: size.height)
  }

  /// One clip for everything of this size, length and sound.
  private static func shared(_ clip: ClipRecipe) -> ClipRecipe {
    var clip = clip
    clip.name = "shared-\(clip.width)x\(clip.height)-\(clip.seconds)s"
    if clip.audio { clip.name += "-sound" }
    clip.watermark = false
    clip.prompt = nil
    clip.seed = 0
    return clip
  }

  /// Stores the pictures that came inside the request beside the clip.
  private func keepPictures(
    _ order: TaskOrder, in clip: inout ClipRecipe
  ) throws(SandboxError) {
    func keep(_ value: MediaValue?, _ part: String) throws(SandboxError) -> String? {
      // ffmpeg 5 cannot put the tiles of heic together: such a picture is not shown.
      guard case .data(let bytes, let format, _)? = value, format != "heic", format != "heif"
      else { return nil }
      let name = "\(clip.name)-\(part).\(format)"
      try Disk.replace(folder.clips + "/" + name, bytes)
      return name
    }
    clip.firstFrame = try keep(order.firstFrame, "first")
    clip.lastFrame = try keep(order.lastFrame, "last")
    for (index, image) in order.referenceImages.enumerated() {
      if let name = try keep(image, "image\(index + 1)") { clip.references.append(name) }
    }
  }
}
