public import FoundationEssentials

/// What a task is expected to cost or did cost; a member is nil when it is not known.
public struct Cost: Hashable, Sendable {
  /// Billed or expected tokens.
  public var tokens: Int?
  /// Billed or expected seconds of video.
  public var seconds: Double?
  /// Money, in `currency`.
  public var amount: Decimal?
  /// The three letters of ISO 4217, or nil when the price is not known.
  public var currency: String?
  /// Whether nothing is open: the server's own figures, or an estimate of a request that leaves
  /// neither ratio nor length to the server.
  public var exact: Bool

  /// Makes a cost.
  public init(
    tokens: Int? = nil, seconds: Double? = nil, amount: Decimal? = nil, currency: String? = nil,
    exact: Bool
  ) {
    self.tokens = tokens
    self.seconds = seconds
    self.amount = amount
    self.currency = currency
    self.exact = exact
  }
}

extension Cost: Codable {
  private enum CodingKeys: String, CodingKey { case tokens, seconds, amount, currency, exact }

  /// Reads a cost; members that are null or absent become nil.
  public init(from decoder: any Decoder) throws {
    let members = try decoder.container(keyedBy: CodingKeys.self)
    tokens = try members.decodeIfPresent(Int.self, forKey: .tokens)
    seconds = try members.decodeIfPresent(Double.self, forKey: .seconds)
    amount = try members.decodeIfPresent(Decimal.self, forKey: .amount)
    currency = try members.decodeIfPresent(String.self, forKey: .currency)
    exact = try members.decode(Bool.self, forKey: .exact)
  }

  // Written by hand because the contract wants unknown members as null, not absent.
  /// Writes every member, null where nothing is known.
  public func encode(to encoder: any Encoder) throws {
    var members = encoder.container(keyedBy: CodingKeys.self)
    try members.encode(tokens, forKey: .tokens)
    try members.encode(seconds, forKey: .seconds)
    try members.encode(amount, forKey: .amount)
    try members.encode(currency, forKey: .currency)
    try members.encode(exact, forKey: .exact)
  }
}
