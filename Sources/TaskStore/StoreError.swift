internal import Wording

/// Why the task store could not do what it was asked.
///
/// Whatever the kind, but for `uncertain`: nothing was changed by the call that threw it. Everything
/// that was saved before is still there, as far as the disk allows.
public struct StoreError: Error, Hashable, Sendable {
  /// What kind of trouble it is.
  public enum Kind: Hashable, Sendable {
    /// The folder could not be made.
    case cannotMakeFolder
    /// The database file could not be opened.
    case cannotOpen
    /// There is no store yet, and reading alone does not make one.
    case missing
    /// Other users of the machine may read the file.
    case exposed
    /// The file is a database of another program.
    case foreign
    /// The file was written by a newer version of this program.
    case newer(version: Int, known: Int)
    /// The file was written by an older version, and reading alone cannot bring it up to date.
    case older(version: Int, known: Int)
    /// The file, its folder or its disk is read-only.
    case readOnly
    /// The disk is full.
    case full
    /// The file is not a whole database.
    case damaged
    /// Another program has kept it locked for longer than the time-out.
    case locked
    /// The disk refused while a change was being saved, and again when that was to be undone: the
    /// change is not there now, and may be once all programs that use the store have ended.
    case uncertain
    /// The system or SQLite refused for another reason.
    case failed
  }

  /// What kind of trouble it is.
  public var kind: Kind
  /// The file or folder that it is about.
  public var path: String
  /// What the system or SQLite said, with its code; may be empty. Holds no data of a task.
  public var detail: String

  /// Makes an error.
  public init(_ kind: Kind, path: String, detail: String = "") {
    self.kind = kind
    self.path = path
    self.detail = detail
  }

  /// What failed, what is still true and what to do next, in one to three sentences.
  public var message: String { phrase.english }

  private var phrase: Phrase {
    switch kind {
    case .cannotMakeFolder:
      Phrase(
        "The folder {path} could not be made{reason}. Nothing was changed. Make it yourself, or "
          + "name another folder with --data.", ["path": path, "reason": reason])
    case .cannotOpen:
      Phrase(
        "The task store {path} could not be opened{reason}. Nothing was changed. Check its owner "
          + "and mode, or name another folder with --data.", ["path": path, "reason": reason])
    case .missing:
      Phrase(
        "There is no task store at {path} yet. It is made when the first task is stored.",
        ["path": path])
    case .exposed:
      Phrase(
        "Other users may read the task store {path}, so it was not opened. Close it to them: "
          + "chmod 600 {quoted}", ["path": path, "quoted": quotedPath])
    case .foreign:
      Phrase(
        "{path} is a database of another program and was not touched. Name another folder with "
          + "--data.", ["path": path])
    case .newer(let version, let known):
      Phrase(
        "The task store {path} was written by a newer rushes (version {version} of the store; "
          + "this rushes knows {known}) and was not touched. Use the newer rushes.",
        ["path": path, "version": version, "known": known])
    case .older(let version, let known):
      Phrase(
        "The task store {path} was written by an older rushes (version {version} of the store, "
          + "now {known}) and cannot be brought up to date while it is read-only. Start rushes "
          + "once where it may be written.",
        ["path": path, "version": version, "known": known])
    case .readOnly:
      Phrase(
        "The task store {path} cannot be written: it, its folder or its disk is read-only. "
          + "Nothing was changed. Make it writable, or name another folder with --data.",
        ["path": path])
    case .full:
      Phrase(
        "The disk of the task store {path} is full. Nothing was changed, and everything saved "
          + "before is still there. Make room and try again.", ["path": path])
    case .damaged:
      Phrase(
        "The task store {path} is damaged{reason}. It was left as it is. Run rushes doctor in a "
          + "terminal: it keeps the file and makes a new store of what can be read.",
        ["path": path, "reason": reason])
    case .locked:
      Phrase(
        "Another program has kept the task store {path} locked for too long. Nothing was changed. "
          + "Try again, or end that program.", ["path": path])
    case .uncertain:
      Phrase(
        "The disk of the task store {path} refused a change while it was being saved{reason}, so "
          + "it is not certain whether it was saved: it may show up after all when rushes is "
          + "started again. Check the disk, start rushes again, and look before you do it once "
          + "more.", ["path": path, "reason": reason])
    case .failed:
      Phrase(
        "The task store {path} could not be used{reason}. Nothing was changed. Check the disk, "
          + "then try again.", ["path": path, "reason": reason])
    }
  }

  private var reason: String { detail.isEmpty ? "" : " (\(detail))" }

  /// The path as one word of a shell.
  private var quotedPath: String {
    let isPlain = path.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: [UInt8]("/._-+".utf8).contains(byte)
      }
    }
    if isPlain { return path }
    return "'"
      + path.split(separator: "'", omittingEmptySubsequences: false)
      .joined(separator: "'\\''") + "'"
  }
}
