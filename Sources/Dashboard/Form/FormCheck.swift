internal import FoundationEssentials
internal import TerminalUI
internal import VideoTasks
internal import Wording

/// What the rules say of the form as it stands.
struct FormCheck: Equatable, Sendable {
  /// The first broken rule of each field.
  var broken: [FormField: BrokenRule] = [:]
  /// What should be known before sending, and breaks no rule.
  var warnings: [FormField: [Phrase]] = [:]
  /// Advice on a field that breaks no rule.
  var hints: [FormField: Phrase] = [:]
  /// What one task is expected to cost.
  var estimate: Cost?
  /// How many tasks the form stands for, 1 or more.
  var tasks = 1

  /// Whether the form may be submitted.
  var isGood: Bool { broken.isEmpty }
}

/// A rule that a field breaks, of the API or of the form itself.
struct BrokenRule: Hashable, Sendable {
  /// The rule's name, in kebab-case.
  var rule: String
  /// What is wrong.
  var message: Phrase
  /// What to do about it.
  var fix: Phrase
}

extension FormState {
  /// Holds the form against the rules of its model again. O(prompt).
  mutating func recheck(_ profiles: [ProfileChoice]) {
    check = FormCheck()
    guard let choice = profiles.first(where: { $0.profile.name == profile }) else {
      add(
        .profile, "unknown-profile",
        Phrase("There is no profile named {profile}.", ["profile": profile]),
        Phrase("Choose one."))
      return
    }
    if !choice.hasKey {
      let advice = Phrase(
        "Run: rushes key set {profile}, or choose the sandbox.", ["profile": profile])
      add(
        .profile, Self.keyless,
        Phrase("The profile {profile} has no key.", ["profile": profile]),
        choice.keyAdvice ?? advice)
    }
    let chosen = model(in: profiles)
    var draft = request(for: chosen)
    let variants = Variants(of: draft, seeds: draft.seed == nil ? [] : seeds, copies: count)
    check.tasks = variants.count
    draft.prompt = PromptAlternatives(draft.prompt).longest
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
    if model?.takesSeed != false { checkSeeds() }
    if check.tasks > Self.countLimit {
      add(
        PromptAlternatives(prompt.text).count > Self.countLimit
          ? .prompt : seeds.count > 1 ? .seed : .count, "too-many-tasks",
        Phrase(
          "These are more than {limit} tasks: alternatives, seeds and count are multiplied.",
          ["limit": Self.countLimit]), Phrase("Write fewer."))
    }
    if !expiresAfter.text.isEmpty, draft.expiresAfter == nil, model == nil || model?.expiry != nil {
      add(
        .expiresAfter, "not-a-number", Phrase("The time is a whole number of seconds."),
        Phrase("Write digits, or nothing."))
    }
  }

  private mutating func checkSeeds() {
    do throws(SeedList.Problem) {
      _ = try SeedList(seed.text, limit: Self.countLimit)
    } catch {
      switch error {
      case .notNumbers:
        add(
          .seed, "not-a-number", Phrase("A seed is a whole number."),
          Phrase("Write 7, 100-104, or nothing."))
      case .tooMany:
        add(
          .seed, "too-many-tasks",
          Phrase("At most {limit} seeds at once.", ["limit": Self.countLimit]),
          Phrase("Write fewer."))
      }
    }
  }

  /// The name of the rule that a profile needs a key.
  static let keyless = "no-key"

  private mutating func add(_ violation: Violation) {
    guard let field = FormField(option: violation.field) else { return }
    add(
      field, violation.rule, violation.problem,
      violation.remedy)
  }

  private mutating func add(
    _ field: FormField, _ rule: String, _ message: Phrase, _ fix: Phrase
  ) {
    if check.broken[field] == nil {
      check.broken[field] = BrokenRule(rule: rule, message: message, fix: fix)
    }
  }

  private mutating func take(_ hints: [Hint]) {
    for hint in hints {
      guard let field = FormField(option: hint.field), check.broken[field] == nil else { continue }
      if hint.rule != nil {
        check.warnings[field, default: []].append(hint.words)
      } else {
        check.hints[field] = check.hints[field].map { .sentences([$0, hint.words]) } ?? hint.words
      }
    }
  }

  /// The broken rule to show beside a field: none while the start of an address may still become one.
  func violation(of field: FormField) -> BrokenRule? {
    guard isTouched, let violation = check.broken[field] else { return nil }
    guard case .media(let role, _) = field, case .media(role, _) = focus,
      case .file(let text)? = focusedReference,
      ["http://", "https://", "asset://"].contains(where: { $0.hasPrefix(text.lowercased()) })
    else { return violation }
    return nil
  }

  /// What all tasks of the form together are expected to cost, in words.
  func priceWords(isSandbox: Bool) -> Phrase {
    if isSandbox { return Phrase("free of charge") }
    guard let cost = check.estimate else { return Phrase("at an unknown price") }
    return Self.priceWords(cost, count: check.tasks)
  }

  /// What so many tasks are expected to cost, in words; a price that is not known is never 0.
  static func priceWords(_ cost: Cost, count: Int) -> Phrase {
    guard let amount = amountWords(cost, count: count) else { return Phrase("at an unknown price") }
    return Phrase("about {price}", ["price": amount])
  }

  /// The price of so many tasks without a word about how exact it is; nil when nothing is known.
  static func amountWords(_ cost: Cost, count: Int) -> Phrase? {
    var cost = cost
    if let amount = cost.amount {
      cost.amount = amount * Decimal(count)
      return Words.plainCost(cost)
    }
    return cost.tokens.map {
      Phrase("{count} tokens, price not known", ["count": Words.grouped($0 * count)])
    }
  }
}
