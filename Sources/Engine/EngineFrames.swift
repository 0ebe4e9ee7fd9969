public import MediaTools
internal import TaskStore
public import VideoTasks
internal import Wording

/// Where a chained task's first frame comes from.
public enum FrameSource: Hashable, Sendable {
  /// A picture that the server gave; where that is damaged, the clip is turned to if it is here.
  case picture(String, clip: String?)
  /// A clip, whose last frame is taken out of it.
  case clip(String)

  /// Has the picture ready, durably, and looks at it.
  ///
  /// Blocks for as long as ffmpeg and ffprobe take. Doing it twice, also at once, does no harm.
  public func take(_ cancellation: MediaCancellation) -> Result<TakenFrame, CallFailure> {
    switch self {
    case .picture(let picture, let clip):
      guard let clip, !LastFrame.isWhole(picture) else {
        return FrameSource.probe(picture, cancellation)
      }
      return FrameSource.clip(clip).take(cancellation)
    case .clip(let clip):
      switch LastFrame.take(from: clip, cancellation: cancellation) {
      case .success(let picture): return FrameSource.probe(picture, cancellation)
      case .failure(let problem): return .failure(CallFailure(problem))
      }
    }
  }

  private static func probe(
    _ path: String, _ cancellation: MediaCancellation
  ) -> Result<TakenFrame, CallFailure> {
    switch MediaProbe.probe(path: path, cancellation: cancellation) {
    case .success(let facts): return .success(TakenFrame(path: path, facts: facts))
    case .failure(let problem):
      if cancellation.isCancelled { return .failure(CallFailure(FrameProblem.cancelled)) }
      return .success(TakenFrame(path: path, facts: nil, problem: problem))
    }
  }
}

/// The picture that a chained task begins with.
public struct TakenFrame: Hashable, Sendable {
  /// Its absolute path.
  public let path: String
  /// What the probe said of it.
  let finding: Result<MediaFacts, MediaProblem>

  /// Makes one; without facts the probe has failed, for this reason.
  public init(path: String, facts: MediaFacts?, problem: MediaProblem = .noProbe) {
    self.path = path
    finding = facts.map { .success($0) } ?? .failure(problem)
  }
}

/// Handing the last frame of one task to the next.
extension Engine {
  /// Orders what a task lacks that begins with the end of one that has succeeded.
  func decideFrame(
    _ record: TaskRecord, _ source: TaskID, now: Timestamp
  ) throws(StoreError) {
    guard let earlier = try store.task(source) else { return }
    let decision = ChainDecision(now: now)
    switch ChainDecision.step(earlier, isThere: { (videos.files.size(of: $0) ?? 0) > 0 }) {
    case .take(let source): order(.frame(source), record, now: now)
    case .wait: try sayHeldBack(record, Self.frameWait(source), now: now)
    case .fetch:
      _ = try store.change(source, now: now) { earlier, schedule in
        decision.fetched(for: record.id, &earlier, &schedule)
      }
      hasOrderedDownload = true
      try sayHeldBack(record, Self.frameWait(source), now: now)
    case .lost(let message, let advice):
      let ended = try store.change(record.id, now: now) { record, schedule in
        decision.lost(
          source, message,
          Phrase("{advice}, then: rushes retry {id}", ["advice": advice, "id": record.id]).english,
          &record, &schedule)
      }
      if ended?.status.isEnded == true { hasMadeRoom = true }
    }
  }

  /// Why a task waits whose first frame is on its way.
  private static func frameWait(_ source: TaskID) -> String {
    Phrase("for the video of task {id}", ["id": source]).english
  }

  /// Writes down with which picture a task begins, once that keeps the rules of its model.
  ///
  /// The picture is durable by now. Whoever comes second, or after the task has been cancelled,
  /// changes nothing.
  func finishFrame(
    _ call: EngineCall, _ result: CallResult, _ profile: Profile, now: Timestamp
  ) throws(StoreError) {
    DurableStep.frameTaken.reached()
    let decision = ChainDecision(now: now)
    let sending = SubmitDecision(now: now, profile: profile, policy: policy, jitter: random())
    _ = try store.change(call.task, now: now) { record, schedule in
      guard record.status == .waiting, record.frameSource != nil else { return nil }
      switch result {
      case .frame(let taken):
        var draft = record.request
        draft.model = draft.model ?? record.model
        draft.firstFrame = .file(taken.path)
        let facts = [MediaReference.file(taken.path): taken.finding]
        switch Rules.check(draft, profile: profile, facts: facts) {
        case .success: return decision.begun(with: taken.path, &record, &schedule)
        case .failure(let violations): return decision.refused(violations, &record, &schedule)
        }
      case .failed(let failure) where failure.kind == .cancelled: return nil
      case .failed(let failure): return sending.notSent(failure, &record, &schedule)
      case .answered, .fetched, .brokeOff: return nil
      }
    }
    DurableStep.frameRecorded.reached()
  }
}

extension CallFailure {
  /// A last frame that could not be taken; what may mend itself is tried again.
  init(_ problem: FrameProblem) {
    let kind: Kind =
      switch problem {
      case .cancelled: .cancelled
      case .tooSlow, .unwritable: .network
      case .missing, .unreadable, .noPicture, .noProgram, .tooLarge: .unready
      }
    self.init(
      kind: kind, mayHaveBeenSent: false,
      reason: Phrase.sentences([
        Phrase("The last frame that it begins with could not be taken."),
        .recorded(problem.message),
      ]).english,
      advice: Phrase.sentences([
        Phrase("Nothing was sent and nothing is billed."),
        Phrase("Mend that, then retry the task."),
      ]).english)
  }
}
