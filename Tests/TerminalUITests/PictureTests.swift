import Testing

@testable import TerminalUI

@Suite struct PictureTests {
  private let red = RGB(0xFF0000)
  private let blue = RGB(0x0000FF)

  private func picture(_ columns: Int, _ rows: Int, graphic: Bool = false) -> TerminalPicture {
    let cells = (0..<columns * rows).map {
      PictureCell($0.isMultiple(of: 2) ? "▀" : "▄", foreground: red, background: blue)
    }
    let rect = Rect(column: 0, row: 0, columns: columns, rows: rows)
    let made = FrameGraphic(id: 7, kind: .placed, rect: rect, showing: [], removing: [])
    return TerminalPicture(
      size: Size(columns: columns, rows: rows), cells: cells, graphic: graphic ? made : nil,
      bytes: 0)
  }

  @Test func `a picture is drawn with its own colours`() {
    var canvas = Canvas(size: Size(columns: 4, rows: 3))
    canvas.draw(picture(2, 2), at: Point(column: 1, row: 1))
    #expect(FrameText.render(canvas.frame) == "\n ▀▄\n ▀▄\n")
    #expect(canvas.frame[1, 1].style.pictureForeground == red)
    #expect(canvas.frame[1, 1].style.pictureBackground == blue)
    #expect(!canvas.frame[0, 1].style.isOfPicture)
    #expect(FrameText.styles(canvas.frame).contains("#ff0000 on #0000ff"))
  }

  @Test(arguments: [(-1, -1), (3, 2), (-5, 0), (0, 9), (4, 3)])
  func `a picture is cut at the edges`(column: Int, row: Int) {
    var canvas = Canvas(size: Size(columns: 4, rows: 3))
    canvas.draw(picture(2, 2), at: Point(column: column, row: row))
    let drawn = canvas.frame.cells.filter(\.style.isOfPicture).count
    let columns = max(0, min(4, column + 2) - max(0, column))
    let rows = max(0, min(3, row + 2) - max(0, row))
    #expect(drawn == columns * rows)
  }

  @Test func `a wide character that a picture cuts is not left in halves`() {
    var canvas = Canvas(size: Size(columns: 4, rows: 1))
    canvas.write("雨雨", at: Point(column: 0, row: 0), style: Style())
    canvas.draw(picture(2, 1), at: Point(column: 1, row: 0))
    #expect(FrameText.render(canvas.frame) == " ▀▄\n")
  }

  @Test func `a graphic comes with its picture where that is whole, and else not`() {
    var canvas = Canvas(size: Size(columns: 4, rows: 3))
    canvas.draw(picture(2, 2, graphic: true), at: Point(column: 3, row: 0))
    #expect(canvas.frame.graphics.isEmpty)
    let isDrawn = canvas.frame.cells.contains { $0.style.isOfPicture }
    #expect(!isDrawn)
    canvas.draw(picture(2, 2, graphic: true), at: Point(column: 2, row: 1))
    #expect(
      canvas.frame.graphics.map(\.rect) == [Rect(column: 2, row: 1, columns: 2, rows: 2)])
  }

  @Test func `what is painted over a graphic takes it away`() {
    var canvas = Canvas(size: Size(columns: 6, rows: 3))
    canvas.draw(picture(2, 2, graphic: true), at: Point(column: 1, row: 1))
    canvas.fill(Rect(column: 3, row: 0, columns: 3, rows: 3), style: Style())
    #expect(canvas.frame.graphics.count == 1)
    canvas.fill(Rect(column: 2, row: 0, columns: 1, rows: 2), style: Style())
    #expect(canvas.frame.graphics.isEmpty)
  }

  @Test func `cells that are copied bring the graphics that stand whole on them`() {
    var source = Canvas(size: Size(columns: 6, rows: 3))
    source.draw(picture(2, 2, graphic: true), at: Point(column: 1, row: 0))
    var canvas = Canvas(size: Size(columns: 6, rows: 3))
    canvas.copy(
      Rect(column: 0, row: 0, columns: 3, rows: 2), of: source.frame, to: Point(column: 3, row: 1))
    #expect(canvas.frame.graphics.map(\.rect.column) == [4])
    #expect(canvas.frame.graphics.map(\.rect.row) == [1])
    var other = Canvas(size: Size(columns: 6, rows: 3))
    other.copy(
      Rect(column: 0, row: 0, columns: 2, rows: 2), of: source.frame, to: Point(column: 0, row: 0))
    #expect(other.frame.graphics.isEmpty)
  }

  @Test func `restyled cells lose the picture's colours`() {
    var canvas = Canvas(size: Size(columns: 2, rows: 1))
    canvas.draw(picture(2, 1), at: Point(column: 0, row: 0))
    canvas.restyle(Rect(column: 0, row: 0, columns: 1, rows: 1), background: .selection)
    #expect(canvas.frame[0, 0].style.pictureBackground == nil)
    #expect(canvas.frame[0, 0].style.background == .selection)
    #expect(canvas.frame[1, 0].style.pictureBackground == blue)
  }

  @Test func `the palette names its colours, and finds the basic ones again`() {
    #expect(TerminalPalette.color(16) == RGB(0x000000))
    #expect(TerminalPalette.color(208) == RGB(0xFF8700))
    #expect(TerminalPalette.color(244) == RGB(0x808080))
    for count in [8, 16] {
      for number in 0..<count {
        let color = TerminalPalette.color(number)
        #expect(TerminalPalette.nearestBasic(to: color, count: count) == number)
      }
    }
  }

  @Test(arguments: [
    ("kitty(0.32.2)", true, false, GraphicsSupport.Kitty.placeholders),
    ("ghostty 1.1.3", true, false, .placeholders), ("wezterm 2024", true, false, .placed),
    ("", true, false, .placed), ("kitty(0.32.2)", false, false, .none),
    ("kitty(0.32.2)", true, true, .none), ("kitty(0.28.0)", true, false, .placeholders),
    ("kitty(1.0)", true, false, .placeholders), ("kitty(0.26.5)", true, false, .placed),
    ("kitty", true, false, .placed), ("xterm-kitty", true, false, .placed),
    ("kitty(?)", true, false, .placed), ("xterm-ghostty", true, false, .placeholders),
  ])
  func `what a terminal shows follows from its answers`(
    program: String, answersKitty: Bool, isWrapped: Bool, kitty: GraphicsSupport.Kitty
  ) {
    var answers = TerminalCapabilities()
    answers.take(.kittyGraphics(answersKitty))
    answers.take(.cellSize(width: 9, height: 4000))
    answers.take(.attributes([62, 4, 22]))
    let support = GraphicsSupport(answers, program: program, isWrapped: isWrapped)
    #expect(support.kitty == kitty)
    #expect(support.sixel)
    #expect(support.cell == .init(width: 9, height: 200))
    #expect(
      GraphicsSupport(TerminalCapabilities(), program: program, isWrapped: isWrapped) == .none)
  }
}
