import FoundationEssentials
import TestSupport
import VideoTasks

/// The creates that have reached the sandbox, by intent.
struct NightJournal {
  /// One create that came in.
  struct Line {
    var id: String?
    var error: String?
    var faults: [String]

    /// Whether the answer was one after which the same create may go out again: a 429.
    var isRefusedForNow: Bool {
      id == nil && faults.contains { $0.hasPrefix("rate-limit") || $0.hasSuffix("-429") }
    }
  }

  private(set) var lines: [String: [Line]] = [:]

  /// Reads the journal in a data folder; one that is not there is empty.
  init(folder: String) throws(NightTrouble) {
    guard let bytes = fileBytes(folder + "/sandbox/journal") else { return }
    for line in bytes.split(separator: 10) {
      guard let value = JSONValue(parsing: Array(line)),
        let mark = value["prompt"]?.string.flatMap(NightJournal.mark)
      else { throw NightTrouble("a line of the journal cannot be read") }
      let faults = value["faults"]?.array?.compactMap(\.string) ?? []
      lines[mark, default: []].append(
        Line(id: value["id"]?.string, error: value["error"]?.string, faults: faults))
    }
  }

  /// The word in a prompt that names its intent.
  static func mark(_ prompt: String) -> String? {
    prompt.split(separator: " ").first { $0.hasPrefix("night-") }.map(String.init)
  }

  /// The ids of the tasks that an intent has made.
  func made(_ mark: String) -> [String] { lines[mark, default: []].compactMap(\.id) }

  /// How many tasks were made in all.
  var madeInAll: Int { lines.values.reduce(0) { $0 + $1.count { $0.id != nil } } }
}
