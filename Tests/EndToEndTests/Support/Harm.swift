/// Text that tries to do something to a terminal, and what finds it in a program's output.
enum Harm {
  /// Sequences of every kind that a terminal obeys, and characters that are not what they seem.
  ///
  /// `66;66` stands in nothing that the program itself sends.
  static let payload =
    "\u{1B}[66;66H\u{1B}[2J\u{1B}[31m\u{1B}]0;HARM\u{7}\u{1B}]52;c;SEFSTQ==\u{1B}\\"
    + "\u{1B}PqHARM\u{1B}\\\u{1B}_GHARM\u{1B}\\\u{1B}c\u{1B}7\u{1B}(0"
    + "\u{9B}66;66H\u{9D}0;HARM\u{9C}\u{90}q\u{84}\u{85}\u{8D}"
    + "\u{8}\u{7F}\r\n\t\u{B}\u{C}\u{E}\u{F}\u{5}"
    + "\u{202E}\u{2066}\u{2069}\u{200F}\u{061C}\u{200B}\u{200D}\u{2060}\u{FEFF}\u{2028}\u{2029}"
    + "e" + String(repeating: "\u{301}", count: 40) + "\u{FFFE}\u{E0041}"

  /// What a person would see of a text that holds the payload.
  static let mark = "HARM"

  /// The first character that may not stand in a command's output; nil when all may.
  static func found(in text: String) -> String? {
    for scalar in text.unicodeScalars where isHarmful(scalar) {
      return "U+" + String(scalar.value, radix: 16, uppercase: true)
    }
    return nil
  }

  private static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0A: false
    case 0..<0x20, 0x7F..<0xA0, 0x061C, 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F,
      0xFEFF, 0xE0000...0xE0FFF:
      true
    default: false
    }
  }

  /// The first thing that the dashboard has sent to its terminal and that is no part of drawing;
  /// nil when there is none.
  ///
  /// Drawing is text, `CSI` functions that place, erase, colour and scroll, the two shifts of
  /// character sets, a window title without words from outside, and questions about the terminal:
  /// no other strings to the terminal, no bell, no 8-bit controls, no reset.
  static func found(drawnAs written: String) -> String? {
    var rest = Substring(written).unicodeScalars
    while let scalar = rest.popFirst() {
      switch scalar.value {
      case 0x1B:
        if let wrong = sequence(&rest) { return wrong }
      case 0x08, 0x0A, 0x0D, 0x0E, 0x0F: break
      default:
        if isHarmful(scalar) { return "U+" + String(scalar.value, radix: 16, uppercase: true) }
      }
    }
    return nil
  }

  /// What the program asks the terminal about itself: its version, modes, attributes and state.
  private static let questions: Set = [">0q", "?2026$p", "c", "5n"]

  /// Takes the rest of an escape sequence; what is wrong with it.
  private static func sequence(_ rest: inout Substring.UnicodeScalarView) -> String? {
    guard let kind = rest.popFirst() else { return nil }
    switch kind {
    case "[":
      var parameters = ""
      while let scalar = rest.popFirst() {
        if (0x20...0x3F).contains(scalar.value) {
          parameters.unicodeScalars.append(scalar)
          continue
        }
        let isDrawing = "ABCDGHJKLMPSTX@bdfhlmrtu".unicodeScalars.contains(scalar)
        guard isDrawing || questions.contains("\(parameters)\(scalar)") else {
          return "CSI \(parameters)\(scalar)"
        }
        return parameters == "66;66" ? "CSI \(parameters)H" : nil
      }
      return nil
    case "(", ")":
      _ = rest.popFirst()
      return nil
    case "]": return string(&rest)
    case "=", ">", "7", "8", "M", "\\": return nil
    default: return "ESC \(kind)"
    }
  }

  /// Takes the rest of a string to the terminal; what is wrong with it when it is no title of ours
  /// and no question about the terminal's colours.
  private static func string(_ rest: inout Substring.UnicodeScalarView) -> String? {
    var text = ""
    while let scalar = rest.popFirst(), scalar.value != 0x07 {
      if scalar.value == 0x1B {
        guard rest.popFirst() == "\\" else { return "ESC ] \(text.prefix(40))" }
        break
      }
      text.unicodeScalars.append(scalar)
    }
    let isTitle = text.hasPrefix("2;") && !text.contains(mark) && found(in: text) == nil
    return isTitle || ["10;?", "11;?"].contains(text) ? nil : "ESC ] \(text.prefix(40))"
  }
}
