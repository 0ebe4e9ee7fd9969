internal import VideoTasks

/// Which runs of ffmpeg give the frames of an order.
struct FramePlan {
  /// Clips up to this long are decoded once for all the frames of a sheet: a clip of few key frames
  /// is decoded from one of them for each frame that is looked for.
  static let decodedWhole = 60.0

  /// One after the other.
  private(set) var runs: [FrameRun] = []

  /// All frames together.
  var count: Int { runs.reduce(0) { $0 + $1.times.count } }

  init(order: FrameOrder, facts: MediaFacts) {
    guard facts.kind == .video else {
      runs = [FrameRun(start: nil, choice: .first, times: [0])]
      return
    }
    let length = facts.seconds.map { min(max(0, $0), Self.longest) }
    let frame = 1 / min(max(1, facts.framesPerSecond ?? 24), 240)
    let last = max(0, (length ?? Self.longest) - 1.5 * frame)
    switch order {
    case .still(let wanted):
      runs = [Self.still(min(max(0, wanted), last))]
    case .sheet(let wanted):
      let count = min(max(1, wanted), 64)
      guard let length, length > 0 else {
        runs = [Self.still(0)]
        return
      }
      let step = length / Double(count)
      let times = (0..<count).map { (Double($0) + 0.5) * step }
      if length <= Self.decodedWhole {
        runs = [FrameRun(start: nil, choice: .spread(step: step), times: times)]
      } else {
        runs = times.map { Self.still(min($0, last)) }
      }
    case .run(let from, let wantedRate, let wanted):
      let rate = min(max(1, wantedRate), 30)
      let start = min(max(0, from), last)
      let left = length.map { max(1, Int(($0 - start) * Double(rate) + 0.999)) } ?? 240
      let count = min(max(1, wanted), 240, left)
      let times = (0..<count).map { start + Double($0) / Double(rate) }
      runs = [FrameRun(start: start > 0 ? start : nil, choice: .rate(rate), times: times)]
    }
  }

  /// A year: what a damaged file calls its length may be anything.
  private static let longest = 31_536_000.0

  private static func still(_ seconds: Double) -> FrameRun {
    FrameRun(start: seconds > 0 ? seconds : nil, choice: .first, times: [seconds])
  }
}

/// One run of ffmpeg.
struct FrameRun {
  /// How frames are chosen from those that are decoded.
  enum Choice: Hashable {
    /// The first.
    case first
    /// The first after the middle of each part of this many seconds.
    case spread(step: Double)
    /// So many for each second.
    case rate(Int)
  }

  /// Seconds to begin at; nil is the beginning, which still pictures cannot seek to.
  let start: Double?
  /// How frames are chosen.
  let choice: Choice
  /// When the frames are, one for each.
  let times: [Double]

  /// What ffmpeg is called with, for raw pixels on its standard output.
  func arguments(width: Int, height: Int) -> [String] {
    let scale = "scale=\(width):\(height):flags=area,setsar=1,format=rgb24"
    let filter =
      switch choice {
      case .first: scale
      case .spread(let step):
        "setpts=PTS-STARTPTS,select='gte(t,(selected_n+0.5)*\(Self.decimal(step)))',\(scale)"
      case .rate(let rate): "fps=\(rate),\(scale)"
      }
    return MediaProbe.inputGuards + ["-nostdin", "-threads", "2"]
      + (start.map { ["-ss", Self.decimal($0)] } ?? []) + ["-i", MediaProbe.input]
      + ["-map", "0:V:0", "-an", "-sn", "-dn", "-frames:v", "\(times.count)", "-vf", filter]
      + ["-fps_mode", "passthrough", "-f", "rawvideo", "-c:v", "rawvideo", "pipe:1"]
  }

  /// A number with six decimals and no exponent, 0 or more.
  static func decimal(_ value: Double) -> String {
    let millionths = Int((min(max(0, value), 1e9) * 1_000_000).rounded())
    let rest = String(millionths % 1_000_000)
    return "\(millionths / 1_000_000)." + String(repeating: "0", count: 6 - rest.count) + rest
  }
}
