public import TerminalUI
public import Wording

/// Pictures of a file that the details want to show.
public struct MediaOrder: Hashable, Sendable {
  /// Which moments of it.
  public enum Moments: Hashable, Sendable {
    /// So many, spread over the whole clip.
    case sheet(count: Int)
    /// One, so many seconds from its beginning.
    case still(at: Double)
    /// So many from a moment on, at so many a second.
    case run(from: Double, rate: Int, count: Int)
  }

  /// The number of the order in this run of the program, from 1.
  public var number: Int
  /// The file's path.
  public var path: String
  /// Which moments of it.
  public var moments: Moments
  /// The cells that there are.
  public var box: Size
  /// Whether they are to be shown only after those of the latest other order.
  public var isAhead: Bool
  /// Whether little is to be sent to the terminal.
  public var isSlow: Bool
  /// Which look of the terminal they are for: another theme, or other colours, has another number.
  public var look: Int

  /// Makes an order.
  public init(
    number: Int, path: String, moments: Moments, box: Size, isAhead: Bool = false,
    isSlow: Bool = false, look: Int = 0
  ) {
    self.number = number
    self.path = path
    self.moments = moments
    self.box = box
    self.isAhead = isAhead
    self.isSlow = isSlow
    self.look = look
  }

  /// Whether both ask for the same pictures.
  func asksSame(as other: MediaOrder) -> Bool {
    path == other.path && moments == other.moments && fits(other)
  }

  /// Whether the pictures of both may stand at one place.
  func fits(_ other: MediaOrder) -> Bool {
    box == other.box && isSlow == other.isSlow && look == other.look
  }
}

/// The pictures of an order; two are equal when their orders are, since an order is answered once.
public struct MediaPictures: Hashable, Sendable {
  /// One picture, and where it belongs.
  public struct Tile: Sendable {
    /// Seconds from the beginning of the clip.
    public var seconds: Double
    /// Where its top left cell stands in the order's box.
    public var place: Point
    /// What is drawn.
    public var picture: TerminalPicture

    /// Makes a tile.
    public init(seconds: Double, place: Point, picture: TerminalPicture) {
      self.seconds = seconds
      self.place = place
      self.picture = picture
    }
  }

  /// The order that they answer.
  public let order: MediaOrder
  /// In the order of time, one or more.
  public let tiles: [Tile]
  /// Pictures a second to play them at; 0 for what does not play.
  public let rate: Double
  /// The length of the clip in seconds; nil for a still picture, or when the file does not say.
  public let length: Double?
  /// The most bytes that one of them may cost on the line.
  public let limit: Int

  /// Makes an answer.
  public init(order: MediaOrder, tiles: [Tile], rate: Double, length: Double?, limit: Int) {
    self.order = order
    self.tiles = tiles
    self.rate = rate
    self.length = length
    self.limit = limit
  }

  /// Whether both answer the same order.
  public static func == (one: MediaPictures, other: MediaPictures) -> Bool {
    one.order.number == other.order.number
  }

  /// By the order's number.
  public func hash(into hasher: inout Hasher) { hasher.combine(order.number) }

  /// Bytes that showing all of them costs on the line.
  var bytes: Int { tiles.reduce(0) { $0 + $1.picture.bytes } }
}

/// Why there are no pictures.
public struct MediaTrouble: Error, Hashable, Sendable {
  /// A sentence that says what is missing.
  public var message: Phrase
  /// Whether no other file will do better, because a program or a library is missing.
  public var isLasting: Bool

  /// Makes a reason.
  public init(message: Phrase, isLasting: Bool) {
    self.message = message
    self.isLasting = isLasting
  }
}
