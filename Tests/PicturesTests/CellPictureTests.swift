import MediaTools
import TerminalUI
import TestSupport
import Testing

@testable import Pictures

@Suite struct CellPictureTests {
  private static let size = Size(columns: 24, rows: 8)

  private func picture(
    _ depth: ColorDepth, _ glyphs: PictureLook.Glyphs = .blocks,
    _ pixels: RGBPixels = Samples.gradient(), budget: Int = .max, light: Bool = false
  ) throws -> PictureContent {
    try #require(Chafa.problem() == nil)
    var look = PictureLook(depth: depth, glyphs: glyphs)
    if light { swap(&look.foreground, &look.background) }
    let maker = PictureMaker(look: look)
    return try #require(maker.picture(of: pixels, size: Self.size, budget: budget))
  }

  private func cells(_ content: PictureContent) throws -> [PictureCell] {
    guard case .cells(let cells) = content.body else {
      Issue.record("no cells")
      return []
    }
    return cells
  }

  @Test(arguments: [
    (PictureLook.Glyphs.ascii, 0x20...0x7E), (.halves, 0x2580...0x2593), (.blocks, 0x2580...0x259F),
    (.sextants, 0x2580...0x1FB3B),
  ])
  func `only characters are used that the terminal has`(
    glyphs: PictureLook.Glyphs, range: ClosedRange<Int>
  ) throws {
    for depth in ColorDepth.allCases {
      for cell in try cells(picture(depth, glyphs)) {
        let value = Int(cell.text.unicodeScalars.first?.value ?? 0)
        #expect(cell.text.unicodeScalars.count == 1)
        #expect(value == 0x20 || range.contains(value), "\(cell.text) in \(glyphs)")
      }
    }
  }

  @Test func `the Linux console gets halves and shades, and no quarters`() throws {
    let known = Set(" ▀▄█▌▐░▒▓".map(String.init))
    for depth in ColorDepth.allCases {
      #expect(Set(try cells(picture(depth, .halves)).map(\.text)).isSubset(of: known))
    }
  }

  @Test(arguments: [(ColorDepth.ansi8, 0..<8), (.ansi16, 0..<16), (.palette256, 16..<256)])
  func `only colours are used that the terminal has`(
    depth: ColorDepth, numbers: Range<Int>
  ) throws {
    let known = Set(numbers.map(TerminalPalette.color))
    let used = try cells(picture(depth)).flatMap { [$0.foreground, $0.background] }
    #expect(Set(used.compactMap { $0 }).isSubset(of: known))
    #expect(Set(used).count > 2)
  }

  @Test func `without colours there are none, and light and dark differ`() throws {
    let dark = try cells(picture(.none))
    #expect(dark.allSatisfy { $0.foreground == nil && $0.background == nil })
    #expect(try cells(picture(.none, light: true)).map(\.text) != dark.map(\.text))
    let white = try cells(picture(.none, .blocks, Samples.plain(255, 255, 255)))
    #expect(white.allSatisfy { $0.text == "█" })
    let paper = try cells(picture(.none, .blocks, Samples.plain(255, 255, 255), light: true))
    #expect(paper.allSatisfy { $0.text == " " })
  }

  @Test(arguments: [(0, 0, 0), (255, 255, 255), (200, 30, 90)] as [(UInt8, UInt8, UInt8)])
  func `one colour is blanks of this colour`(red: UInt8, green: UInt8, blue: UInt8) throws {
    let made = try cells(picture(.direct, .blocks, Samples.plain(red, green, blue)))
    #expect(made.count == 24 * 8)
    for cell in made {
      #expect(cell.text == " ")
      #expect(cell.foreground == nil)
      let color = try #require(cell.background)
      #expect(abs(Int(color.red) - Int(red)) <= 2)
      #expect(abs(Int(color.green) - Int(green)) <= 2)
      #expect(abs(Int(color.blue) - Int(blue)) <= 2)
    }
  }

  @Test func `cells lie where their pixels do`() throws {
    let made = try cells(picture(.direct))
    // Left is blue, right is red, below is greener than above; the disc stands in the middle.
    func color(_ column: Int, _ row: Int) throws -> RGB {
      let cell = made[row * 24 + column]
      return try #require(cell.background ?? cell.foreground)
    }
    #expect(try color(0, 4).blue > 200)
    #expect(try color(23, 4).red > 200)
    #expect(try color(1, 7).green > color(1, 0).green)
    #expect(try color(12, 4).red > 200)
    #expect(try color(12, 4).blue < 80)
  }

  @Test func `a picture without colours is the one that was looked at`() throws {
    let made = try cells(picture(.none, .halves))
    let rows = stride(from: 0, to: made.count, by: 24).map { start in
      made[start..<start + 24].map(\.text).joined()
    }
    let problem = Golden.check(
      rows.joined(separator: "\n") + "\n", named: "pictures/halves-without-colours")
    #expect(problem == nil)
  }

  // MARK: Bytes

