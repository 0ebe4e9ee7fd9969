internal import VideoTasks

/// The items of `content`, of which only certain combinations are taken.
struct Content: Sendable {
  private let terms: ContentTerms
  private var prompt: String?
  private var firstFrame: MediaValue?
  private var lastFrame: MediaValue?
  private var referenceImages: [MediaValue] = []
  private var referenceVideos: [MediaValue] = []
  private var referenceAudios: [MediaValue] = []
  /// Seconds of sound whose length the data told.
  private var audioSeconds = 0.0
  private var imagesWithoutRole: [MediaValue] = []

  init(_ value: JSONValue, terms: ContentTerms) throws(Refusal) {
    self.terms = terms
    guard case .array(let items) = value else { throw .invalid("content", "it must be an array") }
    guard !items.isEmpty else { throw .missing("content") }
    for (index, item) in items.enumerated() { try add(item, "content[\(index)]") }
    try settleFrames()
    try checkCounts()
    try checkMode()
  }

  /// Puts what was found into an order.
  func fill(_ order: inout TaskOrder) {
    order.prompt = prompt
    order.firstFrame = firstFrame
    order.lastFrame = lastFrame
    order.referenceImages = referenceImages
    order.referenceVideos = referenceVideos
    order.referenceAudios = referenceAudios
  }

  private var hasFrames: Bool { firstFrame != nil || lastFrame != nil }

  private var hasReferences: Bool {
    !referenceImages.isEmpty || !referenceVideos.isEmpty || !referenceAudios.isEmpty
  }
}

// MARK: One item

extension Content {
  private mutating func add(_ item: JSONValue, _ place: String) throws(Refusal) {
    guard case .object(let all) = item else { throw .invalid(place, "it must be an object") }
    let members = Members(all.filter { $0.value != .null })
    guard let type = try members.string("type") else { throw .missing("\(place).type") }
    guard terms.types.contains(type) else {
      let known = terms.types.joined(separator: ", ")
      throw .invalid("\(place).type", "\(type) is not one of \(known)")
    }
    let role = try members.string("role")
    switch type {
    case "text": try addText(members, place)
    case "image_url":
      let (url, field) = try address(members, type, place)
      try addImage(try .image(url, field, as: terms.forms), role, place)
    case "video_url":
      let (url, field) = try address(members, type, place)
      let video = try MediaValue.video(url, field, as: terms.forms)
      try require(role, "reference_video", place)
      referenceVideos.append(video)
    default:
      let (url, field) = try address(members, type, place)
      let sound = try MediaValue.audio(url, field, as: terms.forms)
      try require(role, "reference_audio", place)
      referenceAudios.append(sound.value)
      audioSeconds += sound.seconds ?? 0
    }
  }

  private mutating func addText(_ members: Members, _ place: String) throws(Refusal) {
    guard let text = try members.string("text") else { throw .missing("\(place).text") }
    guard prompt == nil else { throw .invalid("content", "there is more than one text") }
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw .invalid("\(place).text", "it is empty")
    }
    if let most = terms.chineseCharacters, PromptCount.chineseCharacters(text) > most {
      throw .invalid("\(place).text", "it has more than \(most) Chinese characters")
    }
    if let most = terms.englishWords, PromptCount.englishWords(text) > most {
      throw .invalid("\(place).text", "it has more than \(most) English words")
    }
    prompt = text
  }

  private func address(
    _ members: Members, _ type: String, _ place: String
  ) throws(Refusal) -> (url: String, field: String) {
    guard let holder = members.values[type] else { throw .missing("\(place).\(type)") }
    guard case .object = holder else {
      throw .invalid("\(place).\(type)", "it must be an object with a `url`")
    }
    guard case .string(let url)? = holder["url"] else { throw .missing("\(place).\(type).url") }
    return (url, "\(place).\(type)")
  }

  private mutating func addImage(
    _ image: MediaValue, _ role: String?, _ place: String
  ) throws(Refusal) {
    switch role {
    case nil: imagesWithoutRole.append(image)
    case "first_frame":
      guard firstFrame == nil else { throw .invalid("content", "there are two first frames") }
      firstFrame = image
    case "last_frame":
      guard lastFrame == nil else { throw .invalid("content", "there are two last frames") }
      lastFrame = image
    case "reference_image" where terms.takesReferences: referenceImages.append(image)
    default: throw .invalid("\(place).role", "an image cannot be \(role ?? "")")
    }
  }

  private func require(
    _ role: String?, _ wanted: String, _ place: String
  ) throws(Refusal) {
    guard role == wanted else { throw .invalid("\(place).role", "it must be \(wanted)") }
  }
}

// MARK: All items together

extension Content {
  /// One image alone needs no role: it is the first frame.
  private mutating func settleFrames() throws(Refusal) {
    guard !imagesWithoutRole.isEmpty else { return }
    guard imagesWithoutRole.count == 1, firstFrame == nil, !hasReferences,
      lastFrame == nil || terms.firstFrameNeedsNoRole
    else { throw .invalid("content.role", "of several images each needs a role") }
    firstFrame = imagesWithoutRole[0]
    imagesWithoutRole = []
  }

  private func checkCounts() throws(Refusal) {
    let counts = [
      ("reference_image", referenceImages.count, terms.images),
      ("reference_video", referenceVideos.count, terms.videos),
      ("reference_audio", referenceAudios.count, terms.audios),
    ]
    for (role, count, most) in counts where count > most {
      throw .invalid("content", "\(count) items are \(role), and at most \(most) may be")
    }
    guard audioSeconds <= ArkLimits.audioSecondsTogether else {
      throw .invalid("content", "the sounds together are longer than 15 s")
    }
  }

  private func checkMode() throws(Refusal) {
    if hasFrames && hasReferences {
      throw .invalid("content", "first and last frames exclude references")
    }
    if lastFrame != nil && firstFrame == nil {
      throw .invalid("content", "a last frame needs a first frame")
    }
    if !referenceAudios.isEmpty && referenceImages.isEmpty && referenceVideos.isEmpty {
      throw .invalid("content", "audio needs an image or a video beside it")
    }
    if prompt == nil && !(hasFrames && terms.framesNeedNoText) { throw .missing("content.text") }
    if terms.needsMedia && !hasFrames && !hasReferences {
      throw .invalid("content", "text alone is not taken: there must be an image or a reference")
    }
  }
}
