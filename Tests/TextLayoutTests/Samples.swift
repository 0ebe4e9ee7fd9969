import TestSupport

/// Random texts with everything that is awkward to lay out.
enum Samples {
  private static let pieces = [
    "a", "b", "Z", " ", " ", "  ", ".", ",", "(", ")", "「", "」", "。", "、", "漢", "字", "か", "ガ",
    "한", "글", "é", "e\u{301}", "\u{302}", "👍", "👍🏽", "👨‍👩‍👧", "🇯🇵", "🇫", "❤️", "क्ष", "का", "\u{200D}",
    "\u{FE0F}", "\u{600}", "\u{1112}\u{1161}", "ﾞ", "\u{20E3}", "\n", "…", "\u{3000}", "word", "12",
  ]

  /// A text of `length` pieces.
  static func text(seed: UInt64, length: Int) -> String {
    var random = SeededRandom(seed: seed)
    return (0..<length).map { _ in
      pieces[Int.random(in: 0..<pieces.count, using: &random)]
    }.joined()
  }
}
