internal import VideoTasks

/// All rows of one task, as text: an object with the columns of each table by their names, so that
/// a later version, which knows more columns, can put them back.
struct TaskContent {
  /// The tables, in the order in which rows are put back, with the column that names the task.
  private static let tables = [
    (name: "tasks", key: "id"), (name: "details", key: "id"), (name: "schedules", key: "id"),
    (name: "events", key: "task"),
  ]

  private var tables: [String: [[String: JSONValue]]]

  init(of id: TaskID, in database: Connection) throws(StoreError) {
    tables = [:]
    for table in Self.tables {
      let columns = try Self.columns(of: table.name, in: database)
      tables[table.name] = try database.all(
        "SELECT \(columns.joined(separator: ", ")) FROM \(table.name) WHERE \(table.key) = ?",
        [.integer(id.rawValue)]
      ) { row in
        var members: [String: JSONValue] = [:]
        for column in columns { members[column] = JSONValue(row.value()) }
        return members
      }
    }
  }

  /// Reads what `text` has written; nil when it is something else.
  init?(text: String) {
    guard case .object(let members)? = JSONValue(parsing: Array(text.utf8)) else { return nil }
    tables = members.mapValues { rows in
      (rows.array ?? []).compactMap { row in
        if case .object(let columns) = row { columns } else { nil }
      }
    }
    guard tables["tasks"]?.count == 1, tables["details"]?.count == 1,
      tables["schedules"]?.count == 1
    else { return nil }
  }

  var text: String {
    let object = JSONValue.object(
      tables.mapValues { rows in .array(rows.map { .object($0) }) })
    return String(decoding: object.bytes, as: UTF8.self)
  }

  /// A text of the task's own row.
  subscript(column: String) -> String? { tables["tasks"]?.first?[column]?.string }

  /// Puts the rows back.
  ///
  /// - Parameter withoutName: whether the task gives its `--once` name up.
  func put(into database: Connection, withoutName: Bool) throws(StoreError) {
    for table in Self.tables {
      let known = Set(try Self.columns(of: table.name, in: database))
      for row in tables[table.name] ?? [] {
        let columns = row.keys.filter { known.contains($0) && !(withoutName && $0 == "once_name") }
          .sorted()
        try database.run(
          """
          INSERT INTO \(table.name) (\(columns.joined(separator: ", ")))
          VALUES \(ConditionSQL.places(columns.count))
          """, columns.map { SQLValue(row[$0] ?? .null) })
      }
    }
  }

  private static func columns(
    of table: String, in database: Connection
  ) throws(StoreError) -> [String] {
    try database.all("SELECT name FROM pragma_table_info(?)", [.text(table)]) { row in row.text() }
  }
}

extension JSONValue {
  fileprivate init(_ value: SQLValue) {
    self =
      switch value {
      case .null: .null
      case .integer(let number): .integer(number)
      case .real(let number): .number(number)
      case .text(let text): .string(text)
      }
  }
}

extension SQLValue {
  fileprivate init(_ value: JSONValue) {
    self =
      switch value {
      case .integer(let number): .integer(number)
      case .number(let number): .real(number)
      case .string(let text): .text(text)
      case .null, .bool, .array, .object: .null
      }
  }
}
