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
