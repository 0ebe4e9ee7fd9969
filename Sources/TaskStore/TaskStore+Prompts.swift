/// The prompts that were used, for the form's history.
extension TaskStore {
  /// How many prompts are kept, at most.
  public static let mostPrompts = 500
  /// How many bytes of prompts are kept, at most; a longer prompt is not kept at all.
  public static let mostPromptBytes = 1 << 20

  /// Puts a prompt at the head of the history, once; the oldest make room for it.
  ///
  /// An empty prompt, and one of blanks, is none.
  public func notePrompt(_ prompt: String) throws(StoreError) {
    let isBlank = prompt.unicodeScalars.allSatisfy { $0.properties.isWhitespace }
    guard !isBlank, prompt.utf8.count <= Self.mostPromptBytes else { return }
    try database.write(durably: false) { () throws(StoreError) in
      try database.run("DELETE FROM prompts WHERE prompt = ?", [.text(prompt)])
      try database.run("INSERT INTO prompts (prompt) VALUES (?)", [.text(prompt)])
      try database.run(
        """
        DELETE FROM prompts WHERE number <= (
          SELECT max(number) FROM (
            SELECT number, row_number() OVER newest AS place,
              sum(length(CAST(prompt AS BLOB))) OVER newest AS bytes
            FROM prompts WINDOW newest AS (ORDER BY number DESC))
          WHERE place > ? OR bytes > ?)
        """, [SQLValue(Self.mostPrompts), SQLValue(Self.mostPromptBytes)])
    }
  }

  /// The prompts that were used, the latest first.
  public func promptHistory(limit: Int = .max) throws(StoreError) -> [String] {
    try database.all(
      "SELECT prompt FROM prompts ORDER BY number DESC LIMIT ?", [SQLValue(limit)]
    ) { row in row.text() }
  }

  /// Takes a prompt out of the history.
  public func forgetPrompt(_ prompt: String) throws(StoreError) {
    try database.write(durably: false) { () throws(StoreError) in
      try database.run("DELETE FROM prompts WHERE prompt = ?", [.text(prompt)])
    }
  }
}
