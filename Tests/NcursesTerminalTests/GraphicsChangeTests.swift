import TerminalUI
import Testing

@testable import NcursesTerminal

@Suite struct GraphicsChangeTests {
  private static let screen = Size(columns: 20, rows: 10)

  private func graphic(
    _ id: UInt64, _ kind: FrameGraphic.Kind, column: Int = 2, row: Int = 2, columns: Int = 4,
    rows: Int = 3
  ) -> FrameGraphic {
    FrameGraphic(
      id: id, kind: kind, rect: Rect(column: column, row: row, columns: columns, rows: rows),
      showing: [1], removing: kind == .painted ? [] : [2])
  }

  private func change(
    _ shown: [FrameGraphic], _ frame: [FrameGraphic], whole: Bool = false
  ) -> GraphicsChange {
    GraphicsChange(from: shown, to: frame, on: Self.screen, isPaintedWhole: whole)
  }

  @Test func `the same graphics cost nothing`() {
    let all = [graphic(1, .named), graphic(2, .placed, row: 6), graphic(3, .painted, column: 9)]
    #expect(!change(all, all).isNeeded)
    #expect(!change([], []).isNeeded)
  }

  @Test func `what is new is sent, and what has gone is removed`() {
    let made = change([graphic(1, .placed)], [graphic(2, .named), graphic(3, .painted)])
    #expect(made.removed.map(\.id) == [1])
    #expect(made.named.map(\.id) == [2])
    #expect(made.placed.map(\.id) == [3])
  }

  @Test func `a picture that cells name moves with them, any other is placed anew`() {
    let moved = change([graphic(1, .named)], [graphic(1, .named, row: 4)])
    #expect(!moved.isNeeded)
    let placed = change([graphic(1, .placed)], [graphic(1, .placed, row: 4)])
    #expect(placed.removed.count == 1)
    #expect(placed.placed.count == 1)
  }

  @Test func `rows where pixels stood are drawn anew, and neighbours there are shown again`() {
    let neighbour = graphic(2, .painted, column: 10, row: 4)
    let made = change([graphic(1, .painted), neighbour], [neighbour])
    #expect(made.spoiledRows == [2..<5])
    #expect(made.placed == [neighbour])
  }

  @Test func `a screen that is painted whole gets every graphic again`() {
    let all = [graphic(1, .named), graphic(2, .placed, row: 6), graphic(3, .painted, column: 9)]
    let made = change(all, all, whole: true)
    #expect(made.removed.isEmpty)
    #expect(made.named.count == 1)
    #expect(made.placed.count == 2)
  }

  @Test(arguments: [
    (0..<3, 3, true), (0..<2, 3, false), (5..<7, 4, true), (6..<8, 4, false), (2..<6, 5, false),
    (2..<6, 1, false),
  ])
  func `cells that are drawn where pixels stand bring the picture again`(
    columns: Range<Int>, row: Int, isShownAgain: Bool
  ) {
    // A sign behind the picture keeps ncurses from clearing the rest of the line.
    var canvas = Canvas(size: Self.screen)
    for row in 0..<10 { canvas.write("|", at: Point(column: 19, row: row), style: Style()) }
    for kind in [FrameGraphic.Kind.painted, .placed, .named] {
      let shown = [graphic(1, kind)]
      var made = change(shown, shown)
      made.note(columns, row: row, of: canvas.frame)
      #expect(made.placed.count == (isShownAgain && kind == .painted ? 1 : 0))
      made.note(columns, row: row, of: canvas.frame)
      #expect(made.placed.count <= 1)
    }
  }

  @Test func `a line that may be cleared to its end brings the picture again`() {
    let shown = [graphic(1, .painted)]
    var made = change(shown, shown)
    made.note(0..<1, row: 3, of: Frame(size: Self.screen))
    #expect(made.placed.count == 1)
  }

  @Test func `what does not fit is left out, and pixels stay off the last row`() {
    #expect(change([], [graphic(1, .placed, column: 17)]).wanted.isEmpty)
    #expect(change([], [graphic(1, .placed, row: 7)]).wanted.count == 1)
    #expect(change([], [graphic(1, .painted, row: 7)]).wanted.isEmpty)
    #expect(change([], [graphic(1, .painted, row: 6)]).wanted.count == 1)
  }
}
