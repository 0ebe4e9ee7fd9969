internal import CSQLite

/// The SQL function `has_word(word, text, …)`: whether the word occurs in any of the texts.
///
/// Latin letters match in either case, all other bytes only themselves. It looks through a prompt
/// some times faster than LIKE, which is asked for one text at a time and reads character by
/// character.
enum WordSearch {
  /// Makes the function known to a connection; SQLite's result code.
  static func install(_ database: OpaquePointer) -> Int32 {
    sqlite3_create_function_v2(
      database, "has_word", -1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, nil,
      { context, count, arguments in
        sqlite3_result_int(context, WordSearch.hasWord(count, arguments) ? 1 : 0)
      }, nil, nil, nil)
  }

  private static func hasWord(
    _ count: Int32, _ arguments: UnsafeMutablePointer<OpaquePointer?>?
  ) -> Bool {
    guard let arguments, count > 1, let word = sqlite3_value_text(arguments[0]) else {
      return false
    }
    let length = sqlite3_value_bytes(arguments[0])
    for index in 1..<Int(count) {
      // A text that is NULL has no address.
      guard let text = sqlite3_value_text(arguments[index]) else { continue }
      let bytes = sqlite3_value_bytes(arguments[index])
      if rushes_has_word(text, bytes, word, length) != 0 { return true }
    }
    return false
  }
}
