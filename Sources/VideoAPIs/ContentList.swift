internal import VideoTasks

/// The `content` of a create, as `kyyaipower`, `ark` and `x1` share it.
struct ContentList {
  let request: VideoRequest
  let address: MediaAddress

  /// Text first, then images, videos and sounds, each in the order stated: prompts count them.
  var json: JSONValue {
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
    return .array(items)
  }

  private func item(_ type: String, _ reference: MediaReference, _ role: String) -> JSONValue {
    .object([
      "type": .string(type), type: .object(["url": .string(address.text(reference))]),
      "role": .string(role),
    ])
  }
}
