internal import ChildProcesses
internal import FoundationEssentials
internal import Glibc

/// A film that was made.
public struct JoinedFilm: Hashable, Sendable {
  /// Bytes of the file.
  public let bytes: Int64
  /// Its length.
  public let seconds: Double
}

/// The making of one film, in a hidden folder beside it: neither the names of the clips nor that of
/// the film reach ffmpeg, and nothing has the film's name before it is whole.
public struct JoinWork: Sendable {
  static let listName = "list.txt"
  static let filmName = "film.mp4"
  static let progressName = "progress.txt"

  private let plan: JoinPlan
  /// The film's absolute path.
  private let target: String
  private let folder: String

  /// Makes the folder in which the film is made, until `remove`.
  public init(_ plan: JoinPlan, to target: String) throws(JoinProblem) {
    self.plan = plan
    self.target = target
    guard access(target, F_OK) != 0 else { throw .exists(target) }
    var template = Array((JoinWork.parent(of: target) + "/.rushes-join-XXXXXX").utf8CString)
    let made = template.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.flatMap { mkdtemp($0) } != nil
    }
    guard made else {
      throw JoinWork.refusal(errno, JoinWork.parent(of: target))
    }
    folder = template.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { String(cString: $0) } ?? ""
    }
  }

  /// Makes the film and gives it its name.
  ///
  /// Blocks for as long as that takes, which is minutes where long clips are encoded anew: use it on
  /// a background thread.
  /// - Throws: also when a file of the film's name has come meanwhile, which is left as it is.
  public func run(
    cancellation: MediaCancellation, program: String = "ffmpeg", probe: String = "ffprobe"
  ) throws(JoinProblem) -> JoinedFilm {
    try prepare()
    let command = ChildProcess.Command(
      program, plan.arguments, environment: ChildProcess.cleanEnvironment, directory: folder,
      timeLimit: .seconds(86_400), niceness: 5)
    let output: ChildProcess.Output
    do throws(ChildProcessError) {
      output = try cancellation.run(command)
    } catch {
      throw JoinProblem(error, program, file: target)
    }
    guard output.succeeded else { throw problem(output.errorOutput) }
    let film = path(JoinWork.filmName)
    guard VideoCheck.isWhole(path: film) else { throw problem(output.errorOutput) }
    let made = try JoinedClip(
      path: film, timeLimit: .seconds(20), cancellation: cancellation, program: probe)
    let slack = 0.2 + 0.1 * Double(plan.clips.count)
    guard abs(made.seconds - plan.seconds) <= slack else {
      throw .notWhole(made.seconds, expected: plan.seconds)
    }
    try publish(film)
    var facts = stat()
    _ = stat(target, &facts)
    return JoinedFilm(bytes: Int64(facts.st_size), seconds: made.seconds)
  }

  /// How many seconds of the film are made; nil when nothing is known. From any thread.
  public func secondsMade() -> Double? {
    guard let data = FileManager.default.contents(atPath: path(JoinWork.progressName)) else {
      return nil
    }
    let lines = String(decoding: data.suffix(2048), as: UTF8.self).split(separator: "\n")
    let last = lines.last { $0.hasPrefix("out_time_us=") }?.dropFirst("out_time_us=".count)
    return last.flatMap { Double($0) }.map { $0 / 1_000_000 }
  }

  /// Removes the folder with all that is in it.
  public func remove() {
    // What cannot be removed is in nobody's way: the folder is hidden.
    try? FileManager.default.removeItem(atPath: folder)
  }

  // MARK: Parts

  private func path(_ name: String) -> String { folder + "/" + name }

  private static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return "/" }
    return String(path[..<slash])
  }

  /// Links to the clips, and the list of them.
  private func prepare() throws(JoinProblem) {
    for (place, clip) in plan.clips.enumerated() {
      guard symlink(clip.path, path(JoinPlan.name(of: place))) == 0 else {
        throw JoinWork.refusal(errno, folder)
      }
    }
    do {
      try Data(plan.list.utf8).write(to: URL(filePath: path(JoinWork.listName)))
    } catch {
      throw .unwritable(folder, "the list of the videos could not be written")
    }
  }

  /// Gives the film its name, durably; link() refuses a name that is taken.
  private func publish(_ film: String) throws(JoinProblem) {
    guard DurableFile.sync(film) else { throw JoinWork.refusal(errno, target) }
    if link(film, target) != 0 {
      let code = errno
      // Some file systems have no links.
      guard [EPERM, EOPNOTSUPP, ENOSYS, EMLINK].contains(code), access(target, F_OK) != 0,
        rename(film, target) == 0
      else { throw code == EEXIST ? .exists(target) : JoinWork.refusal(code, target) }
    }
    _ = DurableFile.sync(JoinWork.parent(of: target))
  }

  private func problem(_ errors: [UInt8]) -> JoinProblem {
    let words = ProbeWords.short(errors, input: JoinWork.listName)
    let isFull = String(decoding: errors, as: UTF8.self).contains("No space left on device")
    return isFull ? .noRoom(JoinWork.parent(of: target)) : .failed(words)
  }

  private static func refusal(_ code: Int32, _ path: String) -> JoinProblem {
    code == ENOSPC || code == EDQUOT
      ? .noRoom(path) : .unwritable(path, String(cString: strerror(code)))
  }
}
