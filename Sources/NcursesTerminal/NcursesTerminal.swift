internal import CLinux
internal import CNcurses
public import TerminalUI

/// The user's terminal: draws frames through ncurses, hands out input bytes, and gives the screen
/// back on every way out.
///
/// It belongs to the first thread and is not `Sendable`; a process has one at a time. Signals that
/// matter to it (INT, TERM, HUP, TSTP, WINCH) are blocked before it is made, and arrive through the
/// event loop. ncurses never reads input.
public final class NcursesTerminal {
  /// Sentences for the user about what was not as he had set it; usually none.
  public let notices: [String]
  /// How many colours are in use.
  public let colorDepth: ColorDepth
  /// Whether signs outside ASCII can be drawn.
  public let isUnicode: Bool
  /// The strings of this terminal's keys, for the input decoder.
  public let extraKeys: [[UInt8]: Key]

  /// What the terminal has said about itself so far.
  public internal(set) var capabilities = TerminalCapabilities()
  /// Whether it was asked, with the first frame. Answers come as `InputEvent.answer`, for `take`.
  public let isAsked: Bool

  static let standardInput: Int32 = 0
  static let standardOutput: Int32 = 1

  /// The description in use, as `xterm-256color`.
  let type: String
  let isPlain: Bool
  /// Whether the mouse is reported.
  var hasMouse: Bool
  /// Whether it can be.
  let takesMouse: Bool
  let notifications: NotificationForm
  /// Whether the terminal swallows operating system commands that it does not know.
  let speaksXterm: Bool
  var program: TerminalProgram
  var painter: RowPainter
  /// What is on the screen; nil when that is not known.
  var shown: Frame?
  /// What ncurses would show next: the same, or what was painted ahead of it.
  var painted: Frame?
  /// Whether cells were painted since the last update.
  var hasPainted = false
  /// The pictures in pixels that the terminal shows.
  var shownGraphics: [FrameGraphic] = []
  var isCursorShown: Bool?
  /// The title that we have set.
  var title: String?
  /// Where input is read into.
  var input = [UInt8](repeating: 0, count: ReadResult.most)
  /// When a question was asked whose answer has not come; nil when none is awaited.
  var askedAt: ContinuousClock.Instant?
  /// Whether the kitty keyboard protocol is in force.
  var hasOwnKeyboard = false
  var output: FrameOutput
  /// False while the terminal is given back.
  var isActive = false
  private var isOpen = true
  private let screen: OpaquePointer

  /// Takes over the terminal on standard input and output. Nothing is drawn yet.
  ///
  /// - Parameter environment: decides by TERM, COLORTERM, NO_COLOR, TERM_PROGRAM, LC_TERMINAL, TMUX, STY,
  ///   LC_ALL, LC_CTYPE, LANG.
  public init(
    theme: Theme, options: TerminalOptions = TerminalOptions(), environment: [String: String]
  ) throws(TerminalError) {
    guard rushes_terminal_is(Self.standardInput), rushes_terminal_is(Self.standardOutput) else {
      throw TerminalError.notATerminal
    }
    let locale = CharacterLocale.set(from: environment)
    let chosen = try TerminalType.choose(environment: environment, depth: options.colorDepth)
    let output = try FrameOutput(terminal: Self.standardOutput)
    do throws(TerminalError) {
      try Self.check("tell its modes", rushes_terminal_save(Self.standardInput, output.terminal))
      try Self.check("be guarded", rushes_crash_handlers_install())
    } catch {
      output.close()
      throw error
    }
    rushes_handlers_occupy()
    let opened = cn_open(chosen.name, output.file)
    rushes_handlers_put_back()
    guard let opened else {
      output.close()
      throw TerminalError.unknownType(chosen.name)
    }
    self.output = output
    screen = opened
    type = chosen.name
    let given = environment["TERM"] ?? ""
    program = TerminalProgram(environment: environment, type: given)
    speaksXterm = Self.speaksXterm(type)
    isAsked = speaksXterm && !given.isEmpty && !options.plain
    isPlain = options.plain
    takesMouse = !options.plain && speaksXterm && cn_capability("kmous") != nil
    hasMouse = options.mouse && takesMouse
    notifications = options.notifications
    notices = [locale.notice, chosen.notice].compactMap { $0 }
    isUnicode = locale.isUnicode && options.ascii != true
    colorDepth = Self.depth(options: options, environment: environment)
    extraKeys = TerminalKeys.read()
    let glyphs: GlyphSet = isUnicode ? (type.hasPrefix("linux") ? .console : .unicode) : .ascii
    let palette = ColorPalette(depth: colorDepth, opaque: options.opaque, theme: theme)
    painter = RowPainter(
      glyphs: glyphs, styles: StyleTable(palette: palette), hidesLines: options.plain)
    do throws(TerminalError) {
      try Self.check(
        "take single keys", cn_set_modes(!options.plain) == cn_ok ? 0 : -rushes_errno())
      try Self.check("tell its modes", rushes_terminal_keep_own_modes())
      try output.divert()
    } catch {
      rushes_terminal_restore_modes()
      close()
      throw error
    }
    avoidHoles()
    self.output.entry = Array((cn_capability("smcup").map { String(cString: $0) } ?? "").utf8)
    if isAsked {
      self.output.queueAfterEntering(TerminalQuestions.all(for: program))
      askedAt = .now
    }
    begin()
  }

  deinit {
    close()
  }

  /// Half of a wide character that tmux has erased is blanked in the terminal's own colour as soon
  /// as the other half is written over: blanks are written there, and nothing within a row is erased.
  func avoidHoles() { output.writesBlanks = program.wrapping == .tmux }

