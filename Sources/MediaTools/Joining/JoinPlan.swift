internal import ChildProcesses
internal import VideoTasks

/// How clips become one film: copied as they are where they match, else encoded anew.
public struct JoinPlan: Hashable, Sendable {
  let clips: [JoinedClip]

  /// Looks at the clips, in the order of the film; at least one.
  ///
  /// Blocks for some fifty milliseconds a clip: use it on a background thread.
  public init(
    clips files: [String], timeLimit: Duration = .seconds(10),
    cancellation: MediaCancellation = MediaCancellation(), program: String = "ffprobe"
  ) throws(JoinProblem) {
    var known: [String: JoinedClip] = [:]
    var clips: [JoinedClip] = []
    for file in files {
      let clip =
        if let seen = known[file] {
          seen
        } else {
          try JoinedClip(
            path: file, timeLimit: timeLimit, cancellation: cancellation, program: program)
        }
      known[file] = clip
      clips.append(clip)
    }
    self.clips = clips
  }

  /// Seconds of all clips together.
  public var seconds: Double { clips.reduce(0) { $0 + $1.seconds } }

  /// The first clip that does not match the first one, from 0, and in how far; nil when all match.
  public var difference: (clip: Int, words: String)? {
    guard let first = clips.first else { return nil }
    for (place, clip) in clips.enumerated() {
      if let words = first.shape.difference(to: clip.shape) { return (place, words) }
    }
    return nil
  }

  /// Whether the film is encoded anew: to the first clip's size and frame rate.
  public var encodesAnew: Bool { difference != nil }

  // MARK: For ffmpeg

  /// What a clip is called in the folder in which ffmpeg works.
  static func name(of place: Int) -> String { "\(place + 1).mp4" }

  /// The list that the concat demuxer reads.
  var list: String {
    "ffconcat version 1.0\n"
      + clips.indices.map { "file '\(JoinPlan.name(of: $0))'\n" }.joined()
  }

  /// Arguments of ffmpeg, which runs in a folder that holds the clips under their plain names, and
  /// makes `film.mp4` there.
  var arguments: [String] {
    let guards = [
      "-v", "error", "-nostdin", "-n", "-protocol_whitelist", "file", "-format_whitelist",
      "concat,mov",
    ]
    let output =
      ["-map_metadata", "-1", "-movflags", "+faststart", "-progress", JoinWork.progressName]
      + ["-nostats", "-f", "mp4", JoinWork.filmName]
    return guards + (encodesAnew ? encoding : copying) + output
  }

  private var copying: [String] {
    ["-f", "concat", "-i", JoinWork.listName, "-map", "0:V:0", "-map", "0:a:0?", "-c", "copy"]
  }

  private var encoding: [String] {
    let inputs = clips.indices.flatMap { ["-i", JoinPlan.name(of: $0)] }
    let sound = hasSound ? ["-map", "[a]", "-c:a", "aac", "-b:a", "192k"] : []
    return inputs + ["-filter_complex", graph, "-map", "[v]"]
      + ["-c:v", "libx264", "-preset", "medium", "-crf", "17"] + sound
  }

  private var hasSound: Bool { clips.contains { $0.shape.sound != nil } }

  /// Each clip in the first one's frame, with black beside or above it where the shape is another,
  /// and with silence where others have sound.
  private var graph: String {
    guard let first = clips.first?.shape else { return "" }
    // H.264 with colours at half the size takes even sides alone.
    let (width, height) = (max(2, first.width / 2 * 2), max(2, first.height / 2 * 2))
    let rate = ProbeAnswer.fraction(first.rate) == nil ? "24" : first.rate
    let soundRate = clips.lazy.compactMap(\.shape.sound?.rate).first { $0 > 0 } ?? 48_000
    var parts: [String] = []
    var joined = ""
    for (place, clip) in clips.enumerated() {
      parts.append(
        "[\(place):V:0]scale=\(width):\(height):force_original_aspect_ratio=decrease,"
          + "pad=\(width):\(height):(ow-iw)/2:(oh-ih)/2,setsar=1,fps=\(rate),format=yuv420p"
          + "[v\(place)]")
      joined += "[v\(place)]"
      guard hasSound else { continue }
      let form = "aformat=sample_rates=\(soundRate):channel_layouts=stereo"
      let source =
        clip.shape.sound == nil
        ? "anullsrc=r=\(soundRate):cl=stereo" : "[\(place):a:0]aresample=\(soundRate),apad"
      parts.append("\(source),\(form),atrim=0:\(clip.seconds)[a\(place)]")
      joined += "[a\(place)]"
    }
    let ends = hasSound ? "[v][a]" : "[v]"
    parts.append("\(joined)concat=n=\(clips.count):v=1:a=\(hasSound ? 1 : 0)\(ends)")
    return parts.joined(separator: ";")
  }
}
