internal import TerminalUI
internal import VideoTasks
internal import Wording

/// Copying, cutting, and bringing back what was taken out.
extension FormState {
  /// The editor of the focused field; nil in a field of choice.
  var editor: TextEditor? {
    get {
      switch focus {
      case .prompt: prompt
      case .seed: seed
      case .expiresAfter: expiresAfter
      case .media(let role, let index):
        media[role].flatMap { $0.indices.contains(index) ? $0[index] : nil }
      default: nil
      }
    }
    set {
      guard let newValue else { return }
      switch focus {
      case .prompt: prompt = newValue
      case .seed: seed = newValue
      case .expiresAfter: expiresAfter = newValue
      case .media(let role, let index):
        if media[role]?.indices.contains(index) == true { media[role]?[index] = newValue }
      default: break
      }
    }
  }

  /// Remembers what a key takes out at once, when that is more than one character.
  mutating func remember(_ key: Key) {
    guard case .erase(let motion)? = EditorCommand(key), let editor else { return }
    if let selected = editor.selectedText {
      takenOut = selected
      return
    }
    guard motion != .left, motion != .right else { return }
    var after = editor
    guard after.apply(key) else { return }
    // What stood on the side to which it was taken out.
    let (whole, rest) = (editor.text, after.text)
    let isBackward = motion == .wordLeft || motion == .lineStart || motion == .textStart
    let place = isBackward ? after.caret : editor.caret
    let count = whole.count - rest.count
    guard count > 0 else { return }
    takenOut = String(whole.dropFirst(place).prefix(count))
  }
}

extension DashboardState {
  /// Does what a key for the clipboard asks for.
  mutating func actOnClipboard(_ command: Command) -> [DashboardEffect] {
    switch command {
    case .copySelection, .cutSelection:
      guard let selected = form.editor?.selectedText else { return [] }
      form.takenOut = selected
      guard command == .cutSelection else { return [.copy(selected)] }
      return typeInForm(Key(.delete)) + [.copy(selected)]
    case .putBack: return pasteInForm(form.takenOut)
    default: return []
    }
  }
}
