public import VideoTasks

/// The `kyyaipower` API: Seedance 1.5 pro by the second, and 2.0 by the task; the resolution is
/// part of the model's name.
///
/// Source: the vendor's create page; the query and its fields are from the vendor's other pages,
/// where the successor of this API also says how long the clip became.
public struct KyyAIPowerDialect: Dialect {
  private static let fields = TaskFields(
    videoLink: [["video_url"]], seconds: [["actualDuration"]], made: [["created"]])

  /// Makes the dialect.
  public init() {}

  /// Always `kyyaipower`.
  public var api: API { .kyyaipower }

  /// The call that makes a task: stated fields only, keys sorted. Local files are never sent.
  public func create(
    _ request: VideoRequest, media: [MediaReference: EncodedMedia]
  ) -> APICall {
    .posting(Self.body(request), to: "/v1/seedance/videos")
  }

  private static func body(_ request: VideoRequest) -> JSONValue {
    var members: [String: JSONValue] = [
      "model": .string(request.model),
      "content": ContentList(request: request, address: MediaAddress()).json,
    ]
    members["ratio"] = request.ratio.map { .string($0.rawValue) }
    members["duration"] = request.duration.map { .integer(Int64($0.wireValue)) }
    members["generate_audio"] = request.audio.map(JSONValue.bool)
    return .object(members)
  }

  /// The call that asks about a task.
  public func query(_ remoteID: String) -> APICall { KyyResult.query(remoteID) }

  /// What the answer to a create means: accepted only with an id that can stand in a path.
  public func createOutcome(_ answer: APIAnswer) -> CreateOutcome {
    KyyResult.createOutcome(answer)
  }

  /// What the answer to a query means; whatever is not a state is asked again.
  public func queryOutcome(_ answer: APIAnswer, now: Timestamp) -> QueryOutcome {
    KyyResult.outcome(answer, fields: Self.fields, now: now)
  }
}
