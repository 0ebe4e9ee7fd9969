internal import TerminalUI

/// Sequences of the kitty graphics protocol.
///
/// Source: https://sw.kovidgoyal.net/kitty/graphics-protocol.
enum KittyGraphics {
  /// What sends a PNG file, and shows it in so many cells: by the cells that name it, or where the
  /// cursor stands, which stays there. The terminal answers nothing.
  static func showing(
    png: [UInt8], id: UInt32, size: Size, isNamed: Bool, throughTmux: Bool
  ) -> [UInt8] {
    let data = base64(png)
    var result: [UInt8] = []
    var start = 0
    repeat {
      let end = min(start + chunk, data.count)
      var keys = "q=2,m=\(end < data.count ? 1 : 0)"
      if start == 0 {
        let place = isNamed ? "U=1" : "C=1,p=1"
        keys = "a=T,f=100,i=\(id),\(place),c=\(size.columns),r=\(size.rows),\(keys)"
      }
      result += command(keys, data[start..<end], throughTmux: throughTmux)
      start = end
    } while start < data.count
    return result
  }

  /// What takes a picture away and forgets it.
  static func removing(id: UInt32, throughTmux: Bool) -> [UInt8] {
    command("a=d,d=I,i=\(id),q=2", [], throughTmux: throughTmux)
  }

  /// The cells that name a picture: a column and a row each, as marks on one character.
  static func cells(id: UInt32, size: Size) -> [PictureCell] {
    (0..<size.columns * size.rows).map { index in
      let (row, column) = (index / size.columns, index % size.columns)
      var text = String.UnicodeScalarView()
      text.append("\u{10EEEE}")
      text.append(marks[row])
      text.append(marks[column])
      return PictureCell(String(text), foreground: RGB(id))
    }
  }

  /// Columns and rows that cells can name.
  static var most: Int { marks.count }

  /// Bytes of base64 in one sequence.
  private static let chunk = 4096

  private static func command(
    _ keys: String, _ data: ArraySlice<UInt8>, throughTmux: Bool
  ) -> [UInt8] {
    let plain = Array("\u{1B}_G\(keys);".utf8) + data + Array("\u{1B}\\".utf8)
    guard throughTmux else { return plain }
    // tmux hands on what stands in its own sequence, where each escape is doubled.
    let doubled = plain.flatMap { $0 == 0x1B ? [0x1B, 0x1B] : [$0] }
    return Array("\u{1B}Ptmux;".utf8) + doubled + Array("\u{1B}\\".utf8)
  }

  private static func base64(_ bytes: [UInt8]) -> [UInt8] {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let count = min(3, bytes.count - start)
      var group = 0
      for offset in 0..<3 { group = group << 8 | (offset < count ? Int(bytes[start + offset]) : 0) }
      for position in 0..<4 {
        text.append(
          position <= count ? alphabet[group >> (18 - 6 * position) & 63] : UInt8(ascii: "="))
      }
    }
    return text
  }

  /// The mark for each number: the beginning of kitty's `rowcolumn-diacritics.txt`.
  static let marks: [Unicode.Scalar] = [
    0x305, 0x30D, 0x30E, 0x310, 0x312, 0x33D, 0x33E, 0x33F, 0x346, 0x34A, 0x34B, 0x34C, 0x350,
    0x351, 0x352, 0x357, 0x35B, 0x363, 0x364, 0x365, 0x366, 0x367, 0x368, 0x369, 0x36A, 0x36B,
    0x36C, 0x36D, 0x36E, 0x36F, 0x483, 0x484, 0x485, 0x486, 0x487, 0x592, 0x593, 0x594, 0x595,
    0x597, 0x598, 0x599, 0x59C, 0x59D, 0x59E, 0x59F, 0x5A0, 0x5A1, 0x5A8, 0x5A9, 0x5AB, 0x5AC,
    0x5AF, 0x5C4, 0x610, 0x611, 0x612, 0x613, 0x614, 0x615, 0x616, 0x617, 0x657, 0x658, 0x659,
    0x65A, 0x65B, 0x65D, 0x65E, 0x6D6, 0x6D7, 0x6D8, 0x6D9, 0x6DA, 0x6DB, 0x6DC, 0x6DF, 0x6E0,
    0x6E1, 0x6E2, 0x6E4, 0x6E7, 0x6E8, 0x6EB, 0x6EC, 0x730, 0x732, 0x733, 0x735, 0x736, 0x73A,
    0x73D, 0x73F, 0x740, 0x741, 0x743, 0x745, 0x747, 0x749, 0x74A, 0x7EB, 0x7EC, 0x7ED, 0x7EE,
    0x7EF, 0x7F0, 0x7F1, 0x7F3, 0x816, 0x817, 0x818, 0x819, 0x81B, 0x81C, 0x81D, 0x81E, 0x81F,
    0x820, 0x821, 0x822, 0x823, 0x825, 0x826, 0x827, 0x829, 0x82A, 0x82B, 0x82C, 0x82D,
  ].compactMap { Unicode.Scalar(UInt32($0)) }
}
