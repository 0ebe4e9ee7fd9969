internal import VideoTasks

/// CSV as RFC 4180 has it: a heading with the names of fields, quoted cells with line breaks and
/// doubled quotation marks. Cells may be parted by semicolons or tabs as well, as in the heading.
struct CSVReader {
  /// A cell and where it begins.
  private struct Cell {
    var bytes: [UInt8] = []
    var line: Int
    var column: Int
    var isQuoted = false
  }

  private static let mostCells = 1000

  private enum State { case start, bare, quoted, afterQuote }

  private var state = State.start
  private var cells: [Cell] = []
  private var cell = Cell(line: 1, column: 1)
  /// Bytes of the record so far, also those that were not kept.
  private var size = 0
  private var (line, column) = (1, 1)
  private var delimiter: UInt8?
  /// What makes the record unreadable; it ends where it would have ended.
  private var trouble: LineProblem?
  private var heading: [BatchField?]?
  private var isUnusable = false
  private var file = BatchFile()

  mutating func take(_ byte: UInt8) {
    size += 1
    if size > BatchReader.mostLineBytes { tooLong() }
    step(byte)
    if byte == 0x0A {
      (line, column) = (line + 1, 1)
      // The next cell begins on the line that begins now.
      if state == .start, cell.bytes.isEmpty { (cell.line, cell.column) = (line, column) }
    } else if byte & 0xC0 != 0x80 {
      column += 1
      if state == .start, cell.bytes.isEmpty { cell.column = column }
    }
  }

  consuming func finish() -> BatchFile {
    if state == .quoted {
      trouble =
        trouble
        ?? LineProblem(
          line: cell.line, column: cell.column, rule: .csvForm,
          message: "A quotation mark is opened here, and the file ends without another.",
          fix: "Close it; a quotation mark inside is written twice.")
    }
    if state != .start || !cells.isEmpty { endRecord() }
    return file
  }

  // MARK: Bytes

  private mutating func step(_ byte: UInt8) {
    switch state {
    case .start where byte == UInt8(ascii: "\""):
      cell.isQuoted = true
      state = .quoted
    case .start, .bare:
      if ends(byte) { return }
      state = .bare
      keep(byte)
    case .quoted:
      if byte == UInt8(ascii: "\"") { state = .afterQuote } else { keep(byte) }
    case .afterQuote:
      if byte == UInt8(ascii: "\"") {
        state = .quoted
        return keep(byte)
      }
      // The other half of a line break, or what a spreadsheet leaves.
      if ends(byte) || byte == 0x0D || byte == 0x20 { return }
      trouble =
        trouble
        ?? LineProblem(
          line: line, column: column, rule: .csvForm,
          message: "Something stands here behind a closing quotation mark.",
          fix: "Write a quotation mark inside of a cell twice.")
      state = .bare
    }
  }

  /// Ends the cell, and with a line break the record; false when the byte is none of that.
  private mutating func ends(_ byte: UInt8) -> Bool {
    if byte == 0x0A {
      endRecord()
      return true
    }
    if delimiter == nil, [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09].contains(byte) {
      delimiter = byte
    }
    guard byte == delimiter else { return false }
    endCell()
    return true
  }

  private mutating func keep(_ byte: UInt8) {
    guard trouble == nil else { return }
    // A line break is one character, whoever wrote it.
    if byte == 0x0A, cell.bytes.last == 0x0D { cell.bytes.removeLast() }
    cell.bytes.append(byte)
  }

  private mutating func endCell() {
    if cells.count == Self.mostCells, trouble == nil {
      trouble = LineProblem(
        line: cell.line, column: cell.column, rule: .cellCount,
        message: "The row has more than \(Self.mostCells) cells.",
        fix: "Check how its cells are parted.")
    }
    if trouble == nil { cells.append(cell) }
    // `take` moves it behind the delimiter.
    cell = Cell(line: line, column: column)
    state = .start
  }

