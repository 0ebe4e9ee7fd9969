internal import Wording

/// The rules about single values: what a model offers, ranges, and options it has no field for.
enum FieldRules {
  static func violations(_ draft: RequestDraft, _ model: ModelSpec) -> [Violation] {
    [
      ratio(draft, model), resolution(draft, model), duration(draft, model), seed(draft, model),
      expiry(draft, model),
    ].compactMap { $0 } + flags(draft, model)
  }

  /// An option that the model has no field for; `fix` says what to do beside leaving it out.
  static func notTaken(
    _ field: RequestField, _ model: ModelSpec, fix: Phrase = Phrase("Leave it out.")
  ) -> Violation {
    Violation(
      field: field, rule: .optionNotTaken,
      message: Phrase(
        "{model} has no setting for {option}.", ["model": model.title, "option": field.option]),
      fix: fix)
  }

  /// The tier is part of some models' names; then the model of that name is the way to it.
  private static func noResolution(_ text: String, _ model: ModelSpec) -> Violation {
    guard let wanted = Resolution(rawValue: text) else { return notTaken(.resolution, model) }
    if model.id.hasSuffix("_" + text) {
      return notTaken(
        .resolution, model, fix: Phrase("Leave it out: it is part of the model's name."))
    }
    let other = model.sibling {
      $0.resolutions.contains(wanted)
        || ($0.resolutions.isEmpty && $0.id.hasSuffix("_" + wanted.rawValue))
    }
    guard let other else { return notTaken(.resolution, model) }
    return notTaken(
      .resolution, model,
      fix: Phrase("Leave it out, or use the model {model}.", ["model": other.id]))
  }

  private static func noAudio(_ model: ModelSpec) -> Violation {
    guard let other = model.sibling(\.takesAudio) else { return notTaken(.audio, model) }
    return notTaken(
      .audio, model,
      fix: Phrase(
        "Leave it out, or use a model with sound, as {model}.", ["model": other.id]))
  }

  private static func flags(_ draft: RequestDraft, _ model: ModelSpec) -> [Violation] {
    var violations: [Violation] = []
    if draft.audio != nil, !model.takesAudio { violations.append(noAudio(model)) }
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
    let nearest =
      Nearest.ratio(text, among: model.ratios)
      ?? model.ratioWhenUnstated(in: draft.mode)
    return Violation(
      field: .ratio, rule: .ratioOffered,
      message: Phrase(
        "{model} does not offer the ratio {value}; it offers {list}.",
        ["model": model.title, "value": Words.value(text), "list": Words.all(offered)]),
      fix: Phrase("Use {value}.", ["value": nearest.rawValue]))
  }

  private static func resolution(_ draft: RequestDraft, _ model: ModelSpec) -> Violation? {
    guard let text = draft.resolution else { return nil }
    guard !model.resolutions.isEmpty else { return noResolution(text, model) }
    let resolution = Resolution(rawValue: text)
    if let resolution, model.resolutions.contains(resolution) { return nil }
    let offered = model.resolutions.map(\.rawValue)
    let nearest =
      Nearest.resolution(text, among: model.resolutions)
      ?? model.resolutionWhenUnstated
    var fix = Phrase("Use {value}.", ["value": nearest.rawValue])
    if let resolution, let other = model.sibling({ $0.resolutions.contains(resolution) }) {
      fix = Phrase(
        "Use {value}, or the model {model}.", ["value": nearest.rawValue, "model": other.id])
    }
    return Violation(
      field: .resolution, rule: resolution == nil ? .resolutionOffered : .resolutionOfModel,
      message: Phrase(
        "{model} does not offer {value}; it offers {list}.",
        ["model": model.title, "value": Words.value(text), "list": Words.all(offered)]),
      fix: fix)
  }

  private static func duration(_ draft: RequestDraft, _ model: ModelSpec) -> Violation? {
    guard let seconds = draft.duration, !model.durations.contains(seconds) else { return nil }
    if seconds == ClipDuration.automatic.wireValue, model.allowsAutomaticDuration { return nil }
    let other = seconds > 0 ? model.sibling { $0.durations.contains(seconds) } : nil
    let nearest = Nearest.value(seconds, in: model.durations)
    return Violation(
      field: .duration, rule: .durationRange, message: outside(seconds, model),
      fix: other.map {
        Phrase("Use {value}, or the model {model}.", ["value": nearest, "model": $0.id])
      } ?? Phrase("Use {value}.", ["value": nearest]))
  }

  private static func outside(_ seconds: Int, _ model: ModelSpec) -> Phrase {
    let (least, most) = (model.durations.lowerBound, model.durations.upperBound)
    return model.allowsAutomaticDuration
      ? Phrase(
        "{model} does not make clips of {seconds} s; it makes {least} to {most} whole seconds, or "
          + "-1 to let the model choose.",
        ["model": model.title, "seconds": seconds, "least": least, "most": most])
      : Phrase(
        "{model} does not make clips of {seconds} s; it makes {least} to {most} whole seconds.",
        ["model": model.title, "seconds": seconds, "least": least, "most": most])
  }

  private static func seed(_ draft: RequestDraft, _ model: ModelSpec) -> Violation? {
    guard let seed = draft.seed else { return nil }
    guard model.takesSeed else { return notTaken(.seed, model) }
    let range: ClosedRange<Int64> = -1...4_294_967_295
    guard !range.contains(seed) else { return nil }
    return Violation(
      field: .seed, rule: .seedRange,
      message: Phrase(
        "The seed {seed} is not between -1 (random) and {most}.",
        ["seed": seed, "most": range.upperBound]),
      fix: Phrase(
        "Use {value}, or leave it out for a random one.",
        ["value": Nearest.value(seed, in: range)]))
  }

  private static func expiry(_ draft: RequestDraft, _ model: ModelSpec) -> Violation? {
    guard let seconds = draft.expiresAfter else { return nil }
    guard let range = model.expiry else { return notTaken(.expiresAfter, model) }
    guard !range.contains(seconds) else { return nil }
    return Violation(
      field: .expiresAfter, rule: .expiresRange,
      message: Phrase(
        "A task may expire after {least} to {most} s, not after {seconds} s.",
        ["least": range.lowerBound, "most": range.upperBound, "seconds": seconds]),
      fix: Phrase("Use {value}.", ["value": Nearest.value(seconds, in: range)]))
  }
}
