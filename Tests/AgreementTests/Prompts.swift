/// Prompts of every length and script.
enum Prompts {
  /// A short prompt that every model takes.
  static func good(_ dice: inout Dice) -> String {
    dice.pick([
      "A red fox runs over snow", "狐狸在雪地上奔跑。", "一只 fox 在 1080p 的 snow 里", "fox",
      "A \"fox\" \\ in\nthree\tlines", "Ein Fuchs läuft über Schnee", "きつね、雪の上", "🦊❄️", "2026",
    ])
  }

  /// A prompt at the ends of the two limits, or odd.
  static func odd(_ dice: inout Dice) -> String {
    switch dice.number(0...13) {
    case 0: return ""
    case 1: return dice.pick([" ", " \n\t ", "\u{3000}", "\u{A0}\u{2003}"])
    case 2: return chinese(500)
    case 3: return chinese(501)
    case 4: return english(1000)
    case 5: return english(1001)
    case 6: return chinese(500) + " " + english(1000)
    case 7: return mixed(500, 1000)
    case 8: return mixed(501, 500)
    case 9: return mixed(300, 1001)
    // A cross between two numbers is no word, and a full-width mark parts words as a blank does.
    case 10: return english(999, between: " × ") + "，fox"
    case 11: return Array(repeating: "2026", count: 1001).joined(separator: " ")
    case 12: return chinese(499) + dice.pick(["〇", "〇〇", "々", "龦𠀀"])
    default: return dice.pick(["\u{200B}", "—", "\u{0}", "\u{1B}[2J", "[expire] fox"])
    }
  }

  private static func chinese(_ count: Int) -> String {
    // Punctuation is no character of the prompt's length.
    String(repeating: "狐狸在雪，", count: count / 4) + String(repeating: "跑", count: count % 4)
  }

  private static func english(_ count: Int, between: String = " ") -> String {
    Array(repeating: "fox", count: count).joined(separator: between)
  }

  /// Words that only Chinese characters part, as far as they go.
  private static func mixed(_ characters: Int, _ words: Int) -> String {
    let pairs = min(characters, words)
    return String(repeating: "狐fox", count: pairs)
      + String(repeating: "狐", count: characters - pairs)
      + String(repeating: " fox", count: words - pairs)
  }
}
