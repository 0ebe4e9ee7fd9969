/// The rules about single values: what a model offers, ranges, and options it has no field for.
enum FieldRules {
  static func violations(_ draft: RequestDraft, _ model: ModelSpec) -> [Violation] {
    [
      ratio(draft, model), resolution(draft, model), duration(draft, model), seed(draft, model),
      expiry(draft, model),
    ].compactMap { $0 } + flags(draft, model)
  }

  /// An option that the model has no field for.
  static func notTaken(_ field: RequestField, _ model: ModelSpec) -> Violation {
    Violation(
      field: field, rule: "option-not-taken",
      message: "\(model.title) has no setting for \(field.option).", fix: "Leave it out.")
  }

  private static func flags(_ draft: RequestDraft, _ model: ModelSpec) -> [Violation] {
    var violations: [Violation] = []
    if draft.audio != nil, model.defaultAudio == nil { violations.append(notTaken(.audio, model)) }
    if draft.watermark != nil, !model.takesWatermark {
      violations.append(notTaken(.watermark, model))
    }
    if draft.returnLastFrame != nil, !model.takesReturnLastFrame {
      violations.append(notTaken(.returnLastFrame, model))
    }
    return violations
  }

  private static func ratio(_ draft: RequestDraft, _ model: ModelSpec) -> Violation? {
    guard let text = draft.ratio else { return nil }
    guard !model.ratios.isEmpty else { return notTaken(.ratio, model) }
    if let ratio = Ratio(rawValue: text), model.ratios.contains(ratio) { return nil }
    let offered = model.ratios.map(\.rawValue)
    let nearest = Nearest.ratio(text, among: model.ratios) ?? model.defaultRatio
    return Violation(
      field: .ratio, rule: "ratio-offered",
      message: "\(model.title) does not offer the ratio \(Words.value(text)); "
        + "it offers \(Words.all(offered)).",
      fix: "Use \(nearest.rawValue).")
  }

  private static func resolution(_ draft: RequestDraft, _ model: ModelSpec) -> Violation? {
    guard let text = draft.resolution else { return nil }
    guard !model.resolutions.isEmpty else { return notTaken(.resolution, model) }
    let resolution = Resolution(rawValue: text)
    if let resolution, model.resolutions.contains(resolution) { return nil }
    let offered = model.resolutions.map(\.rawValue)
    let nearest = Nearest.resolution(text, among: model.resolutions) ?? model.defaultResolution
    var fix = "Use \(nearest.rawValue)."
    if let resolution,
      let other = ModelCatalogue.builtIn(for: model.api).first(offering: resolution)
    {
      fix = "Use \(nearest.rawValue), or the model \(other.id)."
    }
    return Violation(
      field: .resolution, rule: resolution == nil ? "resolution-offered" : "resolution-of-model",
      message: "\(model.title) does not offer \(Words.value(text)); "
        + "it offers \(Words.all(offered)).",
      fix: fix)
  }

  private static func duration(_ draft: RequestDraft, _ model: ModelSpec) -> Violation? {
    guard let seconds = draft.duration, !model.durations.contains(seconds) else { return nil }
    if seconds == ClipDuration.automatic.wireValue, model.allowsAutomaticDuration { return nil }
    let range = "\(model.durations.lowerBound) to \(model.durations.upperBound) whole seconds"
    let automatic = model.allowsAutomaticDuration ? ", or -1 to let the model choose" : ""
    return Violation(
      field: .duration, rule: "duration-range",
      message: "\(model.title) does not make clips of \(seconds) s; it makes \(range)\(automatic).",
      fix: "Use \(Nearest.value(seconds, in: model.durations)).")
  }

  private static func seed(_ draft: RequestDraft, _ model: ModelSpec) -> Violation? {
    guard let seed = draft.seed else { return nil }
    guard model.takesSeed else { return notTaken(.seed, model) }
    let range: ClosedRange<Int64> = -1...4_294_967_295
    guard !range.contains(seed) else { return nil }
    return Violation(
      field: .seed, rule: "seed-range",
      message: "The seed \(seed) is not between -1 (random) and \(range.upperBound).",
      fix: "Use \(Nearest.value(seed, in: range)), or leave it out for a random one.")
  }

  private static func expiry(_ draft: RequestDraft, _ model: ModelSpec) -> Violation? {
    guard let seconds = draft.expiresAfter else { return nil }
    guard let range = model.expiry else { return notTaken(.expiresAfter, model) }
    guard !range.contains(seconds) else { return nil }
    return Violation(
      field: .expiresAfter, rule: "expires-range",
      message: "A task may expire after \(range.lowerBound) to \(range.upperBound) s, "
        + "not after \(seconds) s.",
      fix: "Use \(Nearest.value(seconds, in: range)).")
  }
}

extension ModelCatalogue {
  /// The first model that offers a tier, or nil.
  func first(offering resolution: Resolution) -> ModelSpec? {
    models.first { $0.resolutions.contains(resolution) }
  }
}
