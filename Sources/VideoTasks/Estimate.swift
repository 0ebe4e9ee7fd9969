internal import FoundationEssentials

/// What a request is expected to cost, and what a finished task has cost.
///
/// Money is counted by tokens, by seconds of video or by task, as the model is billed; a rate that
/// nobody has stated gives no amount, never 0. `Cost.exact` of an estimate says that the request
/// leaves open nothing that its cost depends on. What is open is filled in: the ratio with 16:9, the
/// length with the model's default, and each video that goes in with 5 s, at most 15 s together.
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
    let isAutomatic = draft.duration == ClipDuration.automatic.wireValue
    return cost(
      Shape(
        ratio: draft.ratio.flatMap(Ratio.init(rawValue:))
          ?? model.ratioWhenUnstated(in: draft.mode),
        resolution: draft.resolution.flatMap(Resolution.init(rawValue:))
          ?? model.resolutionWhenUnstated,
        seconds: isAutomatic ? nil : draft.duration ?? model.durationWhenUnstated,
        sound: Sound(draft.audio, model),
        videoCount: draft.videos.count,
        inputSeconds: draft.videos.isEmpty ? 0 : inputVideoSeconds),
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
    var seconds: Int? = model.durationWhenUnstated
    if let duration = request.duration {
      if case .seconds(let count) = duration { seconds = count } else { seconds = nil }
    }
    return cost(
      Shape(
        ratio: request.ratio ?? model.ratioWhenUnstated(in: request.media.mode),
        resolution: request.resolution ?? model.resolutionWhenUnstated, seconds: seconds,
        sound: Sound(request.audio, model), videoCount: videoCount,
        inputSeconds: videoCount == 0 ? 0 : inputVideoSeconds),
      model: model, price: price)
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
    var sound: Sound
    var videoCount: Int
    var inputSeconds: Double?
  }

  private static func cost(_ shape: Shape, model: ModelSpec, price: Price?) -> Cost {
    let seconds = Double(max(0, shape.seconds ?? model.durationWhenUnstated))
    let hasLength = shape.seconds != nil
    switch price?.basis(for: model.billing) ?? model.billing {
    case .tokens: return byTokens(shape, seconds, price)
    case .seconds:
      let rate = price?.perSecond(hasSound: shape.sound.isOn)
      return Cost(
        seconds: seconds, amount: rate.map { decimal(seconds) * $0 },
        currency: rate == nil ? nil : price?.currency,
        exact: hasLength && (price.map(shape.sound.isPriced) ?? true))
    case .tasks:
      return Cost(
        seconds: seconds, amount: price?.perTask,
        currency: price?.perTask == nil ? nil : price?.currency,
        exact: hasLength || price?.perTask != nil)
    case .unknown: return Cost(seconds: seconds, exact: hasLength)
    }
  }

  private static func byTokens(_ shape: Shape, _ seconds: Double, _ price: Price?) -> Cost {
    let isKnown = shape.ratio != .adaptive && shape.seconds != nil && shape.inputSeconds != nil
    let ratio = shape.ratio == .adaptive ? Ratio.wide : shape.ratio
    guard let size = Pixels.size(ratio: ratio, resolution: shape.resolution) else {
      return Cost(seconds: seconds, exact: isKnown)
    }
    let tokens = tokens(
      width: size.width, height: size.height, seconds: seconds,
      inputVideoSeconds: shape.inputSeconds ?? min(15, 5 * Double(shape.videoCount)))
    let amount = amount(
      tokens, price: price, resolution: shape.resolution, hasVideoInput: shape.videoCount > 0)
    return Cost(
      tokens: tokens, seconds: seconds, amount: amount,
      currency: amount == nil ? nil : price?.currency, exact: isKnown)
  }

  private static func amount(
    _ tokens: Int, price: Price?, resolution: Resolution, hasVideoInput: Bool
  ) -> Decimal? {
    price?.perMillion(resolution: resolution, hasVideoInput: hasVideoInput).map {
      Decimal(tokens) * $0 / 1_000_000
    }
  }

  /// Seconds to the thousandth: a binary fraction would leave a tail of digits.
  private static func decimal(_ seconds: Double) -> Decimal {
    guard let thousandths = Int(exactly: (seconds * 1000).rounded()) else { return 0 }
    return Decimal(thousandths) / 1000
  }
}

// MARK: Billed

extension Estimate {
  /// What a finished task has cost, from what the server has said of it; nil when nothing at all is
  /// known.
  ///
  /// - Parameters:
  ///   - tokens: the tokens that the server billed, where it says so.
  ///   - seconds: the real length, where the server says it; else that of `actual`, else, for money
  ///     alone, the length that was asked for, and the cost is not exact.
  public static func billed(
    tokens: Int?, seconds: Double? = nil, draft: RequestDraft, actual: ActualClip?,
    model: ModelSpec?, price: Price?
  ) -> Cost? {
    let length = seconds ?? actual?.duration
    var cost = Cost(tokens: tokens, seconds: length, exact: true)
    let billing = model?.billing ?? (tokens == nil ? .unknown : .tokens)
    switch price?.basis(for: billing) ?? billing {
    case .tokens:
      let resolution =
        (actual?.resolution ?? draft.resolution).flatMap(Resolution.init(rawValue:))
        ?? model?.resolutionWhenUnstated ?? .p720
      cost.amount = tokens.flatMap {
        amount(
          $0, price: price, resolution: resolution, hasVideoInput: !draft.videos.isEmpty)
      }
    case .seconds:
      let sound = Sound(draft.audio, model)
      if let billedLength = length ?? statedSeconds(draft, model),
        let rate = price?.perSecond(hasSound: sound.isOn)
      {
        cost.amount = decimal(billedLength) * rate
        cost.exact = length != nil && (price.map(sound.isPriced) ?? true)
      }
    case .tasks: cost.amount = price?.perTask
    case .unknown: break
    }
    cost.currency = cost.amount == nil ? nil : price?.currency
    return tokens == nil && length == nil && cost.amount == nil ? nil : cost
  }

  private static func statedSeconds(_ draft: RequestDraft, _ model: ModelSpec?) -> Double? {
    guard let seconds = draft.duration ?? model?.durationWhenUnstated, seconds > 0 else {
      return nil
    }
    return Double(seconds)
  }

  /// What is known of a video's sound where money is counted.
  private struct Sound {
    /// Nil where the server decides, or where there is no such field.
    var isOn: Bool?
    var isTheServers: Bool

    init(_ stated: Bool?, _ model: ModelSpec?) {
      isOn = model?.takesAudio == false ? nil : stated ?? model?.defaultAudio
      isTheServers = isOn == nil && model?.takesAudio != false
    }

    /// Whether it is known which of a price's two rates is meant.
    func isPriced(_ price: Price) -> Bool {
      !isTheServers || price.perSecondSilent == nil || price.perSecondSilent == price.perSecond
    }
  }
}
