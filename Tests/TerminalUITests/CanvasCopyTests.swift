import TestSupport
import Testing

@testable import TerminalUI

@Suite struct CanvasCopyTests {
  private static let size = Size(columns: 12, rows: 4)

  private func painted(_ seed: Int) -> Frame {
    var random = SeededRandom(seed: UInt64(seed))
    var canvas = Canvas(size: Self.size)
    for row in 0..<Self.size.rows {
      let text = (0..<12).map { _ in ["a", "雨", "é", " ", "─"].randomElement(using: &random) ?? "" }
      canvas.write(text.joined(), at: Point(column: 0, row: row), style: Style(.good))
    }
    return canvas.frame
  }

  @Test(arguments: 0..<60)
  func `copied cells are those of the source, and no wide grapheme is left in halves`(seed: Int) {
    var random = SeededRandom(seed: UInt64(seed) + 1000)
    let source = painted(seed)
    var canvas = Canvas(over: painted(seed + 500))
    let rect = Rect(
      column: Int.random(in: 0..<6, using: &random), row: Int.random(in: 0..<2, using: &random),
      columns: Int.random(in: 1...6, using: &random), rows: Int.random(in: 1...2, using: &random))
    let place = Point(
      column: Int.random(in: 0...6, using: &random), row: Int.random(in: 0...2, using: &random))
    canvas.copy(rect, of: source, to: place)
    for row in 0..<Self.size.rows {
      for column in 0..<Self.size.columns where canvas.frame[column, row].isSecondHalf {
        #expect(column > 0 && !canvas.frame[column - 1, row].isSecondHalf)
        #expect(Self.isWide(canvas.frame[column - 1, row]))
      }
      for column in 0..<Self.size.columns where Self.isWide(canvas.frame[column, row]) {
        #expect(column + 1 < Self.size.columns && canvas.frame[column + 1, row].isSecondHalf)
      }
    }
    for row in 0..<rect.rows {
      for column in 1..<max(1, rect.columns - 1) {
        #expect(
          canvas.frame[place.column + column, place.row + row]
            == source[rect.column + column, rect.row + row])
      }
    }
  }

  @Test func `what does not fit is not copied`() {
    let source = painted(1)
    for (rect, place) in [
      (Rect(column: 8, row: 0, columns: 6, rows: 1), Point(column: 0, row: 0)),
      (Rect(column: 0, row: 0, columns: 6, rows: 2), Point(column: 7, row: 0)),
      (Rect(column: 0, row: 0, columns: 6, rows: 2), Point(column: 0, row: 3)),
      (Rect(column: 0, row: 0, columns: 2, rows: 1), Point(column: -1, row: 0)),
      (Rect(column: 0, row: 0, columns: 0, rows: 1), Point(column: 0, row: 0)),
    ] {
      var canvas = Canvas(over: painted(2))
      canvas.copy(rect, of: source, to: place)
      #expect(canvas.frame == painted(2))
    }
  }

  @Test func `a canvas over a frame keeps its cells and not its cursor`() {
    var frame = painted(3)
    frame.cursor = Point(column: 1, row: 1)
    #expect(Canvas(over: frame).frame.cursor == nil)
    #expect(Canvas(over: frame).frame.cells == frame.cells)
  }

  private static func isWide(_ cell: Cell) -> Bool { cell.text == "雨" }
}
