internal import VideoTasks

/// What the `kyyvideo2` page takes in the body of a create; other fields are ignored.
enum KyyVideo2Request {
  static func order(_ body: JSONValue) throws(Refusal) -> TaskOrder {
    let members = try Members(body: body)
    guard let model = try members.string("model") else { throw .missing("model") }
    guard let needsVideo = KyyLimits.video2Models[model] else { throw .unknownModel(model) }
    var order = TaskOrder(
      model: model, prompt: try members.words("prompt"), resolution: "720p",
      ratio: try members.choice("aspect_ratio", of: KyyLimits.ratios) ?? "16:9",
      duration: Int(try members.integer("duration", in: KyyLimits.video2Seconds) ?? 5),
      audio: try members.bool("generateAudio") ?? true, expiresAfter: KyyLimits.expiry)
    order.firstFrame = try frame("first_image", members)
    order.lastFrame = try frame("last_image", members)
    try readReferences(members, &order)
    try checkMode(order)
    if needsVideo && order.referenceVideos.isEmpty {
      throw .invalid("referenceVideos", "\(model) needs at least one reference video")
    }
    return order
  }

  private static func frame(
    _ name: String, _ members: Members
  ) throws(Refusal) -> MediaValue? {
    guard let text = try members.string(name) else { return nil }
    return try .image(text, name, as: .assets)
  }

  private static func readReferences(
    _ members: Members, _ order: inout TaskOrder
  ) throws(Refusal) {
    for (index, text) in try members.strings("referenceImages").enumerated() {
      order.referenceImages.append(
        try .image(text, "referenceImages[\(index)]", as: .assets))
    }
    for (index, text) in try members.strings("referenceVideos").enumerated() {
      order.referenceVideos.append(
        try .video(text, "referenceVideos[\(index)]", as: .assets))
    }
    for (index, text) in try members.strings("referenceAudios").enumerated() {
      order.referenceAudios.append(
        try MediaValue.audio(text, "referenceAudios[\(index)]", as: .assets).value)
    }
    if members.has("referenceImages"),
      !KyyLimits.referenceImages.contains(order.referenceImages.count)
    {
      throw .invalid("referenceImages", "there must be 1 to 9")
    }
    if order.referenceVideos.count > KyyLimits.referenceVideos {
      throw .invalid("referenceVideos", "there may be 3 at most")
    }
    if order.referenceAudios.count > KyyLimits.referenceAudios {
      throw .invalid("referenceAudios", "there may be 3 at most")
    }
  }

  private static func checkMode(_ order: TaskOrder) throws(Refusal) {
    let hasPictures = !order.referenceImages.isEmpty || !order.referenceVideos.isEmpty
    if order.lastFrame != nil && order.firstFrame == nil {
      throw .invalid("last_image", "it needs a first_image")
    }
    if order.firstFrame != nil && (hasPictures || !order.referenceAudios.isEmpty) {
      throw .invalid(
        "first_image",
        "first_image and last_image exclude referenceImages, referenceVideos and "
          + "referenceAudios")
    }
    // Not on the page: its sister APIs refuse it, so the stricter reading is taken.
    if !order.referenceAudios.isEmpty && !hasPictures {
      throw .invalid("referenceAudios", "audio needs an image or a video beside it")
    }
  }
}
