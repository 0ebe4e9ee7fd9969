/// Turns the bytes that a terminal sends into keys, pastes, mouse events and answers.
///
/// A value without clock or descriptor: any cut of the same bytes into reads gives the same events.
/// Keys come in both forms (`CSI`, `SS3`), with modifiers, as `CSI u` and modifyOtherKeys. Focus
/// reports, other answers and unknown sequences are swallowed whole.
public struct InputDecoder: Sendable {
  private var decoder = SequenceDecoder()
  private let extraKeys: [[UInt8]: Key]
  /// Every true beginning of an extra key's bytes.
  private let beginnings: Set<[UInt8]>
  /// Whether an extra key begins with a byte: most that are typed begin none.
  private let begins: [Bool]
  /// Bytes that may still become an extra key.
  private var held: [UInt8] = []

  /// A decoder that knows the usual keys.
  ///
  /// `extraKeys` are the strings that terminfo gives for this terminal; they win over the built-in
  /// meaning, and the longest wins. Those that begin with a printable character are ignored, since
  /// it could no longer be typed; so is a lone ESC.
  public init(extraKeys: [[UInt8]: Key] = [:]) {
    self.extraKeys = extraKeys.filter { bytes, _ in
      guard let first = bytes.first else { return false }
      return (first < 0x20 || first == 0x7F) && bytes != [0x1B]
    }
    var beginnings: Set<[UInt8]> = []
    for bytes in self.extraKeys.keys {
      for length in 1..<bytes.count { beginnings.insert(Array(bytes[..<length])) }
    }
    self.beginnings = beginnings
    var begins = Array(repeating: false, count: 256)
    for bytes in self.extraKeys.keys { begins[Int(bytes[0])] = true }
    self.begins = begins
  }

  /// Whether something unfinished waits that `flush()` can decide: a lone ESC, or an unfinished
  /// sequence.
  ///
  /// False in the middle of a character or of a paste: their end is awaited however long it takes.
  public var pending: Bool { !held.isEmpty || decoder.isPending }

  /// Whether a paste has begun and its end has not come.
  public var isPasting: Bool { decoder.isPasting }

  /// Takes the bytes of one read and gives the events that are certain.
  public mutating func feed(_ bytes: some Sequence<UInt8>) -> [InputEvent] {
    feed(Array(bytes))
  }

  /// The same of what a read gives, which needs no code that serves every sequence.
  public mutating func feed(_ bytes: [UInt8]) -> [InputEvent] {
    var events: [InputEvent] = []
    for byte in bytes { take(byte, &events) }
    return events
  }

  /// Decides what waits; called when `pending` was true and nothing came for 25 ms.
  public mutating func flush() -> [InputEvent] {
    var events: [InputEvent] = []
    while !held.isEmpty { release(&events) }
    decoder.flush(&events)
    return events
  }

  /// Gives what has come of an unfinished paste and begins anew; for a paste whose end is lost.
  public mutating func abandon() -> [InputEvent] {
    var events = flush()
    decoder.abandon(&events)
    return events
  }

  private mutating func take(_ byte: UInt8, _ events: inout [InputEvent]) {
    guard !held.isEmpty || begins[Int(byte)] && decoder.isGround else {
      decoder.take(byte, &events)
      return
    }
    held.append(byte)
    if beginnings.contains(held) { return }
    if let key = extraKeys[held] {
      held.removeAll()
      events.append(.key(key))
      return
    }
    release(&events)
  }

  /// Reads held bytes that no longer can become a longer extra key.
  private mutating func release(_ events: inout [InputEvent]) {
    var bytes = held[...]
    held.removeAll()
    let lengths = (1...bytes.count).reversed()
    if let length = lengths.first(where: { extraKeys[Array(bytes.prefix($0))] != nil }),
      let key = extraKeys[Array(bytes.prefix(length))]
    {
      events.append(.key(key))
      bytes = bytes.dropFirst(length)
    } else if let first = bytes.popFirst() {
      decoder.take(first, &events)
    }
    for byte in bytes { take(byte, &events) }
  }
}
