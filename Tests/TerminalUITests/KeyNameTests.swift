import TerminalUI
import Testing

@Suite struct `Names of keys` {
  @Test(arguments: [
    ("R", Key(.character("R")), "R"), ("ctrl-q", Key(.character("q"), .control), "^Q"),
    ("CTRL-Q", Key(.character("q"), .control), "^Q"), ("Esc", nil, ""),
    ("alt-x", Key(.character("x"), .alt), "Alt-X"), ("alt-X", Key(.character("X"), .alt), "Alt-⇧X"),
    ("alt-up", Key(.up, .alt), "Alt-↑"), ("shift-tab", Key(.tab, .shift), "⇧Tab"),
    ("page-down", Key(.pageDown), "PgDn"), ("F5", Key(.function(5)), "F5"),
    ("space", Key(.character(" ")), "Space"), ("-", Key(.character("-")), "-"),
    ("alt--", Key(.character("-"), .alt), "Alt--"), ("好", Key(.character("好")), "好"),
  ])
  func `are read and written`(name: String, key: Key?, sign: String) {
    #expect(Key(name: name) == key)
    guard let key else { return }
    #expect(key.sign == sign)
    #expect(Key(name: key.name) == key)
  }

  @Test(arguments: [
    "", " ", "ctrl-", "ctrl-i", "ctrl-m", "ctrl-h", "ctrl-5", "shift-a", "f13", "qq",
  ])
  func `are refused where no terminal sends such a key`(name: String) {
    #expect(Key(name: name) == nil)
  }
}
