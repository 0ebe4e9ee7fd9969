import FoundationEssentials
import Sandbox
import Testing
import VideoTasks

/// A draft, where it is to go, and the local files that it names.
struct Scene: Sendable {
  var target: Target
  var draft: RequestDraft
  var files: [String: SampleFile] = [:]
  /// What is known of media behind an address, which the sandbox never fetches.
  var probed: [MediaReference: MediaFacts] = [:]

  /// What the rules are told of the media.
  var facts: [MediaReference: Result<MediaFacts, MediaProblem>] {
    var facts = probed.mapValues { Result<MediaFacts, MediaProblem>.success($0) }
    for path in draft.media.compactMap(\.reference.path) {
      facts[.file(path)] = files[path]?.facts ?? .failure(.missing)
    }
    return facts
  }

  /// The bytes of a local file; nil when there is none.
  func bytes(of path: String) -> [UInt8]? {
    guard let file = files[path], file.facts != .failure(.missing) else { return nil }
    return file.bytes
  }

  /// The same with another draft.
  func with(_ change: (inout RequestDraft) -> Void) -> Scene {
    var scene = self
    change(&scene.draft)
    return scene
  }

  /// What the rules make of it.
  var checked: Result<VideoRequest, Violations> {
    Rules.check(draft, profile: target.profile, facts: facts)
  }
}

/// A model as one profile offers it, and the sandbox's face for that profile.
struct Target: Sendable, CustomTestStringConvertible {
  var profile: Profile
  var model: ModelSpec
  var prefix: SandboxPrefix
  var testDescription: String { "\(profile.name) \(model.id)" }

  /// Every model of every API; those of `ark` at a reseller and at the vendor's own.
  static let all: [Target] = Profile.builtIn.flatMap { profile -> [Target] in
    guard let prefix = prefixes[profile.name] else { return [] }
    return profile.catalogue.models.map { Target(profile: profile, model: $0, prefix: prefix) }
  }

  private static let prefixes: [String: SandboxPrefix] = [
    "apiyi": .apiyi, "volcengine": .official, "kyyvideo2": .kyyvideo2, "kyyaipower": .kyyaipower,
    "x1": .x1,
  ]

  /// The same model as a user may have changed it in the configuration: what it takes is less.
  func narrowed(_ dice: inout Dice) -> Target {
    var target = self
    target.model = model.narrowed(&dice)
    target.profile.catalogue = ModelCatalogue(models: [target.model])
    return target
  }
}

extension ModelSpec {
  fileprivate func narrowed(_ dice: inout Dice) -> ModelSpec {
    var model = self
    let least = dice.number(durations.lowerBound...durations.upperBound)
    model.durations = least...dice.number(least...durations.upperBound)
    if dice.percent(50) { model.allowsAutomaticDuration = false }
    model.ratios = [dice.pick(ratios)]
    if !resolutions.isEmpty { model.resolutions = [dice.pick(resolutions)] }
    // What a model with fewer modes needs, it needs still.
    if minVideos == 0 { model.modes = [dice.pick(modes)] }
    if dice.percent(50) {
      model.takesAudio = false
      model.defaultAudio = nil
    }
    model.takesSeed = takesSeed && dice.percent(50)
    model.maxImages = min(maxImages, dice.number(1...9))
    model.maxVideos = min(maxVideos, max(model.minVideos, dice.number(1...3)))
    model.maxVoices = dice.number(0...maxVoices)
    return model
  }
}
