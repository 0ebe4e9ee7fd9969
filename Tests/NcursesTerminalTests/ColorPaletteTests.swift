import FoundationEssentials
import TerminalUI
import Testing

@testable import NcursesTerminal

@Suite struct ColorPaletteTests {
  private func palette(_ depth: ColorDepth, opaque: Bool = true) -> ColorPalette {
    ColorPalette(depth: depth, opaque: opaque, theme: .standard)
  }

  private static let known: [(RGB, Int32)] = [
    (RGB(0x000000), 16), (RGB(0xFFFFFF), 231), (RGB(0xFF0000), 196), (RGB(0x080808), 232),
    (RGB(0x808080), 244), (RGB(0x5E81AC), 67),
  ]

  @Test(arguments: known)
  func `the palette's nearest colour is taken`(color: RGB, number: Int32) {
    #expect(ColorPalette.nearest(to: color) == number)
  }

  @Test func `every colour of the cube is nearest to itself`() {
    let levels: [UInt8] = [0, 95, 135, 175, 215, 255]
    for (r, red) in levels.enumerated() {
      for (g, green) in levels.enumerated() {
        for (b, blue) in levels.enumerated() {
          let number = ColorPalette.nearest(to: RGB(red: red, green: green, blue: blue))
          #expect(number == Int32(16 + 36 * r + 6 * g + b))
        }
      }
    }
  }

  @Test func `bars and selections never have the colour of the screen behind them`() {
    let palette = palette(.palette256)
    let screen = palette.background(.background)
    for role in [ColorRole.bar, .selection, .field] { #expect(palette.background(role) != screen) }
  }

  /// The themes of the top-level folder, by their files' names.
  private static let themes: [String] = {
    // A folder that cannot be read is found by the test below.
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
  }()

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "themes").path

  private func theme(_ file: String) throws -> Theme {
    let data = try #require(FileManager.default.contents(atPath: Self.folder + "/" + file))
    var colors: [String: String] = [:]
    for match in String(decoding: data, as: UTF8.self)
      .matches(of: /(base0[0-9A-Fa-f]):\s*"?#?([0-9a-fA-F]{6})/)
    {
      colors[String(match.1)] = String(match.2)
    }
    return try Theme(base16: colors, name: file)
  }

  @Test func `there are themes to look at`() { #expect(Self.themes.count >= 10) }

  @Test(arguments: themes)
  func `with 256 colours states are told apart, and can be read, in every theme`(
    file: String
  ) throws {
    let palette = ColorPalette(depth: .palette256, opaque: true, theme: try theme(file))
    let behind = ColorPalette.color(palette.background(.background))
    let states: [ColorRole] = [.bad, .warning, .good, .active, .waiting, .muted]
    let colors = states.map { ColorPalette.color(palette.foreground($0)) }
    for (index, color) in colors.enumerated() {
      #expect(color.contrast(with: behind) >= 3.4, "\(states[index])")
      for other in colors[..<index] {
        #expect(ColorPalette.distance(color, other) >= 5000, "\(states[index])")
      }
    }
  }

  @Test(arguments: [ColorDepth.palette256, .direct])
  func `a terminal that may shine through keeps its own background and text`(depth: ColorDepth) {
    let palette = palette(depth, opaque: false)
    #expect(palette.background(.background) == ColorPalette.own)
    #expect(palette.foreground(.text) == ColorPalette.own)
    #expect(palette.background(.selection) != ColorPalette.own)
  }

  @Test(arguments: [ColorDepth.none, .ansi8, .ansi16])
  func `with few colours the background is the terminal's own`(depth: ColorDepth) {
    for role in ColorRole.allCases { #expect(palette(depth).background(role) == ColorPalette.own) }
  }

  @Test func `with eight colours no number is above seven`() {
    for role in ColorRole.allCases { #expect(palette(.ansi8).foreground(role) < 8) }
  }

  @Test func `24-bit colours keep clear of the eight numbers that mean the palette`() {
    #expect(ColorPalette.direct(RGB(red: 0, green: 0, blue: 3)) == 8)
    #expect(ColorPalette.direct(RGB(red: 1, green: 2, blue: 3)) == 0x010203)
  }
}
