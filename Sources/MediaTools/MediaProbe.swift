internal import ChildProcesses
internal import Glibc
public import VideoTasks
internal import Wording

/// Looks at media with ffprobe: files of this machine, and on request what an address gives.
public enum MediaProbe {
  /// What the file at `path` is: kind, format, size in pixels, length.
  ///
  /// Blocks for at most `timeLimit` and a moment more: use it on a background thread. The file reaches
  /// ffprobe as its standard input, so that no name can be taken for an option, a pattern or an
  /// address; only formats of pictures, sounds and clips are opened, none that names other files.
  ///
  /// - Parameters:
  ///   - cancellation: Ends it from another thread; what comes then is `.tooSlow`.
  ///   - program: The name or path of ffprobe.
  public static func probe(
    path: String, timeLimit: Duration = .seconds(5),
    cancellation: MediaCancellation = MediaCancellation(), program: String = "ffprobe"
  ) -> Result<MediaFacts, MediaProblem> {
    let bytes: Int64
    switch size(of: path) {
    case .success(let size): bytes = size
    case .failure(let problem): return .failure(problem)
    }
    let command = ChildProcess.Command(
      program, arguments, environment: ChildProcess.cleanEnvironment, inputFile: path,
      timeLimit: timeLimit, outputLimit: outputLimit)
    let result: ChildProcess.Output
    do {
      result = try cancellation.run(command)
    } catch {
      return .failure(problem(error))
    }
    return facts(from: result, bytes: bytes, path: path)
  }

  /// Through `/proc` the file keeps its place to seek in, which a pipe would not have.
  static let input = "file:/proc/self/fd/0"

  static let outputLimit = 256 * 1024

  /// The most that one block of ffprobe's memory may take: enough for the largest picture that an
  /// API takes. One that would need more is not unpacked; its size stands at its beginning.
  static let memoryLimit = 192 * 1024 * 1024

  private static let arguments =
    inputGuards + ["-print_format", "json", "-show_entries", entries, "-i", input]

  /// What keeps ffprobe and ffmpeg to one file of a known kind, and to this much memory at a time.
  static let inputGuards = [
    "-v", "error", "-max_alloc", "\(memoryLimit)", "-protocol_whitelist", "file",
    "-format_whitelist", formats.joined(separator: ","),
  ]

  /// Names of ffmpeg's demuxers. Playlists and scripts (hls, concat, …) are not among them.
  private static let formats = [
    "png_pipe", "jpeg_pipe", "jpegls_pipe", "webp_pipe", "bmp_pipe", "tiff_pipe", "gif", "gif_pipe",
    "apng", "image2", "mjpeg", "jpegxl_pipe", "j2k_pipe", "psd_pipe", "ppm_pipe", "qoi_pipe",
    "mov", "matroska", "avi", "mpegts", "mpeg", "mpegvideo", "flv", "asf", "m4v", "h264", "hevc",
    "wav", "w64", "mp3", "aac", "flac", "ogg", "aiff", "amr", "ac3", "caf", "au",
  ]

  /// Only what is read below: the rest of ffprobe's answer is as long as the file's author likes.
  static let entries =
    "format=format_name,duration,size:format_tags=major_brand:stream=codec_type,codec_name,width,height,"
    + "avg_frame_rate,r_frame_rate,duration:stream_disposition=attached_pic:"
    + "stream_side_data=rotation"

  private static func size(of path: String) -> Result<Int64, MediaProblem> {
    guard !path.isEmpty, !path.utf8.contains(0) else { return .failure(.missing) }
    var status = stat()
    guard stat(path, &status) == 0 else {
      return .failure(errno == ENOENT || errno == ENOTDIR ? .missing : .unreadable(reason(errno)))
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: return .failure(.unreadable(reason(EISDIR)))
    default: return .failure(.unreadable("Not a regular file"))
    }
    guard access(path, R_OK) == 0 else { return .failure(.unreadable(reason(errno))) }
    return .success(Int64(status.st_size))
  }

  private static func reason(_ code: Int32) -> String { String(cString: strerror(code)) }

  private static func problem(_ error: ChildProcessError) -> MediaProblem {
    switch error {
    case .notFound: .noProbe
    case .timedOut, .cancelled: .tooSlow
    case .cannotStart(let code): .unreadable(reason(code))
    }
  }

  private static func facts(
    from result: ChildProcess.Output, bytes: Int64, path: String
  ) -> Result<MediaFacts, MediaProblem> {
    if result.succeeded, let facts = ProbeAnswer.facts(result.output, bytes: bytes) {
      return .success(facts)
    }
    // ffprobe before 7.1 cannot open these pictures, and some APIs take them.
    if let format = StillBrand.format(ofFileAt: path) {
      return .success(MediaFacts(kind: .image, format: format, bytes: bytes))
    }
    let words = ProbeWords.short(result.errorOutput, input: input)
    return .failure(
      .notMedia(words.isEmpty ? Phrase("There is no picture and no sound in it").english : words))
  }
}
