public import VideoTasks

/// The `ark` API: Seedance 2.0 on APIYI, Volcengine Ark and BytePlus.
///
/// Source: the vendor's create page; what it leaves out is from the mirrored API's pages and from
/// what public clients have met.
public struct ArkDialect: Dialect {
  /// Whether the server is the vendor's own, which can list tasks and cancel queued ones.
  ///
  /// A reseller answers 200 with a web page to a cancel and cancels nothing, so it is never asked.
  public let isOfficial: Bool

  private static let tasks = "/contents/generations/tasks"

  /// What the answers call things. Fields may be absent before success.
  private static let fields = TaskFields(
    videoLink: [["content", "video_url"], ["video_url"]],
    lastFrameLink: [["content", "last_frame_url"], ["last_frame_url"]],
    tokens: [["usage", "completion_tokens"], ["usage", "total_tokens"]],
    seconds: [["duration"]], made: [["updated_at"], ["created_at"]], describesClip: true)

  /// Makes the dialect.
  public init(isOfficial: Bool = false) { self.isOfficial = isOfficial }

  /// Always `ark`.
  public var api: API { .ark }

  /// The call that makes a task: stated fields only, keys sorted.
  public func create(
    _ request: VideoRequest, media: [MediaReference: EncodedMedia]
  ) -> APICall {
    .posting(ArkBody(request: request, media: media).json, to: Self.tasks)
  }

  /// The call that asks about a task.
  public func query(_ remoteID: String) -> APICall { .asking("GET", Self.path(of: remoteID)) }

  /// What the answer to a create means: accepted only with an id that can stand in a path.
  public func createOutcome(_ answer: APIAnswer) -> CreateOutcome {
    CreateAnswer(body: AnswerBody(answer)).outcome
  }

  /// What the answer to a query means; whatever is not a state is asked again.
  public func queryOutcome(_ answer: APIAnswer, now: Timestamp) -> QueryOutcome {
    QueryAnswer(body: AnswerBody(answer), fields: Self.fields, now: now).outcome
  }

  /// The call that takes a queued task back; nil on a server that is not the vendor's own.
  public func cancel(_ remoteID: String) -> APICall? {
    isOfficial ? .asking("DELETE", Self.path(of: remoteID)) : nil
  }

  /// What the answer to a cancel means; a web page has cancelled nothing, whatever its status.
  public func cancelOutcome(_ answer: APIAnswer) -> CancelOutcome {
    ArkCancelAnswer(body: AnswerBody(answer)).outcome
  }

  /// The call that lists tasks; nil on a server that is not the vendor's own.
  ///
  /// Several ids repeat their parameter, as the vendor's page of the list says.
  public func list(_ query: TaskListQuery) -> APICall? {
    guard isOfficial else { return nil }
    var items = [("page_num", String(query.page)), ("page_size", String(query.pageSize))]
    if let status = query.status, status.isPolled || status.isEnded {
      items.append(("filter.status", status.rawValue))
    }
    if let model = query.model { items.append(("filter.model", model)) }
    items += query.remoteIDs.map { ("filter.task_ids", $0) }
    let text = items.map { "\($0)=\(PathSegment.escaped($1))" }.joined(separator: "&")
    return .asking("GET", "\(Self.tasks)?\(text)")
  }

  /// What the answer to a list means; whatever is not a list is asked again.
  public func listOutcome(_ answer: APIAnswer, now: Timestamp) -> TaskListOutcome {
    ArkListAnswer(body: AnswerBody(answer), fields: Self.fields, now: now).outcome
  }

  private static func path(of remoteID: String) -> String {
    tasks + "/" + PathSegment.escaped(remoteID)
  }
}
