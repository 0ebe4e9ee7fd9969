/// Advice beside a field that breaks no rule.
public struct Hint: Codable, Hashable, Sendable {
  /// The field that it stands beside: a ``RequestField``.
  public var field: String
  /// The sentence.
  public var message: String
  /// The limit that the media are beyond, where the hint is a warning; nil for advice.
  public var rule: RuleName?

  /// Makes a hint, or a warning about a limit that is not certain.
  public init(field: RequestField, message: String, rule: RuleName? = nil) {
    self.field = field.rawValue
    self.message = message
    self.rule = rule
  }
}

/// What a person should know before sending, in the form's field order.
public enum Hints {
  /// The hints for a draft. Source: the vendor's create page.
  public static func of(
    _ draft: RequestDraft, model: ModelSpec,
    facts: [MediaReference: Result<MediaFacts, MediaProblem>] = [:]
  ) -> [Hint] {
    [
      ratio(draft, model), duration(draft, model), audio(draft, model), seed(draft),
      watermark(draft), faces(draft),
    ]
    .compactMap { $0 }
  }

  private static func ratio(_ draft: RequestDraft, _ model: ModelSpec) -> Hint? {
    guard draft.hasFrames, model.ratios.contains(.adaptive),
      (draft.ratio ?? model.defaultRatio.rawValue) != Ratio.adaptive.rawValue
    else { return nil }
    return Hint(
      field: .ratio, message: "With a first frame, adaptive keeps the picture from being cropped.")
  }

  private static func duration(_ draft: RequestDraft, _ model: ModelSpec) -> Hint? {
    guard draft.duration == ClipDuration.automatic.wireValue, model.allowsAutomaticDuration else {
      return nil
    }
    return Hint(
      field: .duration,
      message: "The model chooses the length, up to \(model.durations.upperBound) s, "
        + "and bills what it makes.")
  }

  private static func audio(_ draft: RequestDraft, _ model: ModelSpec) -> Hint? {
    guard let byDefault = model.defaultAudio, draft.audio ?? byDefault else { return nil }
    return Hint(
      field: .audio,
      message: draft.audio == nil
        ? "The video gets sound unless you turn it off; sound is mono."
        : "Sound is mono.")
  }

  private static func seed(_ draft: RequestDraft) -> Hint? {
    guard let seed = draft.seed, seed >= 0 else { return nil }
    return Hint(field: .seed, message: "The same seed gives a similar video, not the same one.")
  }

  private static func watermark(_ draft: RequestDraft) -> Hint? {
    guard draft.watermark == true else { return nil }
    return Hint(field: .watermark, message: "The mark sits at the bottom right.")
  }

  private static func faces(_ draft: RequestDraft) -> Hint? {
    guard let media = draft.media.first(where: { $0.role.kind != .audio }) else { return nil }
    return Hint(
      field: RequestField(media.role), message: "Media with the face of a real person are refused.")
  }
}
