/// The rules about single values: what a model offers, ranges, and options it has no field for.
enum FieldRules {
  static func violations(_ draft: RequestDraft, _ model: ModelSpec) -> [Violation] {
    [
      ratio(draft, model), resolution(draft, model), duration(draft, model), seed(draft, model),
      expiry(draft, model),
    ].compactMap { $0 } + flags(draft, model)
  }

  /// An option that the model has no field for; `fix` says what to do beside leaving it out.
  static func notTaken(_ field: RequestField, _ model: ModelSpec, fix: String = "") -> Violation {
    Violation(
      field: field, rule: .optionNotTaken,
      message: "\(model.title) has no setting for \(field.option).", fix: "Leave it out\(fix).")
  }

  /// The tier is part of some models' names; then the model of that name is the way to it.
  private static func noResolution(_ text: String, _ model: ModelSpec) -> Violation {
    guard let wanted = Resolution(rawValue: text) else { return notTaken(.resolution, model) }
    if model.id.hasSuffix("_" + text) {
      return notTaken(.resolution, model, fix: ": it is part of the model's name")
    }
    let other = model.sibling {
      $0.resolutions.contains(wanted)
        || ($0.resolutions.isEmpty && $0.id.hasSuffix("_" + wanted.rawValue))
    }
    return notTaken(.resolution, model, fix: other.map { ", or use the model \($0.id)" } ?? "")
  }

  private static func noAudio(_ model: ModelSpec) -> Violation {
    let other = model.sibling(\.takesAudio)
    return notTaken(
      .audio, model, fix: other.map { ", or use a model with sound, as \($0.id)" } ?? "")
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
      message: "\(model.title) does not offer the ratio \(Words.value(text)); "
        + "it offers \(Words.all(offered)).",
      fix: "Use \(nearest.rawValue).")
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
    var fix = "Use \(nearest.rawValue)."
    if let resolution, let other = model.sibling({ $0.resolutions.contains(resolution) }) {
      fix = "Use \(nearest.rawValue), or the model \(other.id)."
    }
    return Violation(
      field: .resolution, rule: resolution == nil ? .resolutionOffered : .resolutionOfModel,
      message: "\(model.title) does not offer \(Words.value(text)); "
        + "it offers \(Words.all(offered)).",
      fix: fix)
  }

  private static func duration(_ draft: RequestDraft, _ model: ModelSpec) -> Violation? {
    guard let seconds = draft.duration, !model.durations.contains(seconds) else { return nil }
    if seconds == ClipDuration.automatic.wireValue, model.allowsAutomaticDuration { return nil }
    let range = "\(model.durations.lowerBound) to \(model.durations.upperBound) whole seconds"
    let automatic = model.allowsAutomaticDuration ? ", or -1 to let the model choose" : ""
    let other = seconds > 0 ? model.sibling { $0.durations.contains(seconds) } : nil
    return Violation(
      field: .duration, rule: .durationRange,
      message: "\(model.title) does not make clips of \(seconds) s; it makes \(range)\(automatic).",
      fix: "Use \(Nearest.value(seconds, in: model.durations))"
        + (other.map { ", or the model \($0.id)." } ?? "."))
  }

  private static func seed(_ draft: RequestDraft, _ model: ModelSpec) -> Violation? {
    guard let seed = draft.seed else { return nil }
    guard model.takesSeed else { return notTaken(.seed, model) }
    let range: ClosedRange<Int64> = -1...4_294_967_295
    guard !range.contains(seed) else { return nil }
    return Violation(
      field: .seed, rule: .seedRange,
      message: "The seed \(seed) is not between -1 (random) and \(range.upperBound).",
      fix: "Use \(Nearest.value(seed, in: range)), or leave it out for a random one.")
  }

  private static func expiry(_ draft: RequestDraft, _ model: ModelSpec) -> Violation? {
    guard let seconds = draft.expiresAfter else { return nil }
    guard let range = model.expiry else { return notTaken(.expiresAfter, model) }
    guard !range.contains(seconds) else { return nil }
    return Violation(
      field: .expiresAfter, rule: .expiresRange,
      message: "A task may expire after \(range.lowerBound) to \(range.upperBound) s, "
        + "not after \(seconds) s.",
      fix: "Use \(Nearest.value(seconds, in: range)).")
  }
}
