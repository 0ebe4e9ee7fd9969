internal import Wording

/// One task that begins where another one ends.
///
/// A chained task states no first frame of its own: once the earlier task has succeeded, that one's
/// last frame becomes its first, and from then on stands in its request. One that states a first
/// frame only waits for the other's success.
public enum Chain {
  /// What stands for the earlier task's last frame until there is one: no file has this name, and in
  /// a sentence it says what it is.
  public static func standIn(_ earlier: TaskID) -> MediaReference {
    .file("the last frame of task \(earlier)")
  }

  /// The request with a stand-in for its first frame, to be held against the rules before anything
  /// is stored; one with a first frame of its own stays as it is.
  public static func begun(_ draft: RequestDraft, after earlier: TaskID) -> RequestDraft {
    guard draft.firstFrame == nil else { return draft }
    var begun = draft
    begun.firstFrame = standIn(earlier)
    return begun
  }

  /// The request with its last frame wanted too, unless that was stated or the model has no such
  /// field: the next task of the chain begins with it.
  public static func continuable(_ draft: RequestDraft, model: ModelSpec?) -> RequestDraft {
    guard draft.returnLastFrame == nil, model?.takesReturnLastFrame == true else { return draft }
    var continuable = draft
    continuable.returnLastFrame = true
    return continuable
  }

  /// Why no task can begin at the end of a task of this model, and what can be done instead; nil
  /// when one can.
  ///
  /// - Parameter model: the earlier task's; nil when it is not known here, as for an adopted task.
  public static func refusal(
    of earlier: TaskRecord, model: ModelSpec?
  ) -> (message: String, advice: String)? {
    let takesFrame = model?.takesReturnLastFrame ?? (earlier.api == .ark)
    guard !takesFrame else { return nil }
    return (
      Phrase(
        "Task {id} is made by {model} at {profile}, an API that gives no last frame, so that no "
          + "task can begin with it. Nothing was stored.",
        [
          "id": earlier.id, "model": model?.title ?? earlier.model, "profile": earlier.profile,
        ]
      ).english,
      Phrase(
        "State a first frame with --first-frame: then --after only says when the task is sent. "
          + "Or make the earlier video with a profile of the API ark."
      ).english
    )
  }
}

extension TaskRecord {
  /// The task whose last frame this one begins with, as long as it has not got it; nil when it waits
  /// for no frame.
  public var frameSource: TaskID? { request.firstFrame == nil ? after : nil }
}
