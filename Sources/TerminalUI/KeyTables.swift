/// What the usual key sequences of terminals mean.
///
/// Sources: xterm's `ctlseqs`, "PC-Style Function Keys" and "modifyOtherKeys"; the kitty keyboard
/// protocol; rxvt's and the Linux console's own forms.
enum KeyTables {
  /// What a whole control sequence means.
  enum Meaning: Hashable {
    case key(Key)
    case pasteBegin
    case mouse(MouseEvent)
    case answer(TerminalAnswer)
    /// A focus report, or something unknown: swallowed.
    case nothing
  }

  /// A key that a control character stands for; `byte` is below 0x20 or 0x7F.
  static func control(_ byte: UInt8, _ modifiers: Key.Modifiers) -> Key {
    switch byte {
    case 0x08, 0x7F: Key(.backspace, modifiers)
    case 0x09: Key(.tab, modifiers)
    case 0x0D: Key(.enter, modifiers)
    case 0x1B: Key(.escape, modifiers)
    case 0: Key(.character(" "), modifiers.union(.control))
    case 0x01...0x1A:
      Key(.character(Character(Unicode.Scalar(byte + 0x60))), modifiers.union(.control))
    default:
      Key(.character(Character(Unicode.Scalar(byte + 0x40))), modifiers.union(.control))
    }
  }

  /// What `CSI parameters final` means.
  static func csi(_ parameters: [UInt8], final: UInt8) -> Meaning {
    if parameters.isEmpty, let code = cursor(final) { return .key(Key(code)) }
    if let answer = AnswerTables.csi(parameters, final: final) { return .answer(answer) }
    if parameters.first == UInt8(ascii: "<") { return mouse(parameters, final) }
    if let first = parameters.first, !isDigit(first), first != UInt8(ascii: ";") { return .nothing }
    // An intermediate byte makes it another function, which no key has.
    guard parameters.allSatisfy({ $0 >= 0x30 }) else { return .nothing }
    let fields = split(parameters)
    let number = fields.first?.first ?? 0
    let modifiers = modifiers(field(fields, 1).first ?? 1)
    if field(fields, 1).count > 1, field(fields, 1)[1] == 3 { return .nothing }
    switch Unicode.Scalar(final) {
    case "~": return tilde(number, fields)
    case "u": return coded(keyCode(fields, modifiers), modifiers)
    case "^": return rxvt(number, .control)
    case "$": return rxvt(number, .shift)
    case "@": return rxvt(number, [.control, .shift])
    case "Z": return .key(Key(.tab, modifiers.union(.shift)))
    case "R" where !(fields.count == 2 && number == 1 && (2...8).contains(fields[1].first ?? 0)):
      // The place of the cursor, not F3 with a modifier.
      return .nothing
    case "a"..."d":
      return cursor(final - 0x20).map { .key(Key($0, .shift)) } ?? .nothing
    default:
      return cursor(final).map { .key(Key($0, modifiers)) } ?? .nothing
    }
  }

  /// What `CSI < parameters final` means: what the mouse did.
  private static func mouse(_ parameters: [UInt8], _ final: UInt8) -> Meaning {
    let fields = split(parameters).compactMap(\.first)
    guard final == UInt8(ascii: "M") || final == UInt8(ascii: "m"), fields.count == 3,
      let event = MouseEvent(
        code: fields[0], column: fields[1], row: fields[2], isRelease: final == UInt8(ascii: "m"))
    else { return .nothing }
    return .mouse(event)
  }

  /// What `ESC O parameters final` means.
  static func ss3(_ parameters: [UInt8], final: UInt8) -> Meaning {
    let modifiers = modifiers(split(parameters).last?.first ?? 1)
    switch Unicode.Scalar(final) {
    case "M": return .key(Key(.enter, modifiers))
    case "I": return .key(Key(.tab, modifiers))
    case " ": return .key(Key(.character(" "), modifiers))
    case "X": return .key(Key(.character("="), modifiers))
    case "a"..."d":
      return cursor(final - 0x20).map { .key(Key($0, .control)) } ?? .nothing
    case "j"..."y":
      // The number pad: `j` to `y` stand for `*` to `9`.
      return .key(Key(.character(Character(Unicode.Scalar(final - 0x40))), modifiers))
    default:
      return cursor(final).map { .key(Key($0, modifiers)) } ?? .nothing
    }
  }

  /// What `ESC [ [ final` means: F1 to F5 of the Linux console.
  static func linuxFunction(_ final: UInt8) -> Meaning {
    guard (0x41...0x45).contains(final) else { return .nothing }
    return .key(Key(.function(Int(final) - 0x40)))
  }

