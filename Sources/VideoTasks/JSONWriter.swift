extension JSONValue {
  /// The value as compact JSON text: keys sorted, slashes not escaped, the same bytes every time.
  ///
  /// Control characters, also DEL and U+0080…U+009F, and what turns the direction of writing or is
  /// not seen are escaped, so that printing the text can neither move a cursor nor look like another.
  public var bytes: [UInt8] {
    var text: [UInt8] = []
    JSONWriter.write(self, into: &text)
    return text
  }
}

/// Writes JSON text byte by byte.
enum JSONWriter {
  /// Appends `value` with the members of objects sorted by key.
  static func write(_ value: JSONValue, into text: inout [UInt8]) {
    switch value {
    case .null: text += "null".utf8
    case .bool(let flag): text += (flag ? "true" : "false").utf8
    case .integer(let number): text += String(number).utf8
    case .number(let number): write(number, into: &text)
    case .string(let string): write(string, into: &text)
    case .array(let elements): write(elements, into: &text)
    case .object(let members):
      write(members: members.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }, into: &text)
    }
  }

  /// Appends an object whose members keep the order in which they are given.
  static func write(members: [(String, JSONValue)], into text: inout [UInt8]) {
    text.append(UInt8(ascii: "{"))
    for (index, (key, value)) in members.enumerated() {
      if index > 0 { text.append(UInt8(ascii: ",")) }
      write(key, into: &text)
      text.append(UInt8(ascii: ":"))
      write(value, into: &text)
    }
    text.append(UInt8(ascii: "}"))
  }

  private static func write(_ elements: [JSONValue], into text: inout [UInt8]) {
    text.append(UInt8(ascii: "["))
    for (index, element) in elements.enumerated() {
      if index > 0 { text.append(UInt8(ascii: ",")) }
      write(element, into: &text)
    }
    text.append(UInt8(ascii: "]"))
  }

  private static func write(_ number: Double, into text: inout [UInt8]) {
    if let whole = Int64(exactly: number) {
      text += String(whole).utf8
    } else {
      // JSON has no word for what is not a number.
      text += (number.isFinite ? number.description : "null").utf8
    }
  }

  private static func write(_ string: String, into text: inout [UInt8]) {
    text.append(UInt8(ascii: "\""))
    var string = string
    string.withUTF8 { units in
      var start = 0
      for (index, unit) in units.enumerated() {
        guard let (escape, length) = escape(unit, at: index, of: units) else { continue }
        text.append(contentsOf: units[start..<index])
        text += escape.utf8
        start = index + length
      }
      text.append(contentsOf: units[start...])
    }
    text.append(UInt8(ascii: "\""))
  }

  /// What stands for the character that begins at `index`, and its bytes; nil when it stands as is.
  private static func escape(
    _ unit: UInt8, at index: Int, of units: UnsafeBufferPointer<UInt8>
  ) -> (String, Int)? {
    if unit >= 0x20 && unit < 0x7F {
      return unit == UInt8(ascii: "\"")
        ? ("\\\"", 1) : unit == UInt8(ascii: "\\") ? ("\\\\", 1) : nil
    }
    switch unit {
    case UInt8(ascii: "\n"): return ("\\n", 1)
    case UInt8(ascii: "\r"): return ("\\r", 1)
    case UInt8(ascii: "\t"): return ("\\t", 1)
    case 0x00..<0x20, 0x7F: return (hexEscape(UInt16(unit)), 1)
    case 0xC2:
      guard index + 1 < units.count, units[index + 1] < 0xA0 else { return nil }
      return (hexEscape(UInt16(units[index + 1])), 2)
    case 0xD8:
      guard index + 1 < units.count, units[index + 1] == 0x9C else { return nil }
      return (hexEscape(0x061C), 2)
    case 0xE2, 0xEF:
      guard index + 2 < units.count else { return nil }
      let value =
        UInt16(unit & 0x0F) << 12 | UInt16(units[index + 1] & 0x3F) << 6
        | UInt16(units[index + 2] & 0x3F)
      return isDeceptive(value) ? (hexEscape(value), 3) : nil
    case 0xF3:
      // Tags, U+E0000…U+E0FFF: text that nobody sees. As a pair of surrogates.
      guard index + 3 < units.count, units[index + 1] == 0xA0 else { return nil }
      let value = UInt16(units[index + 2] & 0x3F) << 6 | UInt16(units[index + 3] & 0x3F)
      return (hexEscape(0xDB40 + (value >> 10)) + hexEscape(0xDC00 + (value & 0x3FF)), 4)
    default: return nil
    }
  }

  /// Whether a scalar of three bytes turns the direction of writing, ends a line or is not seen; the
  /// two joiners are parts of words and of emoji.
  private static func isDeceptive(_ value: UInt16) -> Bool {
    switch value {
    case 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF: true
    default: false
    }
  }

  private static func hexEscape(_ unit: UInt16) -> String {
    let digits = String(unit, radix: 16)
    return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
  }
}
