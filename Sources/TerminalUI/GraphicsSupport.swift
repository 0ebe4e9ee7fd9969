/// What a terminal has answered about pictures in pixels; the default is that there are none.
///
/// Sources: https://sw.kovidgoyal.net/kitty/graphics-protocol, the DEC VT340 manual, ctlseqs of xterm.
public struct GraphicsSupport: Hashable, Sendable {
  /// How far it goes with the kitty graphics protocol.
  public enum Kitty: Hashable, Sendable {
    /// Not at all.
    case none
    /// Pictures are placed where the cursor stands (WezTerm, Konsole).
    case placed
    /// Cells can name a picture by U+10EEEE (kitty 0.28 and Ghostty): the only form that works in
    /// tmux, and one that needs 24-bit colours.
    case placeholders
  }

  /// A size in pixels.
  public struct CellPixels: Hashable, Sendable {
    /// Pixels across one cell, 1 or more.
    public var width: Int
    /// Pixels down one cell, 1 or more.
    public var height: Int

    /// Makes a size; values outside 1...200 are brought inside.
    public init(width: Int, height: Int) {
      self.width = min(max(1, width), 200)
      self.height = min(max(1, height), 200)
    }
  }

  /// The kitty graphics protocol.
  public var kitty: Kitty
  /// Whether sixel pictures are shown.
  public var sixel: Bool
  /// The size of a cell; nil when it is not known, which rules sixel out.
  public var cell: CellPixels?
  /// Whether the bytes must be wrapped so that tmux hands them on (its `allow-passthrough` is on).
  public var throughTmux: Bool

  /// Makes an answer; without arguments, that nothing but cells is shown.
  public init(
    kitty: Kitty = .none, sixel: Bool = false, cell: CellPixels? = nil, throughTmux: Bool = false
  ) {
    self.kitty = kitty
    self.sixel = sixel
    self.cell = cell
    self.throughTmux = throughTmux
  }

  /// Only cells.
  public static let none = GraphicsSupport()
}

extension GraphicsSupport {
  /// What a terminal's answers say.
  ///
  /// - Parameters:
  ///   - program: What shows the terminal, in small letters, as `kitty(0.32.2)`.
  ///   - isWrapped: Whether tmux or screen stands between, which answer for themselves: only what
  ///     they show themselves counts.
  public init(_ answers: TerminalCapabilities, program: String, isWrapped: Bool) {
    self.init(
      sixel: answers.hasSixel,
      cell: answers.cellSize.map { CellPixels(width: $0.width, height: $0.height) })
    guard answers.hasKittyGraphics, !isWrapped else { return }
    kitty = Self.namesPictures(program) ? .placeholders : .placed
  }

  /// Whether cells can name a picture: in Ghostty, and in kitty from 0.28 on, which says its version.
  private static func namesPictures(_ program: String) -> Bool {
    let name = program.hasPrefix("xterm-") ? program.dropFirst(6) : program[...]
    if name.hasPrefix("ghostty") { return true }
    guard name.hasPrefix("kitty(") else { return false }
    let version = name.dropFirst(6).prefix { $0 != ")" }.split(separator: ".").map { Int($0) ?? 0 }
    return !version.lexicographicallyPrecedes([0, 28])
  }
}
