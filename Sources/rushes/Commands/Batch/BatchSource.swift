internal import Batch
internal import Glibc
internal import TextLayout
internal import VideoTasks

/// Where a batch comes from, and by what it is known again.
struct BatchSource {
  /// The file as it was named; `-` is standard input.
  let file: String
  /// By what the batch is known: a name that was given, else the file's real path.
  let identity: String
  /// The folder from which paths in the file count: its own, so that they mean the same wherever it is
  /// given from.
  let folder: String?

  /// Finds the file of a command line.
  init(_ arguments: Arguments) throws(CommandFailure) {
    guard arguments.words.count == 1 else {
      throw .usage("Write: rushes batch FILE. It takes one file; - is standard input.")
    }
    file = arguments.words[0]
    let name = arguments.value("batch")
    if let name, name.isEmpty || name != CleanText.line(name, limit: 200) {
      throw .usage("--batch takes a name of up to 200 characters on one line.")
    }
    if file == "-", arguments.value("prompt-file") == "-" {
      throw .usage("Standard input cannot be both the batch and its prompt.")
    }
    let path = file == "-" ? nil : try BatchSource.realPath(file)
    folder = path.map(BatchSource.folder)
    if let name {
      identity = "name \(name)"
    } else if let path, BatchSource.kind(path) == S_IFREG {
      identity = "file \(path)"
    } else if let path, BatchSource.kind(path) == S_IFDIR {
      throw .usage(
        "\(CleanText.line(file)) is a folder. A batch is a file, or - for standard input.")
    } else {
      throw .usage(
        "What comes through a pipe needs --batch NAME: by that it is known when it is given again.")
    }
  }

  private static func realPath(_ file: String) throws(CommandFailure) -> String {
    guard let found = realpath(file, nil) else {
      throw CommandFailure(
        .usage, code: "BatchFile",
        "The batch \(CleanText.line(file)) cannot be read: \(String(cString: strerror(errno))).",
        advice: "Name a file with one JSON object a line, or a CSV file; - is standard input.")
    }
    defer { free(found) }
    return String(cString: found)
  }

  /// The kind of what is at a path, as the system has it; 0 where nothing is.
  private static func kind(_ path: String) -> mode_t {
    var facts = stat()
    return stat(path, &facts) == 0 ? facts.st_mode & S_IFMT : 0
  }

  private static func folder(_ path: String) -> String {
    path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
  }

  // MARK: Reading

  /// What the file holds, with paths made absolute and prompts read from their files.
  func read() throws(CommandFailure) -> BatchFile {
    var reader = BatchReader(name: file)
    let descriptor = file == "-" ? STDIN_FILENO : open(file, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw unreadable() }
    defer { if descriptor != STDIN_FILENO { close(descriptor) } }
    var piece = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = Glibc.read(descriptor, &piece, piece.count)
      if count == 0 { break }
      if count < 0 {
        if errno == EINTR { continue }
        throw unreadable()
      }
      if !reader.take(Array(piece[..<count])) { break }
    }
    var read = reader.finish()
    for place in read.lines.indices { complete(&read.lines[place], &read.problems) }
    return read
  }

  private func unreadable() -> CommandFailure {
    CommandFailure(
      .usage, code: "BatchFile",
      "The batch \(CleanText.line(file)) cannot be read: \(String(cString: strerror(errno))).")
  }

  private func complete(_ line: inout BatchLine, _ problems: inout [LineProblem]) {
    line.request = RequestOptions.absolute(line.request, from: folder)
    guard let name = line.promptFile else { return }
    if line.hasPrompt {
      problems.append(
        LineProblem(
          line: line.number, field: .promptFile, rule: .fieldTwice,
          message: "The line states a prompt and a file of one.", fix: "Leave one out."))
    } else if name != "-",
      let text = RequestOptions.prompt(
        inFile: LocalPath.absolute(name, from: folder))
    {
      line.request.prompt = text
      line.hasPrompt = true
    } else {
      problems.append(
        LineProblem(
          line: line.number, field: .promptFile, rule: .promptFile,
          message: "\(CleanText.line(name, limit: 200)) cannot be read, or is larger than 1 MiB.",
          fix: "Name a text file."))
    }
  }
}
