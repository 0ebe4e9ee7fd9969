public import FoundationEssentials

/// What a model costs: by tokens, by seconds, or by task; a rate that is nil is not known.
///
/// Source of the rates that are built in: the price table of the vendors' overview pages.
public struct Price: Hashable, Sendable {
  /// The three letters of ISO 4217.
  public var currency: String
  /// Per million tokens at 480p and 720p, no video among the inputs.
  public var perMillion: Decimal?
  /// The same with a video among the inputs; nil when it costs the same.
  public var perMillionWithVideo: Decimal?
  /// Per million tokens at 1080p; nil when it costs the same.
  public var perMillion1080p: Decimal?
  /// The same with a video among the inputs.
  public var perMillion1080pWithVideo: Decimal?
  /// Per second of video.
  public var perSecond: Decimal?
  /// Per second of video without sound; nil when it costs the same.
  public var perSecondSilent: Decimal?
  /// Per video, whatever its length.
  public var perTask: Decimal?

  /// Makes a price.
  public init(
    currency: String, perMillion: Decimal? = nil, perMillionWithVideo: Decimal? = nil,
    perMillion1080p: Decimal? = nil, perMillion1080pWithVideo: Decimal? = nil,
    perSecond: Decimal? = nil, perSecondSilent: Decimal? = nil, perTask: Decimal? = nil
  ) {
    self.currency = currency
    self.perMillion = perMillion
    self.perMillionWithVideo = perMillionWithVideo
    self.perMillion1080p = perMillion1080p
    self.perMillion1080pWithVideo = perMillion1080pWithVideo
    self.perSecond = perSecond
    self.perSecondSilent = perSecondSilent
    self.perTask = perTask
  }

  /// The price of a million tokens at this tier, with or without a video among the inputs.
  public func perMillion(resolution: Resolution, hasVideoInput: Bool) -> Decimal? {
    let plain = resolution == .p1080 ? perMillion1080p ?? perMillion : perMillion
    guard hasVideoInput else { return plain }
    let withVideo = resolution == .p1080 ? perMillion1080pWithVideo : perMillionWithVideo
    return withVideo ?? perMillionWithVideo ?? plain
  }

  /// The price of a second; where it is not known whether there is sound, that of a second with
  /// sound, which is the dearer one.
  public func perSecond(hasSound: Bool?) -> Decimal? {
    switch hasSound {
    case true?: perSecond
    case false?: perSecondSilent ?? perSecond
    case nil: perSecond ?? perSecondSilent
    }
  }

  /// What the money is counted by for a model that is billed by `billing`: that where there is such
  /// a rate, else whatever rate there is, because a person has stated it for this model.
  public func basis(for billing: ModelSpec.Billing) -> ModelSpec.Billing {
    let stated: [(ModelSpec.Billing, Bool)] = [
      (.tasks, perTask != nil), (.seconds, perSecond != nil || perSecondSilent != nil),
      (.tokens, perMillion != nil || perMillion1080p != nil || perMillionWithVideo != nil),
    ]
    let bases = stated.filter(\.1).map(\.0)
    return bases.contains(billing) ? billing : bases.first ?? billing
  }
}
