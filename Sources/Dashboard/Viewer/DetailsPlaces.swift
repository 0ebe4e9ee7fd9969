internal import TerminalUI
internal import TextLayout
internal import VideoTasks

/// Where pictures and page stand inside the pane of the details.
struct DetailsPlaces {
  /// The page, or the rest of it beside a picture; no rows while the viewer has the pane.
  let text: Rect
  /// The cells of the pictures; nil where there are none.
  let picture: Rect?
  /// The row of the player's time.
  let bar: Rect?
  /// The cells that pictures are wanted for, also while a sentence stands there; nil where none are.
  let box: Size?
  /// How many tiles a contact sheet in the box has.
  let tiles: Int

  /// The fewest rows of a pane that shows a contact sheet above its page.
  static let leastRows = 10

  init(_ state: DashboardState) {
    let layout = state.layout
    let inside = (layout.details ?? Rect(column: 0, row: 0, columns: 0, rows: 0)).inset(by: 1)
    let inner = Rect(
      column: inside.column + 1, row: inside.row, columns: max(0, inside.columns - 2),
      rows: max(0, inside.rows))
    // A message comes and goes: pictures are not made anew for it.
    let calm = Self.rowsWithoutMessage(state)
    let viewer = state.details.viewer
    let media = layout.details == nil || layout.isStrip ? nil : state.details.media
    guard let media, viewer.mode != .page || calm >= Self.leastRows else {
      (text, picture, bar, box, tiles) = (inner, nil, nil, nil, 0)
      return
    }
    if viewer.mode != .page {
      // The row of the time is the first that gives way to a message.
      let rows = max(0, calm - 1)
      let place = Rect(column: inner.column, row: inner.row, columns: inner.columns, rows: rows)
      box = Size(columns: place.columns, rows: place.rows)
      tiles = rows >= 16 ? 9 : 6
      picture = place
      bar =
        viewer.mode == .player && inner.rows > rows
        ? Rect(column: inner.column, row: inner.row + rows, columns: inner.columns, rows: 1) : nil
      text = Rect(column: inner.column, row: inner.row, columns: inner.columns, rows: 0)
      return
    }
    let sheet = Self.sheet(in: inner, rows: calm, media: media, record: state.details.record)
    (box, tiles, bar) = (sheet.box, sheet.tiles, nil)
    // A sentence takes only the rows that it needs.
    let rows =
      viewer.isOff ?? viewer.problem == nil
      ? sheet.box.rows
      : min(3, Wrap.texts(ViewerView.problem(state), columns: max(1, inner.columns)).count)
    picture = Rect(column: inner.column, row: inner.row, columns: inner.columns, rows: rows)
    text = Rect(
      column: inner.column, row: inner.row + rows, columns: inner.columns,
      rows: max(0, inner.rows - rows))
  }

  private static func rowsWithoutMessage(_ state: DashboardState) -> Int {
    let layout = ScreenLayout(
      size: state.size, pane: state.pane, messageRows: 0, sizes: state.sizes,
      isZoomed: state.isZoomed)
    return max(0, (layout.details?.rows ?? 0) - 2)
  }

  /// A sheet above the page: a row of tiles, or two where the pane is high.
  private static func sheet(
    in inner: Rect, rows: Int, media: ShownMedia, record: TaskRecord?
  ) -> (box: Size, tiles: Int) {
    let most = rows * 2 / 5
    guard media.kind == .video else {
      return (Size(columns: inner.columns, rows: most), 1)
    }
    let across = inner.columns >= 60 ? 5 : inner.columns >= 36 ? 3 : 2
    let columns = (inner.columns + 1) / across - 1
    // A cell is about twice as high as it is wide.
    let high = max(2, Int((Double(columns) / (2 * shape(record))).rounded())) + 1
    let down = 2 * high <= most ? 2 : 1
    return (
      Size(columns: inner.columns, rows: min(most, down * high)), across * down
    )
  }

  /// Width by height of the clip, as far as the request or the server says.
  private static func shape(_ record: TaskRecord?) -> Double {
    let ratio = record?.actual?.ratio ?? record?.request.ratio ?? ""
    let parts = ratio.split(separator: ":").compactMap { Double($0) }
    guard parts.count == 2, parts[0] > 0, parts[1] > 0 else { return 16.0 / 9 }
    return min(4, max(0.25, parts[0] / parts[1]))
  }
}
