internal import CLinux
internal import CNcurses
public import TerminalUI

extension NcursesTerminal {
  /// Reads what waits on the terminal, without blocking.
  public func read() -> ReadResult {
    let result = rushes_terminal_read(Self.standardInput, &input, ReadResult.most)
    if result == 0 { return .nothing }
    // Any other error of a terminal lasts as well: reading again would spin.
    guard result > 0 else { return .endOfFile }
    return .bytes(Array(input[..<Int(result)]))
  }

  /// Takes an answer of the terminal; returns whether more is known of it now.
  ///
  /// What it has said it can do is put to use: keys that are told apart, frames shown at once.
  @discardableResult
  public func take(_ answer: TerminalAnswer) -> Bool {
    guard isAsked else { return false }
    if case .attributes = answer { askedAt = nil }
    if case .present = answer { askedAt = nil }
    guard capabilities.take(answer) else { return false }
    if case .name(let name) = answer {
      program.take(name: name)
      avoidHoles()
    }
    if case .keyboardFlags = answer, isActive, !hasOwnKeyboard {
      hasOwnKeyboard = true
      setReset()
      send(EscapeSequences.keyboardOn)
    }
    if case .mode(2026, _) = answer {
      output.isSynchronized = capabilities.hasSynchronizedOutput
      setReset()
    }
    return true
  }

  /// Asks for the shortest answer there is (`.present`), to measure the line. Returns false, and
  /// asks nothing, at a terminal that has not answered what it was asked at the start.
  public func measureLine() -> Bool {
    guard isActive, isAsked, capabilities.isComplete else { return false }
    askedAt = .now
    return send(TerminalQuestions.present)
  }

  /// Sends what the terminal has not taken before; false while it still takes nothing, as on a
  /// stopped or very slow line. A frame that is drawn then only waits longer.
  public func takesMore() -> Bool { output.drain() }

  /// Asks the terminal, with the next frame, to report the mouse or no longer to; one that has none
  /// is asked nothing.
  public func useMouse(_ isOn: Bool) {
    guard takesMouse, isOn != hasMouse else { return }
    hasMouse = isOn
    setReset()
    // Behind what was queued at the beginning, and not while another program has the terminal.
    if isActive { output.queue(isOn ? EscapeSequences.mouseOn : EscapeSequences.mouseOff) }
  }

  // MARK: Telling

  /// Rings the terminal's bell; in tmux and screen it marks the window.
  public func ring() {
    guard isActive else { return }
    send("\u{07}")
  }

  /// Tells the user that something has happened while he may look elsewhere. Control characters are
  /// left out, and long texts are cut.
  ///
  /// - Parameter wanted: how; nil as `TerminalOptions.notifications` says.
  public func notify(title: String, body: String, as wanted: NotificationForm? = nil) {
    guard isActive else { return }
    var form = wanted ?? notifications
    if form == .auto { form = program.notification }
    // A terminal without such sequences would show them as text.
    if form != .none, !speaksXterm { form = .bell }
    let texts = Notification(title: shown(title), body: shown(body))
    guard let text = texts.sequence(form, program.wrapping) else { return }
    send(text)
  }

  /// Shows a text in the title of the window, if the terminal has one. The title that was there
  /// comes back when the terminal is given back. The same title again costs nothing.
  public func setTitle(_ title: String) {
    guard isActive, speaksXterm, title != self.title else { return }
    if self.title == nil {
      send(EscapeSequences.pushTitle)
    }
    self.title = title
    setReset()
    send(EscapeSequences.title(shown(title)))
  }

  /// The longest text for the clipboard, in bytes: many terminals drop a sequence of 100,000.
  public static let mostClipboardBytes = 74_000

  /// Puts a text into the clipboard of the machine that the user sits at (OSC 52).
  ///
  /// Terminals do not answer, and some ask the user or refuse. Returns false if it is certain that
  /// nothing was copied: the text passes `mostClipboardBytes`, or this kind of terminal has no
  /// clipboard.
  @discardableResult
  public func copyToClipboard(_ text: String) -> Bool {
    guard isActive, speaksXterm, text.utf8.count <= Self.mostClipboardBytes else { return false }
    return send(EscapeSequences.clipboard(text, program.wrapping))
  }

  /// A text in signs that the terminal has.
  private func shown(_ text: String) -> String {
    guard !isUnicode else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.map(GlyphSet.ascii.drawn)))
  }

  /// Writes past ncurses, whose own bytes have all gone out with the last frame.
  @discardableResult
  private func send(_ text: String) -> Bool {
    output.send(Array(text.utf8))
  }
}
