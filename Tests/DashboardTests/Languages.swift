import TestSupport
import Wording

extension Language {
  /// Simplified Chinese, from the committed catalogue and without gettext.
  static let chinese = Language(
    code: "zh_CN",
    catalogue: .init(
      text: { MessageFile.chinese.texts[$0]?.first ?? $0 },
      plural: { MessageFile.chinese.texts[$0]?.first ?? ($2 == 1 ? $0 : $1) },
      recorded: { known.phrase(of: $0) }))

  private static let known = KnownPhrases(MessageFile.chinese.texts.keys)

  /// Every language that the program speaks.
  static let all = [Language.english, .chinese]
}
