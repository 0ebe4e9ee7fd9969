/// A frame as plain text, for tests that compare whole screens.
public enum FrameText {
  /// The rows of a frame, one line each, without blanks at line ends; wide graphemes appear once.
  ///
  /// Ends with a newline. The cursor is not shown.
  public static func render(_ frame: Frame) -> String {
    lines(of: frame) { $0.text }
  }

  /// One letter for the style of each cell, one line a row, then what each letter stands for.
  ///
  /// `.` is the style of the first cell; letters follow in order of appearance, so a change of
  /// colours somewhere changes only what it must.
  public static func styles(_ frame: Frame) -> String {
    let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
    var known: [Style: Character] = [:]
    var legend: [(Character, Style)] = []
    let rows = lines(of: frame, trimming: false) { cell in
      if let letter = known[cell.style] { return String(letter) }
      let letter: Character =
        known.isEmpty ? "." : known.count <= letters.count ? letters[known.count - 1] : "?"
      known[cell.style] = letter
      legend.append((letter, cell.style))
      return String(letter)
    }
    return rows + legend.map { "\($0.0) = \(describe($0.1))\n" }.joined()
  }

  private static func lines(
    of frame: Frame, trimming: Bool = true, _ text: (Cell) -> String
  ) -> String {
    var result = ""
    for row in 0..<frame.size.rows {
      var line = ""
      for column in 0..<frame.size.columns { line += text(frame[column, row]) }
      if trimming { while line.last == " " { line.removeLast() } }
      result += line + "\n"
    }
    return result
  }

  private static func describe(_ style: Style) -> String {
    let foreground = style.pictureForeground?.hex ?? "\(style.foreground)"
    let background = style.pictureBackground?.hex ?? "\(style.background)"
    var words = ["\(foreground) on \(background)"]
    let names: [(Style.Attributes, String)] = [
      (.bold, "bold"), (.dim, "dim"), (.underline, "underline"), (.reverse, "reverse"),
    ]
    for (attribute, name) in names where style.attributes.contains(attribute) {
      words.append(name)
    }
    return words.joined(separator: " ")
  }
}
