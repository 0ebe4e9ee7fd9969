internal import FoundationEssentials
internal import Glibc
public import VideoTasks
internal import Wording

/// The request of a finished video, in a file beside it: `NAME.json` holds what `show --json` prints,
/// without links, so that the video can be made again where nothing else is known of it.
public enum Sidecar {
  /// Where the sidecar of a video is.
  public static func path(of video: String) -> String {
    guard let slash = video.lastIndex(of: "/"), let dot = video.lastIndex(of: "."), dot > slash
    else { return video + ".json" }
    return video[..<dot] + ".json"
  }

  /// Writes the sidecar of a task whose video has its name; one that is there already is brought up
  /// to date, and a file that is something else is left alone.
  ///
  /// The whole file appears at once, durably. Costs two calls of fsync(2).
  /// - Returns: why there is none, in a sentence; nil when there is.
  public static func write(_ record: TaskRecord) -> String? {
    guard let video = record.file else { return nil }
    let path = path(of: video)
    let bytes = TaskJSON.encode(record, links: false) + [0x0a]
    let isThere = access(path, F_OK) == 0
    if isThere, !isOurs(path, record) {
      return Phrase(
        "{path} is another file, so that it was left as it is, and the request is not there.",
        ["path": path]
      ).english
    }
    // One that a killed program has left is taken away: who comes next writes the same.
    let partial = path + ".part"
    unlink(partial)
    defer { unlink(partial) }
    guard put(bytes, into: partial) else {
      return unwritable(path)
    }
    // link() refuses a name that somebody has taken meanwhile; rename() replaces what is ours.
    guard isThere ? rename(partial, path) == 0 : name(partial, path) else {
      return unwritable(path)
    }
    _ = sync(String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]))
    return nil
  }

  /// Removes the sidecar of a video that is removed again itself.
  static func remove(_ record: TaskRecord, video: String) {
    let path = path(of: video)
    if isOurs(path, record) { unlink(path) }
  }

  /// Whether a file is the sidecar of this very task: another store may have the same number.
  private static func isOurs(_ path: String, _ record: TaskRecord) -> Bool {
    guard let file = open(path), file.count <= 4 << 20, let known = JSONValue(parsing: file) else {
      return false
    }
    return known["id"]?.integer == record.id.rawValue
      && known["created_at"]?.string == record.createdAt.rfc3339
  }

  /// Why the file could not be written, by `errno`.
  private static func unwritable(_ path: String) -> String {
    Phrase(
      "{path} cannot be written: {reason}.",
      ["path": path, "reason": String(cString: strerror(errno))]
    ).english
  }

  private static func open(_ path: String) -> [UInt8]? {
    FileManager.default.contents(atPath: path).map(Array.init)
  }

  /// Writes a new file and makes its bytes durable.
  private static func put(_ bytes: [UInt8], into path: String) -> Bool {
    let descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        return false
      }
      rest = rest.dropFirst(count)
    }
    return fsync(descriptor) == 0
  }

  private static func name(_ partial: String, _ path: String) -> Bool {
    if link(partial, path) == 0 { return true }
    // Some file systems have no links.
    guard [EPERM, EOPNOTSUPP, ENOSYS, EMLINK].contains(errno), access(path, F_OK) != 0 else {
      return false
    }
    return rename(partial, path) == 0
  }

  private static func sync(_ folder: String) -> Bool {
    let descriptor = Glibc.open(folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return fsync(descriptor) == 0
  }
}
