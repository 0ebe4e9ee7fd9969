internal import CNcurses
public import TerminalUI

/// What must be sent so that a terminal shows the graphics of a frame.
struct GraphicsChange {
  /// To be taken away before the cells are drawn.
  private(set) var removed: [FrameGraphic] = []
  /// To be sent before the cells that name them.
  private(set) var named: [FrameGraphic] = []
  /// To be sent after the cells.
  private(set) var placed: [FrameGraphic] = []
  /// Rows whose cells must be drawn anew, because pixels stood there that nothing else takes away.
  private(set) var spoiledRows: [Range<Int>] = []
  /// All that will be shown.
  let wanted: [FrameGraphic]

  init(
    from shown: [FrameGraphic], to frame: [FrameGraphic], on screen: Size, isPaintedWhole: Bool
  ) {
    wanted = frame.filter { Self.fits($0, screen) }
    // Nearly always there is none before and none after.
    if shown.isEmpty && wanted.isEmpty { return }
    removed = shown.filter { !Self.has(wanted, $0) }
    for graphic in wanted where isPaintedWhole || !Self.has(shown, graphic) {
      if graphic.kind == .named { named.append(graphic) } else { placed.append(graphic) }
    }
    spoiledRows = removed.filter { $0.kind == .painted }.map {
      max(0, $0.rect.row)..<min(screen.rows, $0.rect.row + $0.rect.rows)
    }.filter { !$0.isEmpty }
    for rows in spoiledRows {
      showAgain {
        $0.rect.row < rows.upperBound && rows.lowerBound < $0.rect.row + $0.rect.rows
      }
    }
  }

  /// Whether anything must be sent, or drawn again.
  var isNeeded: Bool { !removed.isEmpty || !named.isEmpty || !placed.isEmpty }

  /// Takes note of cells that are about to be drawn: pixels beneath them go.
  mutating func note(_ columns: Range<Int>, row: Int, of frame: Frame) {
    guard !wanted.isEmpty else { return }
    showAgain { graphic in
      guard (graphic.rect.row..<graphic.rect.row + graphic.rect.rows).contains(row) else {
        return false
      }
      let end = graphic.rect.column + graphic.rect.columns
      if columns.lowerBound < end && graphic.rect.column < columns.upperBound { return true }
      // ncurses may clear the rest of a line whose end is blank.
      return columns.lowerBound < end && frame.rows[row][end...].allSatisfy(\.isBlank)
    }
  }

  private mutating func showAgain(where isSpoiled: (FrameGraphic) -> Bool) {
    for graphic in wanted
    where graphic.kind == .painted && !placed.contains(graphic) && isSpoiled(graphic) {
      placed.append(graphic)
    }
  }

  /// Whether it lies on the screen. A sixel picture on the last row would scroll some terminals.
  private static func fits(_ graphic: FrameGraphic, _ screen: Size) -> Bool {
    let rows = graphic.kind == .painted ? screen.rows - 1 : screen.rows
    return Rect(column: 0, row: 0, columns: screen.columns, rows: rows).contains(graphic.rect)
  }

  /// Whether a graphic is among others; one that cells name is the same wherever they stand.
  private static func has(_ graphics: [FrameGraphic], _ graphic: FrameGraphic) -> Bool {
    graphics.contains { $0 == graphic || ($0.kind == .named && $0.id == graphic.id) }
  }
}

extension NcursesTerminal {
  /// Pictures that the terminal shows, as far as it has answered.
  public var graphics: GraphicsSupport {
    GraphicsSupport(capabilities, program: program.name, isWrapped: program.wrapping != .none)
  }

  /// Queues what brings the graphics of a frame onto the screen, around the cells.
  func send(_ change: GraphicsChange) {
    guard change.isNeeded || !shownGraphics.isEmpty else { return }
    for graphic in change.removed { output.queue(graphic.removing) }
    for rows in change.spoiledRows { cn_forget_rows(Int32(rows.lowerBound), Int32(rows.count)) }
    for graphic in change.named { output.queue(graphic.showing) }
    for graphic in change.placed {
      let place = EscapeSequences.cursorAddress(row: graphic.rect.row, column: graphic.rect.column)
      output.queueAfterwards(
        Array("\u{1B}7\(place)".utf8) + graphic.showing + Array("\u{1B}8".utf8))
    }
    shownGraphics = change.wanted
  }
}
