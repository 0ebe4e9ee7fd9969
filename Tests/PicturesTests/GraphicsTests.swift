import CLinux
import Glibc
import MediaTools
import TerminalUI
import Testing

@testable import Pictures

/// Pictures in pixels, read back by a decoder that knows nothing of how they were written.
@Suite struct GraphicsTests {
  private static let size = Size(columns: 20, rows: 6)

  private func look(
    _ kitty: GraphicsSupport.Kitty = .none, sixel: Bool = false, tmux: Bool = false,
    depth: ColorDepth = .direct
  ) -> PictureLook {
    PictureLook(
      depth: depth, glyphs: .blocks,
      graphics: GraphicsSupport(
        kitty: kitty, sixel: sixel, cell: .init(width: 8, height: 16), throughTmux: tmux))
  }

  private func picture(_ look: PictureLook, _ pixels: RGBPixels, budget: Int = .max) throws
    -> TerminalPicture
  {
    try #require(Chafa.problem() == nil)
    let made = PictureMaker(look: look).picture(of: pixels, size: Self.size, budget: budget)
    return try #require(made).picture(number: 0x812345, look: look)
  }

  @Test(arguments: [false, true])
  func `a picture that cells name comes back from its bytes`(isInTmux: Bool) throws {
    let pixels = Samples.gradient()
    let picture = try picture(look(.placeholders, tmux: isInTmux), pixels)
    let graphic = try #require(picture.graphic)
    #expect(graphic.kind == .named)
    let bytes = isInTmux ? try GraphicsReader.throughTmux(graphic.showing) : graphic.showing
    let commands = try GraphicsReader.kitty(bytes)
    #expect(commands.count == 1)
    #expect(
      commands.first?.keys == [
        "a": "T", "f": "100", "i": "\(0x812345)", "U": "1", "c": "20", "r": "6", "q": "2",
      ])
    let file = try ReadPNG(try #require(commands.first?.data))
    #expect(file.width == pixels.width)
    #expect(file.pixels == pixels.bytes)
    let gone = isInTmux ? try GraphicsReader.throughTmux(graphic.removing) : graphic.removing
    #expect(
      try GraphicsReader.kitty(gone).map(\.keys) == [
        ["a": "d", "d": "I", "i": "\(0x812345)", "q": "2"]
      ])
  }

  @Test func `each cell names its picture, its row and its column`() throws {
    let picture = try picture(look(.placeholders), Samples.gradient())
    for (index, cell) in picture.cells.enumerated() {
      let scalars = Array(cell.text.unicodeScalars)
      #expect(scalars.count == 3)
      #expect(scalars.first == "\u{10EEEE}")
      #expect(KittyGraphics.marks.firstIndex(of: scalars[1]) == index / 20)
      #expect(KittyGraphics.marks.firstIndex(of: scalars[2]) == index % 20)
      #expect(cell.foreground == RGB(0x812345))
      #expect(Cell(cell.text).text == cell.text)
    }
  }

  @Test func `the marks are different, and take no column`() {
    setlocale(LC_CTYPE, "C.UTF-8")
    #expect(Set(KittyGraphics.marks).count == KittyGraphics.marks.count)
    #expect(KittyGraphics.most > 120)
    for mark in KittyGraphics.marks {
      #expect(rushes_character_columns(mark.value) == 0, "U+\(String(mark.value, radix: 16))")
    }
  }

  @Test func `a large picture is sent in pieces of 4,096 bytes`() throws {
    let picture = try picture(look(.placed), Samples.noise())
    let graphic = try #require(picture.graphic)
    #expect(graphic.kind == .placed)
    #expect(picture.cells.allSatisfy { $0 == PictureCell(" ") })
    let command = try #require(try GraphicsReader.kitty(graphic.showing).first)
    #expect(command.keys["C"] == "1")
    #expect(command.keys["U"] == nil)
    #expect(command.pieces.count > 10)
    #expect(command.pieces.dropLast().allSatisfy { $0 == 4096 })
    #expect(try ReadPNG(command.data).pixels == Samples.noise().bytes)
  }

  @Test(arguments: [200_000, 40_000, 12_000])
  func `a kitty picture loses pixels until it fits its budget`(budget: Int) throws {
    let picture = try picture(look(.placed), Samples.noise(), budget: budget)
    #expect(picture.bytes <= budget)
    guard let graphic = picture.graphic else { return }
    #expect(graphic.showing.count + graphic.removing.count <= budget)
    let command = try #require(try GraphicsReader.kitty(graphic.showing).first)
    #expect(command.keys["c"] == "20")
    #expect(try ReadPNG(command.data).width >= 60)
  }

  @Test func `a sixel picture shows the colours of its pixels`() throws {
    let pixels = Samples.gradient()
    let picture = try picture(look(sixel: true), pixels)
    let graphic = try #require(picture.graphic)
    #expect(graphic.kind == .painted)
    #expect(picture.bytes >= graphic.showing.count)
    let drawn = try GraphicsReader.sixel(graphic.showing)
    // Whole sixels, and no more than the cells.
    #expect(drawn.width == 160)
    #expect((90...96).contains(drawn.height))
    var (difference, count) = (0, 0)
    for y in 0..<drawn.height {
      for x in 0..<160 {
        guard let color = drawn.pixels[y * 160 + x] else { continue }
        for part in 0..<3 {
          difference += abs(Int(color[part]) - Int(pixels.bytes[3 * (y * 160 + x) + part]))
        }
        count += 3
      }
    }
    #expect(count >= 3 * 160 * 88)
    #expect(difference / count < 40)
  }

  @Test func `a small picture is shown in pixels too, as wide as it was asked for`() throws {
    try #require(Chafa.problem() == nil)
    let maker = PictureMaker(look: look(sixel: true))
    let size = Size(columns: 14, rows: 4)
    let made = try #require(maker.picture(of: Samples.gradient(), size: size, budget: 60_000))
    #expect(made.size == size)
    guard case .sixel = made.body else {
      Issue.record("cells")
      return
    }
    // Cells show more than one that is smaller still.
    let cheap = try #require(maker.picture(of: Samples.gradient(), size: size, budget: 900))
    guard case .cells = cheap.body else {
      Issue.record("pixels")
      return
    }
  }

  @Test(arguments: [60_000, 20_000, 5000, 900])
  func `a sixel picture that costs too much becomes smaller, then cells`(budget: Int) throws {
    for pixels in [Samples.noise(), Samples.gradient()] {
      let picture = try picture(look(sixel: true), pixels, budget: budget)
      #expect(picture.bytes <= budget)
      if let graphic = picture.graphic { #expect(graphic.showing.count <= budget) }
    }
  }

  @Test(arguments: [
    (GraphicsSupport.Kitty.placed, true, ColorDepth.direct), (.placeholders, true, .palette256),
    (.placeholders, false, .none), (.placed, false, .ansi16), (.none, false, .direct),
  ])
  func `where pixels cannot be had there are cells`(
    kitty: GraphicsSupport.Kitty, tmux: Bool, depth: ColorDepth
  ) throws {
    let picture = try picture(look(kitty, tmux: tmux, depth: depth), Samples.gradient())
    #expect(picture.graphic == nil)
    #expect(picture.cells.contains { $0.text != " " || $0.background != nil })
  }
}
