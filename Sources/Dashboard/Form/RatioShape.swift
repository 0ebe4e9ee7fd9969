internal import TerminalUI
internal import TextLayout
internal import VideoTasks
internal import Wording

/// The shape of the video, drawn where the form leaves rows free.
extension FormView {
  /// The fewest and the most rows of a shape.
  private static let (leastRows, mostRows) = (3, 9)

  func drawShape(_ canvas: inout Canvas, _ body: Rect, from row: Int) {
    let form = state.form
    guard let model = form.model(in: state.profiles), !model.ratios.isEmpty else { return }
    let offered = FieldOptions(model: model, mode: form.request(for: model).mode)
    let ratio = form.choices.ratio.flatMap { Ratio(rawValue: $0) } ?? offered.defaultRatio
    // A row stays blank between the fields and the shape.
    let free = Rect(
      column: body.column, row: body.row + row + 1, columns: body.columns,
      rows: body.rows - row - 1)
    guard let size = Self.size(of: ratio, in: Size(columns: free.columns, rows: free.rows))
    else { return }
    let rect = Rect(
      column: free.column + (free.columns - size.columns) / 2, row: free.row,
      columns: size.columns, rows: size.rows)
    canvas.box(rect, title: "", focused: false, ascii: state.ascii)
    let words = say(ratio.words)
    let inner = rect.inset(by: 1)
    guard Columns.of(words) <= inner.columns else { return }
    canvas.draw(
      Line(words, .muted), inner.column + (inner.columns - Columns.of(words)) / 2,
      inner.row + (inner.rows - 1) / 2, columns: inner.columns)
  }

  /// The cells of a shape; a cell is twice as high as it is wide. Nil where there is no room, or no
  /// shape.
  static func size(of ratio: Ratio, in room: Size) -> Size? {
    let sides = ratio.rawValue.split(separator: ":").compactMap { Int($0) }
    guard sides.count == 2, sides[1] > 0, room.rows >= leastRows else { return nil }
    for rows in (leastRows...min(mostRows, room.rows)).reversed() {
      let columns = (2 * rows * sides[0] + sides[1] / 2) / sides[1]
      if columns <= room.columns { return Size(columns: max(3, columns), rows: rows) }
    }
    return nil
  }
}
