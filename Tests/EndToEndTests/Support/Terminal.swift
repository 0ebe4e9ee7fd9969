import ChildProcesses
import FoundationEssentials
import Glibc
import TestSupport

/// A terminal with a shell in it, at which a test sits: a tmux server of its own.
///
/// Every byte that the shell and its programs write comes through a pipe as well, so that waiting
/// for the screen is waiting for bytes, and never for time.
final class Terminal {
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  /// How long anything may take on a machine with much else to do.
  static let patience = Duration.seconds(120 * slowness)

  /// The command that begins the program; options and a verb may follow.
  ///
  /// Its process is known by then, and its end is noticed.
  var program: String { "sh '\(folder.file("start"))'" }

  private let folder: TemporaryFolder
  private let studio: Studio
  private let environment: [String: String]
  private let output: NamedPipe
  private let gone: NamedPipe
  /// Everything that was written to the terminal up to the latest look at it.
  private(set) var written = ""
  private var commands = 0

  init(
    _ studio: Studio, columns: Int = 80, rows: Int = 24,
    environment changes: [String: String?] = [:]
  ) throws {
    self.studio = studio
    folder = try TemporaryFolder("tmux")
    environment = studio.environment(changes)
      .merging(["ENV": folder.file("shrc")]) { $1 }
    try Data("PS1='$ '\n".utf8).write(to: URL(filePath: folder.file("shrc")))
    output = try NamedPipe(folder.file("output"), staysOpen: true)
    gone = try NamedPipe(folder.file("gone"), staysOpen: false)
    let settings = """
      set -g status off
      set -sg escape-time 0
      set -g default-terminal "\(environment["TERM"] ?? "")"
      """
    try Data(settings.utf8).write(to: URL(filePath: folder.file("tmux.conf")))
    let start = "echo $$ >'\(folder.file("pid"))'; exec 9>'\(gone.path)'; exec rushes \"$@\"\n"
    try Data(start.utf8).write(to: URL(filePath: folder.file("start")))
    try tmux(
      "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", "-c", studio.folder.path,
      "exec sh -i", ";",
      "pipe-pane", "-O", "exec cat >'\(output.path)'")
    try waitFor("the shell's prompt") { $0.isAtPrompt }
  }

  deinit {
    // The server may have ended with its only pane.
    _ = try? tmux("kill-server")
  }

  // MARK: Hands

  /// Types a text as it is.
  func type(_ text: String) throws { try tmux("send-keys", "-l", "--", text) }

  /// Presses keys by tmux's names: Enter, Tab, C-s, Up.
  func press(_ keys: String...) throws { try tmux(["send-keys"] + keys) }

  /// Sends bytes as they are, such as a terminal's report of its mouse.
  func send(_ bytes: [UInt8]) throws {
    try tmux(["send-keys", "-H"] + bytes.map { String($0, radix: 16) })
  }

  /// Presses keys by tmux's names, all at once.
  func press(_ keys: [String]) throws { try tmux(["send-keys"] + keys) }

  /// Presses a key that moves to another field, and waits until it has.
  func move(_ key: String) throws {
    let before = try screen()
    try press(key)
    // The header tells of tasks that go on meanwhile.
    try waitFor("another field") {
      $0.cursor != before.cursor || $0.lines.dropFirst() != before.lines.dropFirst()
    }
  }

  /// Pastes a text as a terminal does, every byte of it: bracketed where the program has asked for
  /// that.
  func paste(_ text: String) throws {
    try tmux("set-buffer", "--", text)
    try tmux("paste-buffer", "-p", "-d", "-r")
  }

  /// Types a line at the shell's prompt.
  func enter(_ command: String) throws {
    try type(command)
    try press("Enter")
  }

  /// Runs a command at the shell's prompt to its end; what is on the screen then.
  @discardableResult
  func shell(_ command: String) throws -> ScreenText {
    commands += 1
    let mark = "-end-\(commands)"
    try enter(command + "; echo done-$?\(mark)")
    return try waitFor("the end of \(command)") { screen in
      screen.isAtPrompt
        && screen.lines.contains { $0.hasPrefix("done-") && $0.hasSuffix(mark) }
    }
  }

