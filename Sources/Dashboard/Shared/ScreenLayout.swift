internal import TerminalUI
internal import TextLayout
internal import Wording

/// Which part of the screen stands where.
struct ScreenLayout: Hashable, Sendable {
  /// The smallest screen that can be used.
  static let smallest = Size(columns: 40, rows: 10)

  var isTooSmall: Bool
  /// Whether form, table and details are all on the screen.
  var isWide: Bool
  var header: Rect
  var footer: Rect
  /// The row of a message or question; nil while there is neither.
  var message: Rect?
  var form: Rect?
  var table: Rect?
  /// The pane of details, or the strip under the table that stands for it.
  var details: Rect?
  /// The asset library, which stands in place of table and details.
  var assets: Rect?
  /// Whether the details are only a strip.
  var isStrip = false

  init(size: Size, pane: Pane, messageRows: Int) {
    isTooSmall = size.columns < Self.smallest.columns || size.rows < Self.smallest.rows
    isWide = size.columns >= 110 && size.rows >= 20
    header = Rect(column: 0, row: 0, columns: size.columns, rows: min(1, size.rows))
    footer = Rect(column: 0, row: max(0, size.rows - 1), columns: size.columns, rows: 1)
    guard !isTooSmall else { return }
    if messageRows > 0 {
      message = Rect(
        column: 0, row: size.rows - 1 - messageRows, columns: size.columns, rows: messageRows)
    }
    let body = Rect(
      column: 0, row: 1, columns: size.columns, rows: size.rows - 2 - messageRows)
    if isWide { placeAll(body, pane) } else { placeOne(body, pane) }
  }

  private mutating func placeAll(_ body: Rect, _ pane: Pane) {
    let left = body.columns >= 150 ? 50 : 44
    let right = body.columns - left
    let below = max(8, body.rows * 2 / 5)
    form = Rect(column: 0, row: body.row, columns: left, rows: body.rows)
    guard pane != .assets else {
      assets = Rect(column: left, row: body.row, columns: right, rows: body.rows)
      return
    }
    table = Rect(column: left, row: body.row, columns: right, rows: body.rows - below)
    details = Rect(
      column: left, row: body.row + body.rows - below, columns: right, rows: below)
  }

  private mutating func placeOne(_ body: Rect, _ pane: Pane) {
    switch pane {
    case .form: form = body
    case .details: details = body
    case .assets: assets = body
    case .table:
      // A strip only where the table keeps ten rows beside it.
      let strip = body.rows >= 18 ? 5 : 0
      table = Rect(
        column: 0, row: body.row, columns: body.columns, rows: body.rows - strip)
      guard strip > 0 else { return }
      isStrip = true
      details = Rect(
        column: 0, row: body.row + body.rows - strip, columns: body.columns, rows: strip)
    }
  }

  /// Where the form's scrolled rows go: inside border and blanks, above the pinned row.
  var formBody: Rect? {
    form.map {
      Rect(column: $0.column + 2, row: $0.row + 1, columns: $0.columns - 4, rows: $0.rows - 3)
    }
  }

  /// Columns of the prompt's editor, also while the form is not on the screen.
  var promptColumns: Int { max(8, formBody?.columns ?? 76) }

  var isFormPaired: Bool { promptColumns >= 66 }
}

extension DashboardState {
  /// The layout of the screen as it is now.
  var layout: ScreenLayout {
    ScreenLayout(size: size, pane: pane, messageRows: messageLines.count)
  }

  /// The message or question above the footer, in as many lines as it takes, at most three.
  var messageLines: [Line] {
    let room = max(8, size.columns - 2)
    if let question {
      return Wrap.texts(say(question.words) + " y/n", columns: room).suffix(3)
        .map { Line($0, .warning, .bold) }
    }
    guard let message else { return [] }
    let (sign, role): (String, ColorRole) =
      switch message.tone {
      case .good: (glyphs.right, .good)
      case .plain: (glyphs.bullet, .accent)
      case .bad: (glyphs.wrong, .bad)
      }
    let texts = Wrap.texts(CleanText.line(say(message.text), limit: 400), columns: room - 2)
    return texts.prefix(3).enumerated().map { index, text in
      var line = Line(index == 0 ? sign + " " : "  ", role, .bold)
      line.add(text, .text)
      return line
    }
  }

  /// How many tasks the table shows at once: without border, headings, and the filter's row.
  var tableHeight: Int {
    // While another pane has the screen, as many as the table will show when it is back.
    let shown =
      layout.table
      ?? ScreenLayout(size: size, pane: .table, messageRows: messageLines.count).table
    guard let rect = shown else { return 0 }
    return max(0, rect.rows - 3 - (hasFilterRow ? 1 : 0))
  }

  /// Whether the filter has a row of its own.
  var hasFilterRow: Bool { table.isFiltering || table.isFiltered }
}
