internal import Wording

/// The rules about the prompt: whether one is needed, and how long it may be.
enum PromptRules {
  static func violations(_ draft: RequestDraft, _ model: ModelSpec) -> [Violation] {
    [missing(draft, model)].compactMap { $0 } + tooLong(draft, model)
  }

  private static func missing(_ draft: RequestDraft, _ model: ModelSpec) -> Violation? {
    guard !draft.hasPrompt, !model.modesWithoutPrompt.contains(draft.mode) else { return nil }
    let message =
      switch draft.mode {
      case .text: Phrase("There is no prompt, and nothing else to make a video from.")
      case .references:
        Phrase("There is no prompt; references need one that says what to do with them.")
      case .firstFrame, .firstAndLastFrame:
        Phrase(
          "There is no prompt; {model} needs one beside a frame too.", ["model": model.title])
      }
    return Violation(
      field: .prompt, rule: .promptMissing, message: message,
      fix: Phrase("Say what the video shows with --prompt or --prompt-file."))
  }

  private static func tooLong(_ draft: RequestDraft, _ model: ModelSpec) -> [Violation] {
    guard let limits = model.promptLimits else { return [] }
    let length = PromptLength(of: draft.prompt)
    return [
      tooMany(
        length.chineseCharacters, limits.chineseCharacters, Phrase("Chinese characters"),
        .promptChinese, model),
      tooMany(
        length.englishWords, limits.englishWords, Phrase("English words"), .promptEnglish, model),
    ].compactMap { $0 }
  }

  private static func tooMany(
    _ count: Int, _ limit: Int, _ what: Phrase, _ rule: RuleName, _ model: ModelSpec
  ) -> Violation? {
    guard count > limit else { return nil }
    return Violation(
      field: .prompt, rule: rule,
      message: Phrase(
        "The prompt has {count} {measure}; {model} takes at most {most}.",
        ["count": count, "measure": what, "model": model.title, "most": limit]),
      fix: Phrase("Take out {count}.", ["count": count - limit]))
  }
}
