import TerminalUI
import Testing
import Wording

@testable import Dashboard

@Suite struct `Keys of a context` {
  @Test(arguments: KeyContext.allCases)
  func `finds for every key the rows that have it, in their order`(context: KeyContext) {
    let rows = Keymap.usual.bindings(context)
    for key in KeyContext.allCases.flatMap({ Keymap.usual.bindings($0) }).flatMap(\.keys) {
      #expect(
        Keymap.usual.bindings(of: key, in: context) == rows.filter { $0.keys.contains(key) })
    }
  }

  @Test(
    arguments: [
      ("\u{E9}", "e\u{301}"), ("K", "\u{212A}"), (";", "\u{37E}"), ("`", "\u{1FEF}"),
    ] as [(Character, Character)])
  func `finds a character however it is written`(one: Character, other: Character) {
    let row = Binding(.quit, [Key(.character(one))], "x", Phrase("quit"))
    let keys = ContextKeys([row])
    #expect(keys.bindings(of: Key(.character(other))) == [row])
    #expect(keys.bindings(of: Key(.character("e"))).isEmpty)
  }

  @Test func `no other character is equal to one of ASCII`() {
    let ascii = Set((UInt8(0x20)..<0x7F).map { Character(Unicode.Scalar($0)) })
    let equal = (UInt32(0x80)...0x2FFFF).compactMap(Unicode.Scalar.init)
      .filter { ascii.contains(Character($0)) }.map(\.value)
    #expect(equal == [0x37E, 0x1FEF, 0x212A])
  }
}
