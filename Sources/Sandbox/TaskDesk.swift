internal import VideoTasks

/// Makes tasks, tells where they stand, and ends them: what both prefixes have in common.
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

  /// Checks a create and stores its task; returns the new id.
  func create(
    _ body: JSONValue, at prefix: SandboxPrefix, now: Timestamp
  ) throws(ArkFailure) -> String {
    let request = try ArkRequest(body, at: prefix)
    let wish = Wish(request.content.prompt)
    if let code = wish.refusal { throw .asked(code) }
    let task: StoredTask
    do throws(SandboxError) {
      task = try folder.add(at: now) { id throws(SandboxError) in
        try stored(request, wish, id, prefix, now)
      }
    } catch {
      throw Self.broken(error)
    }
    if task.failure == nil && !task.expires {
      if options.clips == .shared { renderer.forgetProblem(of: task.clip) }
      renderer.request(task.clip)
    }
    return task.id
  }

  /// Cancels a task that is queued, and removes the record of one that has ended.
  func remove(_ task: StoredTask, now: Timestamp) throws(ArkFailure) {
    switch phase(of: task, at: now) {
    case .running:
      throw ArkFailure(
        status: 409, code: "InvalidAction.RunningTaskDeletion",
        message: "The task \(task.id) is running and cannot be deleted.", field: "id")
    case .queued:
      var cancelled = task
      cancelled.cancelledAt = now
      do throws(SandboxError) { try folder.replace(cancelled) } catch { throw Self.broken(error) }
    case .succeeded, .failed, .expired, .cancelled: folder.remove(task.id)
    }
  }

  /// Adds a line to the journal.
  func note(_ entry: JournalEntry) throws(ArkFailure) {
    do throws(SandboxError) { try folder.note(entry) } catch { throw Self.broken(error) }
  }

  private func stored(
    _ request: ArkRequest, _ wish: Wish, _ id: String, _ prefix: SandboxPrefix, _ now: Timestamp
  ) throws(SandboxError) -> StoredTask {
    let seconds = request.duration == -1 ? 5 : request.duration
    let ratio = realRatio(request)
    let rows = ArkLimits.pixels[request.resolution] ?? []
    let (width, height) =
      rows.first { $0.ratio == ratio }.map { ($0.width, $0.height) } ?? (1280, 720)
    let seed = request.seed == -1 ? Int64.random(in: 0...99_999) : request.seed
    let plan = Pace.plan(
      from: now, options: options, resolution: request.resolution, seconds: seconds)
    var clip = ClipRecipe(
      name: id, width: width, height: height, seconds: seconds, audio: request.audio,
      watermark: request.watermark, prompt: request.content.prompt, seed: seed, references: [])
    if options.clips == .shared {
      clip = Self.shared(clip)
    } else {
      try keepPictures(request.content, in: &clip)
    }
    let inputSeconds = request.content.referenceVideos * ArkLimits.assumedVideoSeconds
    return StoredTask(
      id: id, prefix: prefix.rawValue, model: request.model, createdAt: now, runsAt: plan.runs,
      endsAt: plan.ends, expiresAfter: request.expiresAfter, failure: wish.failure,
      expires: wish.expires, resolution: request.resolution, ratio: ratio, duration: seconds,
      seed: seed, audio: request.audio, returnsLastFrame: request.returnsLastFrame,
      tokens: ArkLimits.tokens(
        width: width, height: height, videoSeconds: inputSeconds + seconds),
      clip: clip)
  }

  /// What `adaptive` comes to: the shape of the picture it begins with, where that is known.
  private func realRatio(_ request: ArkRequest) -> String {
    guard request.ratio == "adaptive" else { return request.ratio }
    guard let size = request.content.leadingSize else { return "16:9" }
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
    _ content: ArkContent, in clip: inout ClipRecipe
  ) throws(SandboxError) {
    func keep(_ value: MediaValue?, _ part: String) throws(SandboxError) -> String? {
      // ffmpeg 5 cannot put the tiles of heic together: such a picture is not shown.
      guard case .data(let bytes, let format, _)? = value, format != "heic", format != "heif"
      else { return nil }
      let name = "\(clip.name)-\(part).\(format)"
      try Disk.replace(folder.clips + "/" + name, bytes)
      return name
    }
    clip.firstFrame = try keep(content.firstFrame, "first")
    clip.lastFrame = try keep(content.lastFrame, "last")
    for (index, image) in content.referenceImages.enumerated() {
      if let name = try keep(image, "image\(index + 1)") { clip.references.append(name) }
    }
  }

  private static func broken(_ error: SandboxError) -> ArkFailure {
    ArkFailure(status: 500, code: "InternalServiceError", message: error.message)
  }
}

/// What the prompt asks of the sandbox, in brackets.
struct Wish: Sendable {
  /// `[refuse: CODE]`: the create is refused.
  var refusal: String?
  /// `[fail: CODE]`: the task fails when it would have ended.
  var failure: String?
  /// `[expire]`: the task expires when it would have ended.
  var expires: Bool

  init(_ prompt: String?) {
    let notes = (prompt ?? "")
      .split(separator: "[", omittingEmptySubsequences: false).dropFirst()
      .compactMap { part in part.firstIndex(of: "]").map { String(part[..<$0]) } }
    func code(after word: String) -> String? {
      for note in notes where note.hasPrefix(word) {
        let code = note.dropFirst(word.count).filter { $0 != " " }
        let isCode =
          !code.isEmpty && code.utf8.count <= 80
          && code.utf8.allSatisfy {
            (97...122).contains($0) || (65...90).contains($0) || (48...57).contains($0)
              || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "_")
          }
        if isCode { return code }
      }
      return nil
    }
    refusal = code(after: "refuse:")
    failure = code(after: "fail:")
    expires = notes.contains("expire")
  }
}
