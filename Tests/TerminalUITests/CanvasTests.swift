import TestSupport
import Testing

@testable import TerminalUI

@Suite struct CanvasTests {
  private let plain = Style()
  private let other = Style(.accent)

  private func origin(_ column: Int = 0, _ row: Int = 0) -> Point {
    Point(column: column, row: row)
  }

  @Test(
    arguments: [
      ("abc", 0, nil, 3, "abc"), ("abcdefgh", 0, nil, 6, "abcdef"), ("abc", 4, nil, 2, "    ab"),
      ("abc", 0, 2, 2, "ab"), ("abc", 0, 0, 0, ""), ("abc", 6, nil, 0, ""),
      ("abc", -1, nil, 3, "bc"),
      ("漢字", 0, nil, 4, "漢字"), ("漢字漢字", 0, nil, 6, "漢字漢"), ("漢字", 3, nil, 2, "   漢"),
      ("漢字", 0, 3, 2, "漢"), ("漢字", -1, nil, 4, " 字"), ("漢字", -2, nil, 4, "字"),
      ("🇯🇵x", -1, nil, 3, "Px"),
      ("👨‍👩‍👧!", 0, nil, 3, "👨!"), ("a\u{1B}[2Jb", 0, nil, 5, "a[2Jb"), ("a\nb\tc", 0, nil, 3, "abc"),
      ("e\u{301}\u{202E}x", 0, nil, 2, "e\u{301}x"), ("", 0, nil, 0, ""),
      ("कक्ष", 4, nil, 1, "    क"),
      ("-------", -3, nil, 7, "----"),
    ] as [(String, Int, Int?, Int, String)])
  func `a text is cut at the edges and never within a wide grapheme`(
    text: String, column: Int, columns: Int?, used: Int, shown: String
  ) {
    var canvas = Canvas(size: Size(columns: 6, rows: 1))
    #expect(canvas.write(text, at: origin(column), style: plain, columns: columns) == used)
    #expect(FrameText.render(canvas.frame) == shown + "\n")
  }

  @Test func `rows outside take nothing`() {
    var canvas = Canvas(size: Size(columns: 4, rows: 2))
    #expect(canvas.write("abc", at: origin(0, -1), style: plain) == 0)
    #expect(canvas.write("abc", at: origin(0, 2), style: plain) == 0)
    #expect(canvas.write("漢", at: origin(9, 1), style: plain) == 0)
    #expect(canvas.frame == Frame(size: Size(columns: 4, rows: 2)))
  }

  @Test(arguments: [
    (0, "x 字字"), (1, " x字字"), (2, "漢x 字"), (3, "漢 x字"), (5, "漢字 x"),
  ])
  func `half of a wide grapheme never stays`(column: Int, shown: String) {
    var canvas = Canvas(size: Size(columns: 6, rows: 2))
    canvas.write("漢字字", at: origin(), style: plain)
    canvas.write("漢字字", at: origin(0, 1), style: plain)
    canvas.write("x", at: origin(column), style: plain)
    #expect(FrameText.render(canvas.frame) == shown + "\n漢字字\n")
    #expect(canvas.frame.cells.count == 12)
  }

  @Test(arguments: 0..<200)
  func `every frame is one that a terminal can show`(seed: Int) {
    var random = SeededRandom(seed: UInt64(seed))
    let texts = ["abc", "漢字漢", "👨‍👩‍👧x", "🇯🇵", "क्ष", "e\u{301}", "─", "한글 ok"]
    var canvas = Canvas(size: Size(columns: 9, rows: 3))
    for _ in 0..<30 {
      let point = origin(
        Int.random(in: -4...10, using: &random), Int.random(in: -1...3, using: &random))
      if Int.random(in: 0..<4, using: &random) == 0 {
        let rect = Rect(
          column: point.column, row: point.row, columns: Int.random(in: 0...6, using: &random),
          rows: Int.random(in: 0...3, using: &random))
        canvas.fill(rect, style: other)
      } else {
        let text = texts[Int.random(in: 0..<texts.count, using: &random)]
        canvas.write(text, at: point, style: plain, columns: Int.random(in: 0...9, using: &random))
      }
      for row in 0..<3 { checkRow(canvas.frame, row) }
    }
  }

  /// An empty cell follows a wide one, and only there.
  private func checkRow(_ frame: Frame, _ row: Int) {
    for column in 0..<frame.size.columns {
      let isSecondHalf = frame[column, row].text.isEmpty
      let isAfterWide = column > 0 && WidthOf.text(frame[column - 1, row].text) == 2
      #expect(isSecondHalf == isAfterWide)
      #expect(WidthOf.text(frame[column, row].text) != 2 || column + 1 < frame.size.columns)
    }
  }

