import Testing
import VideoTasks

/// One sentence of a vendor's page, and what this program makes of it.
struct Sentence: Sendable, CustomTestStringConvertible {
  enum Meaning: Sendable, Hashable {
    /// The sentence is a rule: a request against it is refused.
    case rule(RuleName)
    /// The sentence is inferred for this API: a request against it is warned about.
    case warning(RuleName)
    /// The sentence is advice, shown beside a field.
    case hint(RequestField)
    /// The sentence limits nothing that can be stated here; why.
    case noRule(String)
  }

  var page: String
  var text: String
  var meaning: Meaning
  /// A request against the sentence, where it is one about requests.
  var scene: Scene?

  var testDescription: String { "\(page): \(text)" }
}

/// A request with what is known of its media, for one profile.
@dynamicMemberLookup
struct Scene: Sendable {
  var profile: Profile
  var draft: RequestDraft
  var facts: Facts = [:]

  subscript<Value>(dynamicMember member: WritableKeyPath<RequestDraft, Value>) -> Value {
    get { draft[keyPath: member] }
    set { draft[keyPath: member] = newValue }
  }

  var result: Result<VideoRequest, Violations> {
    Rules.check(draft, profile: profile, facts: facts)
  }

  /// The hints of a request whose model is known.
  var hints: [Hint] {
    guard case .success(let model) = Choice.model(for: draft, in: profile) else { return [] }
    return Hints.of(draft, model: model, facts: facts)
  }

  /// Gives an address of which something is known.
  mutating func give(_ role: MediaRole, _ known: MediaFacts) {
    give(role, .url("https://media.example/\(facts.count)"), .success(known))
  }

  mutating func give(
    _ role: MediaRole, _ reference: MediaReference, _ known: Result<MediaFacts, MediaProblem>
  ) {
    facts[reference] = known
    switch role {
    case .firstFrame: draft.firstFrame = reference
    case .lastFrame: draft.lastFrame = reference
    case .referenceImage: draft.images.append(reference)
    case .referenceVideo: draft.videos.append(reference)
    case .referenceVoice: draft.voices.append(reference)
    }
  }
}

/// Builds the sentences of one page from a request that keeps all of them.
struct Page {
  var name: String
  var profile: String
  var model: String
  /// What the page's API needs beside a prompt.
  var start: @Sendable (inout Scene) -> Void = { _ in }

  func scene(model: String? = nil) -> Scene {
    var draft = RequestDraft(prompt: "A red fox")
    draft.model = model ?? self.model
    let profiles = Profile.builtIn.filter { $0.name == profile }
    var scene = Scene(profile: profiles[0], draft: draft)
    start(&scene)
    return scene
  }

  func breaks(
    _ rule: RuleName, _ text: String, model: String? = nil, _ change: (inout Scene) -> Void
  ) -> Sentence {
    sentence(.rule(rule), text, model, change)
  }

  func warns(
    _ rule: RuleName, _ text: String, model: String? = nil, _ change: (inout Scene) -> Void
  ) -> Sentence {
    sentence(.warning(rule), text, model, change)
  }

  func hints(
    _ field: RequestField, _ text: String, model: String? = nil, _ change: (inout Scene) -> Void
  ) -> Sentence {
    sentence(.hint(field), text, model, change)
  }

  func noRule(_ text: String, because reason: String) -> Sentence {
    Sentence(page: name, text: text, meaning: .noRule(reason), scene: nil)
  }

  private func sentence(
    _ meaning: Sentence.Meaning, _ text: String, _ model: String?, _ change: (inout Scene) -> Void
  ) -> Sentence {
    var scene = scene(model: model)
    change(&scene)
    return Sentence(page: name, text: text, meaning: meaning, scene: scene)
  }
}

extension MediaFacts {
  static func image(
    _ format: String = "png", _ width: Int = 1000, _ height: Int = 1000, bytes: Int64 = 1000
  ) -> MediaFacts {
    MediaFacts(kind: .image, format: format, bytes: bytes, width: width, height: height)
  }

  static func video(
    _ seconds: Double = 5, format: String = "mp4", bytes: Int64 = 1000, width: Int = 1280,
    height: Int = 720, rate: Double = 24
  ) -> MediaFacts {
    MediaFacts(
      kind: .video, format: format, bytes: bytes, width: width, height: height, seconds: seconds,
      framesPerSecond: rate, codec: "h264")
  }

  static func voice(
    _ seconds: Double = 5, format: String = "mp3", bytes: Int64 = 1000
  ) -> MediaFacts {
    MediaFacts(kind: .audio, format: format, bytes: bytes, seconds: seconds)
  }
}

let megabyte: Int64 = 1_048_576
