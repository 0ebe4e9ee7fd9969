internal import Glibc
internal import Wording

/// Why a key cannot be used or stored; holds no part of any key.
public enum KeyError: Error, Hashable, Sendable {
  /// The file that the profile's `key:` names was not read.
  case unreadable(profile: String, path: String, reason: String)
  /// The command that the profile's `key:` names gave no key.
  case commandFailed(profile: String, reason: String)
  /// There is nothing but white space where a key should be.
  case empty(profile: String, source: String)
  /// What was found has blanks, line ends or other letters inside that no key has.
  case malformed(profile: String, source: String)
  /// Others than the owner may read the credentials.
  case readableByOthers(path: String)
  /// The credentials file is not `PROFILE: KEY`, line by line.
  case badCredentials(path: String, line: Int)
  /// The credentials file was not read.
  case unreadableCredentials(path: String, reason: String)
  /// The credentials file was not written; the `errno` value. What was in it before is unchanged.
  case cannotWrite(path: String, Int32)

  /// What failed, and what to do.
  public var message: String { phrase.english }

  private var phrase: Phrase {
    switch self {
    case .unreadable(let profile, let path, let reason):
      .sentences([
        Phrase(
          "The key of {profile} cannot be read from {path}: {reason}.",
          ["profile": profile, "path": path, "reason": Phrase.recorded(reason)]),
        Phrase("Nothing was sent. Change {name} in the configuration.", ["name": "\"key\""]),
      ])
    case .commandFailed(let profile, let reason):
      .sentences([
        Phrase("The command for the key of {profile} failed.", ["profile": profile]),
        .recorded(reason), Phrase("Nothing was sent. Run the command by hand to see why."),
      ])
    case .empty(let profile, let source):
      .sentences([
        Phrase(
          "{source} has no key for {profile}. Nothing was sent.",
          ["source": Phrase.recorded(source), "profile": profile]),
        Phrase("Store one with: rushes key set {profile}", ["profile": profile]),
      ])
    case .malformed(let profile, let source):
      Phrase(
        "{source} does not look like the key of {profile}: there are blanks, line ends or unusual "
          + "letters inside. Nothing was sent. Store it again with: rushes key set {profile}",
        ["source": Phrase.recorded(source), "profile": profile])
    case .readableByOthers, .badCredentials, .unreadableCredentials, .cannotWrite:
      filePhrase
    }
  }

  /// The same of the file of keys.
  private var filePhrase: Phrase {
    switch self {
    case .readableByOthers(let path):
      Phrase(
        "Other users may read {path}, so it was not used. Run: chmod 600 {quoted}",
        ["path": path, "quoted": Self.quoted(path)])
    case .badCredentials(let path, let line):
      Phrase(
        "{place}: this is not a line of the form PROFILE: KEY. "
          + "Correct it, or remove the file and run: rushes key set PROFILE",
        ["place": "\(path):\(line)"])
    case .unreadableCredentials(let path, let reason):
      Phrase(
        "{path} cannot be read: {reason}. No key was taken from it.",
        ["path": path, "reason": Phrase.recorded(reason)])
    case .cannotWrite(let path, let code):
      Phrase(
        "The key was not stored: {path} cannot be written ({reason}). The file is as it was.",
        ["path": path, "reason": String(cString: strerror(code))])
    case .unreadable, .commandFailed, .empty, .malformed: phrase
    }
  }

  /// A path as the shell takes it.
  private static func quoted(_ path: String) -> String {
    let isPlain = path.utf8.allSatisfy { byte in
      byte > 0x7F || "/._-+,@%".utf8.contains(byte)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
    if isPlain { return path }
    return "'"
      + path.split(separator: "'", omittingEmptySubsequences: false)
      .joined(separator: "'\\''") + "'"
  }
}
