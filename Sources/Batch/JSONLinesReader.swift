internal import VideoTasks

/// JSON Lines: one object a line; empty lines count and state nothing.
struct JSONLinesReader {
  private var bytes: [UInt8] = []
  private var number = 1
  private var isTooLong = false
  private var file = BatchFile()

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
    switch JSONValue.read(bytes) {
    case .failure(let problem): told(problem)
    case .success(.object(let members)):
      var reader = LineReader(number: number)
      reader.take(object: members)
      file.lines.append(reader.line)
      file.problems += reader.problems
    case .success(.array): toldArray()
    case .success:
      fail(1, .jsonForm, "The line is no JSON object.", "Write one as {\"prompt\": \"…\"}.")
    }
  }

  private mutating func told(_ problem: JSONProblem) {
    if bytes.first(where: { $0 > 0x20 }) == UInt8(ascii: "["), file.lines.isEmpty {
      return toldArray()
    }
    if let open = problem.openText {
      return fail(
        column(open), .jsonForm,
        "A quotation mark is opened here, and the line ends without another.",
        "Close it; a line break in a text is written \\n.")
    }
    if problem.offset >= bytes.count {
      return fail(
        column(bytes.count), .jsonForm, "The line ends in the middle of an object.",
        "Write each object on one line.")
    }
    fail(
      column(problem.offset), .jsonForm, "The line is no JSON from here on.",
      "Write one object a line, as {\"prompt\": \"…\"}.")
  }

  private mutating func toldArray() {
    fail(
      1, .jsonForm, "This is an array, and a batch has one object a line.",
      "Take it apart, as with: jq -c '.[]'")
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
