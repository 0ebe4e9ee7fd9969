internal import CNcurses
public import TerminalUI

extension NcursesTerminal {
  /// Shows a frame. What is the same as on the screen costs no bytes; a frame that changes nothing
  /// costs none at all. Places outside the frame are blank, what is outside the screen is cut.
  /// Returns whether anything was sent.
  @discardableResult
  public func draw(_ frame: Frame) -> Bool {
    guard isActive else { return false }
    if painter.styles.isShortOfPairs(cells: frame.size.columns * frame.size.rows) {
      painter.styles.forgetPairs()
      setBackground()
      redrawAll()
    }
    let before = shown?.size == frame.size ? shown : nil
    if before == nil { cn_erase() }
    let rows = min(frame.size.rows, Int(cn_rows()))
    let columns = min(frame.size.columns, Int(cn_columns()))
    var graphics = GraphicsChange(
      from: shownGraphics, to: frame.graphics, on: Size(columns: columns, rows: rows),
      isPaintedWhole: before == nil)
    var hasChanged = before == nil || before?.cursor != frame.cursor || graphics.isNeeded
    for row in 0..<rows {
      let part =
        before.map { frame.changedColumns(row, since: $0, upTo: columns) } ?? 0..<columns
      guard let changed = part, !changed.isEmpty else { continue }
      hasChanged = true
      graphics.note(changed, row: row, of: frame)
      painter.paint(frame, row: row, columns: changed)
    }
    guard hasChanged else { return false }
    let cursor = frame.cursor ?? (isPlain ? Self.selected(in: frame) : nil)
    place(cursor.flatMap { $0.column < columns && $0.row < rows ? $0 : nil })
    shown = frame
    send(graphics)
    _ = cn_update()
    output.flush()
    // A scroll region takes along what else stands on its rows, such as pictures in pixels.
    if before != nil, output.hasMovedRows, shownGraphics.contains(where: { $0.kind != .named }) {
      redrawAll()
      draw(frame)
    }
    return true
  }

  /// Whether the next frame is painted whole, as with another theme.
  public var isPaintedOver: Bool { isActive && shown == nil }

  /// Paints every cell of the next frame anew, as after another program wrote to the terminal.
  public func redrawAll() {
    cn_forget_screen()
    shown = nil
  }

  /// Takes another theme. The next frame is painted whole.
  public func use(_ theme: Theme) {
    painter.styles.use(theme)
    setBackground()
    redrawAll()
  }

  /// Where the selected row of a frame begins; the beginning of all where there is none.
  private static func selected(in frame: Frame) -> Point {
    for (row, cells) in frame.rows.enumerated() {
      if let column = cells.firstIndex(where: { $0.style.background == .selection }) {
        return Point(column: column, row: row)
      }
    }
    return Point(column: 0, row: 0)
  }

  /// Puts the cursor somewhere, or hides it.
  private func place(_ cursor: Point?) {
    let isShown = cursor != nil
    if isCursorShown != isShown {
      output.queue(EscapeSequences.capability(isShown ? "cnorm" : "civis") ?? "")
      isCursorShown = isShown
    }
    if let cursor {
      cn_place_cursor(Int32(cursor.row), Int32(cursor.column))
    } else {
      cn_free_cursor()
    }
  }

  /// Lets ncurses clear with the theme's background, which saves writing blanks.
  func setBackground() {
    let ink = painter.styles.ink(Style())
    var blank = cchar_t()
    guard cn_set_plain_cell(&blank, wchar_t(0x20), 0, ink.pair) == cn_ok else { return }
    cn_set_background(&blank)
  }
}
