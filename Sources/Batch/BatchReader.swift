internal import VideoTasks

/// Reads a batch piece by piece: JSON Lines or CSV, told apart by the name's ending, else by the
/// first character.
///
/// Pieces may be cut anywhere. Memory grows with what the lines state, not with what is refused.
public struct BatchReader {
  /// The form of a batch.
  public enum Form: Hashable, Sendable { case jsonLines, csv }

  /// The most bytes that one line may have.
  public static let mostLineBytes = 4 << 20
  /// The most bytes that are read of a batch.
  public static let mostBytes = 256 << 20
  /// The most lines that are read of a batch.
  public static let mostLines = 20_000

  private enum State {
    case beginning([UInt8])
    case json(JSONLinesReader)
    case csv(CSVReader)
    case refused(LineProblem)
  }

  private let form: Form?
  private var state = State.beginning([])
  private var size = 0

  /// Makes a reader of a file by its name; `-` says nothing of the form.
  public init(name: String) {
    let lowered = name.lowercased()
    if lowered.hasSuffix(".csv") || lowered.hasSuffix(".tsv") {
      form = .csv
    } else if [".jsonl", ".ndjson", ".json"].contains(where: lowered.hasSuffix) {
      form = .jsonLines
    } else {
      form = nil
    }
  }

  /// Takes the next bytes; false when no more are wanted.
  public mutating func take(_ bytes: [UInt8]) -> Bool {
    if case .refused = state { return false }
    size += bytes.count
    if size > Self.mostBytes {
      state = .refused(
        LineProblem(
          line: 1, rule: .fileSize, message: "The batch has more than 256 MiB.",
          fix: "Give it in several parts."))
      return false
    }
    var rest = bytes[...]
    while case .beginning(var held) = state, let byte = rest.popFirst() {
      // Taken out first here and below, so that what it holds is not copied.
      state = .beginning([])
      held.append(byte)
      // Three bytes tell a mark of the encoding, and the first that is no blank tells the form.
      let isTold = held.count >= 3 && !Self.isBlank(byte)
      state = .beginning(held)
      if isTold { begin(held) }
    }
    switch state {
    case .json(var reader):
      state = .beginning([])
      for byte in rest { reader.take(byte) }
      state = .json(reader)
    case .csv(var reader):
      state = .beginning([])
      for byte in rest { reader.take(byte) }
      state = .csv(reader)
    case .beginning, .refused: break
    }
    return true
  }

  /// The lines and what is wrong, after the last bytes.
  public consuming func finish() -> BatchFile {
    if case .beginning(let held) = state { begin(held) }
    var file = BatchFile()
    switch state {
    case .beginning: break
    case .json(let reader): file = reader.finish()
    case .csv(let reader): file = reader.finish()
    case .refused(let problem): file.problems = [problem]
    }
    if file.lines.count > Self.mostLines {
      let line = file.lines[Self.mostLines].number
      file.problems.append(
        LineProblem(
          line: line, rule: .lineCount, message: "The batch has more than 20,000 lines.",
          fix: "Give it in several parts."))
      file.lines.removeSubrange(Self.mostLines...)
    }
    return file
  }

  private mutating func begin(_ held: [UInt8]) {
    if held.starts(with: [0xFF, 0xFE]) || held.starts(with: [0xFE, 0xFF]) {
      state = .refused(
        LineProblem(
          line: 1, column: 1, rule: .encoding, message: "The batch is UTF-16.",
          fix: "Save it as UTF-8."))
      return
    }
    let text = held.starts(with: [0xEF, 0xBB, 0xBF]) ? held[3...] : held[...]
    // Nothing but a mark so far, or a file without anything.
    guard let first = text.first(where: { !Self.isBlank($0) }) else { return }
    let opensJSON = first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
    switch form ?? (opensJSON ? .jsonLines : .csv) {
    case .jsonLines:
      var reader = JSONLinesReader()
      for byte in text { reader.take(byte) }
      state = .json(reader)
    case .csv:
      var reader = CSVReader()
      for byte in text { reader.take(byte) }
      state = .csv(reader)
    }
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }
}

/// What was read of a batch.
public struct BatchFile: Hashable, Sendable {
  /// The lines that state something, in the order of the file; also those with problems.
  public var lines: [BatchLine] = []
  /// What is wrong, in the order of the file.
  public var problems: [LineProblem] = []

  /// Makes a file without anything.
  public init() {}
}

/// Text that must be UTF-8.
enum Encoding {
  /// The text, or the column (from 1) of what is no UTF-8.
  static func text(_ bytes: some Collection<UInt8>, from column: Int = 1) -> Result<String, Broken>
  {
    if let text = String(validating: bytes, as: UTF8.self) { return .success(text) }
    var (parser, rest, read) = (UTF8.ForwardParser(), bytes.makeIterator(), column)
    while case .valid = parser.parseScalar(from: &rest) { read += 1 }
    return .failure(Broken(column: read))
  }

  struct Broken: Error { var column: Int }

  static let message = "is not UTF-8"
  static let fix = "Save the file as UTF-8."
}