  private static func check(_ operation: String, _ result: Int32) throws(TerminalError) {
    guard result < 0 else { return }
    throw TerminalError.refused(operation: operation, code: -result)
  }

  private static func speaksXterm(_ type: String) -> Bool {
    cn_has_flag("XT") || cn_capability("tsl") != nil
      || ["tmux", "screen", "xterm", "rxvt"].contains { type.hasPrefix($0) }
  }

  /// The deepest that the terminal shows and the user allows.
  private static func depth(options: TerminalOptions, environment: [String: String]) -> ColorDepth {
    let colors = has_colors() ? cn_colors() : 0
    let most: ColorDepth =
      switch colors {
      case 0x100_0000...: .direct
      case 256...: .palette256
      case 16...: .ansi16
      case 8...: .ansi8
      default: .none
      }
    if let wanted = options.colorDepth { return min(wanted, most) }
    return environment["NO_COLOR", default: ""].isEmpty ? most : .none
  }

  // MARK: Taking and giving back

  /// Makes the terminal ours, after it was opened or given back.
  private func begin() {
    isActive = true
    forgetFrame()
    isCursorShown = nil
    hasOwnKeyboard = capabilities.hasKittyKeyboard
    setBackground()
    setReset()
    rushes_terminal_arm()
    output.queue(EscapeSequences.pasteOn)
    if hasMouse { output.queue(EscapeSequences.mouseOn) }
    if hasOwnKeyboard { output.queueAfterEntering(EscapeSequences.keyboardOn) }
  }

  /// Gives the terminal back as it was found.
  private func end() {
    guard isActive else { return }
    awaitAnswers()
    isActive = false
    for graphic in shownGraphics { output.queue(graphic.removing) }
    shownGraphics = []
    output.queue(undoing.text)
    title = nil
    hasOwnKeyboard = false
    // Ours, because ncurses does not know that the cursor was hidden.
    if isCursorShown == false { output.queue(EscapeSequences.capability("cnorm") ?? "") }
    endwin()
    // Without a second screen to leave, what comes next begins on a line of its own.
    output.finish(with: EscapeSequences.capability("rmcup") == nil ? "\r\n" : "")
    rushes_terminal_restore_modes()
    rushes_terminal_disarm()
  }

  /// Waits a moment for answers that are under way, so that they do not become words at the shell's
  /// prompt. What is typed meanwhile is lost.
  private func awaitAnswers() {
    guard let asked = askedAt, .now - asked < .seconds(2), shown != nil else { return }
    var decoder = InputDecoder()
    let limit = ContinuousClock.now + .milliseconds(200)
    while askedAt != nil, .now < limit, rushes_terminal_wait(Self.standardInput, 20) >= 0 {
      switch read() {
      case .bytes(let bytes): for case .answer(let answer) in decoder.feed(bytes) { take(answer) }
      case .nothing: continue
      case .endOfFile: return
      }
    }
  }

  /// Gives the terminal back for good. It may be called again, and after the terminal is gone.
  public func close() {
    guard isOpen else { return }
    isOpen = false
    end()
    delscreen(screen)
    output.close()
  }

  /// Gives the terminal back, runs `body` (an editor, a player), and takes the terminal again.
  ///
  /// The caller draws a frame afterwards, of the size that `resize()` returns by then.
  public func withTerminalGivenBack<Result>(_ body: () -> Result) -> Result {
    guard isActive else { return body() }
    end()
    let result = body()
    resume()
    return result
  }

  /// Stops the program as Ctrl-Z does, and returns once it goes on (`fg`), with the last frame
  /// painted again. The size may be another by then: call `resize()` and draw.
  ///
  /// Where nobody could let it go on (SIGTSTP is ignored) it rings and returns.
  public func suspend() {
    guard isActive else { return }
    let last = shown
    end()
    let hasStopped = rushes_stop() > 0
    resume()
    if !hasStopped { ring() }
    if let last, last.size == resize() { draw(last) }
  }

  private func resume() {
    // The shell may have changed the modes in between; those are the ones to restore then.
    rushes_terminal_save(Self.standardInput, output.terminal)
    rushes_terminal_set_own_modes()
    cn_forget_screen()
    begin()
  }

  // MARK: Size

  /// The terminal's size now.
  public var size: Size {
    var columns: Int32 = 0
    var rows: Int32 = 0
    rushes_terminal_size(Self.standardOutput, &columns, &rows)
    // A serial line knows no size; ncurses has the one that is usual for this terminal.
    return columns > 0 && rows > 0
      ? Size(columns: Int(columns), rows: Int(rows))
      : Size(columns: Int(cn_columns()), rows: Int(cn_rows()))
  }

  /// Follows a change of the size and returns the new one. If it changed, the next frame is
  /// painted whole.
  @discardableResult
  public func resize() -> Size {
    let size = size
    guard isActive, Int32(size.rows) != cn_rows() || Int32(size.columns) != cn_columns() else {
      return size
    }
    resize_term(Int32(size.rows), Int32(size.columns))
    setReset()
    redrawAll()
    return size
  }

  private var undoing: EscapeSequences.Undoing {
    EscapeSequences.Undoing(
      ownTitle: title != nil, ownKeyboard: hasOwnKeyboard, mouse: hasMouse,
      synchronizedOutput: output.isSynchronized)
  }

  func setReset() {
    let bytes = EscapeSequences.reset(rows: Int(cn_rows()), undoing: undoing)
    bytes.withUnsafeBytes { rushes_terminal_set_reset($0.baseAddress, $0.count) }
  }
}

@available(*, unavailable)
extension NcursesTerminal: Sendable {}
