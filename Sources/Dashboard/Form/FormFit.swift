internal import TerminalUI
internal import VideoTasks
internal import Wording

/// Changing models: what a model has no field for stays written and is not sent; it comes back with
/// a model that takes it.
extension FormState {
  /// What would be sent: what is written, without what the model has no field or no such value for.
  func request(_ profiles: [ProfileChoice]) -> RequestDraft {
    request(for: model(in: profiles))
  }

  /// The same for a model that is known; nil sends all that is written.
  func request(for model: ModelSpec?) -> RequestDraft {
    var draft = self.draft
    guard let model else { return draft }
    for (field, _) in misfits(model) {
      switch field {
      case .ratio: draft.ratio = nil
      case .resolution: draft.resolution = nil
      case .duration: draft.duration = nil
      case .audio: draft.audio = nil
      case .watermark: draft.watermark = nil
      case .returnLastFrame: draft.returnLastFrame = nil
      case .seed: draft.seed = nil
      case .expiresAfter: draft.expiresAfter = nil
      case .media(.firstFrame, _): draft.firstFrame = nil
      case .media(.lastFrame, _): draft.lastFrame = nil
      case .media(.referenceImage, _): draft.images = []
      case .media(.referenceVideo, _): draft.videos = []
      case .media(.referenceVoice, _): draft.voices = []
      case .prompt, .profile, .model, .count: break
      }
    }
    return draft
  }

  /// What is written and not taken by a model, in words, in the order of the form.
  func unused(by model: ModelSpec?) -> [Phrase] {
    model.map { misfits($0).map(\.words) } ?? []
  }

  /// What is written in fields that a model does not have, or is none of their values.
  private func misfits(_ model: ModelSpec) -> [(field: FormField, words: Phrase)] {
    var found: [(field: FormField, words: Phrase)] = []
    func add(_ field: FormField, _ words: Phrase, when isMisfit: Bool) {
      if isMisfit { found.append((field, words)) }
    }
    for role in MediaRole.allCases where model.limit(of: role) == 0 {
      add(.media(role, 0), role.words, when: !references(role).isEmpty)
    }
    if let ratio = choices.ratio {
      let fits = model.ratios.contains { $0.rawValue == ratio }
      add(.ratio, Phrase("ratio {ratio}", ["ratio": ratio]), when: !fits)
    }
    if let resolution = choices.resolution {
      let fits = model.resolutions.contains { $0.rawValue == resolution }
      add(.resolution, Phrase.verbatim(resolution), when: !fits)
    }
    if let duration = choices.duration {
      let isAutomatic = duration == ClipDuration.automatic.wireValue
      let fits = isAutomatic ? model.allowsAutomaticDuration : model.durations.contains(duration)
      add(
        .duration,
        isAutomatic ? Phrase("the automatic length") : Words.seconds("\(duration)"),
        when: !fits)
    }
    add(
      .audio, Phrase("the sound setting"), when: choices.audio != nil && !model.takesAudio)
    add(.seed, Phrase("the seed"), when: !seed.text.isEmpty && !model.takesSeed)
    add(
      .watermark, Phrase("the watermark setting"),
      when: choices.watermark != nil && !model.takesWatermark)
    add(
      .returnLastFrame, Phrase("the wish for the last frame"),
      when: choices.returnLastFrame != nil && !model.takesReturnLastFrame)
    add(
      .expiresAfter, Phrase("the expiry"),
      when: !expiresAfter.text.isEmpty && model.expiry == nil)
    return found
  }

  /// Gives every role the model takes its rows: those that are written, and one empty row to add.
  mutating func tidyMedia(_ model: ModelSpec?) {
    for role in MediaRole.allCases {
      let limit = model?.limit(of: role) ?? 0
      var rows = (media[role] ?? []).enumerated().filter { index, row in
        !row.text.isEmpty || focus == .media(role, index)
      }.map(\.element)
      if rows.last.map({ !$0.text.isEmpty }) ?? true, rows.count < limit {
        rows.append(Self.mediaText(""))
      }
      media[role] = rows.isEmpty ? nil : rows
    }
  }

  /// Whether the focused row of media is empty, or the focus is elsewhere.
  var isFocusedRowEmpty: Bool { focusedReference == nil }

  /// What the focused row of media names; nil when it is empty, or the focus is elsewhere.
  var focusedReference: MediaReference? {
    guard case .media(let role, let index) = focus, let rows = media[role],
      rows.indices.contains(index), !rows[index].isEmpty
    else { return nil }
    return MediaReference(Self.trimmed(rows[index].text))
  }

  /// Empties the focused row of media; it goes away when it is left.
  mutating func clearFocusedRow() { writeFocusedRow("") }

  /// Writes another text into the focused row of media.
  mutating func writeFocusedRow(_ text: String) {
    guard case .media(let role, let index) = focus,
      media[role]?.indices.contains(index) == true
    else { return }
    media[role]?[index] = Self.mediaText(text)
  }

  /// Takes the request of an earlier task; says what does not fit any more.
  mutating func take(
    _ request: RequestDraft, model: String, profile: String, _ profiles: [ProfileChoice]
  ) -> [Phrase] {
    var dropped: [Phrase] = []
    if profiles.contains(where: { $0.profile.name == profile }) {
      self.profile = profile
    } else {
      dropped.append(Phrase("the profile {profile}", ["profile": profile]))
    }
    var request = request
    // What was sent is to be sent again: braces in it are no alternatives.
    request.prompt = PromptAlternatives.literal(request.prompt)
    fill(request)
    choices.model = model
    if self.model(in: profiles) == nil {
      dropped.append(Phrase("the model {model}", ["model": model]))
      chooseModel(profiles)
    }
    focus = .prompt
    let chosen = self.model(in: profiles)
    tidyMedia(chosen)
    return dropped + unused(by: chosen)
  }
}

extension ModelSpec {
  /// How many media of a role the model takes.
  func limit(of role: MediaRole) -> Int {
    switch role {
    case .firstFrame: modes.contains(.firstFrame) || modes.contains(.firstAndLastFrame) ? 1 : 0
    case .lastFrame: modes.contains(.firstAndLastFrame) ? 1 : 0
    case .referenceImage: modes.contains(.references) ? maxImages : 0
    case .referenceVideo: modes.contains(.references) ? maxVideos : 0
    case .referenceVoice: modes.contains(.references) ? maxVoices : 0
    }
  }
}