  /// Starts the dashboard and waits for its whole first frame, whose last row is its footer.
  @discardableResult
  func start(showing text: String = "New video") throws -> ScreenText {
    try enter(program)
    return try waitFor("the dashboard") { $0.contains(text) && $0.contains(" quit") }
  }

  func resize(columns: Int, rows: Int) throws {
    try tmux("resize-window", "-x", "\(columns)", "-y", "\(rows)")
  }

  /// Takes the terminal away, as a closed window or a lost connection does.
  func close() throws { try tmux("kill-pane") }

  // MARK: Eyes

  func screen() throws -> ScreenText {
    let told = try tmux(
      "capture-pane", "-p", ";", "display-message", "-p",
      "#{?cursor_flag,#{cursor_x}#,#{cursor_y},}")
    let lines = told.split(separator: "\n", omittingEmptySubsequences: false)
    // The cursor's line is the last one, and ends in a newline as well.
    return ScreenText(
      lines.dropLast(2).joined(separator: "\n") + "\n",
      cursor: lines.dropLast().last.map(String.init) ?? "")
  }

  /// The screen as it looks, with its colours.
  func look() throws -> ScreenLook { ScreenLook(try tmux("capture-pane", "-e", "-p")) }

  /// Blocks until nothing has been written for a while: silence is known by nothing else.
  func waitForSilence(
    _ length: Duration, within patience: Duration = Terminal.patience
  ) throws {
    let deadline = ContinuousClock.now + patience
    repeat {
      written += String(decoding: output.drain(), as: UTF8.self)
      guard .now < deadline else { throw Failure(description: "The program never fell silent.") }
    } while output.waitForMore(until: .now + length * slowness)
  }

  /// The modes that a program can leave behind: alternate screen, cursor, keypad, mouse, wrapping.
  func modes() throws -> String {
    try tmux(
      "display-message", "-p",
      "alternate #{alternate_on} cursor #{cursor_flag} keypad #{keypad_flag}"
        + " #{keypad_cursor_flag} mouse #{mouse_any_flag} insert #{insert_flag}"
        + " wrap #{wrap_flag} origin #{origin_flag} scroll #{scroll_region_upper}"
        + " #{scroll_region_lower}")
  }

  /// Blocks until the screen is as wanted, and returns it.
  @discardableResult
  func waitFor(_ what: String, until isThere: (ScreenText) -> Bool) throws -> ScreenText {
    let deadline = ContinuousClock.now + Terminal.patience
    while true {
      // What comes after this wakes the wait below, so that no change is missed.
      written += String(decoding: output.drain(), as: UTF8.self)
      let screen = try screen()
      if isThere(screen) { return screen }
      guard output.waitForMore(until: deadline) else {
        throw Failure(description: "Waited in vain for \(what); the screen is:\n\(screen)")
      }
    }
  }

  // MARK: The program's process

  /// The process that `program` has started.
  func process() throws -> pid_t {
    guard let bytes = fileBytes(folder.file("pid")),
      let number = pid_t(String(decoding: bytes, as: UTF8.self).filter(\.isNumber))
    else { throw Failure(description: "No program was started here.") }
    return number
  }

  /// Sends the program a signal.
  func signal(_ signal: Int32) throws {
    guard kill(try process(), signal) == 0 else {
      throw Failure(description: "The program was gone before signal \(signal).")
    }
  }

  /// Blocks until the program, and whatever it had started, is gone; false when the time is up.
  func waitUntilGone(within limit: Duration) -> Bool {
    gone.waitForEnd(until: .now + limit * slowness)
  }

  @discardableResult
  private func tmux(_ words: String...) throws -> String { try tmux(words) }

  @discardableResult
  private func tmux(_ words: [String]) throws -> String {
    let ran = try ChildProcess.run(
      ChildProcess.Command(
        "tmux", ["-u", "-S", folder.file("tmux"), "-f", folder.file("tmux.conf")] + words,
        environment: environment, timeLimit: .seconds(60 * slowness)))
    guard ran.succeeded else {
      throw Failure(
        description: "tmux \(words.joined(separator: " ")): "
          + String(decoding: ran.errorOutput, as: UTF8.self))
    }
    return String(decoding: ran.output, as: UTF8.self)
  }
}
