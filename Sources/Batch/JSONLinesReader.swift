internal import VideoTasks

/// JSON Lines: one object a line; empty lines count and state nothing.
///
/// An array is taken where it stands on one line, or has its brackets on lines of their own and one
/// object a line between them, as `list --json` prints it.
struct JSONLinesReader {
  private var bytes: [UInt8] = []
  private var number = 1
  private var isTooLong = false
  private var file = BatchFile()
  /// Whether the lines are the elements of an array.
  private var isArray = false

  mutating func take(_ byte: UInt8) {
    if byte == 0x0A { return endLine() }
    if bytes.count == BatchReader.mostLineBytes {
      isTooLong = true
    } else {
      bytes.append(byte)
    }
  }

  consuming func finish() -> BatchFile {
    endLine()
    return file
  }

  private mutating func endLine() {
    read()
    bytes.removeAll(keepingCapacity: bytes.capacity < 1 << 16)
    (number, isTooLong) = (number + 1, false)
  }

  private mutating func read() {
    if isTooLong {
      return fail(
        BatchReader.mostLineBytes + 1, .lineSize, "The line has more than 4 MiB.",
        "Name files by their paths; a line holds words, not media.")
    }
    guard bytes.contains(where: { $0 != 0x20 && !(0x09...0x0D).contains($0) }) else { return }
    if case .failure(let broken) = Encoding.text(bytes) {
      return fail(broken.column, .encoding, "The line \(Encoding.message).", Encoding.fix)
    }
    let (first, last) = content
    if first == last, bytes[first] == UInt8(ascii: isArray ? "]" : "[") {
      isArray.toggle()
      return
    }
    let isElement = isArray && bytes[last] == UInt8(ascii: ",")
    switch JSONValue.read(isElement ? Array(bytes[..<last]) : bytes) {
    case .failure(let problem): told(problem)
    case .success(.array(let elements)): for element in elements { take(element) }
    case .success(let value): take(value)
    }
  }

  /// The places of the first and the last byte that is no blank.
  private var content: (first: Int, last: Int) {
    let isSome: (UInt8) -> Bool = { $0 > 0x20 }
    return (bytes.firstIndex(where: isSome) ?? 0, bytes.lastIndex(where: isSome) ?? 0)
  }

  private mutating func take(_ value: JSONValue) {
    guard case .object(let members) = value else {
      return fail(1, .jsonForm, "The line is no JSON object.", "Write one as {\"prompt\": \"…\"}.")
    }
    var reader = LineReader(number: number)
    reader.take(object: members)
    file.lines.append(reader.line)
    file.problems += reader.problems
  }

  private mutating func told(_ problem: JSONProblem) {
    if let open = problem.openText {
      return fail(
        column(open), .jsonForm,
        "A quotation mark is opened here, and the line ends without another.",
        "Close it; a line break in a text is written \\n.")
    }
    if problem.offset >= bytes.count {
      return fail(
        column(bytes.count), .jsonForm, "The line ends in the middle of an object.",
        "Write each object on one line; jq -c does that.")
    }
    fail(
      column(problem.offset), .jsonForm, "The line is no JSON from here on.",
      "Write one object a line, as {\"prompt\": \"…\"}.")
  }

  private func column(_ offset: Int) -> Int {
    // Only the first byte of a character counts.
    bytes.prefix(offset).count { $0 & 0xC0 != 0x80 } + 1
  }

  private mutating func fail(_ column: Int, _ rule: BatchRule, _ message: String, _ fix: String) {
    file.problems.append(
      LineProblem(line: number, column: column, rule: rule, message: message, fix: fix))
  }
}
