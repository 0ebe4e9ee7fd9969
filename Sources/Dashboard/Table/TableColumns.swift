internal import TerminalUI
internal import TextLayout
internal import VideoTasks
internal import Wording

/// Which columns the table has at a width, and how wide each is.
///
/// The prompt is always there and takes what is left; the others come as far as it keeps enough.
struct TableColumns: Hashable, Sendable {
  /// What a column says of a task; the name is what is remembered of a user's choice.
  enum Kind: String, Hashable, CaseIterable, Sendable {
    case status, id, progress, prompt, profile, model, ratio, resolution, length, cost, time, took

    /// Those that are shown as long as nobody has chosen, from left to right.
    static let usual: [Kind] = allCases.filter { $0 != .took }

    /// Whether its text stands at the right of the column.
    var isRight: Bool {
      switch self {
      case .id, .length, .cost, .time, .took: true
      case .status, .progress, .prompt, .model, .ratio, .resolution, .profile: false
      }
    }
  }

  /// One column of the table.
  struct Column: Hashable, Sendable {
    var kind: Kind
    var width: Int
    /// Blanks after it.
    var gap: Int
  }

  /// The columns from left to right.
  private(set) var list: [Column] = []
  /// The order of the rows, which one heading names.
  private(set) var sort: TaskSort
  private var isNarrow: Bool
  private var language: Language
  private var glyphs: Glyphs

  /// Columns that are left out first come last: together in one group, all or none.
  private static let optional: [[(Kind, Int)]] = [
    [(.time, 6)], [(.cost, 13)], [(.ratio, 8), (.resolution, 5), (.length, 4)], [(.model, 18)],
    [(.profile, 10)], [(.took, 7)],
  ]

  /// - Parameters:
  ///   - highestID: the id that its column must have room for.
  ///   - chosen: the columns that the user wants, in order; nil for the usual ones.
  init(
    width: Int, highestID: Int64, language: Language, glyphs: Glyphs = Glyphs(ascii: false),
    sort: TaskSort = .newestFirst, chosen: [Kind]? = nil
  ) {
    self.language = language
    self.glyphs = glyphs
    self.sort = sort
    // One column for the marker, one that stays free at the right.
    let room = width - 2
    isNarrow = room < 60
    let wanted = (chosen ?? Kind.usual) + (chosen?.contains(.prompt) == false ? [.prompt] : [])
    var widths: [Kind: Int] = [
      .id: max(3, String(highestID).count), .status: isNarrow ? 1 : 13,
      .progress: isNarrow ? 9 : 18, .prompt: 0,
    ].filter { wanted.contains($0.key) }
    for kind in widths.keys { widths[kind] = widened(kind, widths[kind] ?? 0) }
    var rest = room - widths.values.reduce(isNarrow ? 3 : 4, +)
    // Who has chosen columns wants them more than a long prompt.
    let least = chosen != nil ? 12 : isNarrow ? 24 : 25
    for group in Self.optional {
      let group = group.filter { wanted.contains($0.0) }.map { ($0.0, widened($0.0, $0.1)) }
      let needed = group.reduce(0) { $0 + $1.1 + 1 }
      guard rest - needed >= least else { continue }
      rest -= needed
      for (kind, width) in group { widths[kind] = width }
    }
    place(wanted.filter { widths[$0] != nil }, widths, width: width)
  }

  private mutating func place(_ kinds: [Kind], _ widths: [Kind: Int], width: Int) {
    for (index, kind) in kinds.enumerated() {
      let next = kinds.dropFirst(index + 1).first
      // Right of numbers, text begins at once: one more blank keeps them apart.
      let isTight = kind.isRight && next?.isRight == false && !isNarrow
      list.append(Column(kind: kind, width: widths[kind] ?? 0, gap: isTight ? 2 : 1))
    }
    let rest = width - all
    if let prompt = list.firstIndex(where: { $0.kind == .prompt }) {
      list[prompt].width = max(4, rest)
    }
  }

  /// A column's width with room for the sign that the rows are ordered by it.
  private func widened(_ kind: Kind, _ width: Int) -> Int {
    guard kind != .prompt, isOrdering(kind), let name = heading(kind) else { return width }
    return max(width, Columns.of(language.say(name)) + 1)
  }

  /// Columns of a whole row, with the marker before it and a blank after it.
  var all: Int { list.reduce(1) { $0 + $1.width + $1.gap } }

  /// Whether the heading of some column shows what the rows are ordered by.
  var showsOrder: Bool { list.contains { isOrdering($0.kind) } }

  /// Whether the rows are ordered by what a column shows.
  private func isOrdering(_ kind: Kind) -> Bool {
    switch kind {
    case .status: sort.column == .status && !isNarrow
    // It stands for the state where that is a sign without a heading.
    case .progress: sort.column == .status && isNarrow
    case .time: sort.column == .changed || sort.column == .ended
    default: kind.sort == sort.column
    }
  }

  /// Draws the names of the columns.
  func drawHeadings(on canvas: inout Canvas, _ inner: Rect) {
    var column = inner.column + 1
    for item in list {
      var line = Line(heading(item.kind).map { language.say($0) } ?? "", .muted)
      if isOrdering(item.kind) { line.add(glyphs.order(sort), .accent, .bold) }
      let shift = item.kind.isRight ? max(0, item.width - line.columns) : 0
      canvas.draw(line, column + shift, inner.row, columns: item.width - shift)
      column += item.width + item.gap
    }
  }

  private func heading(_ kind: Kind) -> Phrase? {
    kind == .status && isNarrow
      ? nil : kind == .progress && isNarrow ? Phrase("State") : kind.heading
  }
}

extension TableColumns.Kind {
  /// The columns that were remembered by these names; a name that this version lacks is passed over.
  static func read(_ names: [String]) -> [TableColumns.Kind] {
    var seen: Set<TableColumns.Kind> = []
    return names.compactMap { TableColumns.Kind(rawValue: $0) }.filter { seen.insert($0).inserted }
  }

  /// The column's name.
  var heading: Phrase {
    switch self {
    case .status: Phrase("State")
    case .id: Phrase("ID")
    case .progress: Phrase("Progress")
    case .prompt: Phrase("Prompt")
    case .model: Phrase("Model")
    case .ratio: Phrase("Ratio")
    case .resolution: Phrase("Size")
    case .length: Phrase("Clip")
    case .cost: Phrase("Cost")
    case .profile: Phrase("Profile")
    case .time: Phrase("When")
    case .took: Phrase("Took")
    }
  }
}

extension DashboardState {
  /// The columns of the table in a pane whose inside has so many columns.
  func tableColumns(width: Int) -> TableColumns {
    TableColumns(
      width: width, highestID: table.highestID, language: language, glyphs: glyphs,
      sort: table.sort, chosen: table.columns)
  }
}
