internal import TerminalUI
internal import TextLayout
internal import VideoTasks
internal import Wording

/// What is known of a task beside its prompt: the request, what it cost, what came of it.
extension DetailsPage {
  /// One line of what is known: a label and its value.
  struct Fact {
    var label: Phrase
    var text: String
    var role: ColorRole

    init(_ label: Phrase, _ text: String, _ role: ColorRole = .text) {
      (self.label, self.text, self.role) = (label, text, role)
    }
  }

  /// What is known of a task, line by line.
  func facts(_ record: TaskRecord) -> [Fact] {
    var facts = [Fact(Phrase("Model"), record.model)]
    let settings = settingWords(record)
    if !settings.isEmpty { facts.append(Fact(Phrase("Settings"), settings)) }
    if let made = madeWords(record) { facts.append(Fact(Phrase("Made"), made)) }
    if let seconds = record.request.expiresAfter {
      facts.append(
        Fact(
          Phrase("Gives up"),
          say("after {time}", ["time": words.about(.seconds(seconds))]), .muted))
    }
    if let estimate = record.estimate {
      let cost = glyphs.approximately + " " + billed(estimate)
      facts.append(Fact(Phrase("Estimate"), priced(cost, record), .muted))
    }
    if let cost = record.cost {
      facts.append(Fact(Phrase("Billed"), priced(billed(cost), record)))
    } else if record.status == .succeeded {
      facts.append(Fact(Phrase("Billed"), priced(say("not known"), record)))
    }
    facts += outcome(record)
    if let remote = record.remoteID { facts.append(Fact(Phrase("At server"), remote, .muted)) }
    if let old = record.retryOf {
      facts.append(Fact(Phrase("Again of"), say("task {id}", ["id": old]), .muted))
    }
    if let name = record.onceName { facts.append(Fact(Phrase("Once as"), name, .muted)) }
    if let before = record.after {
      facts.append(Fact(Phrase("After"), say("task {id}", ["id": before]), .muted))
    }
    return facts
  }

  /// A price, which is only a thought in the sandbox.
  private func priced(_ cost: String, _ record: TaskRecord) -> String {
    state.isPaid(profile: record.profile)
      ? cost : say("free in the sandbox; elsewhere {cost}", ["cost": cost])
  }

  private func outcome(_ record: TaskRecord) -> [Fact] {
    var facts: [Fact] = []
    if let file = record.file {
      let size = record.bytes.map { "  " + Words.bytes($0) } ?? ""
      facts.append(Fact(Phrase("File"), file + size, .good))
    }
    if let file = record.lastFrameFile { facts.append(Fact(Phrase("Last frame"), file, .good)) }
    if let expiry = record.linkExpiresAt, record.download != .done {
      let left = expiry - state.progressNow
      let moment = Words.full(expiry, offset: state.secondsFromUTC)
      facts.append(
        left > .zero
          ? Fact(
            Phrase("Link"), say("runs out in {time}", ["time": words.about(left)]),
            left < TaskSummary.linkIsShort ? .warning : .text)
          : Fact(Phrase("Link"), say("ran out {time}", ["time": moment]), .bad))
    }
    return facts
  }

  private func billed(_ cost: Cost) -> String {
    var parts: [String] = []
    if let amount = cost.amount, let currency = cost.currency {
      parts.append(Money.text(amount, currency))
    }
    if let tokens = cost.tokens { parts.append(say(Words.tokens(tokens))) }
    if cost.tokens == nil, let seconds = cost.seconds {
      parts.append(words.seconds(Words.number(seconds)))
    }
    if cost.amount == nil { parts.append(say("price not known")) }
    return parts.joined(separator: " \(glyphs.dot) ")
  }

  /// What was asked for.
  private func settingWords(_ record: TaskRecord) -> String {
    let request = record.request
    var parts = [request.ratio, request.resolution]
    parts.append(
      request.duration.map { $0 < 0 ? say("model's length") : words.seconds("\($0)") })
    parts.append(request.audio.map { $0 ? say("sound") : say("silent") })
    parts.append(
      request.seed.map { $0 < 0 ? say("random seed") : say("seed {number}", ["number": $0]) })
    parts.append(request.watermark.map { $0 ? say("watermark") : say("no watermark") })
    parts.append(request.returnLastFrame == true ? say("last frame kept") : nil)
    return parts.compactMap { $0 }.joined(separator: " \(glyphs.dot) ")
  }

  /// What the server says it made, as far as that was not asked for in the same words.
  private func madeWords(_ record: TaskRecord) -> String? {
    guard let actual = record.actual else { return nil }
    let request = record.request
    let isAsked =
      (actual.ratio ?? request.ratio) == request.ratio
      && (actual.resolution ?? request.resolution) == request.resolution
      && (actual.duration ?? request.duration.map(Double.init)) == request.duration.map(Double.init)
      && (actual.seed ?? request.seed) == request.seed
    guard !isAsked else { return nil }
    let parts = [
      actual.ratio, actual.resolution,
      actual.duration.map { words.seconds(Words.number($0)) },
      actual.seed.map { say("seed {number}", ["number": $0]) },
    ]
    let text = parts.compactMap { $0 }.joined(separator: " \(glyphs.dot) ")
    return text.isEmpty ? nil : text
  }

  /// Each reference with what the probe found in it, and the same of the video.
  func media(_ record: TaskRecord, columns: Int) -> [Line] {
    var all = record.request.media.map { role, index, reference in
      Fact(role.label(index), reference.text + found(reference))
    }
    if let file = record.file, case .success(let facts)? = state.details.facts[.file(file)] {
      all.append(Fact(Phrase("Video"), described(facts)))
    }
    return all.flatMap { lines(of: $0, columns: columns) }
  }

  private func found(_ reference: MediaReference) -> String {
    switch state.details.facts[reference] {
    case .success(let facts): "  " + described(facts)
    case .failure(.missing): "  " + say("(the file is gone)")
    case .failure: "  " + say("(nothing known of it)")
    case nil: ""
    }
  }

  /// The rules of the model that the request would break today, and what should be known about it.
  func rules(_ record: TaskRecord, columns: Int) -> [Line] {
    let profile = state.profiles.first { $0.profile.name == record.profile }?.profile
    guard let model = profile?.catalogue[record.model] else {
      return wrapped(
        say("The catalogue has no rules for this model: the server decides."), .muted,
        columns: columns)
    }
    let facts = state.details.facts
    if case .failure(let broken) = Rules.check(record.request, model: model, facts: facts) {
      return broken.list.flatMap { rule in
        wrapped("\(glyphs.wrong) \(rule.rule): \(say(rule.problem))", .warning, columns: columns)
      }
    }
    let hints = Hints.of(record.request, model: model, facts: facts)
    let kept = Line("\(glyphs.right) ", .good, .bold)
    var first = kept
    first.add(
      glyphs.cut(say("keeps every known rule of {model}", ["model": model.id]), columns - 2), .text)
    return [first]
      + hints.flatMap { wrapped("\(glyphs.bullet) \(say($0.words))", .muted, columns: columns) }
  }
}
