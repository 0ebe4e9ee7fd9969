internal import Wording

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
    let all = Words.all(references)
    return Violation(
      field: frame, rule: .framesOrReferences,
      message: Phrase(
        "{option} and {list} exclude each other.", ["option": frame.option, "list": all]),
      fix: model.modes.contains(.references)
        ? Phrase(
          "Leave out {list}, or give the frame's picture with --image instead.", ["list": all])
        : Phrase("Leave out {list}.", ["list": all]))
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
      message: Phrase(
        "The last frame {file} needs a first frame beside it.", ["file": Words.value(last.text)]),
      fix: Phrase("Add --first-frame, or give this picture as --first-frame."))
  }

  private static func videoRequired(_ draft: RequestDraft, _ model: ModelSpec) -> Violation? {
    guard draft.videos.count < model.minVideos, !isMixed(draft) else { return nil }
    let other = model.sibling { $0.allows(draft.mode, videos: draft.videos.count) }
    return Violation(
      field: draft.hasFrames ? .firstFrame : .video, rule: .videoRequired,
      message: .plural(
        "{model} makes a video only with at least one reference video.",
        "{model} makes a video only with at least {count} reference videos.", model.minVideos,
        ["model": model.title]),
      fix: needsVideo(isOpen: !draft.hasFrames, other?.id))
  }

  /// A frame excludes the video, so that adding one would be no way out.
  private static func needsVideo(isOpen: Bool, _ other: String?) -> Phrase {
    switch (isOpen, other) {
    case (true, let other?): Phrase("Add --video, or use the model {model}.", ["model": other])
    case (true, nil): Phrase("Add --video.")
    case (false, let other?): Phrase("Use the model {model}.", ["model": other])
    case (false, nil): Phrase("Use another model.")
    }
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
      message: Phrase(
        "{model} makes no video {mode}.", ["model": model.title, "mode": draft.mode.words]),
      fix: .sentences(
        [remedy(draft, model)].compactMap { $0 } + [
          Phrase(
            "It makes videos {modes}.", ["modes": Words.either(model.modes.map(\.words))])
        ]))
  }

  /// What to do about a mode that is not offered.
  private static func remedy(_ draft: RequestDraft, _ model: ModelSpec) -> Phrase? {
    let hasFirst = model.modes.contains(.firstFrame)
    switch draft.mode {
    case .text:
      let options = [
        hasFirst ? ["--first-frame"] : [],
        model.modes.contains(.references)
          ? [model.maxImages > 0 ? "--image" : nil, model.maxVideos > 0 ? "--video" : nil]
            .compactMap { $0 } : [],
      ].flatMap { $0 }
      return options.isEmpty ? nil : Phrase("Add {list}.", ["list": Words.either(options)])
    case .references:
      if !draft.images.isEmpty, hasFirst {
        return Phrase("Give the picture as --first-frame instead.")
      }
      return Phrase("Leave out {list}.", ["list": Words.all(referenceOptions(draft))])
    case .firstAndLastFrame: return hasFirst ? Phrase("Leave out --last-frame.") : nil
    case .firstFrame: return nil
    }
  }

  /// A voice beside a frame is a mix already, and no second violation.
  private static func voiceAlone(_ draft: RequestDraft, _ model: ModelSpec) -> Violation? {
    guard let voice = draft.voices.first, draft.images.isEmpty, draft.videos.isEmpty,
      !draft.hasFrames, model.modes.contains(.references)
    else { return nil }
    return Violation(
      field: .voice, rule: .voiceNeedsPicture,
      message: Phrase(
        "The voice {file} stands alone; sound must come with at least one image or video.",
        ["file": Words.value(voice.text)]),
      fix: Phrase("Add --image or --video."))
  }

  private static func counts(_ draft: RequestDraft, _ model: ModelSpec) -> [Violation] {
    [
      count(
        draft.images.count, model.maxImages, .image, .imageCount, Phrase("reference images"), model),
      count(
        draft.videos.count, model.maxVideos, .video, .videoCount, Phrase("reference videos"), model),
      count(
        draft.voices.count, model.maxVoices, .voice, .voiceCount, Phrase("reference voices"), model),
    ].compactMap { $0 }
  }

  private static func count(
    _ count: Int, _ limit: Int, _ field: RequestField, _ rule: RuleName, _ what: Phrase,
    _ model: ModelSpec
  ) -> Violation? {
    guard count > limit else { return nil }
    if limit == 0 {
      return model.modes.contains(.references) ? FieldRules.notTaken(field, model) : nil
    }
    return Violation(
      field: field, rule: rule,
      message: Phrase(
        "There are {count} {media}; {model} takes at most {most}.",
        ["count": count, "media": what, "model": model.title, "most": limit]),
      fix: Phrase("Leave out {count}.", ["count": count - limit]))
  }
}

extension GenerationMode {
  /// The mode as the end of a sentence: “a video …”.
  var words: Phrase {
    switch self {
    case .text: Phrase("from words alone")
    case .firstFrame: Phrase("from a first frame")
    case .firstAndLastFrame: Phrase("between a first and a last frame")
    case .references: Phrase("from references")
    }
  }
}
