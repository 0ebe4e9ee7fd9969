/// Leaves out of ncurses' output the colours and attributes that the terminal has already.
///
/// ncurses sends both colours whenever one changes, each in a sequence of its own, and goes back
/// to the ordinary style after every update; that is half of the bytes of a coloured row. The
/// filter keeps what is wanted apart from what the terminal has, and sends one sequence with the
/// difference when something is drawn. Sequences that it does not know pass unchanged.
struct AttributeFilter {
  private struct Attributes: Equatable {
    /// Bit n for the parameter n, 1 to 9.
    var flags: UInt16 = 0
    /// The parameters as they were sent; empty for the terminal's own colour.
    var foreground: [UInt8] = []
    var background: [UInt8] = []
  }

  private var wanted = Attributes()
  /// What the terminal has; nil when that is not known.
  private var present: Attributes?
  /// Whether the terminal is known to be in its ordinary character set.
  private var isPlainSet = false
  private var output: [UInt8] = []

  private static let escape: UInt8 = 0x1B
  private static let shiftIn: UInt8 = 0x0F
  private static let shiftOut: UInt8 = 0x0E

  /// Forgets what the terminal has, as after another program wrote to it.
  mutating func forget() {
    present = nil
    isPlainSet = false
  }

  /// The same picture in fewer bytes; whole sequences only.
  mutating func shorten(_ bytes: [UInt8]) -> [UInt8] {
    output.removeAll(keepingCapacity: true)
    var position = 0
    while position < bytes.count {
      position = step(bytes, position)
    }
    return output
  }

  /// What brings the terminal to the wanted style at once, before it is given back.
  mutating func settled() -> [UInt8] {
    output.removeAll(keepingCapacity: true)
    apply()
    return output
  }

  /// Handles what stands at a place; returns the place after it.
  private mutating func step(_ bytes: [UInt8], _ start: Int) -> Int {
    let byte = bytes[start]
    if byte == Self.escape, start + 2 < bytes.count {
      if bytes[start + 1] == UInt8(ascii: "["), let end = parametersEnd(bytes, start + 2) {
        if adopt(bytes[(start + 2)..<end]) { return end + 1 }
        // Its effect is not known, so afterwards nothing is.
        apply()
        output += bytes[start...end]
        present = nil
        return end + 1
      }
      if let end = movementEnd(bytes, start) {
        output += bytes[start...end]
        return end + 1
      }
      if bytes[start + 1] == UInt8(ascii: "(") {
        let isPlain = bytes[start + 2] == UInt8(ascii: "B")
        if !isPlain || !isPlainSet { output += bytes[start...(start + 2)] }
        isPlainSet = isPlain
        return start + 3
      }
    } else if byte == Self.shiftIn || byte == Self.shiftOut {
      if byte == Self.shiftOut || !isPlainSet { output.append(byte) }
      isPlainSet = byte == Self.shiftIn
      return start + 1
    }
    if byte != UInt8(ascii: "\r") { apply() }
    output.append(byte)
    return start + 1
  }

  /// Where a sequence ends that only moves the cursor or sets the scroll region, so that no style
  /// is needed for it; nil if it is another sequence.
  private func movementEnd(_ bytes: [UInt8], _ start: Int) -> Int? {
    guard bytes[start + 1] == UInt8(ascii: "[") else { return nil }
    var position = start + 2
    while position < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: ";")).contains(bytes[position])
    {
      position += 1
    }
    guard position < bytes.count else { return nil }
    return "ABCDGHdr".utf8.contains(bytes[position]) ? position : nil
  }

  /// Where the `m` of a sequence stands; nil if it is another sequence.
  private func parametersEnd(_ bytes: [UInt8], _ start: Int) -> Int? {
    var position = start
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "0")...UInt8(ascii: ";"): position += 1  // digits, colon, semicolon
      case UInt8(ascii: "m"): return position
      default: return nil
      }
    }
    return nil
  }

  /// Takes parameters over into what is wanted; false, with nothing changed, if one is not known.
  private mutating func adopt(_ parameters: ArraySlice<UInt8>) -> Bool {
    var next = wanted
    var parts = parameters.split(
      separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)[...]
    while let part = parts.popFirst() {
      let number = Self.number(part.prefix { $0 != UInt8(ascii: ":") })
      switch number {
      case 0: next = Attributes()
      case 1...9: next.flags |= 1 << UInt16(number)
      case 10: break  // the ordinary font, which is never left
      case 22: next.flags &= ~0b110
      case 23...29: next.flags &= ~(1 << UInt16(number - 20))
      case 30...37, 90...97: next.foreground = Array(part)
      case 40...47, 100...107: next.background = Array(part)
      case 39: next.foreground = []
      case 49: next.background = []
      case 38, 48:
        guard let color = Self.color(part, &parts) else { return false }
        if number == 38 { next.foreground = color } else { next.background = color }
      default: return false
      }
    }
    wanted = next
    return true
  }

  /// All parameters of an extended colour: one with colons, or `38;5;n` or `38;2;r;g;b`.
  private static func color(
    _ first: ArraySlice<UInt8>, _ rest: inout ArraySlice<ArraySlice<UInt8>>
  ) -> [UInt8]? {
    guard !first.contains(UInt8(ascii: ":")) else { return Array(first) }
    guard let kind = rest.first else { return nil }
    let count = number(kind) == 5 ? 2 : number(kind) == 2 ? 4 : 0
    guard count > 0, rest.count >= count else { return nil }
    let color = ([first] + rest.prefix(count)).joined(separator: [UInt8(ascii: ";")])
    rest = rest.dropFirst(count)
    return Array(color)
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int {
    digits.prefix(6).reduce(0) { $0 * 10 + Int($1) - 48 }
  }

  /// Sends what differs between what is wanted and what the terminal has.
  private mutating func apply() {
    guard present != wanted else { return }
    var parts: [[UInt8]] = []
    var have = present ?? Attributes()
    if present == nil || wanted == Attributes() || have.flags & ~wanted.flags != 0 {
      parts.append(wanted == Attributes() ? [] : [UInt8(ascii: "0")])
      have = Attributes()
    }
    for flag in UInt8(1)...9 where wanted.flags & ~have.flags & 1 << UInt16(flag) != 0 {
      parts.append([48 + flag])
    }
    if wanted.foreground != have.foreground {
      parts.append(wanted.foreground.isEmpty ? Array("39".utf8) : wanted.foreground)
    }
    if wanted.background != have.background {
      parts.append(wanted.background.isEmpty ? Array("49".utf8) : wanted.background)
    }
    output += [Self.escape, UInt8(ascii: "[")]
    output += parts.joined(separator: [UInt8(ascii: ";")])
    output.append(UInt8(ascii: "m"))
    present = wanted
  }
}
