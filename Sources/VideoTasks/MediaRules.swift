/// The rules about what is inside the media, checked where there are facts.
struct MediaRules {
  let draft: RequestDraft
  let model: ModelSpec
  let facts: [MediaReference: Result<MediaFacts, MediaProblem>]
  private var limits: MediaLimits { model.media }

  /// One reference with what is known of it.
  private struct Item {
    var field: RequestField
    var kind: MediaKind
    var reference: MediaReference
    var facts: MediaFacts
    var name: String { Words.value(reference.text) }
  }

  init(
    draft: RequestDraft, model: ModelSpec,
    facts: [MediaReference: Result<MediaFacts, MediaProblem>]
  ) {
    self.draft = draft
    self.model = model
    self.facts = facts
  }

  func violations() -> [Violation] {
    var violations: [Violation] = []
    var good: [Item] = []
    for (role, _, reference) in draft.media where ReferenceRules.isSendable(reference, role) {
      switch facts[reference] {
      case nil: continue
      case .failure(let problem)?:
        violations += [violation(problem, reference, RequestField(role))].compactMap { $0 }
      case .success(let found)?:
        let item = Item(
          field: RequestField(role), kind: role.kind, reference: reference, facts: found)
        let broken = self.violations(item)
        violations += broken
        if broken.isEmpty { good.append(item) }
      }
    }
    // What is too much alone is not counted again in a sum: one cause, one violation.
    return violations + sums(good)
  }

  private func violation(
    _ problem: MediaProblem, _ reference: MediaReference, _ field: RequestField
  ) -> Violation? {
    let name = Words.value(reference.text)
    switch problem {
    case .missing:
      return Violation(
        field: field, rule: "media-missing", message: "There is no file \(name).",
        fix: "Check the path; one that does not begin with / counts from the current folder.")
    case .unreadable(let reason):
      return Violation(
        field: field, rule: "media-unreadable",
        message: "\(name) cannot be read: \(Words.value(reason)).",
        fix: "Make it readable for you, or give another file.")
    case .notMedia(let reason):
      let why = reason.isEmpty ? "" : ": \(Words.value(reason))"
      return Violation(
        field: field, rule: "media-damaged",
        message: "\(name) is damaged, or no media at all\(why).", fix: "Give another file.")
    case .tooSlow, .noProbe: return nil
    }
  }

  private func violations(_ item: Item) -> [Violation] {
    // Limits of a kind mean nothing for a file of another kind.
    if let wrong = format(item) { return [wrong] }
    switch item.kind {
    case .image: return [imageSides(item), imageShape(item), imageSize(item)].compactMap { $0 }
    case .audio:
      return [seconds(item), size(item, "voice-size", limits.voiceBytes)].compactMap { $0 }
    case .video:
      return [seconds(item), size(item, "video-size", limits.videoBytes), rate(item), pixels(item)]
        .compactMap { $0 }
    }
  }

  // MARK: One file

  private func format(_ item: Item) -> Violation? {
    let allowed = limits.formats(of: item.kind)
    let found = item.facts.format.map { $0.lowercased().split(separator: ",").map(Self.formatName) }
    // The format decides where it is known: a moving GIF is an image, whatever its kind is called.
    let isTaken =
      found.map { $0.contains(where: allowed.contains) }
      ?? (item.facts.kind.map { $0 == item.kind } ?? true)
    guard !isTaken else { return nil }
    let what = item.facts.format.map(Words.value) ?? item.facts.kind?.rawValue ?? "something else"
    return Violation(
      field: item.field, rule: item.kind.formatRule,
      message:
        "\(item.name) is \(what); \(item.kind.plural) are taken as \(Words.either(allowed)).",
      fix: "Convert it to \(allowed.first ?? "one of these"), or give another file.")
  }

  private static func formatName(_ name: Substring) -> String {
    switch name.hasSuffix("_pipe") ? name.dropLast(5) : name {
    case "jpg", "mjpeg": "jpeg"
    case "tif": "tiff"
    case "wave": "wav"
    case let other: String(other)
    }
  }

  private func imageSides(_ item: Item) -> Violation? {
    guard let width = item.facts.width, let height = item.facts.height else { return nil }
    let range = limits.imageSide
    guard !range.contains(width) || !range.contains(height) else { return nil }
    let isSmall = min(width, height) < range.lowerBound
    return Violation(
      field: item.field, rule: "image-sides",
      message: "\(item.name) is \(width)×\(height) pixels; each side must have "
        + "\(range.lowerBound) to \(range.upperBound).",
      fix: isSmall ? "Give a larger picture." : "Make it smaller.")
  }

