/// Leaves out of ncurses' output the colours and attributes that the terminal has already.
///
/// ncurses sends both colours whenever one changes, each in a sequence of its own, and goes back
/// to the ordinary style after every update; that is half of the bytes of a coloured row. The
/// filter keeps what is wanted apart from what the terminal has, and sends one sequence with the
/// difference when something is drawn. Sequences that it does not know pass unchanged.
struct AttributeFilter {
  private typealias Bytes = UnsafeBufferPointer<UInt8>

  private struct Attributes: Equatable {
    /// Bit n for the parameter n, 1 to 9.
    var flags: UInt16 = 0
    var foreground = ColorSequence.own
    var background = ColorSequence.own
  }

  /// Whether cells within a row are made blank by writing blanks, and not by erasing them (ECH).
  var writesBlanks = false

  /// Whether what was shortened last moved rows, by a scroll region.
  private(set) var hasMovedRows = false

  private var wanted = Attributes()
  /// What the terminal has; nil when that is not known.
  private var present: Attributes?
  /// Whether a part of the rows is set to scroll by itself.
  private var isInRegion = false
  /// Whether the terminal is known to be in its ordinary character set.
  private var isPlainSet = false
  private var output: [UInt8] = []

  /// Bold and faint, which end together with 22.
  private static let weight: UInt16 = 0b110
  /// What every terminal with colours can end by itself: weight, underline, reversal.
  private static let single: UInt16 = weight | 1 << 4 | 1 << 7

  private static let escape: UInt8 = 0x1B
  private static let shiftIn: UInt8 = 0x0F
  private static let shiftOut: UInt8 = 0x0E
  private static let carriageReturn: UInt8 = 0x0D
  private static let backspace: UInt8 = 0x08
  private static let lineFeed: UInt8 = 0x0A
  /// One row forward, one row back, by the control characters that every terminal with regions knows.
  private static let forward: [UInt8] = [lineFeed]
  private static let back: [UInt8] = [escape, UInt8(ascii: "M")]

  /// Whether a byte only moves the cursor, for which no style is needed.
  private static func isMove(_ byte: UInt8) -> Bool { byte == carriageReturn || byte == backspace }

  /// Forgets what the terminal has, as after another program wrote to it.
  mutating func forget() {
    present = nil
    isPlainSet = false
    isInRegion = false
  }

