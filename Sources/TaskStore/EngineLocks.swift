internal import CLinux
internal import Glibc

/// The name under which an engine claims tasks: random, and never used again.
public struct OwnerID: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
  /// 32 hexadecimal digits.
  public let rawValue: String

  /// Makes an owner's name from its text; one that no engine has registered is dead.
  public init(rawValue: String) { self.rawValue = rawValue }

  static func random() -> OwnerID {
    var source = SystemRandomNumberGenerator()
    var text = ""
    for _ in 0..<2 {
      let part = String(source.next(), radix: 16)
      text += String(repeating: "0", count: 16 - part.utf8.count) + part
    }
    return OwnerID(rawValue: text)
  }

  /// The name itself.
  public var description: String { rawValue }

  /// Whether it can be part of a file's name; what is read from a database need not be ours.
  var isWellFormed: Bool {
    !rawValue.isEmpty
      && rawValue.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): true
        default: false
        }
      }
  }
}

/// Who says which engines live.
package protocol OwnerLocks: AnyObject {
  /// Makes an owner that lives as long as this object, or as its process.
  func register() throws(StoreError) -> OwnerID

  /// Whether the owner lives; an answer that cannot be had counts as yes.
  func isAlive(_ owner: OwnerID) -> Bool
}

/// The lock files that say which engines live.
///
/// An engine lives exactly as long as its lock is held, and the system gives the lock back however
/// the process ends. A file whose lock nobody holds is a dead engine's, and is removed when seen.
final class EngineLocks: OwnerLocks {
  private let folder: String
  private var held: [OwnerID: Int32] = [:]

  init(folder: String) { self.folder = folder }

  deinit {
    for (owner, descriptor) in held {
      unlink(file(of: owner))
      rushes_lock_release(descriptor)
    }
  }

  private func file(of owner: OwnerID) -> String { folder + "/" + owner.rawValue + ".lock" }

  /// Makes an owner and holds its lock.
  package func register() throws(StoreError) -> OwnerID {
    try StoreFolder.makeFolder(folder)
    removeDead()
    // Another engine may take a new file for a dead one's before its lock is taken.
    for _ in 0..<100 {
      let owner = OwnerID.random()
      let path = file(of: owner)
      let descriptor = rushes_lock_create(path)
      guard descriptor >= 0 else { throw refused(-descriptor, path) }
      let result = rushes_lock_try(descriptor)
      if result == 0, rushes_lock_is_linked(descriptor) == 1 {
        held[owner] = descriptor
        return owner
      }
      rushes_lock_release(descriptor)
      guard result == 0 || result == -EAGAIN else {
        unlink(path)
        throw refused(-result, path)
      }
    }
    throw refused(EAGAIN, folder)
  }

  /// Whether the owner's lock is held by anybody; an answer that cannot be had counts as yes.
  package func isAlive(_ owner: OwnerID) -> Bool {
    if held[owner] != nil { return true }
    return owner.isWellFormed && rushes_lock_is_held(file(of: owner)) != 0
  }

  /// Removes the files of engines that have died; one that cannot be removed does no harm.
  private func removeDead() {
    guard let entries = opendir(folder) else { return }
    defer { closedir(entries) }
    while let entry = readdir(entries) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard name.hasSuffix(".lock") else { continue }
      let path = folder + "/" + name
      let descriptor = rushes_lock_open(path)
      guard descriptor >= 0 else { continue }
      if rushes_lock_try(descriptor) == 0 { unlink(path) }
      rushes_lock_release(descriptor)
    }
  }

  private func refused(_ code: Int32, _ path: String) -> StoreError {
    let kind: StoreError.Kind =
      switch code {
      case EROFS, EACCES, EPERM: .readOnly
      case ENOSPC, EDQUOT: .full
      default: .failed
      }
    return StoreError(kind, path: path, detail: StoreFolder.words(code))
  }
}
