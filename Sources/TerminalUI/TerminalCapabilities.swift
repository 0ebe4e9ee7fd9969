/// What is known of a terminal from its own answers; grows as they come.
public struct TerminalCapabilities: Hashable, Sendable {
  /// Its program and version, as `kitty(0.32.2)` or `tmux 3.3a`; nil until it says so.
  public private(set) var name: String?
  /// The colour behind its text.
  public private(set) var background: RGB?
  /// Pixels of a cell.
  public private(set) var cellSize: CellSize?
  /// Whether it shows sixel pictures.
  public private(set) var hasSixel = false
  /// Whether it shows pictures of the kitty graphics protocol.
  public private(set) var hasKittyGraphics = false
  /// Whether it shows what lies between two marks at once (mode 2026).
  public private(set) var hasSynchronizedOutput = false
  /// Whether it can tell keys apart that are one byte otherwise (the kitty keyboard protocol).
  public private(set) var hasKittyKeyboard = false
  /// Whether it has answered the last question: nothing that is absent here will come any more.
  public private(set) var isComplete = false

  /// Pixels of a cell.
  public struct CellSize: Hashable, Sendable {
    /// From left to right.
    public let width: Int
    /// From top to bottom.
    public let height: Int

    /// Makes a size.
    public init(width: Int, height: Int) {
      self.width = width
      self.height = height
    }
  }

  /// What is known before anything was asked: nothing.
  public init() {}

  /// Whether the background is light; nil when it is not known.
  public var isLight: Bool? {
    background.map { $0.contrast(with: RGB(0x000000)) > $0.contrast(with: RGB(0xFFFFFF)) }
  }

  /// Takes an answer; returns whether anything is known now that was not before.
  @discardableResult
  public mutating func take(_ answer: TerminalAnswer) -> Bool {
    let before = self
    switch answer {
    case .attributes(let numbers):
      hasSixel = numbers.dropFirst().contains(4)
      isComplete = true
    case .name(let text): name = text
    case .background(let color): background = color
    case .cellSize(let width, let height): cellSize = CellSize(width: width, height: height)
    case .mode(2026, let state): hasSynchronizedOutput = state == .set || state == .reset
    case .keyboardFlags: hasKittyKeyboard = true
    case .kittyGraphics(let isSupported): hasKittyGraphics = isSupported
    case .mode, .foreground, .present: break
    }
    return self != before
  }
}
