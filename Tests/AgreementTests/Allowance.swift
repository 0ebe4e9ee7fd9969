import VideoTasks

/// A case in which the rules may refuse what the sandbox takes, and why.
struct Allowance: Sendable {
  let rule: RuleName
  let why: String
  let applies: @Sendable (Scene) -> Bool

  init(
    _ rule: RuleName, because why: String, where applies: @escaping @Sendable (Scene) -> Bool
  ) {
    self.rule = rule
    self.why = why
    self.applies = applies
  }

  /// All of them; a test sees that each reason is met.
  static let all: [Allowance] =
    [
      Allowance(
        .optionNotTaken,
        because: "these servers leave out what their page does not name, and the wish with it"
      ) { [.kyyvideo2, .kyyaipower].contains($0.target.profile.api) },
      Allowance(
        .assetForm,
        because: "x1 takes ids of the library as they stand, which here are written asset://ID"
      ) { scene in
        scene.target.profile.api == .x1
          && scene.draft.media.contains { $0.reference.text.hasPrefix("asset-") }
      },
      Allowance(
        .assetForm, because: "the sandbox leaves the form of an asset's id to its library"
      ) { scene in scene.draft.media.contains { $0.reference.text.lowercased().hasPrefix("asset") }
      },
      Allowance(
        .urlForm, because: "the sandbox fetches nothing: to it a host is any text in its place"
      ) { $0.draft.media.contains { Addresses.unfetchable.contains($0.reference.text) } },
      Allowance(
        .promptEnglish,
        because: "the page does not say whether a number is an English word: the stricter reading"
      ) { $0.draft.prompt.hasPrefix("2026 2026") },
      Allowance(.voiceLength, because: "the sandbox reads the length of wav alone", where: hasMP3),
      Allowance(
        .voicesTogether, because: "the sandbox reads the length of wav alone", where: hasMP3),
    ] + ofAddresses

  @Sendable private static func hasMP3(_ scene: Scene) -> Bool {
    scene.draft.voices.contains { voice in
      voice.path.flatMap { scene.files[$0] }.map { !$0.tellsLength } ?? false
    }
  }

  private static let ofAddresses = [
    RuleName.imageFormat, .imageSides, .imageShape, .imageSize, .videoFormat, .videoLength,
    .videosTogether, .videoSize, .videoRate, .videoResolution, .voiceFormat, .voiceLength,
    .voicesTogether, .voiceSize,
  ].map { rule in
    Allowance(rule, because: "the sandbox fetches no address") { !$0.probed.isEmpty }
  }
}
