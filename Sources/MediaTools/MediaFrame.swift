internal import Glibc
public import VideoTasks
internal import Wording

/// Pixels of a picture: three bytes each (red, green, blue), row after row from the top left.
public struct RGBPixels: Hashable, Sendable {
  /// Pixels across, 1 or more.
  public let width: Int
  /// Pixels down, 1 or more.
  public let height: Int
  /// `3 * width * height` bytes.
  public let bytes: [UInt8]

  /// Makes pixels; nil when the number of bytes is another, or a side is not positive.
  public init?(width: Int, height: Int, bytes: [UInt8]) {
    guard width > 0, height > 0, width <= 65_536, height <= 65_536,
      bytes.count == 3 * width * height
    else { return nil }
    self.width = width
    self.height = height
    self.bytes = bytes
  }
}

/// One moment of a clip, or a whole still picture.
public struct MediaFrame: Hashable, Sendable {
  /// Seconds from the beginning of the clip; 0 for a still picture.
  public let seconds: Double
  /// What is seen then.
  public let pixels: RGBPixels

  /// Makes a frame.
  public init(seconds: Double, pixels: RGBPixels) {
    self.seconds = seconds
    self.pixels = pixels
  }
}

/// Which frames of a file are wanted.
public enum FrameOrder: Hashable, Sendable {
  /// The frame that is shown at this many seconds; the last one for a time past the end.
  case still(at: Double)
  /// This many frames, 1 to 64, from the middles of as many equal parts.
  case sheet(count: Int)
  /// At most `count` frames, 1 to 240, from a time on, `rate` (1 to 30) for each second.
  case run(from: Double, rate: Int, count: Int)
}

/// Why there are no frames.
public enum FrameProblem: Error, Hashable, Sendable {
  /// The file is not there.
  case missing
  /// The file may not be read; the system's reason.
  case unreadable(String)
  /// There is no picture in it, or it is damaged; what ffmpeg said, cleaned and short, perhaps empty.
  case noPicture(String)
  /// It took longer than this many seconds.
  case tooSlow(Int)
  /// This program is not installed.
  case noProgram(String)
  /// More pixels or frames were asked for than are ever given.
  case tooLarge
  /// The picture could not be written to this file.
  case unwritable(String)
  /// It was cancelled, because something else is wanted.
  case cancelled

  /// What failed, and what can be done, for the user.
  public var message: String { phrase.english }

  private var phrase: Phrase {
    switch self {
    case .missing: Phrase("There is no picture: the file is gone.")
    case .unreadable(let reason):
      Phrase("There is no picture: the file cannot be read ({reason}).", ["reason": reason])
    case .noPicture(""): Phrase("There is no picture: nothing in the file can be shown.")
    case .noPicture(let words): Phrase("There is no picture: {reason}.", ["reason": words])
    case .tooSlow(let seconds):
      Phrase(
        "There is no picture: looking at the file took longer than {seconds} s.",
        ["seconds": seconds])
    case .noProgram(let name):
      Phrase(
        "Pictures are off: {name} is not installed (Debian, Ubuntu: apt install ffmpeg).",
        ["name": name])
    case .tooLarge: Phrase("There is no picture: it would be too large.")
    case .unwritable(let path):
      Phrase("The picture could not be written to {path}.", ["path": path])
    case .cancelled: Phrase("The picture is no longer wanted.")
    }
  }
}

extension FrameProblem {
  /// What an `errno` value of opening the file means.
  init(systemError code: Int32) {
    self =
      code == ENOENT || code == ENOTDIR ? .missing : .unreadable(String(cString: strerror(code)))
  }

  /// What a probe's problem means for pictures; the probe was given so much time.
  public init(_ problem: MediaProblem, within limit: Duration) {
    switch problem {
    case .missing: self = .missing
    case .unreadable(let reason): self = .unreadable(reason)
    case .notMedia(let words): self = .noPicture(words)
    case .tooSlow: self = .tooSlow(Int(limit.components.seconds))
    case .noProbe: self = .noProgram("ffprobe")
    }
  }
}
