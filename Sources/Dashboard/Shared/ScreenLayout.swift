internal import TerminalUI
internal import TextLayout
internal import VideoTasks
internal import Wording

/// What each border that stands on the screen may be moved to. Not a dictionary, because every layout
/// makes one, and every key some layouts.
struct DividerRanges: Hashable, Sendable {
  private var least = PaneSizes()
  private var most = PaneSizes()

  subscript(divider: Divider) -> ClosedRange<Int>? {
    get {
      guard let least = least[divider], let most = most[divider] else { return nil }
      return least...most
    }
    set { (least[divider], most[divider]) = (newValue?.lowerBound, newValue?.upperBound) }
  }
}

/// Which part of the screen stands where.
struct ScreenLayout: Hashable, Sendable {
  /// The smallest screen that can be used.
  static let smallest = Size(columns: 40, rows: 10)
  /// The smallest screen with form, table and details on it, and the one with all side by side.
  static let paired = Size(columns: 110, rows: 20)
  static let abreast = Size(columns: 160, rows: 20)
  /// The fewest columns of form, table and details.
  static let leastForm = 40
  static let leastTable = 50
  static let leastDetails = 40
  /// The fewest rows of table and details, one above the other.
  static let leastTableRows = 8
  static let leastDetailsRows = 5

  var isTooSmall: Bool
  /// Whether panes stand side by side.
  var isWide: Bool
  /// Whether the details stand beside the table and not under it.
  var isAbreast: Bool
  var header: Rect
  var footer: Rect
  /// The row of a message or question; nil while there is neither.
  var message: Rect?
  var form: Rect?
  var table: Rect?
  /// The pane of details, or the strip under the table that stands for it.
  var details: Rect?
  /// A pane that stands in place of table and details, such as the library.
  var page: Rect?
  /// Whether the details are only a strip.
  var isStrip = false
  /// What each border that can be moved may be moved to, in columns or rows of its pane.
  private(set) var ranges = DividerRanges()

  init(
    size: Size, pane: Pane, messageRows: Int, sizes: PaneSizes = PaneSizes(),
    isZoomed: Bool = false
  ) {
    isTooSmall = !Self.smallest.fits(in: size)
    isWide = !isZoomed && Self.paired.fits(in: size)
    isAbreast = isWide && Self.abreast.fits(in: size) && !pane.isPage
    header = Rect(column: 0, row: 0, columns: size.columns, rows: min(1, size.rows))
    footer = Rect(column: 0, row: max(0, size.rows - 1), columns: size.columns, rows: 1)
    guard !isTooSmall else { return }
    if messageRows > 0 {
      message = Rect(
        column: 0, row: size.rows - 1 - messageRows, columns: size.columns, rows: messageRows)
    }
    let body = Rect(
      column: 0, row: 1, columns: size.columns, rows: size.rows - 2 - messageRows)
    if isWide { placeAll(body, pane, sizes) } else { placeOne(body, pane, strip: !isZoomed) }
  }

  private mutating func placeAll(_ body: Rect, _ pane: Pane, _ sizes: PaneSizes) {
    let isFull = Self.abreast.fits(in: Size(columns: body.columns, rows: Self.abreast.rows))
    // The library beside the form leaves the form where it is.
    let rest = Self.leastTable + (isFull ? Self.leastDetails : 0)
    let left = taken(
      sizes, .form, Self.leastForm...(body.columns - rest),
      otherwise: isFull ? min(60, 44 + (body.columns - 160) / 8) : body.columns < 150 ? 44 : 50)
    form = Rect(column: 0, row: body.row, columns: left, rows: body.rows)
    let right = body.columns - left
    if pane.isPage {
      page = Rect(column: left, row: body.row, columns: right, rows: body.rows)
    } else if isAbreast {
      let last = taken(
        sizes, .details, Self.leastDetails...(right - Self.leastTable),
        otherwise: min(80, 46 + (body.columns - 160) / 4))
      table = Rect(column: left, row: body.row, columns: right - last, rows: body.rows)
      details = Rect(
        column: body.columns - last, row: body.row, columns: last, rows: body.rows)
    } else {
      let most = max(Self.leastDetailsRows, body.rows - Self.leastTableRows)
      let below = taken(
        sizes, .below, Self.leastDetailsRows...most, otherwise: max(8, body.rows * 2 / 5))
      table = Rect(column: left, row: body.row, columns: right, rows: body.rows - below)
      details = Rect(
        column: left, row: body.row + body.rows - below, columns: right, rows: below)
    }
  }

  /// The size that the user wants, or the usual one, pulled in to what there is room for.
  private mutating func taken(
    _ sizes: PaneSizes, _ divider: Divider, _ range: ClosedRange<Int>, otherwise usual: Int
  ) -> Int {
    ranges[divider] = range
    return max(range.lowerBound, min(range.upperBound, sizes[divider] ?? usual))
  }

  private mutating func placeOne(_ body: Rect, _ pane: Pane, strip hasStrip: Bool) {
    switch pane {
    case .form: form = body
    case .details: details = body
    case .assets, .log, .numbers: page = body
    case .table:
      // A strip only where the table keeps ten rows beside it.
      let strip = hasStrip && body.rows >= 18 ? 5 : 0
      table = Rect(
        column: 0, row: body.row, columns: body.columns, rows: body.rows - strip)
      guard strip > 0 else { return }
      isStrip = true
      details = Rect(
        column: 0, row: body.row + body.rows - strip, columns: body.columns, rows: strip)
    }
  }

  /// The size that a border decides now; nil where it is not on the screen.
  func size(of divider: Divider) -> Int? {
    guard ranges[divider] != nil else { return nil }
    return switch divider {
    case .form: form?.columns
    case .details: details?.columns
    case .below: details?.rows
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
  var layout: ScreenLayout { layout(of: pane) }

  /// The layout of the screen when another pane has the focus.
  func layout(of pane: Pane) -> ScreenLayout {
    ScreenLayout(
      size: size, pane: pane, messageRows: messageRows, sizes: sizes,
      isZoomed: isZoomed || isPlain)
  }

  /// How many rows the lines above the footer take; mostly there are none, and nothing is worded.
  private var messageRows: Int {
    !hasMessage && !hasQuestion && alerts.isEmpty ? 0 : messageLines.count
  }

  /// What stands above the footer: what went wrong, and the message or question in as many lines as
  /// it takes, at most three.
  var messageLines: [Line] {
    [alertLine].compactMap { $0 } + spokenLines
  }

  private var spokenLines: [Line] {
    let room = max(8, size.columns - 2)
    if let question {
      let keys = [Command.yes, .no].compactMap { keyName($0, in: .question) }
      let answers = keys.joined(separator: "/")
      return Wrap.texts(say(question.words) + " " + answers, columns: room).suffix(3)
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

  /// How many tasks the table shows at once: without border, headings, and the filter's rows.
  var tableHeight: Int {
    // While another pane has the screen, as many as the table will show when it is back.
    guard let rect = layout.table ?? layout(of: .table).table else { return 0 }
    return max(0, rect.rows - 3 - filterRows)
  }

  /// How many rows the filter has: its text, and a sentence while it is written or partly wrong.
  var filterRows: Int {
    guard table.isFiltering || !table.filter.isEmpty else { return 0 }
    return table.isFiltering || table.reading.problems.contains { !$0.isUnfinished } ? 2 : 1
  }
}

extension Size {
  /// Whether all of it has room on a screen.
  func fits(in screen: Size) -> Bool { columns <= screen.columns && rows <= screen.rows }
}
