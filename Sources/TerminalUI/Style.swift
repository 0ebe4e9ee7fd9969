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
public struct Style: Hashable, Sendable {
  /// What the text's colour is for.
  public var foreground: ColorRole
  /// What the colour behind it is for.
  public var background: ColorRole
  /// Weight and line.
  public var attributes: Attributes
  /// The colour of a picture in front, which wins over the role; nil everywhere else.
  public var pictureForeground: RGB?
  /// The colour of a picture behind, which wins over the role; nil everywhere else.
  public var pictureBackground: RGB?

  /// Whether it holds a colour of a picture.
  public var isOfPicture: Bool { pictureForeground != nil || pictureBackground != nil }

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
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }

  /// Makes the style of a cell of a picture; what is nil is as on the rest of the screen.
  public init(picture foreground: RGB?, on background: RGB?) {
    self.init()
    pictureForeground = foreground
    pictureBackground = background
  }
}
