internal import TerminalUI
internal import TextLayout

/// One row of text in several styles.
struct Line: Hashable, Sendable {
  struct Span: Hashable, Sendable {
    var text: String
    var style: Style

    /// Whether it is a sign with a colour of its own, such as that of a status.
    var isSign: Bool { style.attributes.contains(.bold) && text.utf8.count <= 4 }
  }

  var spans: [Span] = []

  init() {}

  init(_ text: String, _ style: Style = Style()) { spans = [Span(text: text, style: style)] }

  init(_ text: String, _ role: ColorRole, _ attributes: Style.Attributes = []) {
    self.init(text, Style(role, attributes))
  }

  /// Columns that it takes.
  var columns: Int { spans.reduce(0) { $0 + Columns.of($1.text) } }

  /// Adds text at the end.
  mutating func add(_ text: String, _ style: Style) { spans.append(Span(text: text, style: style)) }

  /// Adds text in a colour at the end.
  mutating func add(_ text: String, _ role: ColorRole, _ attributes: Style.Attributes = []) {
    add(text, Style(role, attributes))
  }

  /// The line as it stands in the selected row: ordinary text, which every theme keeps readable
  /// there; only signs of one column and the rails of bars keep their colour.
  var selected: Line {
    var line = self
    for index in line.spans.indices where line.spans[index].style.background != .field {
      line.spans[index].style.background = .selection
      if !line.spans[index].isSign { line.spans[index].style.foreground = .text }
    }
    return line
  }
}

extension Style {
  /// A style on the ordinary background.
  init(_ role: ColorRole, _ attributes: Attributes) { self.init(role, on: .background, attributes) }
}

extension Canvas {
  /// Draws a line from a place on, in at most so many columns; returns the columns used.
  @discardableResult
  mutating func draw(_ line: Line, _ column: Int, _ row: Int, columns: Int) -> Int {
    var used = 0
    for span in line.spans where used < columns && !span.text.isEmpty {
      used += write(
        span.text, at: Point(column: column + used, row: row), style: span.style,
        columns: columns - used)
    }
    return used
  }
}

extension Glyphs {
  /// The text cut at its end to so many columns, with a sign that it was cut; it is not made where
  /// there is no room.
  func cut(_ text: @autoclosure () -> String, _ columns: Int) -> String {
    guard columns > 0 else { return "" }
    let text = text()
    // No grapheme is wider than its bytes are many: most texts fit without being measured.
    guard text.utf8.count > columns else { return text }
    let short = Truncation.tail(text, columns: columns)
    return ascii && short.hasSuffix("…") ? String(short.dropLast()) + "~" : short
  }

  /// The text cut in its middle, for paths.
  func cutMiddle(_ text: String, _ columns: Int) -> String {
    guard columns > 0 else { return "" }
    let short = Truncation.middle(text, columns: columns)
    return ascii ? String(short.map { $0 == "…" ? "~" : $0 }) : short
  }
}
