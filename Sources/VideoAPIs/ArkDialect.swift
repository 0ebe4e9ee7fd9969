public import VideoTasks

/// The `ark` API: Seedance 2.0 on APIYI, Volcengine Ark and BytePlus.
///
/// Source: the vendor's create page; what it leaves out is from the mirrored API's pages and from
/// what public clients have met.
public struct ArkDialect: Dialect {
  private static let tasks = "/contents/generations/tasks"

  /// Makes the dialect.
  public init() {}

  /// Always `ark`.
  public var api: API { .ark }

  /// The call that makes a task: stated fields only, keys sorted.
  public func create(
    _ request: VideoRequest, media: [MediaReference: EncodedMedia]
  ) -> APICall {
    APICall(
      method: "POST", path: Self.tasks,
      headers: [APIHeader("Content-Type", "application/json")] + Self.headers,
      body: ArkBody(request: request, media: media).json.bytes)
  }

  /// The call that asks about a task.
  public func query(_ remoteID: String) -> APICall {
    APICall(
      method: "GET", path: Self.tasks + "/" + PathSegment.escaped(remoteID),
      headers: Self.headers)
  }

  /// Without `identity` the answer may come marked as gzip without being it.
  private static let headers = [
    APIHeader("Accept", "application/json"), APIHeader("Accept-Encoding", "identity"),
  ]

  /// What the answer to a create means: accepted only with an id that can stand in a path.
  public func createOutcome(_ answer: APIAnswer) -> CreateOutcome {
    let body = AnswerBody(answer)
    switch answer.status {
    case 200..<300: return accepted(body)
    case 429: return refusedForNow(body)
    // A gateway may say 408 after it has passed the request on.
    case 408: return .unreadable(body.description)
    case 400..<500: return .refused(failure(body))
    default: return .unreadable(body.description)
    }
  }

  private func accepted(_ body: AnswerBody) -> CreateOutcome {
    if let id = body.text("id") {
      guard Self.isID(id) else {
        return .unreadable("HTTP \(body.answer.status) with an id that is none")
      }
      let status = body.text("status").flatMap(TaskStatus.init(word:))
      // Whatever else it says, the next query says it again and says why.
      return .accepted(remoteID: id, status: status == .running ? .running : .queued)
    }
    return body.isBusinessRefusal ? .refused(failure(body)) : .unreadable(body.description)
  }

  private func refusedForNow(_ body: AnswerBody) -> CreateOutcome {
    let retryAfter = body.retryAfter(now: nil)
    let isRate =
      body.error?.code.map(ErrorAdvice.isRate(code:)) == true
      || body.answer.header("Retry-After") != nil
    return .refusedForNow(failure(body), retryAfter: retryAfter, isRate: isRate)
  }

  private func failure(_ body: AnswerBody) -> TaskFailure {
    let code = body.error?.code ?? "HTTP\(body.answer.status)"
    return TaskFailure(
      code: code, message: body.error?.message ?? body.description,
      advice: ErrorAdvice.advice(code: code, status: body.answer.status))
  }

  /// Ids go into paths and onto screens: visible ASCII without signs that mean something there.
  private static func isID(_ id: String) -> Bool {
    id.utf8.count <= 200
      && id.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
          || (0x61...0x7A).contains(byte) || "-_.:".utf8.contains(byte)
      }
  }

  /// What the answer to a query means; whatever is not a state is asked again.
  public func queryOutcome(_ answer: APIAnswer, now: Timestamp) -> QueryOutcome {
    let body = AnswerBody(answer)
    guard body.isSuccess, let object = body.object, let word = body.text("status") else {
      return .tryAgain(reason: body.description, retryAfter: body.retryAfter(now: now))
    }
    let state = ArkState(object: object, word: word, body: body, now: now).state
    if state.status == .succeeded, state.videoLink == nil {
      return .tryAgain(
        reason: "The server says that the video is done, but gives no link yet.",
        retryAfter: body.retryAfter(now: now))
    }
    return .state(state)
  }
}
