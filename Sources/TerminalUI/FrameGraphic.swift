/// A picture in pixels that a terminal shows over the cells of a frame.
///
/// It is made of bytes for the terminal that `Pictures` has written; two are equal when their `id`
/// and place are.
public struct FrameGraphic: Hashable, Sendable {
  /// How a terminal keeps it, which decides what must be sent when something changes.
  public enum Kind: Hashable, Sendable {
    /// Sent once; the cells of the frame name it (kitty's placeholders) and may move and scroll.
    case named
    /// Sent to a place, where it stays when cells beneath are painted (kitty).
    case placed
    /// Sent to a place; painting a cell beneath takes its part away (sixel).
    case painted
  }

  /// Says which picture it is: another one for other pixels, another size or other bytes.
  public let id: UInt64
  /// How a terminal keeps it.
  public let kind: Kind
  /// Where it stands.
  public var rect: Rect
  /// What shows it, sent with the cursor in its top left cell.
  public let showing: [UInt8]
  /// What takes it away, sent before the cells that come instead; empty where painting those is
  /// enough.
  public let removing: [UInt8]

  /// Makes a graphic.
  public init(id: UInt64, kind: Kind, rect: Rect, showing: [UInt8], removing: [UInt8]) {
    self.id = id
    self.kind = kind
    self.rect = rect
    self.showing = showing
    self.removing = removing
  }

  /// Whether both are the same picture at the same place.
  public static func == (one: FrameGraphic, other: FrameGraphic) -> Bool {
    one.id == other.id && one.rect == other.rect
  }

  /// By picture and place.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(id)
    hasher.combine(rect)
  }
}
