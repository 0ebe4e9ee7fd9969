internal import FoundationEssentials

/// What a request is expected to cost, and what a finished task has cost.
///
/// `Cost.exact` of an estimate says that the request leaves nothing open: ratio, resolution, length
/// and the length of every video that goes in are known. What is open is filled in with 16:9, 5 s
/// (the model's default), and 5 s for each video, at most 15 s together.
public enum Estimate {
  /// Frames a second of every video, whatever was asked for.
  private static let framesPerSecond = 24

  /// Billed tokens: `floor(width × height × (24 × (seconds in + seconds out) + 1) / 1024)`.
  ///
  /// Exact on six samples that the vendors have published. 0 for a length that is no length.
  public static func tokens(
    width: Int, height: Int, seconds: Double, inputVideoSeconds: Double = 0
  ) -> Int {
    let frames = Double(framesPerSecond) * (seconds + inputVideoSeconds) + 1
    let tokens = (Double(width) * Double(height) * frames / 1024).rounded(.down)
    guard tokens.isFinite, tokens > 0 else { return 0 }
    return Int(exactly: tokens) ?? 0
  }

  /// What a draft is expected to cost; members that its words do not decide are nil.
  ///
  /// - Parameter inputVideoSeconds: all reference videos together; nil when not known.
  public static func cost(
    draft: RequestDraft, model: ModelSpec, price: Price?, inputVideoSeconds: Double? = nil
  ) -> Cost {
    let ratio = draft.ratio.flatMap(Ratio.init(rawValue:)) ?? model.defaultRatio
    let resolution = draft.resolution.flatMap(Resolution.init(rawValue:))
    let isAutomatic = draft.duration == ClipDuration.automatic.wireValue
    let input = draft.videos.isEmpty ? 0 : inputVideoSeconds
    return cost(
      Shape(
        ratio: ratio, resolution: resolution ?? model.defaultResolution,
        seconds: isAutomatic ? nil : draft.duration ?? model.defaultDuration,
        videoCount: draft.videos.count, inputSeconds: input),
      model: model, price: price)
  }

  /// What a checked request is expected to cost.
  ///
  /// - Parameter inputVideoSeconds: all reference videos together; nil when not known.
  public static func cost(
    request: VideoRequest, model: ModelSpec, price: Price?, inputVideoSeconds: Double? = nil
  ) -> Cost {
    var videoCount = 0
    if case .references(_, let videos, _) = request.media { videoCount = videos.count }
    var seconds: Int? = model.defaultDuration
    if let duration = request.duration {
      if case .seconds(let count) = duration { seconds = count } else { seconds = nil }
    }
    return cost(
      Shape(
        ratio: request.ratio ?? model.defaultRatio,
        resolution: request.resolution ?? model.defaultResolution, seconds: seconds,
        videoCount: videoCount, inputSeconds: videoCount == 0 ? 0 : inputVideoSeconds),
      model: model, price: price)
  }

  /// What a finished task has cost, from the tokens that the server billed.
  public static func billed(
    tokens: Int, draft: RequestDraft, actual: ActualClip?, model: ModelSpec?, price: Price?
  ) -> Cost {
    let resolution =
      (actual?.resolution ?? draft.resolution).flatMap(Resolution.init(rawValue:))
      ?? model?.defaultResolution ?? .p720
    return Cost(
      tokens: tokens, seconds: actual?.duration,
      amount: price.map {
        amount(tokens, price: $0, resolution: resolution, hasVideoInput: !draft.videos.isEmpty)
      },
      currency: price?.currency, exact: true)
  }

  /// Seconds of all reference videos together: 0 when there are none, nil when one is not known.
  public static func inputVideoSeconds(
    draft: RequestDraft, facts: [MediaReference: Result<MediaFacts, MediaProblem>]
  ) -> Double? {
    var total = 0.0
    for video in draft.videos {
      guard case .success(let found)? = facts[video], let seconds = found.seconds else {
        return nil
      }
      total += seconds
    }
    return total
  }

  /// What the cost of a video depends on; nil is left to the server, or not known.
  private struct Shape {
    var ratio: Ratio
    var resolution: Resolution
    var seconds: Int?
    var videoCount: Int
    var inputSeconds: Double?
  }

  private static func cost(_ shape: Shape, model: ModelSpec, price: Price?) -> Cost {
    let seconds = Double(max(0, shape.seconds ?? model.defaultDuration))
    let isKnown = shape.ratio != .adaptive && shape.seconds != nil && shape.inputSeconds != nil
    let ratio = shape.ratio == .adaptive ? Ratio.wide : shape.ratio
    guard model.billing == .tokens,
      let size = Pixels.size(ratio: ratio, resolution: shape.resolution)
    else { return Cost(seconds: seconds, exact: isKnown) }
    let tokens = tokens(
      width: size.width, height: size.height, seconds: seconds,
      inputVideoSeconds: shape.inputSeconds ?? min(15, 5 * Double(shape.videoCount)))
    return Cost(
      tokens: tokens, seconds: seconds,
      amount: price.map {
        amount(
          tokens, price: $0, resolution: shape.resolution, hasVideoInput: shape.videoCount > 0)
      },
      currency: price?.currency, exact: isKnown)
  }

  private static func amount(
    _ tokens: Int, price: Price, resolution: Resolution, hasVideoInput: Bool
  ) -> Decimal {
    let perMillion = price.perMillion(resolution: resolution, hasVideoInput: hasVideoInput)
    return Decimal(tokens) * perMillion / 1_000_000
  }
}
