internal import TerminalUI
internal import VideoTasks

/// Changing models: what fits is kept, and what does not is named.
extension FormState {
  /// Drops what the chosen model does not take; says what that was.
  mutating func fitToModel(_ profiles: [ProfileChoice]) -> [String] {
    guard let model = model(in: profiles) else { return [] }
    var dropped = fitChoices(to: model)
    for role in MediaRole.allCases {
      let limit = model.limit(of: role)
      let written = references(role)
      guard written.count > limit else { continue }
      media[role] = written.prefix(limit).map { Self.mediaText($0.text) }
      dropped.append(
        limit == 0 ? role.words : "\(Words.grouped(written.count - limit)) of the \(role.words)")
    }
    tidyMedia(model)
    return dropped
  }

  private mutating func fitChoices(to model: ModelSpec) -> [String] {
    var dropped: [String] = []
    func drop<Value>(_ value: inout Value?, unless fits: Bool, _ words: String) {
      guard value != nil, !fits else { return }
      value = nil
      dropped.append(words)
    }
    if let ratio = choices.ratio {
      drop(
        &choices.ratio, unless: model.ratios.contains { $0.rawValue == ratio }, "ratio \(ratio)")
    }
    if let resolution = choices.resolution {
      let fits = model.resolutions.contains { $0.rawValue == resolution }
      drop(&choices.resolution, unless: fits, resolution)
    }
    if let duration = choices.duration {
      let fits =
        duration == ClipDuration.automatic.wireValue
        ? model.allowsAutomaticDuration : model.durations.contains(duration)
      drop(
        &choices.duration, unless: fits, duration < 0 ? "the automatic length" : "\(duration) s")
    }
    drop(&choices.audio, unless: model.defaultAudio != nil, "the sound setting")
    drop(&choices.watermark, unless: model.takesWatermark, "the watermark setting")
    drop(
      &choices.returnLastFrame, unless: model.takesReturnLastFrame, "the wish for the last frame")
    if !model.takesSeed && !seed.text.isEmpty {
      seed = TextEditor(isMultiline: false, maximumBytes: 24)
      dropped.append("the seed")
    }
    if model.expiry == nil && !expiresAfter.text.isEmpty {
      expiresAfter = TextEditor(isMultiline: false, maximumBytes: 24)
      dropped.append("the expiry")
    }
    return dropped
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
  var isFocusedRowEmpty: Bool {
    guard case .media(let role, let index) = focus, let rows = media[role],
      rows.indices.contains(index)
    else { return true }
    return rows[index].isEmpty
  }

  /// Empties the focused row of media; it goes away when it is left.
  mutating func clearFocusedRow() {
    guard case .media(let role, let index) = focus, !isFocusedRowEmpty else { return }
    media[role]?[index] = Self.mediaText("")
  }

  /// Takes the request of an earlier task; says what does not fit the model any more.
  mutating func take(
    _ request: RequestDraft, model: String, profile: String, _ profiles: [ProfileChoice]
  ) -> [String] {
    var dropped: [String] = []
    if profiles.contains(where: { $0.profile.name == profile }) {
      self.profile = profile
    } else {
      dropped.append("the profile \(profile)")
    }
    fill(request)
    choices.model = model
    if self.model(in: profiles) == nil {
      dropped.append("the model \(model)")
      chooseModel(profiles)
    }
    focus = .prompt
    return dropped + fitToModel(profiles)
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
