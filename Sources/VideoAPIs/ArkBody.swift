internal import VideoTasks

/// The JSON body of a create of the `ark` API: stated fields only.
struct ArkBody {
  let request: VideoRequest
  let media: [MediaReference: EncodedMedia]

  var json: JSONValue {
    var members: [String: JSONValue] = [
      "model": .string(request.model), "content": .array(content),
    ]
    members["ratio"] = request.ratio.map { .string($0.rawValue) }
    members["resolution"] = request.resolution.map { .string($0.rawValue) }
    members["duration"] = request.duration.map { .integer(Int64($0.wireValue)) }
    members["generate_audio"] = request.audio.map(JSONValue.bool)
    members["watermark"] = request.watermark.map(JSONValue.bool)
    members["seed"] = request.seed.map(JSONValue.integer)
    members["return_last_frame"] = request.returnLastFrame.map(JSONValue.bool)
    members["execution_expires_after"] = request.expiresAfter.map { .integer(Int64($0)) }
    return .object(members)
  }

  /// Text first, then images, videos and sounds, each in the order stated: prompts count them.
  private var content: [JSONValue] {
    var items: [JSONValue] = []
    if let prompt = request.prompt {
      items.append(.object(["type": .string("text"), "text": .string(prompt)]))
    }
    switch request.media {
    case .none: break
    case .firstFrame(let first): items.append(item("image_url", first, "first_frame"))
    case .firstAndLastFrame(let first, let last):
      items.append(item("image_url", first, "first_frame"))
      items.append(item("image_url", last, "last_frame"))
    case .references(let images, let videos, let voices):
      items += images.map { item("image_url", $0, "reference_image") }
      items += videos.map { item("video_url", $0, "reference_video") }
      items += voices.map { item("audio_url", $0, "reference_audio") }
    }
    return items
  }

  private func item(_ type: String, _ reference: MediaReference, _ role: String) -> JSONValue {
    .object([
      "type": .string(type), type: .object(["url": .string(address(reference))]),
      "role": .string(role),
    ])
  }

  private func address(_ reference: MediaReference) -> String {
    guard reference.path != nil else { return reference.text }
    // A path must never leave this machine; an empty address is refused and costs nothing.
    return media[reference].map { "data:\($0.mime);base64,\($0.base64)" } ?? ""
  }
}
