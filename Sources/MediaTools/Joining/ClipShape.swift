internal import ChildProcesses
internal import FoundationEssentials
internal import VideoTasks

/// What must be the same in two clips for one to follow the other without being encoded anew.
struct ClipShape: Hashable, Sendable {
  /// The sound of a clip.
  struct Sound: Hashable, Sendable {
    var codec: String
    var rate: Int64
    var channels: Int64
    var layout: String
    var setup: String
  }

  var codec: String
  var width: Int64
  var height: Int64
  var pixels: String
  /// Frames a second as ffprobe writes it, as `24/1`.
  var rate: String
  var timeBase: String
  var aspect: String
  var rotation: Int64
  /// The check sum of what a decoder must know before the first frame.
  var setup: String
  var sound: Sound?

  /// In how far another clip differs, for a person; nil when it does not.
  func difference(to other: ClipShape) -> String? {
    if (width, height) != (other.width, other.height) {
      return "is \(other.width)×\(other.height), not \(width)×\(height)"
    }
    if codec != other.codec { return "is coded as \(other.codec), not as \(codec)" }
    if rate != other.rate { return "has another frame rate" }
    if pixels != other.pixels { return "has other colours of pixels (\(other.pixels))" }
    switch (sound, other.sound) {
    case (nil, .some): return "has sound, which the first one has not"
    case (.some, nil): return "has no sound, which the first one has"
    default: break
    }
    if sound != other.sound { return "has sound of another kind" }
    return self == other ? nil : "was encoded with other settings"
  }
}

/// A clip that is to be joined with others.
struct JoinedClip: Hashable, Sendable {
  var path: String
  var shape: ClipShape
  /// Seconds of the whole file.
  var seconds: Double

  /// Looks at a clip with ffprobe.
  ///
  /// Blocks for at most `timeLimit` and a moment more. The file reaches it as standard input.
  init(
    path: String, timeLimit: Duration, cancellation: MediaCancellation, program: String
  ) throws(JoinProblem) {
    let command = ChildProcess.Command(
      program, JoinedClip.arguments, environment: ChildProcess.cleanEnvironment, inputFile: path,
      timeLimit: timeLimit, outputLimit: MediaProbe.outputLimit)
    let result: ChildProcess.Output
    do throws(ChildProcessError) {
      result = try cancellation.run(command)
    } catch {
      throw JoinProblem(error, program, file: path)
    }
    let answer = JSONValue(parsing: result.output)
    guard result.succeeded, let answer, let seconds = answer["format"]?["duration"]?.number,
      seconds.isFinite, seconds > 0, let shape = ClipShape(answer)
    else {
      throw .notAVideo(path, ProbeWords.short(result.errorOutput, input: MediaProbe.input))
    }
    self.path = path
    self.shape = shape
    self.seconds = seconds
  }

  private static let arguments =
    MediaProbe.inputGuards + [
      "-print_format", "json", "-show_data_hash", "CRC32", "-show_entries",
      "format=duration:stream=codec_type,codec_name,width,height,pix_fmt,r_frame_rate,time_base,"
        + "sample_aspect_ratio,sample_rate,channels,channel_layout,extradata_hash"
        + ":stream_side_data=rotation", "-i", MediaProbe.input,
    ]
}

extension ClipShape {
  /// Reads ffprobe's answer; nil where it shows no moving picture.
  init?(_ answer: JSONValue) {
    let streams = answer["streams"]?.array ?? []
    guard let video = streams.first(where: { $0["codec_type"]?.string == "video" }),
      let width = video["width"]?.integer, let height = video["height"]?.integer,
      width > 0, height > 0
    else { return nil }
    func text(_ stream: JSONValue, _ name: String) -> String { stream[name]?.string ?? "" }
    self.init(
      codec: text(video, "codec_name"), width: width, height: height,
      pixels: text(video, "pix_fmt"), rate: text(video, "r_frame_rate"),
      timeBase: text(video, "time_base"), aspect: text(video, "sample_aspect_ratio"),
      rotation: (video["side_data_list"]?.array ?? []).lazy.compactMap { $0["rotation"]?.integer }
        .first ?? 0,
      setup: text(video, "extradata_hash"))
    guard let audio = streams.first(where: { $0["codec_type"]?.string == "audio" }) else { return }
    sound = Sound(
      codec: text(audio, "codec_name"), rate: Int64(text(audio, "sample_rate")) ?? 0,
      channels: audio["channels"]?.integer ?? 0, layout: text(audio, "channel_layout"),
      setup: text(audio, "extradata_hash"))
  }
}
