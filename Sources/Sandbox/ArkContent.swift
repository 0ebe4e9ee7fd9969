internal import VideoTasks

/// The items of `content`, of which only certain combinations are taken.
struct ArkContent: Sendable {
  var prompt: String?
  var firstFrame: MediaValue?
  var lastFrame: MediaValue?
  var referenceImages: [MediaValue] = []
  var referenceVideos = 0
  var referenceAudios = 0
  /// Seconds of sound whose length the data told.
  private var audioSeconds = 0.0
  private var imagesWithoutRole: [MediaValue] = []

  init(_ value: JSONValue) throws(ArkFailure) {
    guard case .array(let items) = value else { throw .invalid("content", "it must be an array") }
    guard !items.isEmpty else { throw .missing("content") }
    for (index, item) in items.enumerated() { try add(item, "content[\(index)]") }
    try settleFrames()
    try checkCounts()
    try checkMode()
  }

  /// The picture that `adaptive` goes by: the first of any kind that was sent along.
  var leadingSize: MediaValue.PixelSize? {
    for case .data(_, _, let size?) in [firstFrame].compactMap(\.self) + referenceImages {
      return size
    }
    return nil
  }

  private mutating func add(_ item: JSONValue, _ place: String) throws(ArkFailure) {
    guard case .object(let all) = item else { throw .invalid(place, "it must be an object") }
    let members = Members(all.filter { $0.value != .null })
    guard let type = try members.string("type") else { throw .missing("\(place).type") }
    let role = try members.string("role")
    switch type {
    case "text": try addText(members, place)
    case "image_url":
      let (url, field) = try address(members, type, place)
      try addImage(try .image(url, field), role, place)
    case "video_url":
      let (url, field) = try address(members, type, place)
      _ = try MediaValue.video(url, field)
      try require(role, "reference_video", place)
      referenceVideos += 1
    case "audio_url":
      let (url, field) = try address(members, type, place)
      let sound = try MediaValue.audio(url, field)
      try require(role, "reference_audio", place)
      referenceAudios += 1
      audioSeconds += sound.seconds ?? 0
    default:
      throw .invalid("\(place).type", "\(type) is not one of text, image_url, video_url, audio_url")
    }
  }

  private mutating func addText(_ members: Members, _ place: String) throws(ArkFailure) {
    guard let text = try members.string("text") else { throw .missing("\(place).text") }
    guard prompt == nil else { throw .invalid("content", "there is more than one text") }
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw .invalid("\(place).text", "it is empty")
    }
    prompt = text
  }

  private func address(
    _ members: Members, _ type: String, _ place: String
  ) throws(ArkFailure) -> (url: String, field: String) {
    guard let holder = members.values[type] else { throw .missing("\(place).\(type)") }
    guard case .object = holder else {
      throw .invalid("\(place).\(type)", "it must be an object with a `url`")
    }
    guard case .string(let url)? = holder["url"] else { throw .missing("\(place).\(type).url") }
    return (url, "\(place).\(type)")
  }

  private mutating func addImage(
    _ image: MediaValue, _ role: String?, _ place: String
  ) throws(ArkFailure) {
    switch role {
    case nil: imagesWithoutRole.append(image)
    case "first_frame":
      guard firstFrame == nil else { throw .invalid("content", "there are two first frames") }
      firstFrame = image
    case "last_frame":
      guard lastFrame == nil else { throw .invalid("content", "there are two last frames") }
      lastFrame = image
    case "reference_image": referenceImages.append(image)
    default: throw .invalid("\(place).role", "an image cannot be \(role ?? "")")
    }
  }

  private func require(
    _ role: String?, _ wanted: String, _ place: String
  ) throws(ArkFailure) {
    guard role == wanted else { throw .invalid("\(place).role", "it must be \(wanted)") }
  }

  /// One image alone needs no role: it is the first frame.
  private mutating func settleFrames() throws(ArkFailure) {
    guard !imagesWithoutRole.isEmpty else { return }
    guard imagesWithoutRole.count == 1, firstFrame == nil, lastFrame == nil,
      referenceImages.isEmpty
    else { throw .invalid("content.role", "of several images each needs a role") }
    firstFrame = imagesWithoutRole[0]
    imagesWithoutRole = []
  }

  private func checkCounts() throws(ArkFailure) {
    let counts = [
      ("reference_image", referenceImages.count, ArkLimits.referenceImages),
      ("reference_video", referenceVideos, ArkLimits.referenceVideos),
      ("reference_audio", referenceAudios, ArkLimits.referenceAudios),
    ]
    for (role, count, most) in counts where count > most {
      throw .invalid("content", "\(count) items are \(role), and at most \(most) may be")
    }
    guard audioSeconds <= ArkLimits.audioSecondsTogether else {
      throw .invalid("content", "the sounds together are longer than 15 s")
    }
  }

  private func checkMode() throws(ArkFailure) {
    let hasFrames = firstFrame != nil || lastFrame != nil
    let hasReferences = !referenceImages.isEmpty || referenceVideos + referenceAudios > 0
    if hasFrames && hasReferences {
      throw .invalid("content", "first and last frames exclude references")
    }
    if lastFrame != nil && firstFrame == nil {
      throw .invalid("content", "a last frame needs a first frame")
    }
    if referenceAudios > 0 && referenceImages.isEmpty && referenceVideos == 0 {
      throw .invalid("content", "audio needs an image or a video beside it")
    }
    if !hasFrames && prompt == nil { throw .missing("content.text") }
  }
}
