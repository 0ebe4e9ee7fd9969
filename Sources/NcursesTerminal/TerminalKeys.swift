internal import CNcurses
internal import TerminalUI

/// The keys that this terminal's description gives strings for.
enum TerminalKeys {
  private static let plain: [(name: String, key: Key)] = [
    ("kcuu1", Key(.up)), ("kcud1", Key(.down)), ("kcub1", Key(.left)), ("kcuf1", Key(.right)),
    ("khome", Key(.home)), ("kend", Key(.end)), ("kpp", Key(.pageUp)), ("knp", Key(.pageDown)),
    ("kich1", Key(.insert)), ("kdch1", Key(.delete)), ("kent", Key(.enter)),
    ("kcbt", Key(.tab, .shift)), ("kri", Key(.up, .shift)), ("kind", Key(.down, .shift)),
  ]

  /// Names of keys with modifiers; without a number it is Shift, 3 to 8 are as in xterm.
  private static let modified: [(name: String, code: Key.Code)] = [
    ("kUP", .up), ("kDN", .down), ("kLFT", .left), ("kRIT", .right), ("kHOM", .home),
    ("kEND", .end), ("kPRV", .pageUp), ("kNXT", .pageDown), ("kIC", .insert), ("kDC", .delete),
  ]

  /// Reads them all. Strings of one byte are left out: they are ordinary keys.
  static func read() -> [[UInt8]: Key] {
    var keys: [[UInt8]: Key] = [:]
    func add(_ name: String, _ key: Key) {
      guard let text = cn_capability(name).map({ String(cString: $0) }) else { return }
      let bytes = Array(text.utf8)
      if bytes.count > 1 && keys[bytes] == nil { keys[bytes] = key }
    }
    for (name, key) in plain { add(name, key) }
    for number in 1...12 { add("kf\(number)", Key(.function(number))) }
    for (name, code) in modified {
      add(name, Key(code, .shift))
      for number in 3...8 {
        var modifiers: Key.Modifiers = []
        if (number - 1) & 1 != 0 { modifiers.insert(.shift) }
        if (number - 1) & 2 != 0 { modifiers.insert(.alt) }
        if (number - 1) & 4 != 0 { modifiers.insert(.control) }
        add("\(name)\(number)", Key(code, modifiers))
      }
    }
    return keys
  }
}
