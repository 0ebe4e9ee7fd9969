internal import TerminalUI
public import VideoTasks
internal import Wording

/// What can be copied of tasks.
public enum CopiedText: Hashable, CaseIterable, Sendable {
  /// The absolute paths of their videos.
  case path
  /// Their prompts in full.
  case prompt
  /// The signed links of their videos, which are never shown.
  case link
  /// The requests as calls of curl, without their keys.
  case curl
}

extension Command {
  /// What it copies of a task.
  var copied: CopiedText? {
    switch self {
    case .copyPath: .path
    case .copyPrompt: .prompt
    case .copyLink: .link
    case .copyCurl: .curl
    default: nil
    }
  }
}

/// Copying texts of tasks to the clipboard, also of all that are marked.
extension DashboardState {
  mutating func copyTexts(_ kind: CopiedText) -> [DashboardEffect] {
    let ids =
      pane == .table && !table.marks.isEmpty ? markedIDs : [selectedRow?.id].compactMap { $0 }
    return ids.isEmpty ? [] : [.loadTexts(kind, ids)]
  }

  /// Copies what was found; tasks that have no such text are counted.
  mutating func textsLoaded(
    _ kind: CopiedText, _ ids: [TaskID], _ result: Result<[String], ActionFailure>
  ) -> [DashboardEffect] {
    let texts: [String]
    switch result {
    case .success(let found): texts = found
    case .failure(let failure):
      message = Message(text: failure.message, tone: .bad)
      return []
    }
    guard !texts.isEmpty else {
      message = Message(text: kind.missing(ids), tone: .bad)
      return []
    }
    let without = ids.count - texts.count
    let sentences = [
      kind.copied(texts, of: ids),
      without > 0
        ? .plural("{count} task has none.", "{count} tasks have none.", without) : nil,
    ]
    message = Message(text: .sentences(sentences.compactMap { $0 }), tone: .plain)
    return [.copy(texts.joined(separator: kind == .prompt || kind == .curl ? "\n\n" : "\n"))]
  }
}

extension TaskRecord {
  /// A text of the task; nil where it has none, and for calls of curl, which are made elsewhere.
  public func text(_ kind: CopiedText, at now: Timestamp) -> String? {
    switch kind {
    case .path: file
    case .prompt: request.prompt.isEmpty ? nil : request.prompt
    case .link: linkExpiresAt.map { $0 > now } ?? true ? videoLink : nil
    case .curl: nil
    }
  }
}

extension CopiedText {
  fileprivate func copied(_ texts: [String], of ids: [TaskID]) -> Phrase {
    let count = texts.count
    switch self {
    case .path where count == 1, .prompt where count == 1:
      return Phrase("Copied: {text}", ["text": texts[0]])
    case .path: return .plural("Copied: {count} path.", "Copied: {count} paths.", count)
    case .prompt: return .plural("Copied: {count} prompt.", "Copied: {count} prompts.", count)
    case .link:
      return .plural(
        "Copied: {count} link. Whoever has it can fetch the video until it runs out.",
        "Copied: {count} links. Whoever has them can fetch the videos until they run out.", count)
    case .curl:
      return .plural(
        "Copied: {count} call of curl, without the key. Running it makes a paid task.",
        "Copied: {count} calls of curl, without the keys. Running them makes paid tasks.", count)
    }
  }

  fileprivate func missing(_ ids: [TaskID]) -> Phrase {
    guard ids.count == 1 else { return Phrase("None of them has that.") }
    let id = ids[0]
    return switch self {
    case .path: Phrase("Task {id} has no file yet.", ["id": id])
    case .prompt: Phrase("Task {id} has no prompt.", ["id": id])
    case .link: Phrase("Task {id} has no link to its video.", ["id": id])
    case .curl: Phrase("Task {id} is no longer in the store.", ["id": id])
    }
  }
}
