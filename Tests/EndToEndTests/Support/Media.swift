import ChildProcesses

/// Pictures and videos, made and measured with ffmpeg.
enum Media {
  struct Failure: Error {
    var what: String
  }

  /// What ffprobe says of a video.
  struct Clip: Hashable {
    var width: Int
    var height: Int
    /// Whole seconds, rounded.
    var seconds: Int
    var hasSound: Bool
  }

  /// Makes a picture of one colour; the name's ending is its format.
  static func makePicture(_ path: String, width: Int, height: Int) throws {
    let made = try ChildProcess.run(
      ChildProcess.Command(
        "ffmpeg",
        [
          "-v", "error", "-y", "-f", "lavfi", "-i", "color=c=teal:s=\(width)x\(height)",
          "-frames:v", "1", path,
        ], timeLimit: .seconds(60)))
    guard made.succeeded else {
      throw Failure(what: String(decoding: made.errorOutput, as: UTF8.self))
    }
  }

  /// Makes a clip of one colour; with sound, which is silence, if `hasSound`.
  ///
  /// - Parameter picture: where its first picture goes; nil makes none.
  static func makeClip(
    _ path: String, seconds: Int, rate: Int = 24, width: Int = 854, height: Int = 480,
    hasSound: Bool = false, picture: String? = nil
  ) throws {
    var words = [
      "-v", "error", "-y", "-f", "lavfi", "-i",
      "color=c=teal:s=\(width)x\(height):r=\(rate):d=\(seconds)",
    ]
    if hasSound { words += ["-f", "lavfi", "-i", "anullsrc=r=48000:cl=mono:d=\(seconds)"] }
    words += ["-map", "0"] + (hasSound ? ["-map", "1", "-c:a", "aac"] : [])
    words += ["-c:v", "libx264", "-preset", "ultrafast", "-movflags", "+faststart", path]
    if let picture { words += ["-map", "0", "-frames:v", "1", picture] }
    let made = try ChildProcess.run(
      ChildProcess.Command("ffmpeg", words, timeLimit: .seconds(60)))
    guard made.succeeded else {
      throw Failure(what: String(decoding: made.errorOutput, as: UTF8.self))
    }
  }

  /// Measures a video.
  static func measure(_ path: String) throws -> Clip {
    let told = try ChildProcess.run(
      ChildProcess.Command(
        "ffprobe",
        [
          "-v", "error", "-show_entries", "stream=codec_type,width,height:format=duration", "-of",
          "json", path,
        ], timeLimit: .seconds(60)))
    guard told.succeeded else {
      throw Failure(what: String(decoding: told.errorOutput, as: UTF8.self))
    }
    let facts = try JSON(parsing: String(decoding: told.output, as: UTF8.self))
    let streams = facts["streams"]?.array ?? []
    let picture = streams.first { $0["codec_type"]?.string == "video" }
    let seconds = facts["format"]?["duration"]?.string.flatMap(Double.init) ?? 0
    return Clip(
      width: Int(picture?["width"]?.number ?? 0), height: Int(picture?["height"]?.number ?? 0),
      seconds: Int(seconds.rounded()),
      hasSound: streams.contains { $0["codec_type"]?.string == "audio" })
  }
}
