import Testing

@testable import NcursesTerminal

@Suite struct GlyphSetTests {
  @Test func `plain characters are drawn as they are everywhere`() {
    for value in UInt8(0x20)..<0x7F {
      let scalar = Unicode.Scalar(value)
      for set in [GlyphSet.unicode, .console, .ascii] { #expect(set.drawn(scalar) == scalar) }
    }
  }

  @Test func `a terminal without Unicode gets ASCII for every scalar`() {
    for value in UInt32(0x80)..<0x3000 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      #expect((0x20..<0x7F).contains(GlyphSet.ascii.drawn(scalar).value))
    }
  }

  @Test(arguments: zip("╭╮╯╰▏▊✓✗●○…" as String, "┌┐┘└▌█√x*o." as String))
  func `the Linux console gets the nearest sign of its font`(sign: Character, drawn: Character)
    throws
  {
    let scalar = try #require(sign.unicodeScalars.first)
    #expect(Character(GlyphSet.console.drawn(scalar)) == drawn)
  }

  @Test func `lines of a box keep their directions in ASCII`() {
    #expect(
      String(String.UnicodeScalarView("╭─╮│╰".unicodeScalars.map(GlyphSet.ascii.drawn))) == "+-+|+")
  }
}
