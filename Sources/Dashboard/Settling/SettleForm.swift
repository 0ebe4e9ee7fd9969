internal import TerminalUI
internal import TextLayout
internal import VideoTasks
internal import Wording

/// What became of a create whose answer was lost, as its user has found out.
struct SettleForm: Equatable, Sendable {
  /// The task.
  var id: TaskID
  var profile: String
  /// What to look for at the server.
  var trace: Phrase
  /// Whether it exists at the server.
  var wasMade = true
  var remoteID = TextEditor(isMultiline: false, maximumBytes: 200)
}

/// A task that was made elsewhere and is to be followed from here.
struct AdoptForm: Equatable, Sendable {
  /// The place of the profile among all of them.
  var profile: Int
  var remoteID = TextEditor(isMultiline: false, maximumBytes: 200)
}

/// Settling lost creates, and following tasks that were made elsewhere.
extension DashboardState {
  mutating func openSettling() {
    guard let row = selectedRow, row.status == .unconfirmed else { return }
    overlay = .settle(
      SettleForm(id: row.id, profile: row.profile, trace: trace(of: row)))
  }

  /// What to look for: when it was sent, with which model, how its prompt begins.
  private func trace(of row: TaskSummary) -> Phrase {
    let time = Words.full(row.submittedAt ?? row.createdAt, offset: secondsFromUTC)
    return Phrase(
      "Look at {profile} for a task made about {time} with {model}, whose prompt begins: {prompt}",
      [
        "profile": row.profile, "time": time, "model": row.model,
        "prompt": CleanText.line(row.prompt, limit: 60),
      ])
  }

  mutating func openAdoption() {
    overlay = .adopt(
      AdoptForm(profile: profiles.firstIndex { $0.profile.name == form.profile } ?? 0))
  }

  /// Goes to the answer or the profile before or after.
  mutating func changeAnswer(by step: Int) {
    switch overlay {
    case .settle(var settle):
      settle.wasMade.toggle()
      overlay = .settle(settle)
    case .adopt(var adopt) where !profiles.isEmpty:
      adopt.profile = (adopt.profile + step + profiles.count) % profiles.count
      overlay = .adopt(adopt)
    default: break
    }
  }

  mutating func confirmEntry() -> [DashboardEffect] {
    switch overlay {
    case .settle(let settle):
      guard settle.wasMade else {
        overlay = nil
        question = .notCreated(settle.id, profile: settle.profile)
        return []
      }
      guard let remoteID = remoteID(in: settle.remoteID) else { return [] }
      overlay = nil
      return [.resolve(settle.id, remoteID: remoteID)]
    case .adopt(let adopt):
      guard profiles.indices.contains(adopt.profile),
        let remoteID = remoteID(in: adopt.remoteID)
      else { return [] }
      overlay = nil
      return [.adopt(remoteID: remoteID, profile: profiles[adopt.profile].profile.name)]
    default: return []
    }
  }

  /// The id that was written; what cannot be one is told.
  private mutating func remoteID(in text: TextEditor) -> String? {
    let id = FormState.trimmed(text.text)
    guard !id.isEmpty, id == CleanText.line(id, limit: 200), !id.contains(" ") else {
      message = Message(
        text: Phrase("Write the id that the server gave the task, such as cgt-20261120-6bbjd."),
        tone: .bad)
      return nil
    }
    return id
  }

  mutating func adopted(_ id: TaskID, remoteID: String, isNew: Bool) -> [DashboardEffect] {
    let name = CleanText.line(remoteID, limit: 100)
    message = Message(
      text: isNew
        ? Phrase("Task {id} follows {remote} from now on.", ["id": id, "remote": name])
        : Phrase("{remote} is task {id} already.", ["remote": name, "id": id]),
      tone: isNew ? .good : .plain)
    return isIdleInTable ? goToRow(id) : []
  }
}
