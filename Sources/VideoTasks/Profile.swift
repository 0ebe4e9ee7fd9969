/// A named way to reach one API: where it is, what it offers, and how hard it may be asked.
///
/// The key is not in it: keys are fetched when a request is made, and kept nowhere.
public struct Profile: Hashable, Sendable {
  /// The name by which it is chosen.
  public var name: String
  /// The interface that its server speaks.
  public var api: API
  /// Where its requests go.
  public var server: Server
  /// The model to take when a request names none; nil takes the first that fits.
  public var model: String?
  /// How many tasks may be at the server at once, 1 or more; the rest wait their turn.
  public var maxActive: Int
  /// How many requests of all kinds may go out in a minute, 1 or more.
  public var requestsPerMinute: Int
  /// The shortest time between two polls of one task, and before the first.
  public var pollInterval: Duration
  /// What it offers.
  public var catalogue: ModelCatalogue
  /// Prices by model id; a model without one has an unknown price.
  public var prices: [String: Price]

  /// Where a profile's requests go.
  public enum Server: Hashable, Sendable {
    /// Everything before the path of the create call.
    case url(String)
    /// The sandbox that is built in.
    case sandbox
  }

  /// Makes a profile.
  public init(
    name: String, api: API, server: Server, model: String? = nil, maxActive: Int,
    requestsPerMinute: Int, pollInterval: Duration, catalogue: ModelCatalogue,
    prices: [String: Price] = [:]
  ) {
    self.name = name
    self.api = api
    self.server = server
    self.model = model
    self.maxActive = maxActive
    self.requestsPerMinute = requestsPerMinute
    self.pollInterval = pollInterval
    self.catalogue = catalogue
    self.prices = prices
  }
}

/// The secret of a profile; its description never shows it.
public struct APIKey: Sendable, CustomStringConvertible, CustomDebugStringConvertible {
  /// The secret itself; only a dialect's `Authorization` header may hold it.
  public let secret: String

  /// Wraps a secret.
  public init(_ secret: String) { self.secret = secret }

  /// A stand-in for the secret.
  public var description: String { "(key)" }
  /// A stand-in for the secret.
  public var debugDescription: String { "(key)" }
}
