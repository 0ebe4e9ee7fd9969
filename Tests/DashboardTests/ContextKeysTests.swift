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

  @Test func `finds a letter however it is written`() {
    let (composed, decomposed) = (Character("\u{E9}"), Character("e\u{301}"))
    let row = Binding(.quit, [Key(.character(composed))], "é", Phrase("quit"))
    let keys = ContextKeys([row])
    #expect(keys.bindings(of: Key(.character(decomposed))) == [row])
    #expect(keys.bindings(of: Key(.character("e"))).isEmpty)
  }
}
