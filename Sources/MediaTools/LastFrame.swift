internal import ChildProcesses
internal import FoundationEssentials

/// The last frame of a clip as a picture beside it: where a next clip can begin.
public enum LastFrame {
  /// Takes the last frame out of a clip, into `NAME.last.png` in the same folder, and returns that
  /// path; a picture that is there already is left as it is.
  ///
  /// Blocks until it is there: use it on a background thread. Takes the memory of half a second of
  /// frames in the child.
  public static func take(
    from file: String, timeLimit: Duration = .seconds(20), program: String = "ffmpeg"
  ) -> Result<String, FrameProblem> {
    let target = path(of: file)
    if FileManager.default.fileExists(atPath: target) { return .success(target) }
    guard FileManager.default.fileExists(atPath: file) else { return .failure(.missing) }
    let command = ChildProcess.Command(
      program, arguments, environment: ChildProcess.cleanEnvironment, inputFile: file,
      timeLimit: timeLimit, outputLimit: mostBytes, niceness: 5)
    let output: ChildProcess.Output
    do throws(ChildProcessError) {
      output = try ChildProcess.run(command)
    } catch {
      return .failure(MediaFrames.problem(error, timeLimit, program))
    }
    guard output.output.starts(with: signature), output.output.count < mostBytes else {
      return .failure(
        .noPicture(ProbeWords.short(output.errorOutput, input: MediaProbe.input)))
    }
    do {
      // Two that take the same frame at once write the same.
      try Data(output.output).write(to: URL(filePath: target), options: .atomic)
    } catch {
      return .failure(.unwritable(target))
    }
    return .success(target)
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
}
