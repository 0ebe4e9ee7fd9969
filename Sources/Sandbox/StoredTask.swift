internal import VideoTasks

/// One task as its file has it: everything that its state at any moment follows from.
struct StoredTask: Codable, Sendable {
  var id: String
  /// Below which path it was created; the others do not know it.
  var prefix: String
  /// Which API it belongs to.
  var api: SandboxAPI
  var prompt: String?
  /// What is to go wrong with it, settled when it was made.
  var faults: [SandboxFault]
  var model: String
  var createdAt: Timestamp
  /// When it leaves the queue.
  var runsAt: Timestamp
  /// When it is planned to end.
  var endsAt: Timestamp
  var expiresAfter: Int
  var cancelledAt: Timestamp?
  /// The error code that the prompt asked it to fail with.
  var failure: String?
  /// Whether the prompt asked it to expire.
  var expires: Bool
  var resolution: String
  var ratio: String
  var duration: Int
  var seed: Int64
  var audio: Bool
  var returnsLastFrame: Bool
  var tokens: Int
  var clip: ClipRecipe
}

/// What is to be seen and heard in a clip.
struct ClipRecipe: Codable, Sendable {
  /// The file's name in the clips folder, without its suffix; safe in a path and in a filter.
  var name: String
  var width: Int
  var height: Int
  var seconds: Int
  var audio: Bool
  var watermark: Bool
  /// What is written in the picture; nil writes nothing.
  var prompt: String?
  /// Chooses colours and movement.
  var seed: Int64
  /// The pictures it starts and ends with, and the references, as file names in the clips folder.
  var firstFrame: String?
  var lastFrame: String?
  var references: [String]

  var video: String { name + ".mp4" }
  /// The last frame, without the watermark.
  var picture: String { name + ".png" }

  /// The same clip without the pictures that were sent.
  var plain: ClipRecipe {
    var copy = self
    copy.firstFrame = nil
    copy.lastFrame = nil
    copy.references = []
    return copy
  }
}

/// Where a task stands at a moment.
enum TaskPhase: Sendable {
  case queued
  case running
  case succeeded
  case failed(code: String, message: String)
  case expired
  case cancelled

  var word: String {
    switch self {
    case .queued: "queued"
    case .running: "running"
    case .succeeded: "succeeded"
    case .failed: "failed"
    case .expired: "expired"
    case .cancelled: "cancelled"
    }
  }
}

/// What has become of a clip's rendering.
enum ClipState: Sendable {
  case missing
  case ready
  /// It was tried and cannot be made; why.
  case impossible(String)
}

extension StoredTask {
  /// Where the task stands; `clip` is only asked for when the answer depends on it.
  func phase(at now: Timestamp, clip: () -> ClipState) -> TaskPhase {
    if let cancelledAt, cancelledAt <= now { return .cancelled }
    let limit = createdAt + .seconds(expiresAfter)
    if limit < endsAt && now >= limit { return .expired }
    if now < runsAt { return .queued }
    if now < endsAt { return .running }
    if expires { return .expired }
    if let failure { return .failed(code: failure, message: message(of: failure)) }
    switch clip() {
    case .ready: return .succeeded
    case .missing: return .running
    case .impossible(let reason): return .failed(code: "InternalServiceError", message: reason)
    }
  }

  private func message(of code: String) -> String {
    guard faults.contains(.hostileText) else { return FailureWords.message(for: code) }
    // What a terminal must never be sent: colours, a title, a way back, a screen's end.
    let controls = "\u{1B}[2J\u{1B}[31m\u{1B}]0;title\u{7}\u{8}\r\u{9B}1;1H\u{202E}"
    return controls + String(repeating: "hostile \(controls)", count: 2000)
  }

  /// When the task entered the phase that it is in at `now`.
  func updatedAt(in phase: TaskPhase) -> Timestamp {
    switch phase {
    case .queued: createdAt
    case .running: runsAt
    case .cancelled: cancelledAt ?? createdAt
    case .expired: min(endsAt, createdAt + .seconds(expiresAfter))
    case .succeeded, .failed: endsAt
    }
  }
}