  @Test func `a rectangle is filled and restyled within the canvas`() {
    var canvas = Canvas(size: Size(columns: 5, rows: 3))
    for row in 0..<3 { canvas.write("漢字x", at: origin(0, row), style: plain) }
    canvas.fill(Rect(column: 1, row: 1, columns: 9, rows: 1), style: other)
    canvas.restyle(
      Rect(column: -2, row: 2, columns: 4, rows: 5), background: .selection, adding: .bold)
    #expect(
      FrameText.render(canvas.frame) + FrameText.styles(canvas.frame) == """
        漢字x

        漢字x
        .....
        .aaaa
        bb...
        . = text on background
        a = accent on background
        b = text on selection bold

        """)
    canvas.restyle(canvas.bounds, foreground: .bad, removing: .bold)
    #expect(canvas.frame[0, 2].style == Style(.bad, on: .selection))
  }

  @Test func `rectangles of any size leave the rest alone`() {
    var canvas = Canvas(size: Size(columns: 3, rows: 2))
    for rect in [
      Rect(column: 5, row: 0, columns: 2, rows: 2), Rect(column: -5, row: 0, columns: 2, rows: 2),
      Rect(column: 0, row: 7, columns: 2, rows: 2), Rect(column: 0, row: -7, columns: 2, rows: 2),
      Rect(column: 0, row: 0, columns: -1, rows: 2),
    ] {
      canvas.fill(rect, style: other)
      canvas.restyle(rect, foreground: .bad)
      canvas.box(rect, title: "x", hint: "y", focused: true)
    }
    #expect(canvas.frame == Frame(size: Size(columns: 3, rows: 2)))
    var empty = Canvas(size: Size(columns: 0, rows: 0))
    #expect(empty.write("x", at: origin(), style: plain) == 0)
    empty.fill(empty.bounds, style: other)
    #expect(Canvas(size: Size(columns: -1, rows: 5)).frame.cells.isEmpty)
  }

  @Test func `a cursor outside is hidden`() {
    var canvas = Canvas(size: Size(columns: 3, rows: 2))
    canvas.setCursor(origin(2, 1))
    #expect(canvas.frame.cursor == origin(2, 1))
    canvas.setCursor(origin(3, 1))
    #expect(canvas.frame.cursor == nil)
  }

  @Test func `boxes hold a title and a hint`() {
    var canvas = Canvas(size: Size(columns: 24, rows: 9))
    canvas.box(
      Rect(column: 0, row: 0, columns: 24, rows: 3), title: "Prompt", hint: "Esc close",
      focused: true)
    canvas.box(
      Rect(column: 0, row: 3, columns: 12, rows: 3), title: "一个很长的标题", hint: nil, focused: false)
    canvas.box(
      Rect(column: 12, row: 3, columns: 12, rows: 3), title: "", hint: "a long hint",
      focused: false,
      ascii: true)
    canvas.box(Rect(column: 0, row: 6, columns: 4, rows: 2), title: "x", hint: "y", focused: false)
    canvas.box(
      Rect(column: 20, row: 6, columns: 9, rows: 9), title: "cut", hint: nil, focused: false)
    let text = FrameText.render(canvas.frame) + FrameText.styles(canvas.frame)
    #expect(Golden.check(text, named: "terminal-ui-boxes") == nil)
  }

  @Test func `a box takes another hint in its bottom line alone`() {
    let rect = Rect(column: 1, row: 1, columns: 20, rows: 4)
    for (background, ascii) in [(ColorRole.background, false), (.bar, true)] {
      for hint in ["7 of 9", "一个", "", nil] {
        func drawn(_ first: String?) -> Canvas {
          var canvas = Canvas(size: Size(columns: 24, rows: 6))
          canvas.box(
            rect, title: "Tasks", hint: first, focused: true, ascii: ascii, background: background)
          return canvas
        }
        var changed = drawn("1,000 of 9")
        changed.boxBottom(rect, hint: hint, focused: true, ascii: ascii, background: background)
        #expect(changed.frame == drawn(hint).frame)
      }
    }
    var none = Canvas(size: Size(columns: 3, rows: 2))
    none.boxBottom(Rect(column: 0, row: 0, columns: 1, rows: 9), hint: "x", focused: true)
    #expect(none.frame == Frame(size: Size(columns: 3, rows: 2)))
  }

  @Test(
    arguments: [
      (0, 4, "    "), (1, 4, "████"), (0.5, 4, "██  "), (0.001, 4, "▏   "), (0.999, 4, "███▉"),
      (0.28, 4, "█   "), (0.3, 4, "█▏  "), (-1, 3, "   "), (7, 3, "███"), (Double.nan, 2, "  "),
      (0.5, 0, ""), (0.5, -1, ""), (0.0625, 1, "▏"), (1.0 / 3, 1, "▎"), (Double.infinity, 1, "█"),
    ] as [(Double, Int, String)])
  func `a gauge shows a fraction in eighths`(fraction: Double, columns: Int, text: String) {
    #expect(Gauge(fraction: fraction, columns: columns).text == text)
  }

  @Test(
    arguments: [(0, "...."), (0.01, "#..."), (0.5, "##.."), (0.99, "###."), (1, "####")]
      as [(Double, String)])
  func `a gauge can be ASCII`(fraction: Double, text: String) {
    #expect(Gauge(fraction: fraction, columns: 4, ascii: true).text == text)
  }
}
