/// What a colour is for; a theme says which colour that is.
///
/// Views name roles and never colours, so that every theme fits every view.
public enum ColorRole: UInt8, CaseIterable, Sendable {
  /// Ordinary text.
  case text
  /// Text that matters less: labels, hints, units.
  case muted
  /// Lines and empty parts of bars.
  case faint
  /// Titles, keys, the focused border.
  case accent
  /// A second accent for what is the user's own: prompts, chosen values.
  case second
  /// It went well.
  case good
  /// It needs a look soon.
  case warning
  /// It went wrong or destroys something.
  case bad
  /// It is being worked on.
  case active
  /// It waits.
  case waiting
  /// The screen behind everything.
  case background
  /// The background of bars at the top and bottom.
  case bar
  /// The background of the selected row.
  case selection
  /// The background of a field that is being edited.
  case field
}

/// How a cell looks: in roles, and for the cells of pictures in colours that no theme changes.
///
/// All of it is kept in two numbers, so that styles, and the cells that have them, are compared as such.
public struct Style: Hashable, Sendable {
  /// Foreground, background and attributes: one byte each, from the lowest on.
  let look: UInt32
  /// The colours of a picture in front (the lower half) and behind: 24 bits under one that is set.
  let picture: UInt64

  /// What the text's colour is for.
  public var foreground: ColorRole {
    // Every number in there was a role's.
    get { ColorRole(rawValue: UInt8(truncatingIfNeeded: look)) ?? .text }
    set { self = Style(look: look & ~0xFF | UInt32(newValue.rawValue), picture: picture) }
  }

  /// What the colour behind it is for.
  public var background: ColorRole {
    get { ColorRole(rawValue: UInt8(truncatingIfNeeded: look >> 8)) ?? .background }
    set { self = Style(look: look & ~0xFF00 | UInt32(newValue.rawValue) << 8, picture: picture) }
  }

  /// Weight and line.
  public var attributes: Attributes {
    get { Attributes(rawValue: UInt8(truncatingIfNeeded: look >> 16)) }
    set {
      self = Style(look: look & ~0xFF_0000 | UInt32(newValue.rawValue) << 16, picture: picture)
    }
  }

  /// The colour of a picture in front, which wins over the role; nil everywhere else.
  public var pictureForeground: RGB? {
    get { Self.color(UInt32(truncatingIfNeeded: picture)) }
    set { self = Style(look: look, picture: picture & ~0xFFFF_FFFF | Self.number(newValue)) }
  }

  /// The colour of a picture behind, which wins over the role; nil everywhere else.
  public var pictureBackground: RGB? {
    get { Self.color(UInt32(truncatingIfNeeded: picture >> 32)) }
    set { self = Style(look: look, picture: picture & 0xFFFF_FFFF | Self.number(newValue) << 32) }
  }

  /// Whether it holds a colour of a picture.
  public var isOfPicture: Bool { picture != 0 }

  /// A number from 0 to 63 that styles of one screen seldom share.
  public var slot: Int { Int((look ^ look >> 4 ^ look >> 13) & 63) }

  /// Weight and line under a cell; each must also be readable without colours.
  public struct Attributes: OptionSet, Hashable, Sendable {
    /// One bit for each attribute.
    public let rawValue: UInt8

    /// Makes a set from its bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Heavier.
    public static let bold = Attributes(rawValue: 1)
    /// Fainter.
    public static let dim = Attributes(rawValue: 2)
    /// With a line under it.
    public static let underline = Attributes(rawValue: 4)
    /// Foreground and background exchanged.
    public static let reverse = Attributes(rawValue: 8)
  }

  /// Makes a style; without arguments, ordinary text on the ordinary background.
  public init(
    _ foreground: ColorRole = .text, on background: ColorRole = .background,
    _ attributes: Attributes = []
  ) {
    self.init(
      look: UInt32(foreground.rawValue) | UInt32(background.rawValue) << 8
        | UInt32(attributes.rawValue) << 16,
      picture: 0)
  }

  /// Makes the style of a cell of a picture; what is nil is as on the rest of the screen.
  public init(picture foreground: RGB?, on background: RGB?) {
    self.init(
      look: Style().look, picture: Self.number(foreground) | Self.number(background) << 32)
  }

  init(look: UInt32, picture: UInt64) {
    (self.look, self.picture) = (look, picture)
  }

  private static func number(_ color: RGB?) -> UInt64 {
    guard let color else { return 0 }
    return 1 << 24 | UInt64(color.red) << 16 | UInt64(color.green) << 8 | UInt64(color.blue)
  }

  private static func color(_ number: UInt32) -> RGB? { number == 0 ? nil : RGB(number) }
}
