internal import Dashboard
internal import TaskStore
internal import TextLayout
internal import VideoTasks
internal import Wording

extension TaskActions {
  /// What stands for the model of a task that was made elsewhere.
  static let unknownModel = "unknown"

  /// Follows a task that was made elsewhere: it is polled and fetched like any other, and never sent.
  ///
  /// - Parameter remoteID: the server's id, which is not asked about here: a wrong one shows with the
  ///   first poll.
  static func adopt(
    _ remoteID: String, profile: Profile, model: String? = nil, _ store: TaskStore
  ) throws(StoreError) -> (id: TaskID, isNew: Bool) {
    try store.insertOnce(
      NewTask(
        profile: profile.name, api: profile.api, model: model ?? unknownModel,
        request: RequestDraft(), remoteID: remoteID), now: SystemClock.now())
  }

  /// Whether a text can be the id that a server gave a task.
  static func mayBeRemoteID(_ text: String) -> Bool {
    !text.isEmpty && text == CleanText.line(text, limit: 200) && !text.contains(" ")
  }
}
