internal import CLinux
internal import Glibc

/// The way from ncurses to the terminal: gathers what ncurses writes, and sends it in one piece.
struct FrameOutput {
  /// Where ncurses writes.
  let file: UnsafeMutablePointer<FILE>
  private let terminal: Int32
  private let drawing: Int32
  private var filter = AttributeFilter()
  /// Our own sequences that go out before the next drawing.
  private var pending: [UInt8] = []

  /// Opens a file for ncurses that is the terminal at first, because ncurses asks it for modes.
  init(terminal: Int32) throws(TerminalError) {
    self.terminal = terminal
    drawing = rushes_drawing_open(terminal)
    guard drawing >= 0 else {
      throw TerminalError.refused(operation: "be opened twice", code: -drawing)
    }
    guard let opened = fdopen(drawing, "w") else {
      let code = errno
      Glibc.close(drawing)
      throw TerminalError.refused(operation: "be opened twice", code: code)
    }
    file = opened
  }

  /// From now on ncurses writes into memory.
  func divert() throws(TerminalError) {
    let result = rushes_drawing_divert(drawing)
    guard result < 0 else { return }
    throw TerminalError.refused(operation: "draw through memory", code: -result)
  }

  /// Adds a sequence that is to go out with the next drawing.
  mutating func queue(_ text: String) {
    pending += Array(text.utf8)
  }

  /// Sends what is queued and what ncurses has drawn, as one write.
  mutating func flush() {
    let length = Int(rushes_drawing_length(drawing))
    if length > 0 {
      var bytes = [UInt8](repeating: 0, count: length)
      let taken = Int(rushes_drawing_take(drawing, &bytes, length))
      pending += filter.shorten(Array(bytes.prefix(max(0, taken))))
    }
    guard !pending.isEmpty else { return }
    // When the terminal is gone the loop hears of it by the hang-up.
    _ = send(pending)
    pending.removeAll(keepingCapacity: true)
  }

  /// Sends all, in the ordinary style, because another program will write next.
  mutating func finish() {
    flush()
    _ = send(filter.settled())
    filter.forget()
  }

  /// Writes at once; false if the terminal is gone.
  func send(_ bytes: [UInt8]) -> Bool {
    rushes_terminal_write(terminal, bytes, bytes.count) == 0
  }

  /// Closes ncurses' file.
  func close() {
    fclose(file)
  }
}
