import Testing

@testable import TextLayout

/// The work for a line is bounded by what can be shown, however long the text and whatever it hides.
@Suite struct `Ten megabytes of text` {
  @Test(arguments: [
    "a", "\u{200B}", "\u{1B}[66;66H", "e\u{301}", "\u{301}", "漢", "\n", "\u{202E}", "\u{0}",
    "👨‍👩‍👧", "\u{1B}[",
  ])
  func `are cut at once`(piece: String) {
    let text = String(repeating: piece, count: 10_000_000 / piece.utf8.count)
    let start = ContinuousClock.now
    let line = CleanText.line(text)
    let paragraph = CleanText.paragraph(text, limit: 4000)
    // All of the text takes ten times as long where this takes longest.
    #expect(ContinuousClock.now - start < .seconds(2))
    // The sign that it was cut, and a circle under marks that have no base.
    #expect(line.unicodeScalars.count <= 4002)
    #expect(paragraph.unicodeScalars.count <= 4002)
  }
}
