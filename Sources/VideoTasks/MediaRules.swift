public import Wording

/// The rules about what is inside the media, checked where there are facts.
///
/// Limits that the API only has in common with its siblings give warnings, and no violations.
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

  /// What is refused, in the order of the media.
  func violations() -> [Violation] { all().filter { !isWarning($0) } }

  /// What is beyond a limit that is only inferred.
  func warnings() -> [Violation] { all().filter(isWarning) }

  private func isWarning(_ violation: Violation) -> Bool {
    RuleName(rawValue: violation.rule).map(limits.warnsOnly.contains) ?? false
  }

  private func all() -> [Violation] {
    var violations: [Violation] = []
    var good: [Item] = []
    for (role, _, reference) in draft.media
    where ReferenceRules.isSendable(reference, role, model) {
      switch facts[reference] {
      case nil: continue
      case .failure(let problem)?:
        violations += [violation(problem, reference, RequestField(role))].compactMap { $0 }
      case .success(let found)?:
        let item = Item(
          field: RequestField(role), kind: role.kind, reference: reference, facts: found)
        let broken = self.violations(item)
        violations += broken
        if broken.allSatisfy(isWarning) { good.append(item) }
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
        field: field, rule: .mediaMissing,
        message: Phrase("There is no file {file}.", ["file": name]),
        fix: Phrase(
          "Check the path; one that does not begin with / counts from the current folder."))
    case .unreadable(let reason):
      return Violation(
        field: field, rule: .mediaUnreadable,
        message: Phrase(
          "{file} cannot be read: {reason}.", ["file": name, "reason": Words.value(reason)]),
        fix: Phrase("Make it readable for you, or give another file."))
    case .notMedia(let reason):
      return Violation(
        field: field, rule: .mediaDamaged,
        message: reason.isEmpty
          ? Phrase("{file} is damaged, or no media at all.", ["file": name])
          : Phrase(
            "{file} is damaged, or no media at all: {reason}.",
            ["file": name, "reason": Words.value(reason)]),
        fix: Phrase("Give another file."))
    case .tooSlow, .noProbe: return nil
    }
  }

  private func violations(_ item: Item) -> [Violation] {
    // Limits of a kind mean nothing for a file of another kind.
    let wrong = format(item)
    if let wrong, !isWarning(wrong) { return [wrong] }
    return [wrong].compactMap { $0 } + insides(item)
  }

  private func insides(_ item: Item) -> [Violation] {
    switch item.kind {
    case .image: return [imageSides(item), imageShape(item), imageSize(item)].compactMap { $0 }
    case .audio:
      return [seconds(item), size(item, .voiceSize, limits.voiceBytes)].compactMap { $0 }
    case .video:
      return [seconds(item), size(item, .videoSize, limits.videoBytes), rate(item), pixels(item)]
        .compactMap { $0 }
    }
  }

  // MARK: One file

  private func format(_ item: Item) -> Violation? {
    let allowed = limits.formats(of: item.kind)
    let found = Self.formatNames(item.facts)
    // The format decides where it is known: a moving GIF is an image, whatever its kind is called.
    let isTaken =
      found.map { $0.contains(where: allowed.contains) }
      ?? (item.facts.kind.map { $0 == item.kind } ?? true)
    guard !isTaken else { return nil }
    let what: Phrase =
      found?.first.map { .verbatim(Words.value($0)) } ?? item.facts.kind?.words
      ?? Phrase("something else")
    return Violation(
      field: item.field, rule: item.kind.formatRule,
      message: Phrase(
        "{file} is {format}; {kinds} are taken as {list}.",
        [
          "file": item.name, "format": what, "kinds": item.kind.plural,
          "list": Words.either(allowed),
        ]),
      fix: Phrase(
        "Convert it to {format}, or give another file.",
        ["format": allowed.first.map { .verbatim($0) } ?? Phrase("one of these")]))
  }

  /// The names of the format; nil where the probe could not tell.
  private static func formatNames(_ facts: MediaFacts) -> [String]? {
    guard let format = facts.format else { return nil }
    // A probe calls every layer of MPEG sound mp3, and the codec says which it is.
    if format == "mp3", let codec = facts.codec, ["mp1", "mp2"].contains(codec) { return [codec] }
    return format.lowercased().split(separator: ",").map(formatName)
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
    guard !isTaken(width, in: range) || !isTaken(height, in: range) else { return nil }
    let isSmall = !isTaken(min(width, height), in: range.lowerBound...Int.max)
    return Violation(
      field: item.field, rule: .imageSides,
      message: limits.imageEndsRefused
        ? Phrase(
          "{file} is {width}×{height} pixels; each side must have more than {least} and fewer than "
            + "{most}.",
          [
            "file": item.name, "width": width, "height": height, "least": range.lowerBound,
            "most": range.upperBound,
          ])
        : Phrase(
          "{file} is {width}×{height} pixels; each side must have {least} to {most}.",
          [
            "file": item.name, "width": width, "height": height, "least": range.lowerBound,
            "most": range.upperBound,
          ]),
      fix: isSmall ? Phrase("Give a larger picture.") : Phrase("Make it smaller."))
  }

  private func imageShape(_ item: Item) -> Violation? {
    guard let width = item.facts.width, let height = item.facts.height, height > 0 else {
      return nil
    }
    let shape = Double(width) / Double(height)
    guard !isTaken(shape, in: limits.imageShape) else { return nil }
    let least = Words.number(limits.imageShape.lowerBound)
    let most = Words.number(limits.imageShape.upperBound)
    return Violation(
      field: item.field, rule: .imageShape,
      message: limits.imageEndsRefused
        ? Phrase(
          "{file} is {width}×{height} pixels, {shape} times as wide as high; more than {least} and "
            + "less than {most} is taken.",
          [
            "file": item.name, "width": width, "height": height, "shape": Words.number(shape),
            "least": least, "most": most,
          ])
        : Phrase(
          "{file} is {width}×{height} pixels, {shape} times as wide as high; {least} to {most} is "
            + "taken.",
          [
            "file": item.name, "width": width, "height": height, "shape": Words.number(shape),
            "least": least, "most": most,
          ]),
      fix: shape < 1 ? Phrase("Cut it lower or wider.") : Phrase("Cut it narrower or higher."))
  }

  private func isTaken<Number: Comparable>(_ value: Number, in range: ClosedRange<Number>) -> Bool {
    limits.imageEndsRefused
      ? value > range.lowerBound && value < range.upperBound : range.contains(value)
  }

  private func imageSize(_ item: Item) -> Violation? {
    guard let bytes = item.facts.bytes, bytes >= limits.imageBytesBelow else { return nil }
    return Violation(
      field: item.field, rule: .imageSize,
      message: Phrase(
        "{file} has {size}; an image must have less than {most}.",
        [
          "file": item.name, "size": Words.megabytes(bytes),
          "most": Words.megabytes(limits.imageBytesBelow),
        ]),
      fix: Phrase("Compress it, or make it smaller."))
  }

  private func size(_ item: Item, _ rule: RuleName, _ limit: Int64) -> Violation? {
    guard let bytes = item.facts.bytes, bytes > limit else { return nil }
    return Violation(
      field: item.field, rule: rule,
      message: Phrase(
        "{file} has {size}; at most {most} are taken.",
        ["file": item.name, "size": Words.megabytes(bytes), "most": Words.megabytes(limit)]),
      fix: Phrase("Compress it, or give a shorter piece."))
  }

  private func seconds(_ item: Item) -> Violation? {
    let range = item.kind == .audio ? limits.voiceSeconds : limits.videoSeconds
    guard let seconds = item.facts.seconds, !range.contains(seconds) else { return nil }
    let least = Words.number(range.lowerBound)
    let most = Words.number(range.upperBound.rounded(.down))
    return Violation(
      field: item.field, rule: item.kind == .audio ? .voiceLength : .videoLength,
      message: Phrase(
        "{file} lasts {seconds} s; {least} to {most} s are taken.",
        ["file": item.name, "seconds": Words.number(seconds), "least": least, "most": most]),
      fix: seconds < range.lowerBound
        ? Phrase("Give a longer piece.") : Phrase("Cut it to {most} s or less.", ["most": most]))
  }

  private func rate(_ item: Item) -> Violation? {
    // A rate of 23.976 is sold as 24.
    guard let rate = item.facts.framesPerSecond, !limits.videoRate.contains(rate.rounded()) else {
      return nil
    }
    return Violation(
      field: item.field, rule: .videoRate,
      message: Phrase(
        "{file} has {rate} frames a second; {least} to {most} are taken.",
        [
          "file": item.name, "rate": Words.number(rate),
          "least": Words.number(limits.videoRate.lowerBound),
          "most": Words.number(limits.videoRate.upperBound),
        ]),
      fix: Phrase("Convert it to 24 frames a second."))
  }

  private func pixels(_ item: Item) -> Violation? {
    guard let width = item.facts.width, let height = item.facts.height,
      !limits.videoPixels.contains(width.multipliedReportingOverflow(by: height).0)
    else { return nil }
    return Violation(
      field: item.field, rule: .videoResolution,
      message: Phrase(
        "{file} is {width}×{height} pixels; reference videos are taken at 480p or 720p.",
        ["file": item.name, "width": width, "height": height]),
      fix: Phrase("Convert it to 720p."))
  }

  // MARK: All files together

  private func sums(_ items: [Item]) -> [Violation] {
    [
      together(items, .audio, .voice, .voicesTogether, limits.voiceSecondsTogether),
      together(items, .video, .video, .videosTogether, limits.videoSecondsTogether),
      body(items),
    ].compactMap { $0 }
  }

  private func together(
    _ items: [Item], _ kind: MediaKind, _ field: RequestField, _ rule: RuleName, _ limit: Double
  ) -> Violation? {
    let lengths = items.filter { $0.kind == kind }.compactMap(\.facts.seconds)
    let total = lengths.reduce(0, +)
    guard lengths.count > 1, total > limit, !hasTooMany else { return nil }
    return Violation(
      field: field, rule: rule,
      message: Phrase(
        "The {kinds} last {seconds} s together; {most} s are taken.",
        [
          "kinds": kind.plural, "seconds": Words.number(total),
          "most": Words.number(limit.rounded(.down)),
        ]),
      fix: Phrase("Shorten them, or leave one out."))
  }

  /// Whether a list is too long already: its length is the cause of what follows from it.
  private var hasTooMany: Bool {
    draft.images.count > model.maxImages || draft.videos.count > model.maxVideos
      || draft.voices.count > model.maxVoices
  }

  private func body(_ items: [Item]) -> Violation? {
    let local = items.filter { $0.reference.path != nil }
    let words = draft.media.map(\.reference.text) + [draft.prompt]
    // A byte of text becomes at most six in the request: \u0000.
    let text = words.reduce(Int64(4096)) { $0 + 128 + 6 * Int64($1.utf8.count) }
    let total = local.reduce(text) { $0 + (($1.facts.bytes ?? 0) + 2) / 3 * 4 }
    guard total > limits.bodyBytes, !hasTooMany else { return nil }
    guard let largest = local.max(by: { ($0.facts.bytes ?? 0) < ($1.facts.bytes ?? 0) }) else {
      return Violation(
        field: .prompt, rule: .bodySize,
        message: Phrase(
          "The words make a request of more than {most}, which is the most that can be sent.",
          ["most": Words.megabytes(limits.bodyBytes)]),
        fix: Phrase("Shorten them."))
    }
    return Violation(
      field: largest.field, rule: .bodySize,
      message: Phrase(
        "The local files make a request of {size}; at most {most} can be sent.",
        ["size": Words.megabytes(total), "most": Words.megabytes(limits.bodyBytes)]),
      fix: Phrase(
        "Make them smaller (the largest is {file}), or give addresses instead.",
        ["file": largest.name]))
  }
}

extension MediaKind {
  /// The kind in a person's language; JSON has its raw value.
  public var words: Phrase {
    switch self {
    case .image: Phrase("image")
    case .video: Phrase("video")
    case .audio: Phrase("audio")
    }
  }

  /// The kind as a sentence names several.
  var plural: Phrase {
    switch self {
    case .image: Phrase("images")
    case .video: Phrase("videos")
    case .audio: Phrase("voices")
    }
  }

  /// The name of the rule about formats.
  var formatRule: RuleName {
    switch self {
    case .image: .imageFormat
    case .video: .videoFormat
    case .audio: .voiceFormat
    }
  }
}
