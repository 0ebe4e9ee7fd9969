import TaskStore
import VideoTasks

/// What a night is made of: the same plan and machine make the same tasks, faults and kills.
public struct NightPlan: Sendable {
  /// How many intents to make one video each.
  public var tasks: Int
  /// How many `rushes agent` work on one store.
  public var engines: Int
  /// How long it is from one kill to the next, on average.
  public var secondsBetweenKills: Double
  /// What decides faults and kills.
  public var seed: UInt64
  /// The profiles whose tasks are made in turn, of `profileNames`.
  public var profiles: [String]
  /// How long the night may take before it counts as one that does not end.
  public var patience: Duration

  /// Makes a plan for all four APIs.
  public init(
    tasks: Int = 2000, engines: Int = 3, secondsBetweenKills: Double = 3, seed: UInt64 = 1,
    profiles: [String] = NightPlan.profileNames, patience: Duration = .seconds(1800)
  ) {
    self.tasks = tasks
    self.engines = engines
    self.secondsBetweenKills = secondsBetweenKills
    self.seed = seed
    self.profiles = profiles
    self.patience = patience
  }

  /// Every profile that can take part.
  public static let profileNames = ["apiyi", "volcengine", "kyyvideo2", "kyyaipower", "x1"]

  /// The word that is in the prompt of an intent and of no other.
  static func mark(_ number: Int) -> String {
    let digits = String(number)
    return "night-" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
  }

  /// The intents, as the store takes them in.
  func newTasks() -> [NewTask] {
    (1...max(1, tasks)).map { number in
      task(profiles[(number - 1) % profiles.count], "\(Self.mark(number)) a lamp by the sea")
    }
  }

  private func task(_ profile: String, _ prompt: String) -> NewTask {
    var request = RequestDraft(prompt: prompt)
    let api: API
    switch profile {
    case "kyyvideo2":
      (api, request.model, request.duration) = (.kyyvideo2, "seedance_2_0_pro", 4)
    case "kyyaipower":
      (api, request.model, request.duration) = (.kyyaipower, "seedance_2_0_6s_10s", 6)
    case "x1":
      (api, request.model, request.duration) = (.x1, "seedance_2_0_x1_discount", 4)
      request.resolution = "480p"
      request.firstFrame = .url("https://media.example.com/frame.png")
    default:
      (api, request.model, request.duration) = (.ark, "doubao-seedance-2-0-260128", 4)
      request.resolution = "480p"
    }
    request.ratio = "1:1"
    return NewTask(profile: profile, api: api, model: request.model ?? "", request: request)
  }

  /// The configuration of all programs of the night, whose servers are one sandbox.
  func configuration(port: Int) -> String {
    let paths = [
      "apiyi": "/seedance/api/v3", "volcengine": "/api/v3", "kyyvideo2": "/kyyReactApiServer",
      "kyyaipower": "/kyyAiPower", "x1": "/kyyReactApiServer",
    ]
    let lines = profiles.map { name in
      """
        \(name):
          base_url: "http://127.0.0.1:\(port)\(paths[name] ?? "")"
          key: { env: NIGHT_KEY }
          poll_seconds: 0.5
          max_active: 60
          requests_per_minute: 60000
      """
    }
    return "profiles:\n" + lines.joined(separator: "\n") + "\n"
  }
}
