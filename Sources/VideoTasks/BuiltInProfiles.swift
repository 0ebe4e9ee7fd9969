extension Profile {
  /// The profiles that exist without a configuration file, in the order of choosing.
  public static let builtIn: [Profile] = [
    ark("apiyi", .url("https://api.apiyi.com/seedance/api/v3"), maxActive: 15),
    ark(
      "volcengine", .url("https://ark.cn-beijing.volces.com/api/v3"), maxActive: 3,
      prices: Price.volcengine),
    ark(
      "byteplus", .url("https://ark.ap-southeast.bytepluses.com/api/v3"), maxActive: 3,
      prices: Price.byteplus),
    kyy("kyyvideo2", .kyyvideo2, "https://zcbservice.aizfw.cn/kyyReactApiServer"),
    kyy("kyyaipower", .kyyaipower, "https://zcbservice.aizfw.cn/kyyAiPower"),
    kyy("x1", .x1, "https://zcbservice.aizfw.cn/kyyReactApiServer"),
    // Money that is not real is worth seeing too: the sandbox shows volcengine's prices.
    Profile(
      name: "sandbox", api: .ark, server: .sandbox, maxActive: 15, requestsPerMinute: 600,
      pollInterval: .seconds(1), catalogue: .ark, prices: Price.volcengine),
  ]

  private static func ark(
    _ name: String, _ server: Server, maxActive: Int, prices: [String: Price] = [:]
  ) -> Profile {
    Profile(
      name: name, api: .ark, server: server, maxActive: maxActive, requestsPerMinute: 180,
      pollInterval: .seconds(10), catalogue: .ark, prices: prices)
  }

  private static func kyy(_ name: String, _ api: API, _ base: String) -> Profile {
    Profile(
      name: name, api: api, server: .url(base), maxActive: 15, requestsPerMinute: 60,
      pollInterval: .seconds(10), catalogue: .builtIn(for: api))
  }

  /// The environment variable that may hold the key of a built-in profile; nil for all others.
  public var keyVariable: String? {
    switch name {
    case "apiyi": "APIYI_API_KEY"
    case "volcengine": "ARK_API_KEY"
    case "byteplus": "BYTEPLUS_API_KEY"
    case "kyyvideo2", "kyyaipower", "x1": "KYY_API_KEY"
    default: nil
    }
  }

  /// Whether the server is the vendor's own Ark, which can list and cancel tasks and takes `ep-…`
  /// endpoint ids as models; resellers of the same API do none of these.
  ///
  /// Told by the name of the built-in profile, or by the host of the address. The sandbox plays the
  /// vendor's own Ark too, but for the profile `apiyi`.
  public var isOfficialArk: Bool {
    guard api == .ark else { return false }
    if name == "volcengine" || name == "byteplus" { return true }
    if server == .sandbox { return name != "apiyi" }
    guard case .url(let address) = server, let host = WebAddress(address)?.host else {
      return false
    }
    return [".volces.com", ".bytepluses.com"].contains { host.hasSuffix($0) }
  }

  /// Where the asset library of a `kyy*` server is: everything before `/kyyVideo2/asset`.
  ///
  /// It is the same for all of that server's APIs, also for `kyyaipower`, whose own paths are
  /// elsewhere.
  public static func assetBase(of base: String) -> String {
    let own = "/kyyAiPower"
    guard base.hasSuffix(own) else { return base }
    return base.dropLast(own.count) + "/kyyReactApiServer"
  }

  /// What `model` costs here; nil when that is not known.
  ///
  /// On APIYI the fast model costs what the standard one does, as its create page says, unless a
  /// price of its own was stated.
  public func price(of model: String) -> Price? {
    if let price = prices[model] { return price }
    if model == "doubao-seedance-2-0-fast-260128", isAPIYI {
      return prices["doubao-seedance-2-0-260128"]
    }
    return nil
  }

  /// Whether the server is APIYI, by the profile's name or by the host of its address.
  private var isAPIYI: Bool {
    if name == "apiyi" { return true }
    guard case .url(let address) = server, let host = WebAddress(address)?.host else {
      return false
    }
    return host.hasSuffix(".apiyi.com")
  }
}
