/// A short text for the user's desktop, in the forms that terminals take.
struct Notification {
  let title: String
  let body: String

  /// The bytes for a form; nil where nothing is to be sent.
  ///
  /// Sources: iTerm2's and ConEmu's OSC 9; rxvt-unicode's OSC 777; kitty's desktop notifications
  /// (OSC 99).
  func sequence(_ form: NotificationForm, _ wrapping: TerminalProgram.Wrapping) -> String? {
    let title = EscapeSequences.withoutControls(title, limit: 80)
    let body = EscapeSequences.withoutControls(body, limit: 200)
    switch form {
    case .none: return nil
    case .bell, .auto: return "\u{07}"
    case .osc9:
      var text = title.isEmpty ? body : body.isEmpty ? title : "\(title): \(body)"
      // ConEmu and Windows Terminal take a number there as another function.
      if text.first?.isNumber == true { text = " " + text }
      return EscapeSequences.wrapped("\u{1B}]9;\(text)\u{07}", wrapping)
    case .osc777:
      let head = String(title.map { $0 == ";" ? "," : $0 })
      return EscapeSequences.wrapped("\u{1B}]777;notify;\(head);\(body)\u{07}", wrapping)
    case .osc99:
      // Two parts of one notification; one of its name is replaced.
      return EscapeSequences.wrapped("\u{1B}]99;i=rushes:d=0;\(title)\u{07}", wrapping)
        + EscapeSequences.wrapped("\u{1B}]99;i=rushes:d=1:p=body;\(body)\u{07}", wrapping)
    }
  }
}