  private func imageShape(_ item: Item) -> Violation? {
    guard let width = item.facts.width, let height = item.facts.height, height > 0 else {
      return nil
    }
    let shape = Double(width) / Double(height)
    guard !limits.imageShape.contains(shape) else { return nil }
    return Violation(
      field: item.field, rule: "image-shape",
      message: "\(item.name) is \(width)×\(height) pixels, \(Words.number(shape)) times as wide as "
        + "high; \(Words.number(limits.imageShape.lowerBound)) to "
        + "\(Words.number(limits.imageShape.upperBound)) is taken.",
      fix: shape < 1 ? "Cut it lower or wider." : "Cut it narrower or higher.")
  }

  private func imageSize(_ item: Item) -> Violation? {
    guard let bytes = item.facts.bytes, bytes >= limits.imageBytesBelow else { return nil }
    return Violation(
      field: item.field, rule: "image-size",
      message: "\(item.name) has \(Words.megabytes(bytes)); an image must have less than "
        + "\(Words.megabytes(limits.imageBytesBelow)).",
      fix: "Compress it, or make it smaller.")
  }

  private func size(_ item: Item, _ rule: String, _ limit: Int64) -> Violation? {
    guard let bytes = item.facts.bytes, bytes > limit else { return nil }
    return Violation(
      field: item.field, rule: rule,
      message: "\(item.name) has \(Words.megabytes(bytes)); at most \(Words.megabytes(limit)) "
        + "are taken.",
      fix: "Compress it, or give a shorter piece.")
  }

  private func seconds(_ item: Item) -> Violation? {
    let range = item.kind == .audio ? limits.voiceSeconds : limits.videoSeconds
    guard let seconds = item.facts.seconds, !range.contains(seconds) else { return nil }
    return Violation(
      field: item.field, rule: item.kind == .audio ? "voice-length" : "video-length",
      message: "\(item.name) lasts \(Words.number(seconds)) s; 2 to 15 s are taken.",
      fix: seconds < range.lowerBound ? "Give a longer piece." : "Cut it to 15 s or less.")
  }

  private func rate(_ item: Item) -> Violation? {
    // A rate of 23.976 is sold as 24.
    guard let rate = item.facts.framesPerSecond, !limits.videoRate.contains(rate.rounded()) else {
      return nil
    }
    return Violation(
      field: item.field, rule: "video-rate",
      message: "\(item.name) has \(Words.number(rate)) frames a second; 24 to 60 are taken.",
      fix: "Convert it to 24 frames a second.")
  }

  private func pixels(_ item: Item) -> Violation? {
    guard let width = item.facts.width, let height = item.facts.height,
      !limits.videoPixels.contains(width.multipliedReportingOverflow(by: height).0)
    else { return nil }
    return Violation(
      field: item.field, rule: "video-resolution",
      message: "\(item.name) is \(width)×\(height) pixels; reference videos are taken at 480p or "
        + "720p.",
      fix: "Convert it to 720p.")
  }

  // MARK: All files together

  private func sums(_ items: [Item]) -> [Violation] {
    [
      together(items, .audio, .voice, "voices-together", limits.voiceSecondsTogether),
      together(items, .video, .video, "videos-together", limits.videoSecondsTogether),
      body(items),
    ].compactMap { $0 }
  }

  private func together(
    _ items: [Item], _ kind: MediaKind, _ field: RequestField, _ rule: String, _ limit: Double
  ) -> Violation? {
    let lengths = items.filter { $0.kind == kind }.compactMap(\.facts.seconds)
    let total = lengths.reduce(0, +)
    guard lengths.count > 1, total > limit, !hasTooMany else { return nil }
    return Violation(
      field: field, rule: rule,
      message: "The \(kind.plural) last \(Words.number(total)) s together; 15 s are taken.",
      fix: "Shorten them, or leave one out.")
  }

  /// Whether a list is too long already: its length is the cause of what follows from it.
  private var hasTooMany: Bool {
    draft.images.count > model.maxImages || draft.videos.count > model.maxVideos
      || draft.voices.count > model.maxVoices
  }

  private func body(_ items: [Item]) -> Violation? {
    let local = items.filter { $0.reference.path != nil }
    let overhead = Int64(4096 + draft.prompt.utf8.count)
    let total = local.reduce(overhead) { $0 + (($1.facts.bytes ?? 0) + 2) / 3 * 4 + 128 }
    guard total > limits.bodyBytes, !hasTooMany,
      let largest = local.max(by: { ($0.facts.bytes ?? 0) < ($1.facts.bytes ?? 0) })
    else { return nil }
    return Violation(
      field: largest.field, rule: "body-size",
      message: "The local files make a request of \(Words.megabytes(total)); at most "
        + "\(Words.megabytes(limits.bodyBytes)) can be sent.",
      fix: "Make them smaller (the largest is \(largest.name)), or give addresses instead.")
  }
}

extension MediaKind {
  /// The kind as a sentence names several.
  var plural: String {
    switch self {
    case .image: "images"
    case .video: "videos"
    case .audio: "voices"
    }
  }

  /// The name of the rule about formats.
  var formatRule: String {
    switch self {
    case .image: "image-format"
    case .video: "video-format"
    case .audio: "voice-format"
    }
  }
}
