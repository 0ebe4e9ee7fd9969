/// What is said of a task whose create was sent and whose answer was lost.
public enum LostCreate {
  /// What to look for in the account: when it was sent, with which model, how its prompt begins.
  ///
  /// One sentence; the prompt is cleaned and cut.
  public static func trace(_ record: TaskRecord) -> String {
    let time = record.submittedAt.map { " about \($0.rfc3339.prefix(19))Z" } ?? ""
    let line = OutsideText.line(record.request.prompt, limit: 60)
    let prompt = line.isEmpty ? "" : ", whose prompt begins \"\(line)\""
    return "Look at \(record.profile) for a task made\(time) with \(record.model)\(prompt)."
  }

  /// How to settle it, with the commands for it.
  public static func settling(_ id: TaskID) -> String {
    "If it is there: rushes resolve \(id) --created ITS_ID. "
      + "If it is not: rushes resolve \(id) --not-created."
  }
}
