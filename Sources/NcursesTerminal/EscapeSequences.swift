internal import CNcurses

/// Sequences that terminfo does not name, and the work that its strings need.
enum EscapeSequences {
  static let pasteOn = "\u{1B}[?2004h"
  static let pasteOff = "\u{1B}[?2004l"
  /// Presses, releases, drags and the wheel, in a form without a limit of columns.
  static let mouseOn = "\u{1B}[?1002h\u{1B}[?1006h"
  static let mouseOff = "\u{1B}[?1006l\u{1B}[?1003l\u{1B}[?1002l\u{1B}[?1000l"
  static let pushTitle = "\u{1B}[22;2t"
  static let popTitle = "\u{1B}[23;2t"
  /// The kitty keyboard protocol: keys that are one byte otherwise are told apart (1), with the key
  /// of a Latin keyboard beside each (4). The stack of flags belongs to the second screen.
  static let keyboardOn = "\u{1B}[>5u"
  static let keyboardOff = "\u{1B}[<u"
  static let updateBegin = "\u{1B}[?2026h"
  static let updateEnd = "\u{1B}[?2026l"

  /// Sets the window's title.
  static func title(_ text: String) -> String {
    "\u{1B}]2;\(withoutControls(text, limit: 200))\u{07}"
  }

  /// Puts a text into the clipboard of the terminal (OSC 52), also from a machine far away.
  ///
  /// tmux reads the plain form if `set-clipboard` is on, and hands the wrapped form through if
  /// `allow-passthrough` is; it swallows the other. screen knows only the wrapped form.
  static func clipboard(_ text: String, _ wrapping: TerminalProgram.Wrapping) -> String {
    let plain = "\u{1B}]52;c;\(base64(Array(text.utf8)))\u{07}"
    return wrapping == .tmux ? plain + wrapped(plain, .tmux) : wrapped(plain, wrapping)
  }

  /// A sequence as tmux and screen hand it through to the terminal outside; it ends in BEL.
  static func wrapped(_ sequence: String, _ wrapping: TerminalProgram.Wrapping) -> String {
    switch wrapping {
    case .none: return sequence
    case .tmux:
      let doubled = sequence.split(separator: "\u{1B}", omittingEmptySubsequences: false)
        .joined(separator: "\u{1B}\u{1B}")
      return "\u{1B}Ptmux;\(doubled)\u{1B}\\"
    case .screen:
      // screen holds no more than 768 bytes of a string, so a long one goes in pieces.
      var text = ""
      var rest = Substring(sequence).unicodeScalars
      while !rest.isEmpty {
        // At most 4 bytes each.
        let piece = rest.prefix(180)
        text += "\u{1B}P\(String(piece))\u{1B}\\"
        rest = rest.dropFirst(180)
      }
      return text
    }
  }

  /// What of ours must be undone beyond what ncurses does.
  struct Undoing {
    var ownTitle: Bool
    var ownKeyboard: Bool
    var mouse: Bool
    var synchronizedOutput: Bool

    /// The bytes that undo it, while the second screen is still shown.
    var text: String {
      (synchronizedOutput ? updateEnd : "") + pasteOff + (mouse ? mouseOff : "")
        + (ownKeyboard ? keyboardOff : "") + (ownTitle ? popTitle : "")
    }
  }

  /// What undoes everything, for a crash: no more than 256 bytes, no waiting times.
  ///
  /// Without a second screen to leave, the cursor goes below what is drawn.
  static func reset(rows: Int, undoing: Undoing) -> [UInt8] {
    var text = undoing.text
    // A crash may come in the middle of a scroll, when only some lines are free to move.
    if capability("csr")?.hasPrefix("\u{1B}[") == true { text += "\u{1B}[r" }
    text += capability("sgr0") ?? ""
    text += capability("op") ?? ""
    if let leave = capability("rmcup") {
      text += leave
    } else {
      text += cursorAddress(row: rows - 1, column: 0) + "\r\n"
    }
    text += capability("cnorm") ?? ""
    return Array(text.utf8)
  }

  /// A string of the terminal's description, without the waiting times of slow old terminals.
  static func capability(_ name: String) -> String? {
    cn_capability(name).map { withoutDelays(String(cString: $0)) }
  }

  /// The string that moves the cursor.
  static func cursorAddress(row: Int, column: Int) -> String {
    cn_cursor_address(Int32(row), Int32(column)).map { withoutDelays(String(cString: $0)) } ?? ""
  }

  /// Takes `$<5/>` and the like out.
  private static func withoutDelays(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "$")) else { return text }
    var kept = ""
    var rest = Substring(text)
    while let dollar = rest.firstIndex(of: "$") {
      let after = rest[rest.index(after: dollar)...]
      if after.first == "<", let end = after.firstIndex(of: ">") {
        kept += rest[..<dollar]
        rest = after[after.index(after: end)...]
      } else {
        kept += rest[...dollar]
        rest = after
      }
    }
    return kept + rest
  }

  /// What comes from outside must not end the sequence that it stands in.
  static func withoutControls(_ text: String, limit: Int) -> String {
    var kept = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.prefix(limit)
    where scalar.value >= 0x20 && !(0x7F..<0xA0).contains(scalar.value) {
      // What turns the direction of writing would turn the rest of the user's desktop with it.
      switch scalar.value {
      case 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: continue
      default: kept.append(scalar)
      }
    }
    return String(kept)
  }

  private static func base64(_ bytes: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let count = min(3, bytes.count - start)
      var group = 0
      for offset in 0..<3 {
        group = group << 8 | (offset < count ? Int(bytes[start + offset]) : 0)
      }
      for position in 0..<4 {
        text.append(
          position <= count ? alphabet[group >> (18 - 6 * position) & 63] : UInt8(ascii: "="))
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
