public import TerminalUI

/// What a terminal can show of a picture.
public struct PictureLook: Hashable, Sendable {
  /// Which characters a picture is made of.
  public enum Glyphs: UInt8, Hashable, Sendable {
    /// Letters and signs, where there is no UTF-8.
    case ascii
    /// Half blocks, and shades without colours: the Linux console.
    case halves
    /// Also quarters and eighths, which every font of today has.
    case blocks
    /// Also sixths (Unicode 13), where the terminal is known to draw them itself.
    case sextants
  }

  /// The terminal's colours.
  public var depth: ColorDepth
  /// The terminal's characters.
  public var glyphs: Glyphs
  /// What it has answered about pictures in pixels.
  public var graphics: GraphicsSupport
  /// The theme's text, for pictures without colours.
  public var foreground: RGB
  /// The theme's background: on a light one, what is dark must be drawn.
  public var background: RGB

  /// Makes a look; the defaults are white on black in cells.
  public init(
    depth: ColorDepth, glyphs: Glyphs, graphics: GraphicsSupport = .none,
    foreground: RGB = RGB(0xFFFFFF), background: RGB = RGB(0x000000)
  ) {
    self.depth = depth
    self.glyphs = glyphs
    self.graphics = graphics
    self.foreground = foreground
    self.background = background
  }

  /// How many times a cell is as high as it is wide.
  var cellAspect: Double {
    guard let cell = graphics.cell else { return 2 }
    // A terminal that says something odd must not make a picture a stripe.
    return min(max(1, Double(cell.height) / Double(cell.width)), 4)
  }

  /// All of it in a few characters, for the key of a cache.
  var key: String {
    let cell = graphics.cell.map { "\($0.width)x\($0.height)" } ?? "-"
    return "\(depth.rawValue) \(glyphs.rawValue) \(graphics.kitty) \(graphics.sixel) \(cell)"
      + " \(graphics.throughTmux) \(foreground.hex) \(background.hex)"
  }
}

/// How many bytes pictures may cost on the line to the terminal.
///
/// Size, colours and frame rate are lowered until they fit.
public struct PictureBudget: Hashable, Sendable {
  /// For each picture that is shown, and each tile of a contact sheet.
  public var bytesPerPicture: Int
  /// While a clip plays; 0 means that it does not play, and is stepped through in stills.
  public var bytesPerSecond: Int

  /// Makes a budget; both are 0 or more.
  public init(bytesPerPicture: Int, bytesPerSecond: Int) {
    self.bytesPerPicture = max(0, bytesPerPicture)
    self.bytesPerSecond = max(0, bytesPerSecond)
  }

  /// A terminal on this machine.
  public static let local = PictureBudget(bytesPerPicture: 4 << 20, bytesPerSecond: 16 << 20)
  /// Over SSH: 2 Mbit a second at most.
  public static let remote = PictureBudget(bytesPerPicture: 96 << 10, bytesPerSecond: 256 << 10)
  /// A slow line: small stills.
  public static let slow = PictureBudget(bytesPerPicture: 6 << 10, bytesPerSecond: 0)
}
