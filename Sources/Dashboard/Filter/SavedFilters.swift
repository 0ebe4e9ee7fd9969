internal import TerminalUI
internal import VideoTasks
internal import Wording

/// The saved filters in a list over the panes, and the line for the name of a new one.
struct FilterList: Equatable, Sendable {
  var list: RowList
  /// The name that is being written; nil while there is none.
  var name: TextEditor?

  /// The longest name, in bytes.
  static let mostNameBytes = 60
  /// How many filters have a digit of their own.
  static let digits = 9
}

/// Filters that have a name outlive the program and are used by one key.
extension DashboardState {
  mutating func actOnFilters(_ command: Command) -> [DashboardEffect] {
    switch command {
    case .completeFilter: return completeFilter()
    case .openFilters: return openFilters()
    case .saveFilter:
      let effects = openFilters()
      guard case .filters(var filters) = overlay else { return effects }
      filters.name = TextEditor(
        table.filter.text, isMultiline: false, maximumBytes: FilterList.mostNameBytes)
      filters.name?.selectAll()
      overlay = .filters(filters)
      return effects
    case .useFilter:
      guard case .filters(let filters) = overlay, let place = filters.list.selected else {
        return []
      }
      return useFilter(at: place)
    case .forgetFilter: return selectedFilter.map { [.forgetFilter($0.name)] } ?? []
    case .keepFilterName: return keepFilterName()
    default: return []
    }
  }

  private mutating func openFilters() -> [DashboardEffect] {
    if case .filters = overlay { return [] }
    overlay = .filters(FilterList(list: RowList(count: savedFilters.count)))
    fitOverlay()
    return [.loadFilters]
  }

  /// The saved filters as they are now.
  mutating func filtersLoaded(_ filters: [NamedText]) {
    savedFilters = filters
    guard case .filters(var shown) = overlay else { return }
    shown.list.setCount(filters.count)
    overlay = .filters(shown)
    fitOverlay()
  }

  /// Whether a saved filter is selected.
  var isFilterSelected: Bool { selectedFilter != nil }

  private var selectedFilter: NamedText? {
    guard case .filters(let filters) = overlay, let place = filters.list.selected,
      savedFilters.indices.contains(place)
    else { return nil }
    return savedFilters[place]
  }

  /// A digit uses the filter that it stands before.
  mutating func useFilter(byDigit key: Key) -> [DashboardEffect] {
    guard case .character(let character) = key.code, key.modifiers.isEmpty,
      let digit = character.wholeNumberValue, (1...FilterList.digits).contains(digit)
    else { return [] }
    return useFilter(at: digit - 1)
  }

  private mutating func useFilter(at place: Int) -> [DashboardEffect] {
    guard savedFilters.indices.contains(place) else { return [] }
    overlay = nil
    return setFilter(savedFilters[place].text)
  }

  private mutating func keepFilterName() -> [DashboardEffect] {
    guard case .filters(var filters) = overlay, let name = filters.name else { return [] }
    let words = FormState.trimmed(name.text)
    guard !words.isEmpty else { return [] }
    filters.name = nil
    overlay = .filters(filters)
    return [.saveFilter(NamedText(name: words, text: table.filter.text))]
  }
}
