import FoundationEssentials

/// A compiled catalogue (`.mo`), read as a table: for tests that compare catalogues, and for
/// screens in another language without gettext.
public struct MessageFile: Sendable {
  /// What each text is in the catalogue, by its English; several where it has plural forms. The
  /// head stands at the empty text.
  public let texts: [String: [String]]
  /// The English plural of those texts that have one.
  public let plurals: [String: String]

  /// The committed catalogue of Simplified Chinese.
  public static let chinese = MessageFile(path: sources + "/Gettext/zh_CN.mo")

  /// The folder of this checkout's sources.
  public static let sources: String = {
    let folders = #filePath.split(separator: "/").dropLast(3)
    return "/" + folders.joined(separator: "/") + "/Sources"
  }()

  /// Reads a file; one that is not there or is damaged holds nothing.
  public init(path: String) {
    self.init([UInt8](FileManager.default.contents(atPath: path) ?? Data()))
  }

  /// Reads a file's bytes: little endian, without a system of its own for numbers.
  ///
  /// Source: the GNU gettext manual, "The Format of GNU MO Files".
  public init(_ bytes: [UInt8]) {
    func number(_ place: Int) -> Int {
      guard bytes.indices.contains(place), bytes.indices.contains(place + 3) else { return 0 }
      return (0..<4).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
    }
    func text(_ table: Int, _ index: Int) -> [String] {
      let (length, start) = (number(table + 8 * index), number(table + 8 * index + 4))
      guard start + length <= bytes.count else { return [] }
      return bytes[start..<start + length].split(separator: 0, omittingEmptySubsequences: false)
        .map { String(decoding: $0, as: UTF8.self) }
    }
    var texts: [String: [String]] = [:]
    var plurals: [String: String] = [:]
    if number(0) == 0x9504_12de {
      for index in 0..<number(8) {
        let key = text(number(12), index)
        texts[key.first ?? ""] = text(number(16), index)
        if key.count > 1 { plurals[key[0]] = key[1] }
      }
    }
    self.texts = texts
    self.plurals = plurals
  }
}
