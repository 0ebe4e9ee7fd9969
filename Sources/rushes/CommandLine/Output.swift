internal import FoundationEssentials
internal import Glibc
internal import TextLayout
internal import VideoTasks

/// Standard output and standard error.
enum Output {
  /// Fills the places of standard streams that were closed (`rushes submit … >&-`), so that no file or
  /// connection that is opened later takes one of them and gets what is printed.
  ///
  /// What is written goes nowhere; reading from standard input is an error.
  static func holdPlaces() {
    for (place, mode) in [
      (STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDWR), (STDERR_FILENO, O_RDWR),
    ] where fcntl(place, F_GETFD) < 0 {
      // The lowest free place is taken, which is this one: those before are open.
      _ = open("/dev/null", mode)
    }
  }

  /// Writes lines to standard output, cleaned: whatever a prompt, a server or a configuration has put
  /// into them, they cannot move a cursor.
  ///
  /// A reader that has gone away (`rushes list | head`) ends the program quietly, as with any filter.
  static func write(_ text: String) {
    write(Array(CleanText.paragraph(text, limit: .max).utf8), to: STDOUT_FILENO)
  }

  /// Writes bytes to standard output, as they are.
  static func write(_ bytes: [UInt8]) { write(bytes, to: STDOUT_FILENO) }

  /// Writes bytes to standard output while there is work that a reader who goes away must not end;
  /// false when there is no reader any more.
  static func offer(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      if written > 0 {
        rest = rest.dropFirst(written)
      } else if errno == EAGAIN {
        var reader = pollfd(fd: STDOUT_FILENO, events: Int16(POLLOUT), revents: 0)
        _ = poll(&reader, 1, -1)
      } else if errno != EINTR {
        return false
      }
    }
    return true
  }

  /// Writes a line to standard error, cleaned.
  static func complain(_ line: String, newline: Bool = true) {
    let shown = CleanText.paragraph(line)
    write(Array((newline ? shown + "\n" : shown).utf8), to: STDERR_FILENO)
  }

  /// Writes a line to standard output for whoever may be reading, cleaned; a reader that has gone
  /// away or does not keep up is not waited for.
  static func mention(_ line: String) {
    var reader = pollfd(fd: STDOUT_FILENO, events: Int16(POLLOUT), revents: 0)
    guard poll(&reader, 1, 0) == 1, reader.revents & Int16(POLLOUT) != 0 else { return }
    let bytes = Array((CleanText.line(line) + "\n").utf8)
    // What it does not take is in the log.
    _ = bytes.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
  }

  /// Shows a text in the last line of the terminal on standard error, in place of what stands there.
  static func showInPlace(_ text: String) {
    write(Array(("\r\u{1b}[K" + CleanText.line(text)).utf8), to: STDERR_FILENO)
  }

  /// Whether standard output is a terminal.
  static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// How many columns standard output has; nil where it is no terminal.
  static var columns: Int? { columns(of: STDOUT_FILENO) }

  /// How many columns standard error has; nil where it is no terminal.
  static var errorColumns: Int? { columns(of: STDERR_FILENO) }

  private static func columns(of descriptor: Int32) -> Int? {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  /// Says why a command failed: a sentence, or JSON where that was asked for.
  static func report(_ failure: CommandFailure, json: Bool) {
    if json {
      write(FailureJSON(failure).line, to: STDERR_FILENO)
      return
    }
    complain("rushes: " + failure.message)
    for violation in failure.violations {
      // The address of an upload is a word of its own, not an option.
      let field = violation.field == "url" ? "URL" : "--" + violation.field
      complain("  \(field): \(violation.message) \(violation.fix) [\(violation.rule)]")
    }
    if !failure.advice.isEmpty { complain(failure.advice) }
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if written > 0 {
        rest = rest.dropFirst(written)
      } else if errno != EINTR {
        if descriptor == STDOUT_FILENO { exit(errno == EPIPE ? 0 : ExitStatus.machine.rawValue) }
        return
      }
    }
  }
}

/// `{"error":{…}}` of the contract.
private struct FailureJSON: Encodable {
  let error: Body

  struct Body: Encodable {
    let code: String
    let message: String
    let advice: String
    let violations: [Violation]
  }

  init(_ failure: CommandFailure) {
    error = Body(
      code: failure.code, message: failure.message, advice: failure.advice,
      violations: failure.violations)
  }

  var line: [UInt8] { JSONText.line(self) }
}

/// JSON as every verb prints it: sorted members, one line, nothing that moves a cursor.
enum JSONText {
  /// An array of objects, one a line.
  static func array(_ objects: [JSONValue]) -> [UInt8] {
    guard !objects.isEmpty else { return Array("[]\n".utf8) }
    var text = Array("[\n".utf8)
    for (index, object) in objects.enumerated() {
      text += object.bytes + Array((index + 1 < objects.count ? ",\n" : "\n]\n").utf8)
    }
    return text
  }

  /// The value as one line with a newline at its end.
  static func line(_ value: some Encodable) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Every value that is printed is made of strings, numbers and arrays, which always encode.
    guard let data = try? encoder.encode(value) else { return [] }
    // Foundation leaves DEL, U+0080…U+009F and what turns the writing as they are.
    return (JSONValue(parsing: Array(data))?.bytes ?? Array(data)) + [0x0a]
  }
}
