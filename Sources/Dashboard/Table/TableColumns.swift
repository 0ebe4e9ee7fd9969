internal import TerminalUI
internal import TextLayout
internal import Wording

/// Which columns the table has at a width, and how wide each is.
///
/// State, progress and prompt are always there; the others come as far as the prompt keeps enough.
struct TableColumns: Hashable, Sendable {
  /// What a column says of a task.
  enum Kind: Hashable, CaseIterable, Sendable {
    case status, id, progress, prompt, profile, model, ratio, resolution, length, cost, time

    /// Whether its text stands at the right of the column.
    var isRight: Bool {
      switch self {
      case .id, .length, .cost, .time: true
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
  private var isNarrow: Bool
  private var language: Language

  /// Columns that are left out first come last: together in one group, all or none.
  private static let optional: [[(Kind, Int)]] = [
    [(.time, 6)], [(.cost, 13)], [(.ratio, 8), (.resolution, 5), (.length, 4)], [(.model, 18)],
    [(.profile, 10)],
  ]

  init(width: Int, highestID: Int64, language: Language) {
    self.language = language
    // One column for the marker, one that stays free at the right.
    let room = width - 2
    isNarrow = room < 60
    var widths: [Kind: Int] = [
      .id: max(3, String(highestID).count), .status: isNarrow ? 1 : 13,
      .progress: isNarrow ? 9 : 18,
    ]
    let gaps = isNarrow ? 3 : 4
    var rest = room - widths.values.reduce(gaps, +)
    for group in Self.optional {
      let needed = group.reduce(0) { $0 + $1.1 + 1 }
      guard rest - needed >= (isNarrow ? 24 : 25) else { continue }
      rest -= needed
      for (kind, width) in group { widths[kind] = width }
    }
    widths[.prompt] = max(4, rest)
    list = Kind.allCases.compactMap { kind in
      // Right of the ID stands text that begins at once: one more blank keeps them apart.
      widths[kind].map { Column(kind: kind, width: $0, gap: kind == .id && !isNarrow ? 2 : 1) }
    }
  }

  /// Columns of a whole row, with the marker before it and a blank after it.
  var all: Int { list.reduce(1) { $0 + $1.width + $1.gap } }

  /// Draws the names of the columns.
  func drawHeadings(on canvas: inout Canvas, _ inner: Rect) {
    var column = inner.column + 1
    for item in list {
      let name = heading(item.kind).map { language.say($0) } ?? ""
      let text = item.kind.isRight ? Padding.left(name, columns: item.width) : name
      canvas.draw(Line(text, .muted), column, inner.row, columns: item.width)
      column += item.width + item.gap
    }
  }

  private func heading(_ kind: Kind) -> Phrase? {
    switch kind {
    case .status: isNarrow ? nil : Phrase("State")
    case .id: Phrase("ID")
    case .progress: isNarrow ? Phrase("State") : Phrase("Progress")
    case .prompt: Phrase("Prompt")
    case .model: Phrase("Model")
    case .ratio: Phrase("Ratio")
    case .resolution: Phrase("Size")
    case .length: Phrase("Clip")
    case .cost: Phrase("Cost")
    case .profile: Phrase("Profile")
    case .time: Phrase("When")
    }
  }
}
