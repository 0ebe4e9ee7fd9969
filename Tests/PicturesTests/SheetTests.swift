import TerminalUI
import TestSupport
import Testing

@testable import Pictures

@Suite struct SheetTests {
  @Test(arguments: [
    (1280, 720, 60, 17, 2.0, 60, 17), (1280, 720, 80, 17, 2.0, 60, 17),
    (720, 1280, 60, 17, 2.0, 19, 17), (1000, 1000, 60, 60, 2.0, 60, 30),
    (1, 100_000, 60, 17, 2.0, 1, 17), (100_000, 1, 60, 17, 2.0, 60, 1),
    (1280, 720, 1, 1, 2.0, 1, 1), (1280, 720, 32, 40, 1.0, 32, 18),
  ])
  func `a picture keeps its shape`(
    width: Int, height: Int, columns: Int, rows: Int, aspect: Double, isColumns: Int, isRows: Int
  ) {
    let size = PictureFit.size(
      width: width, height: height, box: Size(columns: columns, rows: rows), cellAspect: aspect)
    #expect(size == Size(columns: isColumns, rows: isRows))
  }

  @Test func `where there is no room there is no size`() {
    for (columns, rows) in [(0, 5), (5, 0), (0, 0), (-3, 4)] {
      let box = Size(columns: columns, rows: rows)
      #expect(PictureFit.size(width: 16, height: 9, box: box, cellAspect: 2) == nil)
      #expect(PictureFit.sheet(count: 6, width: 16, height: 9, box: box, cellAspect: 2) == nil)
    }
  }

  @Test(arguments: 0..<200)
  func `tiles stand inside the box, apart, and leave a row for their times`(seed: Int) throws {
    var random = SeededRandom(seed: UInt64(seed))
    let box = Size(
      columns: Int.random(in: 6...160, using: &random), rows: Int.random(in: 4...60, using: &random)
    )
    let count = Int.random(in: 1...16, using: &random)
    let shapes = [(16, 9), (9, 16), (1, 1), (21, 9), (4, 3)]
    let (width, height) = try #require(shapes.randomElement(using: &random))
    let made = PictureFit.sheet(
      count: count, width: width, height: height, box: box, cellAspect: 2)
    guard let sheet = made else { return }
    #expect((1...count).contains(sheet.places.count))
    let rects = sheet.places.map {
      Rect(
        column: $0.column, row: $0.row, columns: sheet.tile.columns, rows: sheet.tile.rows + 1)
    }
    let all = Rect(column: 0, row: 0, columns: box.columns, rows: box.rows)
    for (index, rect) in rects.enumerated() {
      #expect(all.contains(rect))
      for other in rects[(index + 1)...] { #expect(!rect.touches(other)) }
    }
  }

  @Test func `six frames of a wide clip are laid out three by two in a pane`() throws {
    let sheet = try #require(
      PictureFit.sheet(
        count: 6, width: 1280, height: 720, box: Size(columns: 60, rows: 17), cellAspect: 2))
    #expect(sheet.tile == Size(columns: 19, rows: 5))
    #expect(sheet.places.map(\.column) == [0, 20, 40, 0, 20, 40])
    #expect(sheet.places.map(\.row) == [0, 0, 0, 6, 6, 6])
  }
}
