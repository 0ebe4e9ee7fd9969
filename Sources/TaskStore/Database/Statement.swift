internal import CSQLite

/// One value for a place in a statement.
enum SQLValue: Hashable {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)

  init(_ value: Int64?) { self = value.map(SQLValue.integer) ?? .null }
  init(_ value: Int?) { self = value.map { .integer(Int64($0)) } ?? .null }
  init(_ value: Bool) { self = .integer(value ? 1 : 0) }
  init(_ value: Bool?) { self = value.map { .integer($0 ? 1 : 0) } ?? .null }
  init(_ value: Double?) { self = value.map(SQLValue.real) ?? .null }
  init(_ value: String?) { self = value.map(SQLValue.text) ?? .null }
}

/// One prepared statement; owned by its connection and used on the connection's thread.
final class Statement {
  private let handle: OpaquePointer
  private let database: OpaquePointer

  /// Prepares `sql`; nil when SQLite refuses it, and the reason is in the connection.
  init?(_ sql: String, database: OpaquePointer, isKept: Bool) {
    var prepared: OpaquePointer?
    let flags = isKept ? UInt32(SQLITE_PREPARE_PERSISTENT) : 0
    let result = sqlite3_prepare_v3(database, sql, -1, flags, &prepared, nil)
    guard result == SQLITE_OK, let prepared else { return nil }
    handle = prepared
    self.database = database
  }

  deinit { sqlite3_finalize(handle) }

  /// Whether a caller is still reading its rows.
  var isBusy: Bool { sqlite3_stmt_busy(handle) != 0 }

  /// Puts the values in their places, from the first on; false when SQLite refuses one.
  func bind(_ values: [SQLValue]) -> Bool {
    for (index, value) in values.enumerated() {
      let place = Int32(index + 1)
      let result =
        switch value {
        case .null: sqlite3_bind_null(handle, place)
        case .integer(let number): sqlite3_bind_int64(handle, place, number)
        case .real(let number): sqlite3_bind_double(handle, place, number)
        case .text(let text): bind(text, place)
        }
      guard result == SQLITE_OK else { return false }
    }
    return true
  }

  private func bind(_ text: String, _ place: Int32) -> Int32 {
    var text = text
    return text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters in
        // An empty buffer may have no address, which SQLite would take for NULL.
        guard let start = characters.baseAddress else {
          return rushes_sqlite_bind_text(handle, place, "", 0)
        }
        return rushes_sqlite_bind_text(handle, place, start, Int32(characters.count))
      }
    }
  }

  /// Runs to the next row: `SQLITE_ROW`, `SQLITE_DONE` or an error's code.
  func step() -> Int32 { sqlite3_step(handle) }

  /// Ends the run and forgets the values, so that no text is kept longer than needed.
  func reset() {
    // Both repeat the result of the latest step, which has been looked at.
    sqlite3_reset(handle)
    sqlite3_clear_bindings(handle)
  }

  /// The row that the latest step has reached.
  var row: Row { Row(handle: handle) }
}

/// A row that is read from left to right, one call a column.
struct Row {
  private let handle: OpaquePointer
  private var column: Int32 = 0

  init(handle: OpaquePointer) { self.handle = handle }

  private mutating func next() -> Int32 {
    defer { column += 1 }
    return column
  }

  private mutating func nextUnlessNull() -> Int32? {
    let place = next()
    return sqlite3_column_type(handle, place) == SQLITE_NULL ? nil : place
  }

  /// Leaves out columns that the reader does not need.
  mutating func skip(_ columns: Int32) { column += columns }

  /// The value as it is stored; bytes that are no text count as nothing, since no column holds any.
  mutating func value() -> SQLValue {
    let place = next()
    switch sqlite3_column_type(handle, place) {
    case SQLITE_INTEGER: return .integer(sqlite3_column_int64(handle, place))
    case SQLITE_FLOAT: return .real(sqlite3_column_double(handle, place))
    case SQLITE_TEXT: return .text(text(at: place))
    default: return .null
    }
  }

  mutating func integer() -> Int64 { sqlite3_column_int64(handle, next()) }

  mutating func count() -> Int { Int(sqlite3_column_int64(handle, next())) }

  mutating func flag() -> Bool { sqlite3_column_int64(handle, next()) != 0 }

  mutating func text() -> String { text(at: next()) }

  mutating func optionalInteger() -> Int64? {
    nextUnlessNull().map { sqlite3_column_int64(handle, $0) }
  }

  mutating func optionalCount() -> Int? { optionalInteger().map { Int($0) } }

  mutating func optionalReal() -> Double? {
    nextUnlessNull().map { sqlite3_column_double(handle, $0) }
  }

  mutating func optionalFlag() -> Bool? { optionalInteger().map { $0 != 0 } }

  mutating func optionalText() -> String? { nextUnlessNull().map { text(at: $0) } }

  private func text(at place: Int32) -> String {
    guard let start = sqlite3_column_text(handle, place) else { return "" }
    let bytes = UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, place)))
    return String(decoding: bytes, as: UTF8.self)
  }
}
