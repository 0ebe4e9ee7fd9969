internal import Engine
internal import VideoAPIs
internal import VideoTasks
internal import Wording

/// The request of a task as a call of curl that can be run in a shell, without its key.
enum CurlText {
  /// The call; the key is left to a variable of the environment.
  ///
  /// Cost: local media are read and stand in it as base64.
  static func of(_ record: TaskRecord, _ profiles: [Profile]) throws(CommandFailure) -> String {
    guard let profile = profiles.first(where: { $0.name == record.profile }) else {
      throw CommandFailure(
        .configuration, code: "UnknownProfile",
        Phrase(
          "The profile {profile} of task {id} is not configured any more.",
          ["profile": record.profile, "id": record.id]
        ).english)
    }
    if let source = record.frameSource {
      throw CommandFailure(
        .rule, code: "NoFrameYet",
        Phrase(
          "Task {id} begins with the last frame of task {earlier}, which is not there yet.",
          ["id": record.id, "earlier": source]
        ).english,
        advice: Phrase("Ask again when the task has been sent.").english)
    }
    var draft = record.request
    draft.model = record.model
    let call: APICall
    do throws(CallFailure) {
      call = try CreatePreparation.call(draft, profile: profile) {
        LocalPath.read($0, limit: 64 << 20)
      }
    } catch {
      throw CommandFailure(.rule, code: "Unready", error.reason, advice: error.advice)
    }
    return text(call, profile)
  }

  private static func text(_ call: APICall, _ profile: Profile) -> String {
    let base =
      switch profile.server {
      case .url(let address): address
      case .sandbox: "http://127.0.0.1:8700"
      }
    let variable = profile.keyVariable ?? "API_KEY"
    var parts = ["curl -X \(call.method) \(quoted(base + call.path))"]
    parts += call.headers.map { "-H \(quoted("\($0.name): \($0.value)"))" }
    parts.append("-H \"Authorization: Bearer $\(variable)\"")
    if let body = call.body {
      parts.append("--data-binary \(quoted(String(decoding: body, as: UTF8.self)))")
    }
    return parts.joined(separator: " \\\n  ")
  }

  /// A text as one word of a POSIX shell.
  private static func quoted(_ text: String) -> String {
    "'" + text.replacing("'", with: "'\\''") + "'"
  }
}