  private static func cursor(_ final: UInt8) -> Key.Code? {
    switch Unicode.Scalar(final) {
    case "A": .up
    case "B": .down
    case "C": .right
    case "D": .left
    case "F": .end
    case "H": .home
    case "P": .function(1)
    case "Q": .function(2)
    case "R": .function(3)
    case "S": .function(4)
    default: nil
    }
  }

  private static func tilde(_ number: Int, _ fields: [[Int]]) -> Meaning {
    switch number {
    case 200: return .pasteBegin
    case 27 where fields.count >= 3:
      return coded(field(fields, 2).first ?? 0, modifiers(field(fields, 1).first ?? 1))
    default:
      let modifiers = modifiers(field(fields, 1).first ?? 1)
      return numbered(number).map { .key(Key($0, modifiers)) } ?? .nothing
    }
  }

  private static func rxvt(_ number: Int, _ modifiers: Key.Modifiers) -> Meaning {
    numbered(number).map { .key(Key($0, modifiers)) } ?? .nothing
  }

  private static func numbered(_ number: Int) -> Key.Code? {
    switch number {
    case 1, 7: .home
    case 2: .insert
    case 3: .delete
    case 4, 8: .end
    case 5: .pageUp
    case 6: .pageDown
    case 11...15: .function(number - 10)
    case 17...21: .function(number - 11)
    case 23...26: .function(number - 12)
    case 28, 29: .function(number - 13)
    case 31...34: .function(number - 14)
    default: nil
    }
  }

  /// Which character a key of the kitty protocol stands for: with Ctrl or Alt, the one that the key
  /// has on a Latin keyboard (the third part), so that Ctrl-C is that on a Cyrillic one as well.
  private static func keyCode(_ fields: [[Int]], _ modifiers: Key.Modifiers) -> Int {
    let parts = field(fields, 0)
    let isCommand = !modifiers.isDisjoint(with: [.control, .alt])
    if isCommand, parts.count > 2, parts[0] > 127, parts[2] > 0 { return parts[2] }
    return parts.first ?? 0
  }

  /// A key given by the number of its character (`CSI u`, modifyOtherKeys).
  private static func coded(_ code: Int, _ modifiers: Key.Modifiers) -> Meaning {
    switch code {
    case 8, 9, 13, 27, 127: return .key(control(UInt8(code), modifiers))
    case 57344...63743: return pad(code).map { .key(Key($0, modifiers)) } ?? .nothing
    case 32...:
      guard let scalar = UInt32(exactly: code).flatMap(Unicode.Scalar.init),
        !(0x7F..<0xA0).contains(scalar.value)
      else { return .nothing }
      return .key(printable(Character(scalar), modifiers))
    default: return .nothing
    }
  }

  /// Shift alone is part of a character, as when the terminal sends the character itself.
  private static func printable(_ character: Character, _ modifiers: Key.Modifiers) -> Key {
    guard modifiers == .shift else { return Key(.character(character), modifiers) }
    let upper = character.uppercased()
    return Key(.character(upper.count == 1 ? Character(upper) : character))
  }

  /// Keys of the number pad and above F12 in the kitty protocol.
  private static func pad(_ code: Int) -> Key.Code? {
    let navigation: [Key.Code] = [
      .left, .right, .up, .down, .pageUp, .pageDown, .home, .end, .insert, .delete,
    ]
    let signs: [Character] = [".", "/", "*", "-", "+"]
    switch code {
    case 57376...57398: return .function(code - 57376 + 13)
    case 57399...57408: return .character(Character(Unicode.Scalar(UInt8(code - 57399 + 48))))
    case 57409...57413: return .character(signs[code - 57409])
    case 57414: return .enter
    case 57415: return .character("=")
    case 57417...57426: return navigation[code - 57417]
    default: return nil
    }
  }

  /// The number is 1 plus bits: 1 shift, 2 alt, 4 control, 32 meta.
  private static func modifiers(_ number: Int) -> Key.Modifiers {
    guard number > 1 else { return [] }
    let bits = number - 1
    var modifiers = Key.Modifiers(rawValue: UInt8(bits & 7))
    if bits & 32 != 0 { modifiers.insert(.alt) }
    return modifiers
  }

  private static func field(_ fields: [[Int]], _ index: Int) -> [Int] {
    index < fields.count ? fields[index] : []
  }

  /// Numbers separated by `;`, each with parts separated by `:`; what is absent or too large is 0.
  private static func split(_ parameters: [UInt8]) -> [[Int]] {
    var fields: [[Int]] = [[0]]
    for byte in parameters {
      let last = fields.count - 1
      let part = fields[last].count - 1
      switch byte {
      case UInt8(ascii: ";"): fields.append([0])
      case UInt8(ascii: ":"): fields[last].append(0)
      case _ where isDigit(byte):
        let value = fields[last][part] * 10 + Int(byte) - 48
        fields[last][part] = min(value, 9_999_999)
      default: break
      }
    }
    return fields
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
