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
    let before = painted?.size == frame.size ? painted : nil
    if before == nil { cn_erase() }
    var graphics = GraphicsChange(
      from: shownGraphics, to: frame.graphics, on: screenSize, isPaintedWhole: before == nil)
    paint(frame, after: before) { graphics.note($0, row: $1, of: frame) }
    guard
      hasPainted || before == nil || shown?.cursor != frame.cursor || graphics.isNeeded
        || output.hasQueued
    else { return false }
    let cursor = frame.cursor ?? (isPlain ? Self.selected(in: frame) : nil)
    let size = screenSize
    place(cursor.flatMap { $0.column < size.columns && $0.row < size.rows ? $0 : nil })
    (shown, painted) = (frame, frame)
    hasPainted = false
    send(graphics)
    _ = cn_update()
    let isSent = output.flush()
    // A scroll region takes along what else stands on its rows, such as pictures in pixels.
    if before != nil, output.hasMovedRows, shownGraphics.contains(where: { $0.kind != .named }) {
      redrawAll()
      draw(frame)
    }
    return isSent
  }

  /// Paints what may be the next frame, and sends nothing. If it is, showing it takes less; if not, no
  /// more than otherwise.
  public func prepare(_ frame: Frame) {
    guard isActive, let painted, painted.size == frame.size,
      shownGraphics.isEmpty, frame.graphics.isEmpty,
      !painter.styles.isShortOfPairs(cells: frame.size.columns * frame.size.rows)
    else { return }
    paint(frame, after: painted) { _, _ in }
    self.painted = frame
  }

  /// Paints the cells in which a frame differs from what was painted last.
  private func paint(_ frame: Frame, after before: Frame?, note: (Range<Int>, Int) -> Void) {
    let size = screenSize
    let columns = min(frame.size.columns, size.columns)
    for row in 0..<min(frame.size.rows, size.rows) {
      let part =
        before.map { frame.changedColumns(row, since: $0, upTo: columns) } ?? 0..<columns
      guard let changed = part, !changed.isEmpty else { continue }
      hasPainted = true
      note(changed, row)
      painter.paint(frame, row: row, columns: changed)
    }
  }

  private var screenSize: Size { Size(columns: Int(cn_columns()), rows: Int(cn_rows())) }

  /// Whether the next frame is painted whole, as with another theme.
  public var isPaintedOver: Bool { isActive && shown == nil }

  /// Paints every cell of the next frame anew, as after another program wrote to the terminal.
  public func redrawAll() {
    cn_forget_screen()
    forgetFrame()
  }

  /// Forgets what is on the screen.
  func forgetFrame() { (shown, painted) = (nil, nil) }

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
