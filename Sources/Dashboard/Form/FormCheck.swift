internal import FoundationEssentials
internal import TerminalUI
internal import VideoTasks

/// What the rules say of the form as it stands.
struct FormCheck: Equatable, Sendable {
  /// The first broken rule of each field.
  var broken: [FormField: Violation] = [:]
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
    let draft = self.draft
    switch Choice.model(for: draft, in: choice.profile) {
    case .failure(let violations): violations.list.forEach { add($0) }
    case .success(let model):
      if case .failure(let violations) = Rules.check(draft, model: model, facts: facts) {
        violations.list.forEach { add($0) }
      }
      check.estimate = Estimate.cost(
        draft: draft, model: model, price: choice.profile.price(of: model.id),
        inputVideoSeconds: Estimate.inputVideoSeconds(draft: draft, facts: facts))
    }
    if !seed.text.isEmpty && draft.seed == nil {
      add(own(.seed, "not-a-number", "The seed is a whole number.", "Write digits, or nothing."))
    }
    if !expiresAfter.text.isEmpty && draft.expiresAfter == nil {
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

  private func own(
    _ field: RequestField, _ rule: String, _ message: String, _ fix: String
  ) -> Violation {
    Violation(field: field, rule: rule, message: message, fix: fix)
  }

  /// What all tasks of the form together are expected to cost, in words.
  func priceWords(isSandbox: Bool) -> String {
    if isSandbox { return "free of charge" }
    guard var cost = check.estimate else { return "at an unknown price" }
    guard let amount = cost.amount else {
      return cost.tokens.map { "about \(Words.grouped($0 * count)) tokens, price not known" }
        ?? "at an unknown price"
    }
    cost.amount = amount * Decimal(count)
    return "about " + Words.plainCost(cost)
  }
}
