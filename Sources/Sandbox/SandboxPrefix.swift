/// An API that the sandbox simulates.
public enum SandboxAPI: String, CaseIterable, Hashable, Codable, Sendable {
  /// APIYI, Volcengine Ark and BytePlus.
  case ark
  /// Seedance 2.0 of the `kyy` server.
  case kyyvideo2
  /// Seedance 1.5 pro, and 2.0 billed per task.
  case kyyaipower
  /// Seedance X1.
  case x1
}

/// The path below which one vendor's API is simulated.
///
/// `kyyvideo2` and `x1` are on one server: they share a path, the query and the asset library.
public enum SandboxPrefix: String, CaseIterable, Hashable, Sendable {
  /// APIYI: create and query; whatever else is asked is answered with a web page.
  case apiyi
  /// Volcengine Ark and BytePlus: also list and cancel.
  case official
  /// Create and query of `kyyvideo2`, and the asset library of all three `kyy` APIs.
  case kyyvideo2
  /// Create and query of `kyyaipower`.
  case kyyaipower
  /// Create and query of `x1`.
  case x1

  /// Everything before the path of the create call, without the host.
  public var path: String {
    switch self {
    case .apiyi: "/seedance/api/v3"
    case .official: "/api/v3"
    case .kyyvideo2, .x1: "/kyyReactApiServer"
    case .kyyaipower: "/kyyAiPower"
    }
  }

  /// The path of the create call, after `path`.
  public var createPath: String {
    switch self {
    case .apiyi, .official: "/contents/generations/tasks"
    case .kyyvideo2: "/v1/kyyvideo2/videos"
    case .kyyaipower: "/v1/seedance/videos"
    case .x1: "/v1/seedance-x1/videos"
    }
  }

  /// The path of the query call, after `path` and without the id.
  public var queryPath: String {
    switch self {
    case .apiyi, .official: "/contents/generations/tasks"
    case .kyyvideo2, .kyyaipower, .x1: "/v1/result"
    }
  }

  /// Whose words are spoken there.
  public var api: SandboxAPI {
    switch self {
    case .apiyi, .official: .ark
    case .kyyvideo2: .kyyvideo2
    case .kyyaipower: .kyyaipower
    case .x1: .x1
    }
  }
}
