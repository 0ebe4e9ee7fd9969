internal import Glibc
public import VideoTasks

extension LogEntry {
  /// Reads a line of the log again; nil for what is none.
  ///
  /// The words beside the kind are as they were cleaned when the line was made.
  public init?(line: String) {
    let parts = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, let at = Timestamp(rfc3339: String(parts[0])),
      let process = Int32(parts[1])
    else { return nil }
    var words = parts[2].split(separator: " ", omittingEmptySubsequences: false)[...]
    var task: TaskID?
    switch words.first {
    case "task":
      guard words.count >= 2, let number = Int64(words[words.startIndex + 1]) else { return nil }
      task = TaskID(number)
      words = words.dropFirst(2)
    case "rushes": words = words.dropFirst()
    default: return nil
    }
    guard let kind = words.first, !kind.isEmpty else { return nil }
    self.init(
      at: at, process: process, task: task, kind: String(kind),
      detail: words.dropFirst().joined(separator: " "))
  }

  /// The last lines of a log, oldest first; none where the file cannot be read.
  ///
  /// - Parameter bytes: how much of the file's end is read, at most.
  public static func tail(of path: String, bytes: Int = 64 << 10) -> [LogEntry] {
    // A pipe in the file's place must not make the program wait.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    var facts = stat()
    guard fstat(descriptor, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { return [] }
    let start = max(0, Int(facts.st_size) - bytes)
    var buffer = [UInt8](repeating: 0, count: min(bytes, Int(facts.st_size)))
    let count = pread(descriptor, &buffer, buffer.count, start)
    guard count > 0 else { return [] }
    var lines = String(decoding: buffer.prefix(count), as: UTF8.self).split(separator: "\n")[...]
    // The first one may have lost its beginning.
    if start > 0 { lines = lines.dropFirst() }
    return lines.compactMap { LogEntry(line: String($0)) }
  }
}