  /// The same picture in fewer bytes; whole sequences only.
  mutating func shorten(_ bytes: [UInt8]) -> [UInt8] {
    output.removeAll(keepingCapacity: true)
    hasMovedRows = false
    bytes.withUnsafeBufferPointer { bytes in
      var position = 0
      while position < bytes.count { position = step(bytes, position) }
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
  private mutating func step(_ bytes: Bytes, _ start: Int) -> Int {
    let byte = bytes[start]
    if isInRegion, byte == Self.lineFeed {
      scroll(Self.forward, count: 1)
      return start + 1
    }
    if byte == Self.escape, start + 2 < bytes.count {
      if isInRegion, bytes[start + 1] == UInt8(ascii: "M") {
        scroll(Self.back, count: 1)
        return start + 2
      }
      if bytes[start + 1] == UInt8(ascii: "["), let end = controlSequence(bytes, start) {
        return end
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
    if !Self.isMove(byte) { apply() }
    return copy(bytes, start)
  }

  /// Copies a byte, and what is drawn in the same style after it.
  private mutating func copy(_ bytes: Bytes, _ start: Int) -> Int {
    var end = start + 1
    if !Self.isMove(bytes[start]) {
      while end < bytes.count, bytes[end] >= 0x10 || bytes[end] < Self.carriageReturn,
        bytes[end] != Self.escape
      { end += 1 }
    }
    output += bytes[start..<end]
    return end
  }

  /// Handles a sequence that only sets the style, moves the cursor or sets the scroll region;
  /// returns the place after it, or nil if it is another sequence.
  private mutating func controlSequence(_ bytes: Bytes, _ start: Int) -> Int? {
    var end = start + 2
    while end < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: ";")).contains(bytes[end]) {
      end += 1  // digits, colon, semicolon
    }
    guard end < bytes.count else { return nil }
    switch bytes[end] {
    case UInt8(ascii: "m"):
      if adopt(bytes[(start + 2)..<end]) { return end + 1 }
      // Its effect is not known, so afterwards nothing is.
      apply()
      output += bytes[start...end]
      present = nil
    case UInt8(ascii: "A")...UInt8(ascii: "D"), UInt8(ascii: "G"), UInt8(ascii: "H"),
      UInt8(ascii: "d"):
      output += bytes[start...end]
    case UInt8(ascii: "r"):
      output += bytes[start...end]
      hasMovedRows = true
      // One from the first row is the whole screen, as at the start and behind each move.
      var position = start + 2
      isInRegion = Self.number(bytes[position..<end], &position) > 1
    case UInt8(ascii: "S") where isInRegion, UInt8(ascii: "T") where isInRegion:
      var position = start + 2
      let count = max(1, Self.number(bytes[position..<end], &position))
      scroll(bytes[end] == UInt8(ascii: "S") ? Self.forward : Self.back, count: count)
    case UInt8(ascii: "X") where writesBlanks:
      apply()
      var position = start + 2
      let count = max(1, Self.number(bytes[position..<end], &position))
      output += Array(repeating: UInt8(ascii: " "), count: count)
      // Erasing leaves the cursor where it is.
      output += "\u{1B}[\(count)D".utf8
    default: return nil
    }
    return end + 1
  }

  /// Scrolls the region row by row, and gives each row that comes in its ground: not every terminal
  /// that says so does it by itself, or knows a sequence for several rows.
  private mutating func scroll(_ oneRow: [UInt8], count: Int) {
    apply()
    for _ in 0..<count {
      output += oneRow
      output += "\u{1B}[2K".utf8
    }
  }

  /// Takes parameters over into what is wanted; false, with nothing changed, if one is not known.
  private mutating func adopt(_ parameters: Slice<Bytes>) -> Bool {
    var next = wanted
    var position = parameters.startIndex
    repeat {
      let start = position
      let number = Self.number(parameters, &position)
      switch number {
      case 0: next = Attributes()
      case 1...9: next.flags |= 1 << UInt16(number)
      case 10: break  // the ordinary font, which is never left
      case 22: next.flags &= ~0b110
      case 23...29: next.flags &= ~(1 << UInt16(number - 20))
      case 39: next.foreground = .own
      case 49: next.background = .own
      case 30...38, 40...48, 90...97, 100...107:
        if number == 38 || number == 48, !Self.skipColor(parameters, start, &position) {
          return false
        }
        guard let color = ColorSequence(parameters[start..<position]) else { return false }
        let isForeground = number < 40 || (90...97).contains(number)
        if isForeground { next.foreground = color } else { next.background = color }
      default: return false
      }
      position += 1
    } while position <= parameters.endIndex
    wanted = next
    return true
  }

  /// Goes to the end of an extended colour, which is one parameter with colons, or `38;5;n` or
  /// `38;2;r;g;b`; false when there is less.
  private static func skipColor(
    _ parameters: Slice<Bytes>, _ start: Int, _ position: inout Int
  ) -> Bool {
    if parameters[start..<position].contains(UInt8(ascii: ":")) { return true }
    guard position < parameters.endIndex else { return false }
    position += 1
    let kind = number(parameters, &position)
    guard kind == 5 || kind == 2 else { return false }
    for _ in 0..<(kind == 5 ? 1 : 3) {
      guard position < parameters.endIndex else { return false }
      position += 1
      _ = number(parameters, &position)
    }
    return true
  }

  /// The number at a place, up to a colon; goes to the end of its parameter.
  private static func number(_ parameters: Slice<Bytes>, _ position: inout Int) -> Int {
    var number = 0
    var isOver = false
    while position < parameters.endIndex, parameters[position] != UInt8(ascii: ";") {
      isOver = isOver || parameters[position] == UInt8(ascii: ":")
      if !isOver { number = min(number * 10 + Int(parameters[position]) - 48, 100_000) }
      position += 1
    }
    return number
  }

  /// Sends what differs between what is wanted and what the terminal has.
  private mutating func apply() {
    guard present != wanted else { return }
    output += [Self.escape, UInt8(ascii: "[")]
    var isFirst = true
    func separate() {
      if !isFirst { output.append(UInt8(ascii: ";")) }
      isFirst = false
    }
    var have = present ?? Attributes()
    var gone = have.flags & ~wanted.flags
    if present == nil || wanted == Attributes() || gone & ~Self.single != 0 {
      // Without a parameter it is 0.
      if wanted != Attributes() {
        separate()
        output.append(UInt8(ascii: "0"))
      }
      have = Attributes()
      gone = 0
    }
    // Weight is taken back alone, so that the colours need not be sent again.
    if gone & Self.weight != 0 {
      separate()
      output += "22".utf8
      have.flags &= ~Self.weight
    }
    for flag in UInt8(3)...9 where gone & 1 << UInt16(flag) != 0 {
      separate()
      output += [UInt8(ascii: "2"), 48 + flag]
      have.flags &= ~(1 << UInt16(flag))
    }
    for flag in UInt8(1)...9 where wanted.flags & ~have.flags & 1 << UInt16(flag) != 0 {
      separate()
      output.append(48 + flag)
    }
    if wanted.foreground != have.foreground {
      separate()
      wanted.foreground.append(to: &output, own: "39")
    }
    if wanted.background != have.background {
      separate()
      wanted.background.append(to: &output, own: "49")
    }
    output.append(UInt8(ascii: "m"))
    present = wanted
  }
}
