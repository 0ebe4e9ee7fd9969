internal import CDrawing
internal import CLinux
internal import Glibc

/// The way from ncurses to the terminal: gathers what ncurses writes, and sends it in one piece.
struct FrameOutput {
  /// Where ncurses writes.
  let file: UnsafeMutablePointer<FILE>
  /// Where all goes out; never blocks.
  let terminal: Int32
  private let drawing: Int32
  private var filter = AttributeFilter()
  /// Whether blanks are written where ncurses would erase cells.
  var writesBlanks: Bool {
    get { filter.writesBlanks }
    set { filter.writesBlanks = newValue }
  }
  /// Whether the last drawing moved rows.
  var hasMovedRows: Bool { filter.hasMovedRows }
  /// Our own sequences that go out before the next drawing.
  private var pending: [UInt8] = []
  /// Our own sequences that go out after the next drawing.
  private var afterwards: [UInt8] = []
  /// What the terminal has not taken yet, as on a stopped line; it goes out before anything else.
  private var backlog: [UInt8] = []
  /// Those that go out in the next drawing, once the second screen is shown and before it is
  /// cleared: whatever a terminal prints of them is wiped away.
  private var entering: [UInt8] = []
  /// What shows the second screen; empty where there is none.
  var entry: [UInt8] = []
  /// Whether the terminal shows a large drawing at once when it is told where it begins and ends.
  var isSynchronized = false

  /// A drawing of fewer bytes comes in one packet anyhow.
  private static let largeDrawing = 1000

  /// How long the end waits for a terminal that takes nothing, in milliseconds.
  private static let patience: Int32 = 500

  /// Opens a file for ncurses that is the terminal at first, because ncurses asks it for modes.
  init(terminal standardOutput: Int32) throws(TerminalError) {
    terminal = rushes_terminal_open_output(standardOutput)
    guard terminal >= 0 else {
      throw TerminalError.refused(operation: "be opened twice", code: -terminal)
    }
    drawing = rushes_drawing_open(standardOutput)
    guard drawing >= 0 else {
      Glibc.close(terminal)
      throw TerminalError.refused(operation: "be opened twice", code: -drawing)
    }
    guard let opened = fdopen(drawing, "w") else {
      let code = errno
      Glibc.close(drawing)
      Glibc.close(terminal)
      throw TerminalError.refused(operation: "be opened twice", code: code)
    }
    file = opened
  }

  /// From now on what ncurses writes is kept in memory.
  func divert() throws(TerminalError) {
    let result = rushes_drawing_divert(drawing)
    guard result < 0 else { return }
    throw TerminalError.refused(operation: "draw through memory", code: -result)
  }

  /// Adds a sequence that is to go out with the next drawing.
  mutating func queue(_ text: String) {
    pending += Array(text.utf8)
  }

  /// Adds a sequence that is to go out when the second screen is shown.
  mutating func queueAfterEntering(_ text: String) {
    entering += Array(text.utf8)
  }

  /// The same for bytes.
  mutating func queue(_ bytes: [UInt8]) {
    pending += bytes
  }

  /// Adds a sequence that is to go out after the next drawing; it leaves cursor and style as they
  /// were.
  mutating func queueAfterwards(_ bytes: [UInt8]) {
    afterwards += bytes
  }

  /// Whether something waits for the next drawing.
  var hasQueued: Bool { !pending.isEmpty || !afterwards.isEmpty }

  /// Sends what is queued and what ncurses has drawn, as one write; false when that is nothing.
  @discardableResult
  mutating func flush() -> Bool {
    var length = 0
    let kept = UnsafeBufferPointer(start: rushes_drawing_bytes(&length), count: length)
    if length > 0 {
      var drawn = filter.shorten(Array(kept))
      rushes_drawing_clear()
      if !entering.isEmpty { enter(&drawn) }
      let isLarge = isSynchronized && drawn.count >= Self.largeDrawing
      if isLarge { queue(EscapeSequences.updateBegin) }
      pending += drawn
      if isLarge { queue(EscapeSequences.updateEnd) }
    }
    pending += afterwards
    afterwards.removeAll()
    guard !pending.isEmpty else { return false }
    // When the terminal is gone the loop hears of it by the hang-up.
    _ = send(pending)
    pending.removeAll(keepingCapacity: true)
    return true
  }

  /// Puts what waits for the second screen behind the sequence that shows it.
  private mutating func enter(_ drawn: inout [UInt8]) {
    var place = 0
    if !entry.isEmpty, drawn.count >= entry.count {
      place =
        (0...(drawn.count - entry.count)).first {
          drawn[$0..<($0 + entry.count)].elementsEqual(entry)
        }.map { $0 + entry.count } ?? 0
    }
    drawn.insert(contentsOf: entering, at: place)
    entering.removeAll()
  }

  /// Sends all, in the ordinary style, because another program will write next; then a last text.
  mutating func finish(with text: String) {
    entering.removeAll()
    flush()
    _ = send(filter.settled() + Array(text.utf8))
    _ = drain(patience: Self.patience)
    // A terminal that takes nothing even now gets the rest of nothing.
    backlog.removeAll()
    filter.forget()
  }

  /// Writes at once what the terminal takes, and keeps the rest; false if the terminal is gone.
  mutating func send(_ bytes: [UInt8]) -> Bool {
    if backlog.isEmpty {
      let sent = rushes_terminal_write(terminal, bytes, bytes.count, 0)
      if sent < 0 { return false }
      if sent < bytes.count { backlog = Array(bytes[Int(sent)...]) }
      return true
    }
    backlog += bytes
    _ = drain()
    return true
  }

  /// Sends what was kept; true when nothing is left.
  mutating func drain(patience: Int32 = 0) -> Bool {
    guard !backlog.isEmpty else { return true }
    let sent = rushes_terminal_write(terminal, backlog, backlog.count, patience)
    // Without its terminal nothing is left to be sent.
    backlog.removeFirst(sent < 0 ? backlog.count : Int(sent))
    return backlog.isEmpty
  }

  /// Closes ncurses' file.
  func close() {
    rushes_drawing_end()
    fclose(file)
    Glibc.close(terminal)
  }
}
