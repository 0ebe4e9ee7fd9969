internal import TerminalUI
internal import TextLayout
internal import VideoTasks
internal import Wording

/// What lies over the panes and has the keys.
enum Overlay: Equatable, Sendable {
  case palette(PaletteState)
  case themes(ThemePicker)
  case sorts(RowList)
  case filters(FilterList)
  case jump(JumpLine)
  case settle(SettleForm)
  case adopt(AdoptForm)
  case columns(ColumnChooser)

  /// Where a key pressed over the panes belongs.
  var context: KeyContext {
    switch self {
    case .palette: .palette
    case .themes: .themes
    case .sorts: .sorts
    case .filters(let list): list.name == nil ? .filters : .filterName
    case .jump: .jump
    case .settle, .adopt: .entry
    case .columns: .columns
    }
  }
}

/// The palette: what was typed, what fits, and which of it is selected.
struct PaletteState: Equatable, Sendable {
  var query = TextEditor(isMultiline: false, maximumBytes: 200)
  /// What can be done, as of when the palette was opened.
  var entries: [PaletteEntry]
  /// What fits the query, the best first.
  private(set) var found: [Found] = []
  var list = RowList()

  /// An entry that fits.
  struct Found: Hashable, Sendable {
    var entry: PaletteEntry
    /// Graphemes of its words that were typed.
    var places: [Int] = []
  }

  init(entries: [PaletteEntry], recent: [PaletteEntry.Deed], language: Language) {
    // What was used last stands first, as long as nothing is typed.
    let first = recent.compactMap { deed in entries.first { $0.deed == deed } }
    self.entries = first + entries.filter { entry in !recent.contains(entry.deed) }
    search(language)
  }

  /// The selected entry.
  var selected: PaletteEntry? { list.selected.map { found[$0].entry } }

  /// Looks for the query among the entries. O(entries).
  mutating func search(_ language: Language) {
    let text = query.text
    let matches = entries.enumerated().compactMap { place, entry in
      FuzzyMatch(text, in: language.say(entry.words)).map { (place, entry, $0) }
    }
    let sorted =
      text.isEmpty
      ? matches
      : matches.sorted { left, right in
        let (one, other) = (left.1.isAvailable, right.1.isAvailable)
        if one != other { return one }
        return (right.2.score, left.0) < (left.2.score, right.0)
      }
    found = sorted.map { Found(entry: $0.1, places: $0.2.places) }
    if let number = Int64(text.drop { $0 == "#" }), number > 0 {
      let task = PaletteEntry(
        deed: .task(TaskID(number)), words: Phrase("Go to task {id}", ["id": number]))
      found.insert(Found(entry: task), at: 0)
    }
    list.setCount(found.count)
    list.moveToFirst()
  }
}
