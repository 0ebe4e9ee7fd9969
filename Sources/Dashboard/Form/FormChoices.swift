internal import VideoTasks
internal import Wording

/// One value that a field offers.
struct FieldOption: Hashable, Sendable {
  var words: Phrase
  /// A drawing of the value, at most two columns.
  var sign = ""
  /// Whether it stands for what is not stated.
  var isDefault = false
}

/// What the fields of choice offer: only what the model allows.
extension FormState {
  /// The options of a field in order, and which one is chosen; empty for fields of text.
  func options(
    _ field: FormField, _ profiles: [ProfileChoice], _ glyphs: Glyphs
  ) -> (all: [FieldOption], chosen: Int) {
    let choice = profiles.first { $0.profile.name == profile }
    let model = self.model(in: profiles)
    switch field {
    case .profile:
      let all = profiles.map {
        FieldOption(
          words: $0.hasKey
            ? Phrase.verbatim($0.profile.name)
            : Phrase("{profile} (no key)", ["profile": $0.profile.name]))
      }
      return (all, profiles.firstIndex { $0.profile.name == profile } ?? 0)
    case .model:
      let models = choice?.profile.catalogue.models ?? []
      return (
        models.map { FieldOption(words: Phrase.verbatim($0.title)) },
        models.firstIndex { $0.id == model?.id } ?? 0
      )
    case .count:
      return (
        (1...Self.countLimit).map { FieldOption(words: Phrase.verbatim("\($0)")) }, count - 1
      )
    default:
      guard let model else { return ([], 0) }
      return settings(field, FieldOptions(model: model, mode: request(for: model).mode), glyphs)
    }
  }

  private func settings(
    _ field: FormField, _ offered: FieldOptions, _ glyphs: Glyphs
  ) -> (all: [FieldOption], chosen: Int) {
    switch field {
    case .ratio:
      let all = offered.ratios.map { FieldOption(words: $0.words, sign: glyphs.shape($0)) }
      let plain = FieldOption(
        words: offered.defaultRatio.words, sign: glyphs.shape(offered.defaultRatio),
        isDefault: true)
      let chosen = offered.ratios.firstIndex { $0.rawValue == choices.ratio }.map { $0 + 1 }
      return ([plain] + all, chosen ?? 0)
    case .resolution:
      let all = offered.resolutions.map { FieldOption(words: Phrase.verbatim($0.rawValue)) }
      let plain = FieldOption(
        words: Phrase.verbatim(offered.defaultResolution.rawValue), isDefault: true)
      let chosen = offered.resolutions.firstIndex { $0.rawValue == choices.resolution }
      return ([plain] + all, chosen.map { $0 + 1 } ?? 0)
    case .duration:
      let lengths = Self.lengths(offered.durations)
      let all = lengths.map { FieldOption(words: Self.length($0)) }
      let plain = FieldOption(
        words: Self.length(offered.defaultDuration.wireValue), isDefault: true)
      return ([plain] + all, lengths.firstIndex { $0 == choices.duration }.map { $0 + 1 } ?? 0)
    case .audio: return Self.flag(choices.audio, offered.defaultAudio)
    case .watermark: return Self.flag(choices.watermark, false)
    case .returnLastFrame: return Self.flag(choices.returnLastFrame, false)
    default: return ([], 0)
    }
  }

  /// The lengths in the order of offering; -1 lets the model choose.
  private static func lengths(_ durations: [ClipDuration]) -> [Int] {
    durations.map(\.wireValue).sorted()
  }

  private static func length(_ seconds: Int) -> Phrase {
    seconds < 0 ? Phrase("model chooses") : Words.seconds("\(seconds)")
  }

  private static func flag(_ value: Bool?, _ plain: Bool?) -> (all: [FieldOption], chosen: Int) {
    let (on, off) = (Phrase("on"), Phrase("off"))
    let words = plain.map { $0 ? on : off } ?? Phrase("server's choice")
    let all = [
      FieldOption(words: words, isDefault: true), FieldOption(words: on),
      FieldOption(words: off),
    ]
    return (all, value.map { $0 ? 1 : 2 } ?? 0)
  }

  /// Takes another option of a field; says what is written and not sent after a change of model.
  mutating func choose(
    _ field: FormField, step: Int, _ profiles: [ProfileChoice]
  ) -> [Phrase] {
    let (all, chosen) = options(field, profiles, Glyphs(ascii: true))
    guard !all.isEmpty else { return [] }
    let next = max(0, min(all.count - 1, chosen + step))
    guard next != chosen else { return [] }
    let model = self.model(in: profiles)
    switch field {
    case .profile:
      models[profile] = choices.model
      profile = profiles[next].profile.name
      // The same model where the other profile offers it too, else the one it had last.
      if self.model(in: profiles) == nil { choices.model = models[profile] }
      if choices.model == nil || self.model(in: profiles) == nil { chooseModel(profiles) }
      return newlyUnused(after: model, profiles)
    case .model:
      choices.model =
        profiles.first { $0.profile.name == profile }?.profile.catalogue.models[next].id
      return newlyUnused(after: model, profiles)
    case .count: count = next + 1
    case .ratio: choices.ratio = next == 0 ? nil : model?.ratios[next - 1].rawValue
    case .resolution:
      choices.resolution = next == 0 ? nil : model?.resolutions[next - 1].rawValue
    case .duration:
      choices.duration =
        next == 0
        ? nil
        : model.map { Self.lengths(FieldOptions(model: $0, mode: .text).durations)[next - 1] }
    case .audio: choices.audio = next == 0 ? nil : next == 1
    case .watermark: choices.watermark = next == 0 ? nil : next == 1
    case .returnLastFrame: choices.returnLastFrame = next == 0 ? nil : next == 1
    default: break
    }
    return []
  }

  /// What the model before took, is written, and is not sent any more.
  private mutating func newlyUnused(
    after old: ModelSpec?, _ profiles: [ProfileChoice]
  ) -> [Phrase] {
    let new = model(in: profiles)
    tidyMedia(new)
    let before = Set(unused(by: old))
    return unused(by: new).filter { !before.contains($0) }
  }
}

extension Ratio {
  /// The ratio on the screen: only the one that is no number is a word.
  var words: Phrase { self == .adaptive ? Phrase("adaptive") : Phrase.verbatim(rawValue) }
}
