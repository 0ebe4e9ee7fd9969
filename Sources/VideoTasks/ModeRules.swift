/// The rules about what goes together: frames, references and their numbers.
enum ModeRules {
  static func violations(_ draft: RequestDraft, _ model: ModelSpec) -> [Violation] {
    // A model that lacks its video is not said to lack the mode too: one cause, one violation.
    let needsVideo = videoRequired(draft, model)
    return [
      mixed(draft, model), lastNeedsFirst(draft), needsVideo,
      needsVideo == nil ? offered(draft, model) : nil,
      needsVideo == nil ? voiceAlone(draft, model) : nil,
    ].compactMap { $0 } + counts(draft, model)
  }

  private static func isMixed(_ draft: RequestDraft) -> Bool {
    draft.hasFrames && draft.hasReferences
  }

  private static func mixed(_ draft: RequestDraft, _ model: ModelSpec) -> Violation? {
    guard isMixed(draft) else { return nil }
    let frame: RequestField = draft.firstFrame != nil ? .firstFrame : .lastFrame
    let references = referenceOptions(draft)
    let other =
      model.modes.contains(.references) ? ", or give the frame's picture with --image instead" : ""
    return Violation(
      field: frame, rule: .framesOrReferences,
      message: "\(frame.option) and \(Words.all(references)) exclude each other.",
      fix: "Leave out \(Words.all(references))\(other).")
  }

  private static func referenceOptions(_ draft: RequestDraft) -> [String] {
    [
      draft.images.isEmpty ? nil : "--image", draft.videos.isEmpty ? nil : "--video",
      draft.voices.isEmpty ? nil : "--voice",
    ].compactMap { $0 }
  }

  private static func lastNeedsFirst(_ draft: RequestDraft) -> Violation? {
    guard let last = draft.lastFrame, draft.firstFrame == nil else { return nil }
    return Violation(
      field: .lastFrame, rule: .lastFrameNeedsFirst,
      message: "The last frame \(Words.value(last.text)) needs a first frame beside it.",
      fix: "Add --first-frame, or give this picture as --first-frame.")
  }

  private static func videoRequired(_ draft: RequestDraft, _ model: ModelSpec) -> Violation? {
    guard draft.videos.count < model.minVideos, !isMixed(draft) else { return nil }
    let count = model.minVideos == 1 ? "one reference video" : "\(model.minVideos) reference videos"
    let other = model.sibling { $0.allows(draft.mode, videos: draft.videos.count) }
    // A frame excludes the video, so that adding one would be no way out.
    let fixes = [draft.hasFrames ? nil : "add --video", other.map { "use the model \($0.id)" }]
      .compactMap { $0 }
    return Violation(
      field: draft.hasFrames ? .firstFrame : .video, rule: .videoRequired,
      message: "\(model.title) makes a video only with at least \(count).",
      fix: fixes.isEmpty
        ? "Use another model." : Words.sentence(fixes.joined(separator: ", or ")))
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
      field: field, rule: .modeOffered,
      message: "\(model.title) makes no video \(draft.mode.words).",
      fix: "\(remedy(draft, model))It makes videos \(Words.either(model.modes.map(\.words))).")
  }

  /// What to do about a mode that is not offered: a sentence with a blank after it, or nothing.
  private static func remedy(_ draft: RequestDraft, _ model: ModelSpec) -> String {
    let hasFirst = model.modes.contains(.firstFrame)
    switch draft.mode {
    case .text:
      let options = [
        hasFirst ? ["--first-frame"] : [],
        model.modes.contains(.references)
          ? [model.maxImages > 0 ? "--image" : nil, model.maxVideos > 0 ? "--video" : nil]
            .compactMap { $0 } : [],
      ].flatMap { $0 }
      return options.isEmpty ? "" : "Add \(Words.either(options)). "
    case .references:
      if !draft.images.isEmpty, hasFirst { return "Give the picture as --first-frame instead. " }
      return "Leave out \(Words.all(referenceOptions(draft))). "
    case .firstAndLastFrame: return hasFirst ? "Leave out --last-frame. " : ""
    case .firstFrame: return ""
    }
  }

  /// A voice beside a frame is a mix already, and no second violation.
  private static func voiceAlone(_ draft: RequestDraft, _ model: ModelSpec) -> Violation? {
    guard let voice = draft.voices.first, draft.images.isEmpty, draft.videos.isEmpty,
      !draft.hasFrames, model.modes.contains(.references)
    else { return nil }
    return Violation(
      field: .voice, rule: .voiceNeedsPicture,
      message: "The voice \(Words.value(voice.text)) stands alone; "
        + "sound must come with at least one image or video.",
      fix: "Add --image or --video.")
  }

  private static func counts(_ draft: RequestDraft, _ model: ModelSpec) -> [Violation] {
    [
      count(draft.images.count, model.maxImages, .image, .imageCount, "reference images", model),
      count(draft.videos.count, model.maxVideos, .video, .videoCount, "reference videos", model),
      count(draft.voices.count, model.maxVoices, .voice, .voiceCount, "reference voices", model),
    ].compactMap { $0 }
  }

  private static func count(
    _ count: Int, _ limit: Int, _ field: RequestField, _ rule: RuleName, _ what: String,
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
