internal import TerminalUI
internal import TextLayout
internal import Wording

/// The bottom row: the keys that do something now, straight from the keymap.
struct FooterView: SharingView {
  let shown: Shown
  /// The keys that it names, as far as there is room.
  let keys: Keys

  /// Keys of a context, by their places among those that the keymap gives a footer there.
  struct Keys: Equatable {
    var context: KeyContext
    var places: [Int]
  }

  init(_ shown: Shown) {
    self.shown = shown
    let state = shown.state
    let context = state.keyContext
    // Most keys stand in the help alone: whether they do something now need not be known here.
    let bindings = state.keymap.footer(context)
    keys = Keys(
      context: context,
      places: bindings.indices.filter {
        let command = bindings[$0].command
        return state.isAvailable(command) && state.isOffered(command)
      })
  }

  func draw(on canvas: inout Canvas, in rect: Rect) {
    canvas.fill(rect, style: Style(.muted, on: .bar))
    let all = state.keymap.footer(keys.context)
    let bindings = keys.places.map { all[$0] }
    // Help and quit keep their place on any screen; the others come as far as there is room, and
    // a short one may stand where a longer one has none.
    let kept = bindings.filter { $0.command == .help || $0.command == .quit }
    let others = bindings.filter { $0.command != .help && $0.command != .quit }
    var room = rect.columns - 1 - kept.reduce(0) { $0 + width($1) }
    var line = Line(" ", Style(.muted, on: .bar))
    for binding in others where width(binding) <= room {
      room -= width(binding)
      add(binding, to: &line)
    }
    for binding in kept { add(binding, to: &line) }
    canvas.draw(line, rect.column, rect.row, columns: rect.columns)
  }

  private func width(_ binding: Binding) -> Int {
    Columns.of(state.glyphs.key(binding.label)) + 1 + Columns.of(say(binding.words)) + 2
  }

  private func add(_ binding: Binding, to line: inout Line) {
    line.add(state.glyphs.key(binding.label), Style(.accent, on: .bar, .bold))
    line.add(" \(say(binding.words))  ", Style(.muted, on: .bar))
  }
}
