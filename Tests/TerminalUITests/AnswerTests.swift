import TestSupport
import Testing

@testable import TerminalUI

@Suite struct `Answers of a terminal` {
  private static let answers: [(String, TerminalAnswer)] = [
    ("\u{1B}[?62;4;22c", .attributes([62, 4, 22])), ("\u{1B}[?6c", .attributes([6])),
    ("\u{1B}[?1;2c", .attributes([1, 2])), ("\u{1B}[?1u", .keyboardFlags(1)),
    ("\u{1B}[?0u", .keyboardFlags(0)), ("\u{1B}[?2026;2$y", .mode(2026, .reset)),
    ("\u{1B}[?69;0$y", .mode(69, .unknown)), ("\u{1B}[0n", .present), ("\u{1B}[3n", .present),
    ("\u{1B}[6;20;10t", .cellSize(width: 10, height: 20)),
    ("\u{1B}]11;rgb:1e1e/1e1e/2e2e\u{1B}\\", .background(RGB(0x1E1E2E))),
    ("\u{1B}]11;rgb:ff/80/0\u{7}", .background(RGB(0xFF8000))),
    ("\u{1B}]11;rgba:ffff/ffff/ffff/8000\u{7}", .background(RGB(0xFFFFFF))),
    ("\u{1B}]11;#102030\u{7}", .background(RGB(0x102030))),
    ("\u{1B}]10;rgb:f/8/0\u{7}", .foreground(RGB(0xFF8800))),
    ("\u{1B}P>|kitty(0.32.2)\u{1B}\\", .name("kitty(0.32.2)")),
    ("\u{1B}P>|ti\u{202E}tle\u{1B}\\", .name("title")),
    ("\u{1B}_Gi=31;OK\u{1B}\\", .kittyGraphics(true)),
    ("\u{1B}_Gi=31;ENOTSUPPORTED:no\u{1B}\\", .kittyGraphics(false)),
  ]

  @Test(arguments: answers)
  func `an answer is known wherever it is cut`(bytes: String, answer: TerminalAnswer) {
    let bytes = Array(bytes.utf8)
    for cut in 0...bytes.count {
      var decoder = InputDecoder()
      let events = decoder.feed(bytes[..<cut]) + decoder.feed(bytes[cut...])
      #expect(events == [.answer(answer)], "cut at \(cut)")
      #expect(!decoder.pending)
    }
  }

  @Test(arguments: answers)
  func `an answer that pauses in its middle is still one`(bytes: String, answer: TerminalAnswer) {
    let bytes = Array(bytes.utf8)
    for cut in 3..<bytes.count {
      var decoder = InputDecoder()
      let events = decoder.feed(bytes[..<cut]) + decoder.flush() + decoder.feed(bytes[cut...])
      #expect(events == [.answer(answer)], "cut at \(cut)")
    }
  }

  @Test(arguments: answers)
  func `an answer that breaks off does not spoil the keys after it`(
    bytes: String, answer: TerminalAnswer
  ) {
    let bytes = Array(bytes.utf8)
    for cut in 3..<bytes.count {
      var decoder = InputDecoder()
      let events = decoder.feed(bytes[..<cut]) + decoder.feed(Array("\u{1B}[Aq".utf8))
      #expect(
        events.suffix(2) == [.key(Key(.up)), .key(Key(.character("q")))], "cut at \(cut)")
    }
  }

  @Test func `all answers at once make nothing but answers`() {
    var decoder = InputDecoder()
    let events = decoder.feed(Self.answers.flatMap { Array($0.0.utf8) })
    #expect(events == Self.answers.map { .answer($0.1) })
  }

  @Test func `a string without an end is given up, and keys come again`() {
    var decoder = InputDecoder()
    let events =
      decoder.feed(Array("\u{1B}]11;".utf8))
      + decoder.feed(Array(repeating: 0x61, count: 1_048_000))
    #expect(events == [])
    let next = decoder.feed(Array("\u{1B}[A".utf8))
    #expect(next.last == .key(Key(.up)))
  }

  // MARK: What is known then

  private func known(_ answers: [TerminalAnswer]) -> TerminalCapabilities {
    var capabilities = TerminalCapabilities()
    for answer in answers { capabilities.take(answer) }
    return capabilities
  }

  @Test func `nothing is believed before it was said`() {
    let none = TerminalCapabilities()
    #expect(!none.hasSixel && !none.hasKittyGraphics && !none.hasSynchronizedOutput)
    #expect(!none.isComplete && none.isLight == nil && none.cellSize == nil)
  }

  @Test func `sixel is a feature and no kind of terminal`() {
    #expect(known([.attributes([62, 4])]).hasSixel)
    #expect(!known([.attributes([4, 6])]).hasSixel)
    #expect(known([.attributes([4, 6])]).isComplete)
  }

  @Test(arguments: [
    (TerminalAnswer.ModeState.set, true), (.reset, true), (.unknown, false), (.alwaysSet, false),
    (.alwaysReset, false),
  ])
  func `a mode is there if it can be changed`(state: TerminalAnswer.ModeState, isThere: Bool) {
    #expect(known([.mode(2026, state)]).hasSynchronizedOutput == isThere)
    #expect(known([.mode(1, state)]) == TerminalCapabilities())
  }

  @Test(
    arguments: [
      (0x000000, false), (0x1E1E2E, false), (0x002B36, false), (0xFFFFFF, true), (0xFDF6E3, true),
      (0xBBBBBB, true),
    ] as [(UInt32, Bool)])
  func `a background is light or dark`(color: UInt32, isLight: Bool) {
    #expect(known([.background(RGB(color))]).isLight == isLight)
  }

  @Test func `an answer that comes twice is no news`() {
    var capabilities = TerminalCapabilities()
    let isNews = [
      capabilities.take(.name("foot")), capabilities.take(.name("foot")),
      capabilities.take(.cellSize(width: 8, height: 16)), capabilities.take(.present),
    ]
    #expect(isNews == [true, false, true, false])
    #expect(capabilities.cellSize == TerminalCapabilities.CellSize(width: 8, height: 16))
  }
}
