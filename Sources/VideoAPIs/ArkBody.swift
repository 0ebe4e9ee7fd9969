internal import VideoTasks

/// The JSON body of a create of the `ark` API: stated fields only.
struct ArkBody {
  let request: VideoRequest
  let media: [MediaReference: EncodedMedia]

  var json: JSONValue {
    var members: [String: JSONValue] = [
      "model": .string(request.model),
      "content": ContentList(request: request, address: MediaAddress(encoded: media)).json,
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
}