  @Test(arguments: 0..<60)
  func `no picture costs more than its budget`(seed: Int) throws {
    try #require(Chafa.problem() == nil)
    var random = SeededRandom(seed: UInt64(seed))
    let depth = try #require(ColorDepth.allCases.randomElement(using: &random))
    let size = Size(
      columns: Int.random(in: 4...80, using: &random), rows: Int.random(in: 2...24, using: &random))
    let pixels =
      Bool.random(using: &random) ? Samples.noise(seed: UInt64(seed)) : Samples.gradient()
    let budget = Int.random(in: 20...20_000, using: &random)
    let look = PictureLook(depth: depth, glyphs: .blocks)
    guard
      let made = PictureMaker(look: look).picture(of: pixels, size: size, budget: budget)
    else {
      // Only where not even the smallest would fit.
      #expect(budget < 8 * 45)
      return
    }
    #expect(made.bytes <= budget)
    #expect(made.size.columns <= size.columns && made.size.rows <= size.rows)
    let drawn = try cells(made)
    #expect(made.bytes >= drawn.reduce(0) { $0 + $1.text.utf8.count })
    #expect(
      made.bytes == LineCost.bytes(drawn, columns: made.size.columns, depth: depth))
  }

  @Test func `colours that stay are counted once`() {
    let red = RGB(0xFF0000)
    let row = Array(repeating: PictureCell("▀", foreground: red, background: red), count: 10)
    // ESC[1;1H, one sequence with both colours, ten characters of three bytes.
    let both = 2 + "38;2;255;0;0".count + 1 + "48;2;255;0;0".count + 1
    #expect(LineCost.bytes(row, columns: 10, depth: .direct) == 10 + both + 30)
    #expect(LineCost.bytes(row, columns: 10, depth: .none) == 10 + 30)
    #expect(LineCost.bytes(row, columns: 5, depth: .none) == 20 + 30)
  }

  @Test func `cells that are there already cost nothing`() {
    let row = Array(repeating: PictureCell("▀", foreground: RGB(1)), count: 10)
    #expect(LineCost.bytes(row, columns: 10, depth: .direct, over: row) == 0)
    var other = row
    other[4].text = "▄"
    #expect(LineCost.bytes(other, columns: 10, depth: .none, over: row) == 10 + 3)
  }

  // MARK: Clips

  private func frames(_ count: Int, still: Bool = false) -> [MediaFrame] {
    (0..<count).map {
      MediaFrame(
        seconds: Double($0) / 8,
        pixels: still ? Samples.gradient() : Samples.noise(seed: UInt64($0 + 1)))
    }
  }

  @Test(arguments: [2_000_000, 60_000, 20_000, 8000, 3000])
  func `a clip that plays stays within its bytes a second`(most: Int) throws {
    try #require(Chafa.problem() == nil)
    let maker = PictureMaker(look: PictureLook(depth: .direct, glyphs: .blocks))
    let budget = PictureBudget(bytesPerPicture: 1 << 20, bytesPerSecond: most)
    let clip = maker.clip(frames(16), size: Self.size, rate: 8, budget: budget)
    #expect(!clip.0.isEmpty)
    guard clip.rate > 0 else { return }
    let seconds = Double(clip.0.count) / clip.rate
    let bytes = clip.0.reduce(0) { $0 + $1.content.bytes }
    #expect(Double(bytes) / seconds <= Double(most))
    #expect(Set(clip.0.map(\.content.size)).count == 1)
  }

  @Test func `what does not move costs next to nothing after its first frame`() throws {
    try #require(Chafa.problem() == nil)
    let maker = PictureMaker(look: PictureLook(depth: .direct, glyphs: .blocks))
    let clip = maker.clip(frames(8, still: true), size: Self.size, rate: 8, budget: .remote)
    #expect(clip.rate == 8)
    #expect(clip.0.dropFirst().allSatisfy { $0.content.bytes == 0 })
  }

  @Test func `on a slow line a clip is one still`() throws {
    try #require(Chafa.problem() == nil)
    let maker = PictureMaker(look: PictureLook(depth: .palette256, glyphs: .blocks))
    let clip = maker.clip(frames(8), size: Self.size, rate: 8, budget: .slow)
    #expect(clip.rate == 0)
    #expect(clip.0.count == 1)
  }

  @Test func `a colour that has hardly changed stays, and never drifts away`() {
    var shown = [PictureCell("▀", foreground: RGB(0x808080), background: RGB(0))]
    for level in UInt8(0x80)...0xC0 {
      let next = [
        PictureCell("▀", foreground: RGB(red: level, green: level, blue: level), background: RGB(0))
      ]
      shown = PictureMaker.settled(next, after: shown)
      let red = Int(shown[0].foreground?.red ?? 0)
      #expect(abs(red - Int(level)) <= 8)
    }
    #expect(shown[0].foreground != RGB(0x808080))
  }

  // MARK: The library

  @Test func `without libchafa pictures are off, and it says how to get it`() throws {
    let sentence = try #require(Chafa.problem(with: "libnothing.so.0"))
    #expect(sentence.hasPrefix("Pictures are off: the library libnothing.so.0 cannot be opened."))
    #expect(sentence.contains("apt install libchafa0"))
    let other = try #require(Chafa.problem(with: "libc.so.6"))
    #expect(other.contains("libc.so.6 has no chafa_"))
  }
}
