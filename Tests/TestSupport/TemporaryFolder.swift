import FoundationEssentials

/// A new empty folder that is removed with everything in it when this object goes away.
public final class TemporaryFolder: Sendable {
  /// The absolute path, without a slash at its end.
  public let path: String

  /// Makes a folder in the system's temporary folder, open to this user only.
  public init(_ name: String = "test") throws {
    let parent = FileManager.default.temporaryDirectory.path()
    let base = parent.hasSuffix("/") ? String(parent.dropLast()) : parent
    path = "\(base)/rushes-\(name)-\(UUID().uuidString)"
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }

  deinit { remove() }

  /// The path of a file in the folder.
  public func file(_ name: String) -> String { path + "/" + name }

  /// Removes the folder now; does nothing the second time.
  public func remove() {
    // A test may have removed it itself, or made it unreadable on purpose.
    try? FileManager.default.removeItem(atPath: path)
  }
}
