internal import TerminalUI

/// The keys of one context, with what finds one of them fast.
struct ContextKeys: Hashable, Sendable {
  /// The weightiest first.
  let rows: [Binding]
  /// Those that the footer has room for.
  let footer: [Binding]
  /// Every key of every row, in their order.
  private let places: [Place]

  /// Where a key stands among the rows.
  private struct Place: Hashable {
    var digest: UInt16
    var row: UInt16
  }

  init(_ rows: [Binding]) {
    self.rows = rows
    footer = rows.filter(\.inFooter)
    places = rows.enumerated().flatMap { row, binding in
      binding.keys.map { Place(digest: Self.digest($0), row: UInt16(row)) }
    }
  }

  /// The rows that have a key.
  func bindings(of key: Key) -> [Binding] {
    // Rows lie all over the memory, and most have other keys.
    let digest = Self.digest(key)
    var found: [Binding] = []
    for place in places where place.digest == digest {
      let row = rows[Int(place.row)]
      if row.keys.contains(key) { found.append(row) }
    }
    return found
  }

  /// The ASCII character that is equal to a character, as `K` is to the sign of the kelvin. Of all others
  /// one can be written in several ways.
  private static func ascii(_ character: Character) -> UInt8? {
    character.asciiValue
      ?? ["K", ";", "`"].first { (other: Character) in other == character }?.asciiValue
  }

  /// The same number for equal keys; the other way round only as good as certain.
  private static func digest(_ key: Key) -> UInt16 {
    let code: UInt16 =
      switch key.code {
      case .character(let character): UInt16(ascii(character) ?? 0x80)
      case .function(let number): 0x100 + UInt16(clamping: number) % 0x80
      case .enter: 0x81
      case .tab: 0x82
      case .backspace: 0x83
      case .escape: 0x84
      case .delete: 0x85
      case .insert: 0x86
      case .up: 0x87
      case .down: 0x88
      case .left: 0x89
      case .right: 0x8A
      case .home: 0x8B
      case .end: 0x8C
      case .pageUp: 0x8D
      case .pageDown: 0x8E
      }
    return code << 3 | UInt16(key.modifiers.rawValue & 7)
  }
}
