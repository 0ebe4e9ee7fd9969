public import Wording

/// Advice beside a field that breaks no rule, or a warning about a limit that is not certain.
public struct Hint: Hashable, Sendable {
  /// The field that it stands beside: a ``RequestField``.
  public var field: String
  /// The sentence.
  public var words: Phrase
  /// The sentence in English: for commands and JSON.
  public var message: String { words.english }
  /// The limit that the media are beyond, where the hint is a warning; nil for advice.
  public var rule: RuleName?

  /// Makes a hint, or a warning about a limit that is not certain.
  public init(field: RequestField, message: Phrase, rule: RuleName? = nil) {
    self.field = field.rawValue
    words = message
    self.rule = rule
  }
}

/// What a person should know before sending, in the form's field order.
public enum Hints {
  /// The hints for a draft: advice from the vendors' pages, and media beyond a limit that this API
  /// only has in common with its siblings. O(media).
  ///
  /// - Parameter facts: what is known of the media; without facts there are no warnings.
  public static func of(
    _ draft: RequestDraft, model: ModelSpec,
    facts: [MediaReference: Result<MediaFacts, MediaProblem>] = [:]
  ) -> [Hint] {
    let advice = [
      ratio(draft, model), duration(draft, model), audio(draft, model), seed(draft, model),
      watermark(draft, model), faces(draft, model), quality(draft, model),
      clips(draft, model, facts),
    ].compactMap { $0 }
    let warnings = MediaRules(draft: draft, model: model, facts: facts).warnings().map {
      Hint(
        field: RequestField(rawValue: $0.field) ?? .video,
        message: .sentences([$0.problem, $0.remedy]),
        rule: RuleName(rawValue: $0.rule))
    }
    return RequestField.allCases.flatMap { field in
      (warnings + advice).filter { $0.field == field.rawValue }
    }
  }

  private static func ratio(_ draft: RequestDraft, _ model: ModelSpec) -> Hint? {
    guard draft.hasFrames, model.ratios.contains(.adaptive),
      (draft.ratio ?? model.ratioWhenUnstated(in: draft.mode).rawValue) != Ratio.adaptive.rawValue
    else { return nil }
    return Hint(
      field: .ratio,
      message: Phrase("With a first frame, adaptive keeps the picture from being cropped."))
  }

  private static func duration(_ draft: RequestDraft, _ model: ModelSpec) -> Hint? {
    if draft.duration == nil, model.durationWhenUnstated != model.defaultDuration {
      return Hint(
        field: .duration,
        message: Phrase(
          "{seconds} s are asked for, as the server's default of {default} s is none that this "
            + "model makes.",
          [
            "seconds": model.durationWhenUnstated,
            "default": model.defaultDuration,
          ]))
    }
    guard draft.duration == ClipDuration.automatic.wireValue, model.allowsAutomaticDuration else {
      return nil
    }
    return Hint(
      field: .duration,
      message: Phrase(
        "The model chooses the length, up to {most} s, and bills what it makes.",
        ["most": model.durations.upperBound]))
  }

  private static func audio(_ draft: RequestDraft, _ model: ModelSpec) -> Hint? {
    guard model.takesAudio else { return nil }
    guard let isOn = draft.audio ?? model.defaultAudio else {
      return Hint(
        field: .audio,
        message: Phrase(
          "Whether there is sound when nothing is stated is not published: say on or off."))
    }
    guard isOn else { return nil }
    let mono = model.api == .ark ? Phrase("Sound is mono.") : nil
    let sentences = [
      draft.audio == nil ? Phrase("The video gets sound unless you turn it off.") : nil, mono,
    ].compactMap { $0 }
    guard !sentences.isEmpty else { return nil }
    return Hint(field: .audio, message: .sentences(sentences))
  }

  private static func seed(_ draft: RequestDraft, _ model: ModelSpec) -> Hint? {
    guard model.takesSeed, let seed = draft.seed, seed >= 0 else { return nil }
    return Hint(
      field: .seed, message: Phrase("The same seed gives a similar video, not the same one."))
  }

  private static func watermark(_ draft: RequestDraft, _ model: ModelSpec) -> Hint? {
    guard model.takesWatermark, draft.watermark == true else { return nil }
    return Hint(field: .watermark, message: Phrase("The mark sits at the bottom right."))
  }

  private static func faces(_ draft: RequestDraft, _ model: ModelSpec) -> Hint? {
    switch model.api {
    case .ark:
      guard let media = draft.media.first(where: { $0.role.kind != .audio }) else { return nil }
      return Hint(
        field: RequestField(media.role),
        message: Phrase("Media with the face of a real person are refused."))
    case .kyyvideo2, .x1:
      // What is in the library has passed the check of faces already.
      let unchecked = draft.media.first { media in
        if case .asset = media.reference { false } else { media.role.kind != .audio }
      }
      guard let unchecked else { return nil }
      return Hint(
        field: RequestField(unchecked.role),
        message: Phrase(
          "A face or an avatar is taken only from the asset library: rushes asset add URL --kind "
            + "{kind}.", ["kind": unchecked.role.kind.rawValue]))
    case .kyyaipower: return nil
    }
  }

  private static func quality(_ draft: RequestDraft, _ model: ModelSpec) -> Hint? {
    guard model.api == .kyyaipower, draft.hasFrames else { return nil }
    return Hint(
      field: .firstFrame, message: Phrase("The better the picture, the better the video."))
  }

  private static func clips(
    _ draft: RequestDraft, _ model: ModelSpec,
    _ facts: [MediaReference: Result<MediaFacts, MediaProblem>]
  ) -> Hint? {
    guard model.api == .kyyvideo2, !draft.videos.isEmpty else { return nil }
    let areShort = draft.videos.allSatisfy { video in
      guard case .success(let found)? = facts[video], let seconds = found.seconds else {
        return false
      }
      return seconds <= 5
    }
    guard !areShort else { return nil }
    return Hint(
      field: .video,
      message: Phrase("Clips of 2 to 5 s work best; the server chooses its own model by them."))
  }
}
