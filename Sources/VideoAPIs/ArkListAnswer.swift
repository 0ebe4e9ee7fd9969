internal import VideoTasks

/// Reads the answer to a list of the vendor's own Ark: `{"items":[…],"total":N}`.
struct ArkListAnswer {
  let body: AnswerBody
  let fields: TaskFields
  let now: Timestamp

  var outcome: TaskListOutcome {
    guard body.isSuccess, body.error == nil, let items else {
      return .tryAgain(reason: body.description, retryAfter: body.retryAfter(now: now))
    }
    return .tasks(items.compactMap(task), total: total)
  }

  private var total: Int? {
    body.object?["total"]?.integer.flatMap { $0 >= 0 ? Int(exactly: $0) : nil }
  }

  /// An empty list may come as null or not at all, when the total says so too.
  private var items: [JSONValue]? {
    switch body.object?["items"] {
    case .array(let items)?: items
    case .null?, nil: total == 0 ? [] : nil
    default: nil
    }
  }

  private func task(_ item: JSONValue) -> ListedTask? {
    guard case .object(let members) = item, let id = members["id"]?.string, RemoteID.isUsable(id)
    else { return nil }
    let reader = RemoteStateReader(object: members, fields: fields, now: now)
    var state = reader.state ?? RemoteState(status: nil)
    if state.status == .succeeded, state.videoLink == nil { state.status = .running }
    return ListedTask(
      remoteID: id, model: members["model"]?.string.map { OutsideText.line($0, limit: 200) },
      createdAt: RemoteStateReader.moment(members["created_at"]),
      audio: members["generate_audio"]?.bool, state: state)
  }
}
