/// Reads keys, pastes and the terminal's answers from bytes, by the grammar of ECMA-48.
///
/// One byte at a time and no look-ahead, so that it cannot matter how the bytes were cut into
/// reads.
struct SequenceDecoder: Hashable, Sendable {
  private enum State: Hashable {
    case ground
    case escape
    case csi
    case ss3
    /// After `ESC ]`, `ESC P` or `ESC _`: a string of the terminal, or a letter with Alt.
    case stringStart(UInt8)
    case string(UInt8)
    case stringEscape(UInt8)
    case linuxFunction
    /// An old mouse report: three bytes follow.
    case mouse
    case paste
  }

  private static let escape: UInt8 = 0x1B
  /// A terminal's longest answers are colours and clipboards; longer strings are given up.
  private static let stringLimit = 1 << 20
  /// Bytes kept of a string: more than any answer has that is asked for.
  private static let keptLimit = 256

  private var state = State.ground
  /// Two ESC came: an ESC key, or Alt with what follows.
  private var isDoubled = false
  private var parameters: [UInt8] = []
  private var stringLength = 0
  /// What has come of a string, or of an old mouse report.
  private var kept: [UInt8] = []
  private var utf8 = UTF8Assembler()
  private var characterModifiers: Key.Modifiers = []
  private var paste = PasteCollector()
  /// The wait for the rest of a sequence is over; it is still completed if it comes.
  private var hasWaited = false

  /// Whether the next byte begins something new.
  var isGround: Bool { state == .ground && !utf8.isUnfinished }

  /// Whether a paste has begun and not ended.
  var isPasting: Bool { state == .paste }

  /// Whether `flush()` may decide something.
  var isPending: Bool {
    switch state {
    case .ground, .paste: false
    default: !hasWaited
    }
  }

  /// Takes one byte.
  mutating func take(_ byte: UInt8, _ events: inout [InputEvent]) {
    hasWaited = false
    switch state {
    case .ground: takeGround(byte, &events)
    case .escape: takeEscape(byte, &events)
    case .csi: takeCSI(byte, &events)
    case .ss3: takeSS3(byte, &events)
    case .stringStart(let kind): takeStringStart(byte, kind, &events)
    case .string(let kind): takeString(byte, kind, &events)
    case .stringEscape(let kind):
      if byte == UInt8(ascii: "\\") {
        finishString(kind, &events)
      } else {
        // A sequence begins; of two ESC the first is the rest of the broken end.
        state = .escape
        if byte != Self.escape { takeEscape(byte, &events) }
      }
    case .linuxFunction: finish(KeyTables.linuxFunction(byte), &events)
    case .mouse: takeMouse(byte, &events)
    case .paste:
      guard let text = paste.take(byte) else { return }
      state = .ground
      if !text.isEmpty { events.append(.paste(text)) }
    }
  }

  /// Decides what has waited long enough: a lone ESC is a key, `ESC [` is Alt with `[`.
  ///
  /// A sequence of which more has come than a person types goes on waiting for its end, however
  /// slow the line, rather than leaving its rest as text.
  mutating func flush(_ events: inout [InputEvent]) {
    switch state {
    case .ground, .paste: return
    case .escape:
      if isDoubled { events.append(.key(Key(.escape))) }
      reset()
      events.append(.key(Key(.escape)))
    case .csi where parameters.isEmpty: typed("[", &events)
    case .ss3 where parameters.isEmpty: typed("O", &events)
    case .stringStart(let kind): typed(Unicode.Scalar(kind), &events)
    case .mouse: reset()
    default: hasWaited = true
    }
  }

  /// Ends a paste whose end was lost, or any other unfinished sequence.
  mutating func abandon(_ events: inout [InputEvent]) {
    if state == .paste {
      let text = paste.finish()
      if !text.isEmpty { events.append(.paste(text)) }
    }
    reset()
    if utf8.abandon() { character("\u{FFFD}", &events) }
  }

  // MARK: States

  private mutating func takeGround(_ byte: UInt8, _ events: inout [InputEvent]) {
    if byte == Self.escape {
      if utf8.abandon() { character("\u{FFFD}", &events) }
      state = .escape
      return
    }
    if !utf8.isUnfinished { characterModifiers = [] }
    text(byte, &events)
  }

  private mutating func takeEscape(_ byte: UInt8, _ events: inout [InputEvent]) {
    parameters.removeAll(keepingCapacity: true)
    switch byte {
    case Self.escape:
      if isDoubled { events.append(.key(Key(.escape))) }
      isDoubled = true
    case UInt8(ascii: "["): state = .csi
    case UInt8(ascii: "O"): state = .ss3
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"): state = .stringStart(byte)
    default:
      if isDoubled { events.append(.key(Key(.escape))) }
      reset()
      characterModifiers = .alt
      text(byte, &events)
    }
  }

