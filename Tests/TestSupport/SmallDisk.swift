import FoundationEssentials
import Glibc

/// A disk of few bytes in memory, which only root can make; it is gone with the object.
public final class SmallDisk {
  /// A call of the system that was refused, with its number.
  public struct Failure: Error {
    /// The `errno` of the call.
    public var code: Int32
  }

  /// Where it is mounted.
  public let folder: String

  /// Mounts one of a size such as `640k` over a folder, which is made when it is missing.
  public init(_ folder: String, size: String) throws {
    self.folder = folder
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true)
    guard mount("none", folder, "tmpfs", 0, "size=\(size)") == 0 else {
      throw Failure(code: errno)
    }
  }

  deinit { umount2(folder, Int32(MNT_DETACH)) }

  /// Makes room.
  public func grow(to size: String) throws {
    guard mount("none", folder, "tmpfs", UInt(MS_REMOUNT), "size=\(size)") == 0 else {
      throw Failure(code: errno)
    }
  }

  /// Lets nothing be written any more; nobody may have a file open for writing.
  public func closeToWriters() throws {
    guard mount("none", folder, "tmpfs", UInt(MS_REMOUNT | MS_RDONLY), nil) == 0 else {
      throw Failure(code: errno)
    }
  }

  /// Writes a file until there is no room left; its path.
  public func fill() -> String {
    let path = folder + "/filling"
    let file = open(path, O_WRONLY | O_CREAT, 0o600)
    let block = [UInt8](repeating: 1, count: 4096)
    while write(file, block, block.count) > 0 {}
    close(file)
    return path
  }

  /// Whether this user, on this machine, can make one.
  public static let isPossible: Bool = {
    // Any failure at all means that it cannot be made.
    guard let parent = try? TemporaryFolder("disk") else { return false }
    return (try? SmallDisk(parent.file("small"), size: "64k")) != nil
  }()
}
