internal import ChildProcesses
internal import Glibc

/// Why clips could not be joined.
public enum JoinProblem: Error, Hashable, Sendable {
  /// This clip is not there.
  case missing(String)
  /// This clip cannot be read; the system's reason.
  case unreadable(String, String)
  /// This clip is damaged, or no video; what ffprobe said, cleaned and short, perhaps empty.
  case notAVideo(String, String)
  /// This program is not installed.
  case noProgram(String)
  /// A file of this name is there already.
  case exists(String)
  /// The film cannot be written here; the system's reason.
  case unwritable(String, String)
  /// The disk of this folder is full.
  case noRoom(String)
  /// ffmpeg has failed; what it said, cleaned and short, perhaps empty.
  case failed(String)
  /// What ffmpeg made has another length than the clips together: seconds of both.
  case notWhole(Double, expected: Double)
  /// It was cancelled.
  case cancelled

  /// What failed, and what is still true, for the user.
  public var message: String {
    switch self {
    case .missing(let path): "There is no file \(path)."
    case .unreadable(let path, let reason): "\(path) cannot be read: \(reason)."
    case .notAVideo(let path, let words):
      "\(path) is damaged, or no video" + (words.isEmpty ? "." : ": \(words).")
    case .noProgram(let name): "\(name) is not installed, which joins the videos."
    case .exists(let path): "There is a file \(path) already, and it was left as it is."
    case .unwritable(let path, let reason): "\(path) cannot be written: \(reason)."
    case .noRoom(let folder): "The disk of \(folder) is full, so that nothing was made."
    case .failed(let words):
      "ffmpeg could not join the videos" + (words.isEmpty ? "." : ": \(words).")
    case .notWhole(let seconds, let expected):
      "What ffmpeg made is \(Self.rounded(seconds)) s long, and the videos together "
        + "\(Self.rounded(expected)) s, so that it was thrown away."
    case .cancelled: "It was cancelled, and nothing was made."
    }
  }

  /// What to do next.
  public var advice: String {
    switch self {
    case .missing, .unreadable, .notAVideo: "Fetch it again with: rushes download ID"
    case .noProgram: "Debian, Ubuntu: apt install ffmpeg"
    case .exists: "Name another file, or move that one away."
    case .unwritable: "Name a file in a folder that you may write to."
    case .noRoom: "Make room there, or name a file on another disk."
    case .failed, .notWhole: "The videos are safe. Try once more; rushes doctor looks at ffmpeg."
    case .cancelled: ""
    }
  }

  private static func rounded(_ seconds: Double) -> Double { (seconds * 100).rounded() / 100 }

  init(_ error: ChildProcessError, _ program: String, file: String) {
    self =
      switch error {
      case .notFound: .noProgram(program)
      case .cancelled: .cancelled
      case .timedOut: .failed("it took too long")
      case .cannotStart(let code) where code == ENOENT || code == ENOTDIR: .missing(file)
      case .cannotStart(let code): .unreadable(file, String(cString: strerror(code)))
      }
  }
}
