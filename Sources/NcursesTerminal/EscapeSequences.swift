internal import CNcurses

/// Sequences that terminfo does not name, and the work that its strings need.
enum EscapeSequences {
  static let pasteOn = "\u{1B}[?2004h"
  static let pasteOff = "\u{1B}[?2004l"
  static let mouseOff = "\u{1B}[?1006l\u{1B}[?1003l\u{1B}[?1002l\u{1B}[?1000l"
  static let pushTitle = "\u{1B}[22;2t"
  static let popTitle = "\u{1B}[23;2t"

  /// Sets the window's title.
  static func title(_ text: String) -> String {
    "\u{1B}]2;\(withoutControls(text, limit: 200))\u{07}"
  }

  /// Puts a text into the clipboard of the terminal (OSC 52), also from a machine far away.
  ///
  /// tmux reads the plain form if `set-clipboard` is on, and hands the wrapped form through if
  /// `allow-passthrough` is; it swallows the other.
  static func clipboard(_ text: String, inTmux: Bool) -> String {
    let plain = "\u{1B}]52;c;\(base64(Array(text.utf8)))\u{07}"
    return inTmux ? plain + "\u{1B}Ptmux;\u{1B}\(plain)\u{1B}\\" : plain
  }

  /// What undoes everything, for a crash: no more than 256 bytes, no waiting times.
  ///
  /// Without a second screen to leave, the cursor goes below what is drawn.
  static func reset(rows: Int, ownTitle: Bool) -> [UInt8] {
    var text = pasteOff + mouseOff
    // A crash may come in the middle of a scroll, when only some lines are free to move.
    if capability("csr")?.hasPrefix("\u{1B}[") == true { text += "\u{1B}[r" }
    text += capability("sgr0") ?? ""
    text += capability("op") ?? ""
    if ownTitle { text += popTitle }
    if let leave = capability("rmcup") {
      text += leave
    } else {
      text += cursorAddress(row: rows - 1) + "\r\n"
    }
    text += capability("cnorm") ?? ""
    return Array(text.utf8)
  }

  /// A string of the terminal's description, without the waiting times of slow old terminals.
  static func capability(_ name: String) -> String? {
    cn_capability(name).map { withoutDelays(String(cString: $0)) }
  }

  private static func cursorAddress(row: Int) -> String {
    cn_cursor_address(Int32(row), 0).map { withoutDelays(String(cString: $0)) } ?? ""
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
  private static func withoutControls(_ text: String, limit: Int) -> String {
    var kept = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.prefix(limit)
    where scalar.value >= 0x20 && !(0x7F..<0xA0).contains(scalar.value) {
      kept.append(scalar)
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
