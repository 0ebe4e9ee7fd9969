public import MediaTools
public import TerminalUI
internal import Wording

/// Which pictures of a file are wanted, for which place on the screen.
public struct PictureRequest: Hashable, Sendable {
  /// The file: a clip or a picture of this machine.
  public var path: String
  /// Which moments of it.
  public var order: FrameOrder
  /// The cells that there are; the pictures keep their shape inside.
  public var box: Size
  /// What the terminal shows.
  public var look: PictureLook
  /// What they may cost on the line.
  public var budget: PictureBudget

  /// Makes a request.
  public init(
    path: String, order: FrameOrder, box: Size, look: PictureLook, budget: PictureBudget
  ) {
    self.path = path
    self.order = order
    self.box = box
    self.look = look
    self.budget = budget
  }
}

/// The pictures of a request.
public struct PictureAnswer: Hashable, Sendable {
  /// One picture, and where it belongs.
  public struct Tile: Hashable, Sendable {
    /// Seconds from the beginning of the clip.
    public var seconds: Double
    /// Where its top left cell stands in the box. Below each tile of a contact sheet there is one row
    /// for its time.
    public var place: Point
    /// What is drawn, by `Canvas.draw(_:at:)`.
    public var picture: TerminalPicture
  }

  /// In the order of time; one for a still, fewer than asked for where the file has no more or the
  /// budget allows no more.
  public var tiles: [Tile]
  /// Pictures a second to play them at; 0 for what does not play.
  public var rate: Double
  /// The length of the clip in seconds; nil for a still picture, or when the file does not say.
  public var length: Double?

  /// Bytes that showing all of it costs on the line.
  public var bytes: Int { tiles.reduce(0) { $0 + $1.picture.bytes } }
}

/// Why there are no pictures.
public enum PictureProblem: Error, Hashable, Sendable {
  /// None can be made on this machine; a sentence that says what is missing.
  case off(String)
  /// The file gave none.
  case file(FrameProblem)
  /// The box is too small to see anything in.
  case tooSmall
  /// The budget is too small for the smallest picture.
  case tooCostly

  /// One sentence for the user.
  public var message: String {
    switch self {
    case .off(let sentence): sentence
    case .file(let problem): problem.message
    case .tooSmall: Phrase("There is no room for a picture here.").english
    case .tooCostly: Phrase("There is no picture: the line is too slow for one.").english
    }
  }
}
