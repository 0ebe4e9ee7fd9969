/// The rules about what goes together: prompt, frames, references and their numbers.
enum ModeRules {
  static func violations(_ draft: RequestDraft, _ model: ModelSpec) -> [Violation] {
    [
      prompt(draft, model), mixed(draft), lastNeedsFirst(draft), offered(draft, model),
      voiceAlone(draft),
    ]
    .compactMap { $0 } + counts(draft, model)
  }

  private static func isMixed(_ draft: RequestDraft) -> Bool {
    draft.hasFrames && draft.hasReferences
  }

  private static func prompt(_ draft: RequestDraft, _ model: ModelSpec) -> Violation? {
    guard !draft.hasPrompt, !model.modesWithoutPrompt.contains(draft.mode) else { return nil }
    let message =
      switch draft.mode {
      case .text: "There is no prompt, and nothing else to make a video from."
      case .references: "There is no prompt; references need one that says what to do with them."
      case .firstFrame, .firstAndLastFrame:
        "There is no prompt; \(model.title) needs one beside a frame too."
      }
    return Violation(
      field: .prompt, rule: .promptMissing, message: message,
      fix: "Say what the video shows with --prompt or --prompt-file.")
  }

  private static func mixed(_ draft: RequestDraft) -> Violation? {
    guard isMixed(draft) else { return nil }
    let frame: RequestField = draft.firstFrame != nil ? .firstFrame : .lastFrame
    let references = [
      draft.images.isEmpty ? nil : "--image", draft.videos.isEmpty ? nil : "--video",
      draft.voices.isEmpty ? nil : "--voice",
    ].compactMap { $0 }
    return Violation(
      field: frame, rule: "frames-or-references",
      message: "\(frame.option) and \(Words.all(references)) exclude each other.",
      fix: "Leave out \(Words.all(references)), or give the frame's picture with --image instead.")
  }

  private static func lastNeedsFirst(_ draft: RequestDraft) -> Violation? {
    guard let last = draft.lastFrame, draft.firstFrame == nil else { return nil }
    return Violation(
      field: .lastFrame, rule: "last-frame-needs-first",
      message: "The last frame \(Words.value(last.text)) needs a first frame beside it.",
      fix: "Add --first-frame, or give this picture as --first-frame.")
  }

  private static func offered(_ draft: RequestDraft, _ model: ModelSpec) -> Violation? {
    guard !isMixed(draft), !model.modes.contains(draft.mode) else { return nil }
    let field: RequestField =
      switch draft.mode {
      case .text: .prompt
      case .firstFrame: .firstFrame
      case .firstAndLastFrame: .lastFrame
      case .references: draft.media.first.map { RequestField($0.role) } ?? .image
      }
    return Violation(
      field: field, rule: "mode-offered",
      message: "\(model.title) makes no video \(draft.mode.words).",
      fix: "It makes videos \(Words.either(model.modes.map(\.words))).")
  }

  /// A voice beside a frame is a mix already, and no second violation.
  private static func voiceAlone(_ draft: RequestDraft) -> Violation? {
    guard let voice = draft.voices.first, draft.images.isEmpty, draft.videos.isEmpty,
      !draft.hasFrames
    else { return nil }
    return Violation(
      field: .voice, rule: "voice-needs-picture",
      message: "The voice \(Words.value(voice.text)) stands alone; "
        + "sound must come with at least one image or video.",
      fix: "Add --image or --video.")
  }

  private static func counts(_ draft: RequestDraft, _ model: ModelSpec) -> [Violation] {
    [
      count(draft.images.count, model.maxImages, .image, "image-count", "reference images", model),
      count(draft.videos.count, model.maxVideos, .video, "video-count", "reference videos", model),
      count(draft.voices.count, model.maxVoices, .voice, "voice-count", "reference voices", model),
    ].compactMap { $0 }
  }

  private static func count(
    _ count: Int, _ limit: Int, _ field: RequestField, _ rule: String, _ what: String,
    _ model: ModelSpec
  ) -> Violation? {
    guard count > limit else { return nil }
    if limit == 0 {
      return model.modes.contains(.references) ? FieldRules.notTaken(field, model) : nil
    }
    return Violation(
      field: field, rule: rule,
      message: "There are \(count) \(what); \(model.title) takes at most \(limit).",
      fix: "Leave out \(count - limit).")
  }
}

extension GenerationMode {
  /// The mode as the end of a sentence: “a video …”.
  var words: String {
    switch self {
    case .text: "from words alone"
    case .firstFrame: "from a first frame"
    case .firstAndLastFrame: "between a first and a last frame"
    case .references: "from references"
    }
  }
}