  private mutating func takeCSI(_ byte: UInt8, _ events: inout [InputEvent]) {
    switch byte {
    case UInt8(ascii: "[") where parameters.isEmpty: state = .linuxFunction
    case UInt8(ascii: "M") where parameters.isEmpty:
      reset()
      kept.removeAll(keepingCapacity: true)
      state = .mouse
    case UInt8(ascii: "$") where !parameters.isEmpty && parameters.allSatisfy(Self.isDigit):
      finish(KeyTables.csi(parameters, final: byte), &events)
    case 0x20...0x3F: keep(byte)
    case 0x40...0x7E: finish(KeyTables.csi(parameters, final: byte), &events)
    default: interrupted(by: byte, &events)
    }
  }

  private mutating func takeSS3(_ byte: UInt8, _ events: inout [InputEvent]) {
    switch byte {
    case 0x30...0x3B: keep(byte)
    case 0x20, 0x40...0x7E: finish(KeyTables.ss3(parameters, final: byte), &events)
    default: interrupted(by: byte, &events)
    }
  }

  private mutating func takeStringStart(
    _ byte: UInt8, _ kind: UInt8, _ events: inout [InputEvent]
  ) {
    let isString =
      switch Unicode.Scalar(kind) {
      case "]": Self.isDigit(byte) || byte == UInt8(ascii: "L") || byte == UInt8(ascii: "l")
      case "P": Self.isDigit(byte) || ">!+$=".utf8.contains(byte)
      default: byte == UInt8(ascii: "G")
      }
    if isString {
      reset()
      state = .string(kind)
      stringLength = 0
      kept = [byte]
    } else {
      typed(Unicode.Scalar(kind), &events)
      take(byte, &events)
    }
  }

  private mutating func takeString(
    _ byte: UInt8, _ kind: UInt8, _ events: inout [InputEvent]
  ) {
    stringLength += 1
    switch byte {
    case 0x07: finishString(kind, &events)
    case Self.escape: state = .stringEscape(kind)
    case 0..<0x20: interrupted(by: byte, &events)
    default:
      if kept.count < Self.keptLimit { kept.append(byte) }
      if stringLength > Self.stringLimit { reset() }
    }
  }

  /// Three bytes, each 32 more than its number.
  private mutating func takeMouse(_ byte: UInt8, _ events: inout [InputEvent]) {
    kept.append(byte)
    guard kept.count == 3 else { return }
    let numbers = kept.map { Int($0) - 32 }
    reset()
    let event = MouseEvent(
      code: numbers[0], column: numbers[1], row: numbers[2], isRelease: nil)
    if let event { events.append(.mouse(event)) }
  }

  // MARK: Ends

  private mutating func finish(_ meaning: KeyTables.Meaning, _ events: inout [InputEvent]) {
    let isAlt = isDoubled
    reset()
    switch meaning {
    case .key(var key):
      if isAlt { key.modifiers.insert(.alt) }
      events.append(.key(key))
    case .pasteBegin: state = .paste
    case .mouse(let event): events.append(.mouse(event))
    case .answer(let answer): events.append(.answer(answer))
    case .nothing: break
    }
  }

  private mutating func finishString(_ kind: UInt8, _ events: inout [InputEvent]) {
    reset()
    // What was longer than any answer is none.
    guard stringLength < Self.keptLimit, let answer = AnswerTables.string(kind, kept) else {
      return
    }
    events.append(.answer(answer))
  }

  /// What looked like the beginning of a sequence was a letter with Alt.
  private mutating func typed(_ letter: Unicode.Scalar, _ events: inout [InputEvent]) {
    if isDoubled { events.append(.key(Key(.escape))) }
    reset()
    events.append(.key(Key(.character(Character(letter)), .alt)))
  }

  /// A byte that cannot belong to the sequence ends it unread.
  private mutating func interrupted(by byte: UInt8, _ events: inout [InputEvent]) {
    reset()
    take(byte, &events)
  }

  private mutating func reset() {
    state = .ground
    isDoubled = false
    parameters.removeAll(keepingCapacity: true)
    hasWaited = false
  }

  private mutating func keep(_ byte: UInt8) {
    // No key has as many parameters; the sequence is still read to its end.
    if parameters.count < 64 { parameters.append(byte) }
  }

  private mutating func text(_ byte: UInt8, _ events: inout [InputEvent]) {
    if byte < 0x80, !utf8.isUnfinished { return character(Unicode.Scalar(byte), &events) }
    for scalar in utf8.take(byte) { character(scalar, &events) }
  }

  private mutating func character(_ scalar: Unicode.Scalar, _ events: inout [InputEvent]) {
    let modifiers = characterModifiers
    switch scalar.value {
    case 0..<0x20, 0x7F: events.append(.key(KeyTables.control(UInt8(scalar.value), modifiers)))
    case 0x80..<0xA0: break
    default: events.append(.key(Key(.character(Character(scalar)), modifiers)))
    }
    // A broken character with Alt gives two scalars; the second was typed without it.
    characterModifiers = []
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
