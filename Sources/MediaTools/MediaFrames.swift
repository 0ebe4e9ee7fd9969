internal import ChildProcesses
public import VideoTasks

/// Takes frames out of clips and pictures with ffmpeg, which runs as a child.
///
/// As in `MediaProbe` the file reaches ffmpeg as its standard input, and only formats of pictures and
/// clips are opened, none that names other files: neither its name nor its content reaches anything
/// else. ffmpeg gives way to others, has no key in its environment, and ends when it takes too long.
public enum MediaFrames {
  /// The frames of an order, scaled to exactly `width` by `height` pixels; fewer when there are fewer.
  ///
  /// Blocks until they are there: use it on a background thread. Takes `3 * width * height` bytes a
  /// frame, and at most 64 MB.
  ///
  /// - Parameters:
  ///   - facts: What `MediaProbe` said of the file; its length places the frames.
  ///   - cancellation: Ends it from another thread.
  ///   - timeLimit: For each program that is run.
  ///   - program: The name or path of ffmpeg.
  public static func read(
    path: String, facts: MediaFacts, order: FrameOrder, width: Int, height: Int,
    cancellation: MediaCancellation = MediaCancellation(), timeLimit: Duration = .seconds(20),
    program: String = "ffmpeg"
  ) -> Result<[MediaFrame], FrameProblem> {
    let plan = FramePlan(order: order, facts: facts)
    guard facts.width != nil, facts.height != nil else { return .failure(.noPicture("")) }
    guard (1...4096).contains(width), (1...4096).contains(height),
      plan.count * width * height * 3 <= mostBytes
    else { return .failure(.tooLarge) }
    var frames: [MediaFrame] = []
    for run in plan.runs {
      let command = ChildProcess.Command(
        program, run.arguments(width: width, height: height),
        environment: ChildProcess.cleanEnvironment, inputFile: path, timeLimit: timeLimit,
        // One byte more, so that a frame too many is seen and not mistaken for the last.
        outputLimit: run.times.count * width * height * 3 + 1, niceness: 5)
      do throws(ChildProcessError) {
        let output = try cancellation.run(command)
        let found = cut(output.output, at: run.times, width: width, height: height)
        if found.isEmpty, frames.isEmpty, plan.runs.count == 1 {
          let words = ProbeWords.short(output.errorOutput, input: MediaProbe.input)
          return .failure(.noPicture(words))
        }
        frames += found
      } catch {
        return .failure(problem(error, timeLimit, program))
      }
    }
    return frames.isEmpty ? .failure(.noPicture("")) : .success(frames)
  }

  /// The most bytes of pixels that one order gives.
  static let mostBytes = 64 << 20

  /// Cuts what ffmpeg has written into frames; a last one that is not whole is left out.
  static func cut(
    _ bytes: [UInt8], at times: [Double], width: Int, height: Int
  ) -> [MediaFrame] {
    let length = 3 * width * height
    return times.enumerated().compactMap { index, seconds in
      let end = (index + 1) * length
      guard end <= bytes.count else { return nil }
      let part = Array(bytes[index * length..<end])
      return RGBPixels(width: width, height: height, bytes: part).map {
        MediaFrame(seconds: seconds, pixels: $0)
      }
    }
  }

  static func problem(
    _ error: ChildProcessError, _ limit: Duration, _ program: String
  ) -> FrameProblem {
    switch error {
    case .notFound: .noProgram(program)
    case .timedOut: .tooSlow(Int(limit.components.seconds))
    case .cancelled: .cancelled
    case .cannotStart(let code): FrameProblem(systemError: code)
    }
  }
}
