internal import VideoTasks

/// A create that has passed every check of its API's page: what the desk makes a task from.
struct TaskOrder: Sendable {
  var model: String
  var prompt: String?
  var resolution: String
  /// May be `adaptive`.
  var ratio: String
  /// Seconds; -1 leaves it to the server.
  var duration: Int
  var audio: Bool
  var watermark = false
  /// -1 leaves it to the server.
  var seed: Int64 = -1
  var returnsLastFrame = false
  /// Seconds after which an unfinished task expires.
  var expiresAfter: Int
  var firstFrame: MediaValue?
  var lastFrame: MediaValue?
  var referenceImages: [MediaValue] = []
  var referenceVideos: [MediaValue] = []
  var referenceAudios: [MediaValue] = []

  /// The picture that `adaptive` goes by: the first of any kind that was sent along.
  var leadingSize: MediaValue.PixelSize? {
    for case .data(_, _, let size?) in [firstFrame].compactMap(\.self) + referenceImages {
      return size
    }
    return nil
  }

  /// The assets that it names, each with what it must be.
  var assets: [(kind: AssetKind, id: String)] {
    func ids(_ values: [MediaValue], _ kind: AssetKind) -> [(kind: AssetKind, id: String)] {
      values.compactMap { if case .asset(let id) = $0 { (kind, id) } else { nil } }
    }
    let images = [firstFrame, lastFrame].compactMap(\.self) + referenceImages
    return ids(images, .image) + ids(referenceVideos, .video) + ids(referenceAudios, .audio)
  }
}

extension SandboxPrefix {
  /// Reads and checks the body of a create.
  func order(_ body: JSONValue) throws(Refusal) -> TaskOrder {
    switch self {
    case .apiyi, .official: try ArkRequest.order(body, at: self)
    case .kyyvideo2: try KyyVideo2Request.order(body)
    case .kyyaipower: try KyyAIPowerRequest.order(body)
    case .x1: try X1Request.order(body)
    }
  }

  /// The prompt of a body, whatever else is wrong with it.
  func prompt(of body: JSONValue) -> String? {
    if self == .kyyvideo2 { return body["prompt"]?.string }
    return body["content"]?.array?.compactMap { $0["text"]?.string }.first
  }
}