  private mutating func tooLong() {
    guard trouble == nil else { return }
    let open = state == .quoted
    trouble = LineProblem(
      line: open ? cell.line : line, column: open ? cell.column : column, rule: .lineSize,
      message: "The row has more than 4 MiB"
        + (open ? ", from a quotation mark on that is opened here." : "."),
      fix: open ? "Close it." : "Name files by their paths; a row holds words, not media.")
    (cells, cell.bytes) = ([], [])
  }

  // MARK: Records

  private mutating func endRecord() {
    if !cell.isQuoted, cell.bytes.last == 0x0D { cell.bytes.removeLast() }
    endCell()
    let record = cells
    // What a spreadsheet leaves below its table.
    let isBlank =
      trouble == nil
      && record.allSatisfy { !$0.isQuoted && $0.bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 } }
    let trouble = self.trouble
    (cells, size, self.trouble) = ([], 0, nil)
    guard !isBlank, !isUnusable else { return }
    if let trouble {
      file.problems.append(trouble)
      if heading == nil { isUnusable = true }
    } else if let heading {
      read(record, heading)
    } else {
      readHeading(record)
    }
  }

  private mutating func readHeading(_ record: [Cell]) {
    var heading: [BatchField?] = []
    let before = file.problems.count
    for cell in record {
      guard let name = text(cell) else { continue }
      let field = BatchField(written: name)
      if field == nil, !name.trimmed.isEmpty {
        fail(
          cell, nil, .unknownField, "There is no column \(name.shown).",
          BatchField.advice(for: name))
      } else if let field, heading.contains(field), !field.isList {
        fail(
          cell, field, .fieldTwice, "There are two columns \(field.rawValue).", "Leave one out.")
      }
      heading.append(field)
    }
    if heading.allSatisfy({ $0 == nil }), file.problems.count == before {
      fail(record[0], nil, .csvForm, "The heading names no field.", BatchField.advice(for: ""))
    }
    // What the rows mean is not known then.
    isUnusable = file.problems.count > before
    self.heading = heading
  }

  private mutating func read(_ record: [Cell], _ heading: [BatchField?]) {
    guard record.count == heading.count else {
      let cells = record.count == 1 ? "1 cell" : "\(record.count) cells"
      return fail(
        record[0], nil, .cellCount, "The row has \(cells), and the heading \(heading.count).",
        "Quote cells that hold commas or line breaks.")
    }
    var reader = LineReader(number: record[0].line)
    for (cell, field) in zip(record, heading) {
      // A line is known by where it begins; columns of its later lines would mislead.
      var cell = cell
      if cell.line != reader.line.number { (cell.line, cell.column) = (reader.line.number, 0) }
      guard let text = text(cell) else { continue }
      if let field {
        reader.take(cell: text, field, column: cell.column > 0 ? cell.column : nil)
      } else if !text.trimmed.isEmpty {
        fail(
          cell, nil, .unknownField, "\(text.shown) stands in a column without a name.",
          "Name the column.")
      }
    }
    file.lines.append(reader.line)
    file.problems += reader.problems
  }

  private mutating func text(_ cell: Cell) -> String? {
    switch Encoding.text(cell.bytes) {
    case .success(let text): return text
    case .failure(let broken):
      // The place in a cell with line breaks is on a later line.
      let before = cell.bytes.contains(0x0A) ? nil : broken.column + cell.column - 1
      file.problems.append(
        LineProblem(
          line: cell.line,
          column: (before ?? cell.column) + (cell.isQuoted && before != nil ? 1 : 0),
          rule: .encoding, message: "The cell \(Encoding.message).",
          fix: "Save the file as UTF-8; spreadsheets call it CSV UTF-8."))
      return nil
    }
  }

  private mutating func fail(
    _ cell: Cell, _ field: BatchField?, _ rule: BatchRule, _ message: String, _ fix: String
  ) {
    file.problems.append(
      LineProblem(
        line: cell.line, column: cell.column > 0 ? cell.column : nil, field: field, rule: rule,
        message: message, fix: fix))
  }
}
