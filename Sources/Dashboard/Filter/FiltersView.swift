internal import TerminalUI
internal import TextLayout
internal import VideoTasks
internal import Wording

/// The saved filters: a digit, a name, and the filter itself.
struct FiltersView: View {
  var state: DashboardState
  var filters: FilterList

  var picker: PickList {
    PickList(state: state, title: say("Saved filters"), list: filters.list, foot: foot)
  }

  func draw(on canvas: inout Canvas) {
    let picker = picker
    picker.draw(on: &canvas) { row($0, picker.columns) }
    if let name = filters.name {
      picker.drawEntry(say("Name"), name, on: &canvas)
    }
  }

  private func row(_ index: Int, _ columns: Int) -> Line {
    guard state.savedFilters.indices.contains(index) else { return Line() }
    let saved = state.savedFilters[index]
    var line = Line(index < FilterList.digits ? "\(index + 1) " : "  ", .accent, .bold)
    let name = glyphs.cut(CleanText.line(saved.name, limit: 100), max(8, columns / 2))
    line.add(name, .text)
    let room = columns - line.columns - 2
    if saved.text != saved.name {
      line.add("  " + glyphs.cut(CleanText.line(saved.text, limit: 250), room), .muted)
    }
    return line
  }

  private var foot: Line {
    guard filters.list.count == 0 else { return Line() }
    guard let find = state.keyName(.filter, in: .table),
      let save = state.keyName(.saveFilter, in: .filter)
    else { return Line(say("None yet."), .muted) }
    return Line(
      say("None yet: write one with {find} and press {save}.", ["find": find, "save": save]), .muted
    )
  }
}
