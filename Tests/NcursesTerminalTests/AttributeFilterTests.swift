import TestSupport
import Testing

@testable import NcursesTerminal

/// What a terminal shows: letters with the style that they were drawn in.
private struct DrawnScreen: Equatable {
  var cells: [String] = []
  private var flags: Set<Int> = []
  private var foreground = ""
  private var background = ""

  /// Plays bytes of printable ASCII and style sequences, as a terminal does.
  init(_ bytes: [UInt8], after earlier: DrawnScreen? = nil) {
    if let earlier {
      (flags, foreground, background) = (earlier.flags, earlier.foreground, earlier.background)
    }
    var rest = bytes[...]
    while let byte = rest.popFirst() {
      guard byte == 0x1B, rest.first == UInt8(ascii: "[") else {
        cells.append(
          "\(Character(Unicode.Scalar(byte))) \(flags.sorted()) \(foreground) \(background)")
        continue
      }
      let end = rest.firstIndex { (0x40...0x7E).contains($0) && $0 != 0x5B } ?? rest.endIndex
      let body = String(decoding: rest[rest.startIndex + 1..<end], as: UTF8.self)
      if end < rest.endIndex, rest[end] == UInt8(ascii: "m") {
        set(body.split(separator: ";", omittingEmptySubsequences: false).map(String.init))
      } else {
        cells.append("move \(body)")
      }
      rest = rest[min(end + 1, rest.endIndex)...]
    }
  }

  private mutating func set(_ parameters: [String]) {
    var rest = parameters[...]
    while let part = rest.popFirst() {
      let number = Int(part.prefix { $0 != ":" }) ?? 0
      switch number {
      case 0: (flags, foreground, background) = ([], "", "")
      case 1...9: flags.insert(number)
      case 22: flags.subtract([1, 2])
      case 23...29: flags.remove(number - 20)
      case 39: foreground = ""
      case 49: background = ""
      case 38, 48:
        let count = part.contains(":") ? 0 : rest.first == "5" ? 2 : 4
        let color = ([part] + rest.prefix(count)).joined(separator: ";")
        rest = rest.dropFirst(count)
        if number == 38 { foreground = color } else { background = color }
      case 30...37, 90...97: foreground = part
      default: background = part
      }
    }
  }
}

@Suite struct AttributeFilterTests {
  private static let sequences = [
    "\u{1B}[m", "\u{1B}[0;1m", "\u{1B}[1m", "\u{1B}[2m", "\u{1B}[4m", "\u{1B}[7m", "\u{1B}[22m",
    "\u{1B}[27m", "\u{1B}[38;5;110m", "\u{1B}[38;5;16m", "\u{1B}[48;5;236m", "\u{1B}[39;49m",
    "\u{1B}[38:2::94:129:172m", "\u{1B}[48;2;46;52;64m", "\u{1B}[31m", "\u{1B}[97m", "\u{1B}[44m",
    "\u{1B}[5;46H", "\u{1B}[12G", "a", "bc", "xyz",
  ]

  /// A stream as ncurses could send it.
  private func stream(seed: UInt64, length: Int) -> [UInt8] {
    var random = SeededRandom(seed: seed)
    return (0..<length).flatMap { _ in
      Array(Self.sequences.randomElement(using: &random)?.utf8 ?? "".utf8)
    }
  }

  @Test(arguments: 0..<200)
  func `the screen looks the same, in no more bytes`(seed: Int) {
    var filter = AttributeFilter()
    let bytes = Array("\u{1B}[m".utf8) + stream(seed: UInt64(seed), length: 60)
    let short = filter.shorten(bytes)
    #expect(DrawnScreen(short).cells == DrawnScreen(bytes).cells)
    #expect(short.count <= bytes.count)
  }

