/// Checks a request before it costs anything.
///
/// Every limit that the create page states is one named rule. All broken rules are reported at once,
/// in the form's field order, and one cause gives one violation.
public enum Rules {
  /// Holds a draft against its model.
  ///
  /// - Parameter facts: what is known of the media; rules about the inside of a file are checked
  ///   only where there are facts. A probe that is missing or too slow breaks no rule.
  /// - Returns: a request ready for a dialect, or every broken rule. O(media).
  public static func check(
    _ draft: RequestDraft, model: ModelSpec,
    facts: [MediaReference: Result<MediaFacts, MediaProblem>] = [:]
  ) -> Result<VideoRequest, Violations> {
    let violations = inFormOrder(
      PromptRules.violations(draft, model) + FieldRules.violations(draft, model)
        + ModeRules.violations(draft, model) + ReferenceRules.violations(draft, model)
        + MediaRules(draft: draft, model: model, facts: facts).violations())
    guard violations.isEmpty else { return .failure(Violations(list: violations)) }
    return .success(request(draft, model))
  }

  /// Chooses the model and holds the draft against it.
  ///
  /// When the model is unknown, the rules that every model of the profile would see broken are
  /// reported beside it.
  public static func check(
    _ draft: RequestDraft, profile: Profile,
    facts: [MediaReference: Result<MediaFacts, MediaProblem>] = [:]
  ) -> Result<VideoRequest, Violations> {
    switch Choice.model(for: draft, in: profile) {
    case .success(let model): return check(draft, model: model, facts: facts)
    case .failure(let unknown):
      let others = commonViolations(draft, profile.catalogue, facts)
      return .failure(Violations(list: inFormOrder(unknown.list + others)))
    }
  }

  private static func commonViolations(
    _ draft: RequestDraft, _ catalogue: ModelCatalogue,
    _ facts: [MediaReference: Result<MediaFacts, MediaProblem>]
  ) -> [Violation] {
    let lists = catalogue.models.map { model -> [Violation] in
      guard case .failure(let broken) = check(draft, model: model, facts: facts) else { return [] }
      return broken.list
    }
    guard let first = lists.first else { return [] }
    return first.filter { violation in
      lists.allSatisfy { list in
        list.contains { $0.field == violation.field && $0.rule == violation.rule }
      }
    }
  }

  private static func inFormOrder(_ violations: [Violation]) -> [Violation] {
    var seen: Set<Violation> = []
    let distinct = violations.filter { seen.insert($0).inserted }
    return RequestField.allCases.flatMap { field in
      distinct.filter { $0.field == field.rawValue }
    }
  }

  /// Turns a draft that breaks no rule into a request.
  ///
  /// What is not stated stays so, unless the server would put in what the model does not make.
  private static func request(_ draft: RequestDraft, _ model: ModelSpec) -> VideoRequest {
    var request = VideoRequest(
      model: model.id, prompt: draft.hasPrompt ? draft.prompt : nil, media: media(of: draft))
    request.ratio = draft.ratio.flatMap(Ratio.init(rawValue:))
    request.resolution = draft.resolution.flatMap(Resolution.init(rawValue:))
    request.duration = draft.duration.map {
      $0 == ClipDuration.automatic.wireValue ? .automatic : .seconds($0)
    }
    request.audio = draft.audio
    request.seed = draft.seed
    request.watermark = draft.watermark
    request.returnLastFrame = draft.returnLastFrame
    request.expiresAfter = draft.expiresAfter
    let mode = draft.mode
    if request.ratio == nil, !model.ratios.isEmpty,
      model.ratioWhenUnstated(in: mode) != model.defaultRatio(in: mode)
    {
      request.ratio = model.ratioWhenUnstated(in: mode)
    }
    if request.resolution == nil, model.resolutionWhenUnstated != model.defaultResolution {
      request.resolution = model.resolutionWhenUnstated
    }
    if request.duration == nil, model.durationWhenUnstated != model.defaultDuration {
      request.duration = .seconds(model.durationWhenUnstated)
    }
    return request
  }

  private static func media(of draft: RequestDraft) -> RequestMedia {
    if let first = draft.firstFrame {
      guard let last = draft.lastFrame else { return .firstFrame(first) }
      return .firstAndLastFrame(first: first, last: last)
    }
    guard draft.hasReferences else { return .none }
    return .references(images: draft.images, videos: draft.videos, voices: draft.voices)
  }
}
