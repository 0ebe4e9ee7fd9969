/// The rules about the prompt: whether one is needed, and how long it may be.
enum PromptRules {
  static func violations(_ draft: RequestDraft, _ model: ModelSpec) -> [Violation] {
    [missing(draft, model)].compactMap { $0 } + tooLong(draft, model)
  }

  private static func missing(_ draft: RequestDraft, _ model: ModelSpec) -> Violation? {
    guard !draft.hasPrompt, !model.modesWithoutPrompt.contains(draft.mode) else { return nil }
    let message =
      switch draft.mode {
      case .text: "There is no prompt, and nothing else to make a video from."
      case .references: "There is no prompt; references need one that says what to do with them."
      case .firstFrame, .firstAndLastFrame:
        "There is no prompt; \(model.title) needs one beside a frame too."
      }
    return Violation(
      field: .prompt, rule: .promptMissing, message: message,
      fix: "Say what the video shows with --prompt or --prompt-file.")
  }

  private static func tooLong(_ draft: RequestDraft, _ model: ModelSpec) -> [Violation] {
    guard let limits = model.promptLimits else { return [] }
    let length = PromptLength(of: draft.prompt)
    return [
      tooMany(
        length.chineseCharacters, limits.chineseCharacters, "Chinese characters", .promptChinese,
        model),
      tooMany(length.englishWords, limits.englishWords, "English words", .promptEnglish, model),
    ].compactMap { $0 }
  }

  private static func tooMany(
    _ count: Int, _ limit: Int, _ what: String, _ rule: RuleName, _ model: ModelSpec
  ) -> Violation? {
    guard count > limit else { return nil }
    return Violation(
      field: .prompt, rule: rule,
      message: "The prompt has \(count) \(what); \(model.title) takes at most \(limit).",
      fix: "Take out \(count - limit).")
  }
}
