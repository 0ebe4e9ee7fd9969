import FoundationEssentials
import Testing

/// The real program and all four APIs, whose servers are played by a sandbox in another process.
///
/// Its tests run beside each other: each has a data folder and a configuration of its own.
@Suite(.served(faults: FaultCase.lines, clips: BodyCase.clips)) struct `The four APIs` {
  /// The profiles of these tests, one for each API.
  static let profiles = ["apiyi", "kyyvideo2", "kyyaipower", "x1"]

  /// Where the sandbox plays the server of each profile.
  static let paths = [
    "apiyi": "/seedance/api/v3", "volcengine": "/api/v3", "kyyvideo2": "/kyyReactApiServer",
    "kyyaipower": "/kyyAiPower", "x1": "/kyyReactApiServer",
  ]

  /// Any key will do.
  static let keys: [String: String?] = [
    "APIYI_API_KEY": "k", "ARK_API_KEY": "k", "KYY_API_KEY": "k",
  ]

  /// A user whose profiles all lead to one port of this machine.
  ///
  /// - Parameter name: the profile with which the form begins.
  static func studio(_ port: UInt16, default name: String = "apiyi") throws -> Studio {
    let profiles = paths.map { name, path in
      "  \(name): { base_url: \"http://127.0.0.1:\(port)\(path)\", poll_seconds: 0.2, "
        + "requests_per_minute: 100000, max_active: 100 }"
    }
    return try studio(profiles.joined(separator: "\n") + "\ndefault_profile: \(name)")
  }

  /// A user whose profiles have the built-in sandbox.
  static func studioWithSandbox() throws -> Studio {
    let profiles = paths.keys.map { "  \($0): { base_url: sandbox, poll_seconds: 0.2 }" }
    return try studio(profiles.joined(separator: "\n"))
  }

  private static func studio(_ profiles: String) throws -> Studio {
    let studio = try Studio(config: Studio.configuration(seconds: 0, profiles: profiles))
    try Fixtures.writeFox(studio.path("fox.png"))
    try Fixtures.writeWave(studio.path("rain.wav"), Fixtures.rain)
    return studio
  }
}
