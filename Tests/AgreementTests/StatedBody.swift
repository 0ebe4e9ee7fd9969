import FoundationEssentials
import VideoTasks

/// The body that a draft comes to, written from the pages once more and without any rule: also what
/// no request can say, as a ratio that nobody offers, or frames beside references.
struct StatedBody {
  let scene: Scene
  private var draft: RequestDraft { scene.draft }

  var json: JSONValue {
    switch scene.target.profile.api {
    case .kyyvideo2: .object(flat)
    case .kyyaipower: .object(withContent.merging(options) { $1 })
    case .ark: .object(withContent.merging(options.merging(arkOptions) { $1 }) { $1 })
    case .x1: .object(withContent.merging(options.merging(arkOptions) { $1 }) { $1 })
    }
  }

  /// The model that is meant, when the draft names none.
  private var model: JSONValue? {
    switch Choice.model(for: draft, in: scene.target.profile) {
    case .success(let model): .string(model.id)
    case .failure: draft.model.map(JSONValue.string)
    }
  }

  private var prompt: JSONValue? { draft.hasPrompt ? .string(draft.prompt) : nil }

  // MARK: kyyvideo2

  private var flat: [String: JSONValue] {
    var members: [String: JSONValue] = [:]
    members["model"] = model
    members["prompt"] = prompt
    members["aspect_ratio"] = draft.ratio.map(JSONValue.string)
    members["duration"] = draft.duration.map { .integer(Int64($0)) }
    members["generateAudio"] = draft.audio.map(JSONValue.bool)
    members["first_image"] = draft.firstFrame.map(address)
    members["last_image"] = draft.lastFrame.map(address)
    members["referenceImages"] = list(draft.images)
    members["referenceVideos"] = list(draft.videos)
    members["referenceAudios"] = list(draft.voices)
    members["resolution"] = draft.resolution.map(JSONValue.string)
    return members.merging(arkOptions) { $1 }
  }

  private func list(_ references: [MediaReference]) -> JSONValue? {
    references.isEmpty ? nil : .array(references.map(address))
  }

  // MARK: The others

  private var withContent: [String: JSONValue] {
    var items: [JSONValue] = []
    if let prompt { items.append(.object(["type": .string("text"), "text": prompt])) }
    for (role, _, reference) in draft.media {
      let type =
        switch role.kind {
        case .image: "image_url"
        case .video: "video_url"
        case .audio: "audio_url"
        }
      let word =
        switch role {
        case .firstFrame: "first_frame"
        case .lastFrame: "last_frame"
        case .referenceImage: "reference_image"
        case .referenceVideo: "reference_video"
        case .referenceVoice: "reference_audio"
        }
      items.append(
        .object([
          "type": .string(type), "role": .string(word), type: .object(["url": address(reference)]),
        ]))
    }
    var members: [String: JSONValue] = ["content": .array(items)]
    members["model"] = model
    return members
  }

  private var options: [String: JSONValue] {
    var members: [String: JSONValue] = [:]
    members["ratio"] = draft.ratio.map(JSONValue.string)
    members["resolution"] = draft.resolution.map(JSONValue.string)
    members["duration"] = draft.duration.map { .integer(Int64($0)) }
    members["generate_audio"] = draft.audio.map(JSONValue.bool)
    return members
  }

  private var arkOptions: [String: JSONValue] {
    var members: [String: JSONValue] = [:]
    members["seed"] = draft.seed.map(JSONValue.integer)
    members["watermark"] = draft.watermark.map(JSONValue.bool)
    members["return_last_frame"] = draft.returnLastFrame.map(JSONValue.bool)
    members["execution_expires_after"] = draft.expiresAfter.map { .integer(Int64($0)) }
    return members
  }

  private func address(_ reference: MediaReference) -> JSONValue {
    guard let path = reference.path, let file = scene.files[path],
      let bytes = scene.bytes(of: path)
    else { return .string(reference.text) }
    let type = file.mime ?? "application/octet-stream"
    return .string("data:\(type);base64,\(Data(bytes).base64EncodedString())")
  }
}
