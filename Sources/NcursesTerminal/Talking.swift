internal import CLinux
internal import CNcurses

extension NcursesTerminal {
  /// Reads what waits on the terminal, without blocking.
  public func read() -> ReadResult {
    let length = ReadResult.most
    var bytes = [UInt8](repeating: 0, count: length)
    let result = rushes_terminal_read(0, &bytes, length)
    if result == 0 { return .nothing }
    // Any other error of a terminal lasts as well: reading again would spin.
    guard result > 0 else { return .endOfFile }
    return .bytes(Array(bytes[..<Int(result)]))
  }

  /// Rings the terminal's bell; in tmux and screen it marks the window.
  public func ring() {
    guard isActive else { return }
    send("\u{07}")
  }

  /// Shows a text in the title of the window, if the terminal has one. The title that was there
  /// comes back when the terminal is given back.
  public func setTitle(_ title: String) {
    guard isActive, speaksXterm else { return }
    if !hasTitle {
      hasTitle = true
      send(EscapeSequences.pushTitle)
      setReset()
    }
    send(EscapeSequences.title(title))
  }

  /// Puts a text into the clipboard of the machine that the user sits at (OSC 52).
  ///
  /// Terminals do not answer, and some ask the user or refuse. Returns false if it is certain that
  /// nothing was copied: the text passes 74,000 bytes, which many terminals drop, or this kind of
  /// terminal has no clipboard.
  @discardableResult
  public func copyToClipboard(_ text: String) -> Bool {
    guard isActive, speaksXterm, text.utf8.count <= 74_000 else { return false }
    return send(EscapeSequences.clipboard(text, inTmux: inTmux))
  }

  /// Whether the terminal swallows operating system commands that it does not know.
  private var speaksXterm: Bool {
    cn_has_flag("XT") || cn_capability("tsl") != nil || type.hasPrefix("tmux")
      || type.hasPrefix("screen") || type.hasPrefix("xterm") || type.hasPrefix("rxvt")
  }

  /// Writes past ncurses, whose own bytes have all gone out with the last frame.
  @discardableResult
  private func send(_ text: String) -> Bool {
    output.send(Array(text.utf8))
  }
}
