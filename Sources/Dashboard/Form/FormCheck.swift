internal import FoundationEssentials
internal import TerminalUI
internal import VideoTasks

/// What the rules say of the form as it stands.
struct FormCheck: Equatable, Sendable {
  /// The first broken rule of each field.
  var broken: [FormField: Violation] = [:]
  /// What should be known before sending, and breaks no rule.
  var warnings: [FormField: [String]] = [:]
  /// Advice on a field that breaks no rule.
  var hints: [FormField: String] = [:]
  /// What one task is expected to cost.
  var estimate: Cost?

  /// Whether the form may be submitted.
  var isGood: Bool { broken.isEmpty }
}

extension FormState {
  /// Holds the form against the rules of its model again. O(prompt).
  mutating func recheck(_ profiles: [ProfileChoice]) {
    check = FormCheck()
    guard let choice = profiles.first(where: { $0.profile.name == profile }) else {
      add(own(.profile, "unknown-profile", "There is no profile named \(profile).", "Choose one."))
      return
    }
    if !choice.hasKey {
      let message = "The profile \(profile) has no key."
      let advice =
        choice.keyAdvice.isEmpty
        ? "Run: rushes key set \(profile), or choose the sandbox."
        : choice.keyAdvice.replacingStart(message + " ", by: "")
      add(own(.profile, Self.keyless, message, advice))
    }
    let chosen = model(in: profiles)
    let draft = request(for: chosen)
    switch Choice.model(for: draft, in: choice.profile) {
    case .failure(let violations): violations.list.forEach { add($0) }
    case .success(let model):
      if case .failure(let violations) = Rules.check(draft, model: model, facts: facts) {
        violations.list.forEach { add($0) }
      }
      take(Hints.of(draft, model: model, facts: facts))
      check.estimate = Estimate.cost(
        draft: draft, model: model, price: choice.profile.price(of: model.id),
        inputVideoSeconds: Estimate.inputVideoSeconds(draft: draft, facts: facts))
    }
    for (role, index, reference) in draft.media {
      if let remark = remarks[reference] {
        check.warnings[.media(role, index), default: []].append(remark)
      }
    }
    checkNumbers(draft, chosen)
  }

  /// Fields of numbers that hold something else.
  private mutating func checkNumbers(_ draft: RequestDraft, _ model: ModelSpec?) {
    if !seed.text.isEmpty, draft.seed == nil, model?.takesSeed != false {
      add(own(.seed, "not-a-number", "The seed is a whole number.", "Write digits, or nothing."))
    }
    if !expiresAfter.text.isEmpty, draft.expiresAfter == nil, model == nil || model?.expiry != nil {
      add(
        own(
          .expiresAfter, "not-a-number", "The time is a whole number of seconds.",
          "Write digits, or nothing."))
    }
  }

  /// The name of the rule that a profile needs a key.
  static let keyless = "no-key"

  private mutating func add(_ violation: Violation) {
    guard let field = FormField(option: violation.field) else { return }
    if check.broken[field] == nil { check.broken[field] = violation }
  }

  private mutating func take(_ hints: [Hint]) {
    for hint in hints {
      guard let field = FormField(option: hint.field), check.broken[field] == nil else { continue }
      if hint.rule != nil {
        check.warnings[field, default: []].append(hint.message)
      } else {
        check.hints[field] = check.hints[field].map { "\($0) \(hint.message)" } ?? hint.message
      }
    }
  }

  private func own(
    _ field: RequestField, _ rule: String, _ message: String, _ fix: String
  ) -> Violation {
    Violation(field: field, rule: rule, message: message, fix: fix)
  }

  /// The broken rule to show beside a field: none while the start of an address may still become one.
  func violation(of field: FormField) -> Violation? {
    guard isTouched, let violation = check.broken[field] else { return nil }
    guard case .media(let role, _) = field, case .media(role, _) = focus,
      case .file(let text)? = focusedReference,
      ["http://", "https://", "asset://"].contains(where: { $0.hasPrefix(text.lowercased()) })
    else { return violation }
    return nil
  }

  /// What all tasks of the form together are expected to cost, in words.
  func priceWords(isSandbox: Bool) -> String {
    if isSandbox { return "free of charge" }
    guard let cost = check.estimate else { return "at an unknown price" }
    return Self.priceWords(cost, count: count)
  }

  /// What so many tasks are expected to cost, in words; a price that is not known is never 0.
  static func priceWords(_ cost: Cost, count: Int) -> String {
    var cost = cost
    if let amount = cost.amount {
      cost.amount = amount * Decimal(count)
      return "about " + Words.plainCost(cost)
    }
    if let tokens = cost.tokens {
      return "about \(Words.grouped(tokens * count)) tokens, price not known"
    }
    return "at an unknown price"
  }
}
