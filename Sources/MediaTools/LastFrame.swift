internal import ChildProcesses
internal import FoundationEssentials
internal import Glibc

/// The last frame of a clip as a picture beside it: where a next clip can begin.
public enum LastFrame {
  /// Takes the last frame out of a clip, into `NAME.last.png` in the same folder, and returns that
  /// path; a picture that is there already is left as it is. The picture is durable then, and so is
  /// its name.
  ///
  /// Blocks until it is there: use it on a background thread. Takes the memory of half a second of
  /// frames in the child.
  public static func take(
    from file: String, timeLimit: Duration = .seconds(20),
    cancellation: MediaCancellation = MediaCancellation(), program: String = "ffmpeg"
  ) -> Result<String, FrameProblem> {
    let target = path(of: file)
    if isWhole(target), isDurable(target) { return .success(target) }
    guard FileManager.default.fileExists(atPath: file) else { return .failure(.missing) }
    let command = ChildProcess.Command(
      program, arguments, environment: ChildProcess.cleanEnvironment, inputFile: file,
      timeLimit: timeLimit, outputLimit: mostBytes, niceness: 5)
    let output: ChildProcess.Output
    do throws(ChildProcessError) {
      output = try cancellation.run(command)
    } catch {
      return .failure(MediaFrames.problem(error, timeLimit, program))
    }
    guard output.output.starts(with: signature), output.output.count < mostBytes else {
      return .failure(
        .noPicture(ProbeWords.short(output.errorOutput, input: MediaProbe.input)))
    }
    return write(output.output, to: target) ? .success(target) : .failure(.unwritable(target))
  }

  /// Whether a file is a picture that has come to its end; of other forms than PNG nobody knows.
  public static func isWhole(_ path: String) -> Bool {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    var head = [UInt8](repeating: 0, count: signature.count)
    guard pread(descriptor, &head, head.count, 0) == head.count else { return false }
    guard head == signature else { return true }
    var tail = [UInt8](repeating: 0, count: lastChunk.count)
    let place = lseek(descriptor, 0, SEEK_END) - tail.count
    return pread(descriptor, &tail, tail.count, place) == tail.count && tail == lastChunk
  }

  /// Writes a picture under a name of its own first, so that no half of one ever has its name. Two
  /// that take the same frame at once write the same.
  private static func write(_ bytes: [UInt8], to target: String) -> Bool {
    let partial = "\(target).\(getpid())-\(UInt32.random(in: .min ... .max)).part"
    do {
      try Data(bytes).write(to: URL(filePath: partial))
    } catch {
      unlink(partial)
      return false
    }
    guard isDurable(partial), rename(partial, target) == 0 else {
      unlink(partial)
      return false
    }
    return isDurable(target)
  }

  /// Has the disk keep a file and its name; false when it refuses.
  private static func isDurable(_ path: String) -> Bool {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    return DurableFile.sync(path) && DurableFile.sync(folder)
  }

  /// Where the picture goes.
  static func path(of file: String) -> String {
    let name = file.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else {
      return file + ".last.png"
    }
    return file.dropLast(name.distance(from: dot, to: name.endIndex)) + ".last.png"
  }

  /// Half a second of frames, the last of them first.
  private static let arguments =
    MediaProbe.inputGuards + ["-nostdin", "-threads", "2", "-sseof", "-0.5"]
    + ["-i", MediaProbe.input, "-map", "0:V:0", "-an", "-sn", "-dn", "-vf", "reverse"]
    + ["-frames:v", "1", "-f", "image2pipe", "-c:v", "png", "pipe:1"]

  private static let mostBytes = 64 << 20
  private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47]
  /// The end of every PNG: the type of its last chunk, and that one's check sum.
  private static let lastChunk: [UInt8] = Array("IEND".utf8) + [0xAE, 0x42, 0x60, 0x82]
}
