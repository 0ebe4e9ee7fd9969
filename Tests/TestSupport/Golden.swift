import FoundationEssentials

/// Compares texts with the files of `Tests/Goldens`.
public enum Golden {
  /// Compares a text with `Tests/Goldens/NAME.txt`; nil if they agree, else a sentence with the
  /// first line that differs.
  ///
  /// What was found goes to `NAME.txt.new` beside the file. With `RUSHES_RECORD_GOLDENS=1` in the
  /// environment the file itself is written, and nothing is a problem. `folder` is for tests of
  /// this.
  public static func check(
    _ text: String, named name: String, in folder: String = standardFolder,
    recording: Bool = isRecording
  ) -> String? {
    let path = folder + "/" + name + ".txt"
    let new = path + ".new"
    do {
      if recording {
        try write(text, to: path)
        remove(new)
        return nil
      }
      guard let data = FileManager.default.contents(atPath: path) else {
        try write(text, to: new)
        return "There is no golden file \(path). Look at \(new); record with \(variable)=1."
      }
      let expected = String(decoding: data, as: UTF8.self)
      if expected == text {
        remove(new)
        return nil
      }
      try write(text, to: new)
      return "\(name).txt differs. \(firstDifference(expected, text)) Compare \(path) with \(new)."
    } catch {
      return "The golden file \(path) could not be written: \(error)"
    }
  }

  /// `Tests/Goldens` of this checkout.
  public static let standardFolder: String = {
    let folders = #filePath.split(separator: "/").dropLast(2)
    return "/" + folders.joined(separator: "/") + "/Goldens"
  }()

  /// Whether the environment asks for new golden files.
  public static let isRecording = ProcessInfo.processInfo.environment[variable] == "1"

  private static let variable = "RUSHES_RECORD_GOLDENS"

  private static func write(_ text: String, to path: String) throws {
    let folder = path.split(separator: "/").dropLast().joined(separator: "/")
    try FileManager.default.createDirectory(
      atPath: "/" + folder, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
  }

  private static func remove(_ path: String) {
    // Usually there is no such file, which is what is wanted.
    try? FileManager.default.removeItem(atPath: path)
  }

  private static func firstDifference(_ expected: String, _ found: String) -> String {
    let old = expected.split(separator: "\n", omittingEmptySubsequences: false)
    let new = found.split(separator: "\n", omittingEmptySubsequences: false)
    for index in 0..<max(old.count, new.count) {
      let (one, two) = (
        index < old.count ? old[index] : "nothing", index < new.count ? new[index] : "nothing"
      )
      if one != two { return "Line \(index + 1): expected “\(one)”, found “\(two)”." }
    }
    return "They differ in canonically equal characters."
  }
}