  @Test(arguments: [
    ("\u{1B}[2S", "\n\u{1B}[2K\n\u{1B}[2K"), ("\u{1B}[S", "\n\u{1B}[2K"), ("\n", "\n\u{1B}[2K"),
    ("\n\n", "\n\u{1B}[2K\n\u{1B}[2K"), ("\u{1B}[2T", "\u{1B}M\u{1B}[2K\u{1B}M\u{1B}[2K"),
    ("\u{1B}M", "\u{1B}M\u{1B}[2K"),
  ])
  func `rows that a region scrolls in get their ground, by what every terminal knows`(
    sent: String, wanted: String
  ) {
    var filter = AttributeFilter()
    func shorten(_ text: String) -> String {
      String(decoding: filter.shorten(Array(text.utf8)), as: UTF8.self)
    }
    let (set, ground, reset) = ("\u{1B}[4;22r\u{1B}[22;1H", "\u{1B}[48;5;236m", "\u{1B}[1;24r")
    #expect(
      shorten(set + ground + sent + reset + "a\n")
        == set + "\u{1B}[0;48;5;236m" + wanted + reset + "a\n")
    #expect(filter.hasMovedRows)
    #expect(shorten(reset + sent) == reset + sent)
  }

  @Test(arguments: 0..<50)
  func `several drawings one after another look as one`(seed: Int) {
    var filter = AttributeFilter()
    let bytes = (0..<5).map { stream(seed: UInt64(seed * 5 + $0), length: 12) }
    let short = bytes.flatMap { filter.shorten($0) }
    #expect(DrawnScreen(short).cells == DrawnScreen(bytes.flatMap { $0 }).cells)
  }

  @Test func `colours that the terminal has are not sent again`() {
    var filter = AttributeFilter()
    let words =
      "\u{1B}[m\u{1B}[38;5;247m\u{1B}[48;5;236mone\u{1B}[39;49m\u{1B}[38;5;247m\u{1B}[48;5;236mtwo"
    #expect(text(filter.shorten(Array(words.utf8))) == "\u{1B}[0;38;5;247;48;5;236monetwo")
  }

  @Test func `weight ends alone and keeps the colours`() {
    var filter = AttributeFilter()
    let words = "\u{1B}[1m\u{1B}[38;5;2mone\u{1B}[m\u{1B}[38;5;2mtwo"
    #expect(text(filter.shorten(Array(words.utf8))) == "\u{1B}[0;1;38;5;2mone\u{1B}[22mtwo")
  }

  @Test func `a drawing that moves rows is known`() {
    var filter = AttributeFilter()
    _ = filter.shorten(Array("\u{1B}[2;9r\u{1B}[9;1H\n\u{1B}[1;24r".utf8))
    #expect(filter.hasMovedRows)
    _ = filter.shorten(Array("\u{1B}[9;1Hround".utf8))
    #expect(!filter.hasMovedRows)
  }

  @Test func `a move of the cursor needs no style`() {
    var filter = AttributeFilter()
    _ = filter.shorten(Array("\u{1B}[38;5;2mone\u{1B}[m".utf8))
    let words = "\u{08}\r\u{1B}[38;5;2m \u{1B}[8d\u{08}\u{1B}[mtwo"
    let short = text(filter.shorten(Array(words.utf8)))
    #expect(short.hasPrefix("\u{08}\r \u{1B}[8d\u{08}\u{1B}["))
    #expect(short.hasSuffix("mtwo"))
  }

  @Test(arguments: [
    "\u{1B}[38;5m", "\u{1B}[38;9;1m", "\u{1B}[58;5;1m", "\u{1B}[?25l", "\u{1B}]2;x\u{07}",
  ])
  func `what is not known passes as it is`(sequence: String) {
    var filter = AttributeFilter()
    _ = filter.shorten(Array("\u{1B}[mx".utf8))
    #expect(text(filter.shorten(Array((sequence + "y").utf8))).contains(sequence))
  }

  @Test func `every cut inside a sequence leaves whole bytes`() {
    let bytes = Array("\u{1B}[1;38;5;110mab\u{1B}[m\u{1B}(Bc\u{1B}[5;6Hd".utf8)
    for cut in 0...bytes.count {
      var filter = AttributeFilter()
      // ncurses never cuts one; if it did, nothing may be lost or read beyond the end.
      let letters = text(filter.shorten(Array(bytes[..<cut]))).filter { "abcd".contains($0) }
      let expected = String(decoding: bytes[..<cut], as: UTF8.self).filter { "abcd".contains($0) }
      #expect(letters == expected)
    }
  }

  @Test func `where erasing goes wrong blanks are written, and the cursor goes back`() {
    var filter = AttributeFilter()
    #expect(text(filter.shorten(Array("\u{1B}[44ma\u{1B}[3Xb".utf8))) == "\u{1B}[0;44ma\u{1B}[3Xb")
    filter.writesBlanks = true
    #expect(text(filter.shorten(Array("\u{1B}[3X\u{1B}[X".utf8))) == "   \u{1B}[3D \u{1B}[1D")
    // The blanks have the colour that the erased cells were to have.
    #expect(text(filter.shorten(Array("\u{1B}[41m\u{1B}[2Xc".utf8))) == "\u{1B}[41m  \u{1B}[2Dc")
  }

  @Test func `after another program wrote, everything is sent again`() {
    var filter = AttributeFilter()
    _ = filter.shorten(Array("\u{1B}[m\u{1B}[38;5;2ma".utf8))
    filter.forget()
    #expect(text(filter.shorten(Array("b".utf8))) == "\u{1B}[0;38;5;2mb")
  }

  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
