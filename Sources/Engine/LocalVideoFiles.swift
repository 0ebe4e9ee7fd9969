internal import Glibc
internal import Wording

/// Videos in folders of this machine: in which order bytes and names reach the disk.
public struct LocalVideoFiles: VideoFiles {
  private let disk: any DiskCalls

  /// Makes the machine's own disk.
  public init() { disk = SystemDisk() }

  /// Makes a disk of the given calls.
  package init(disk: any DiskCalls) { self.disk = disk }

  /// The size of a file in bytes, or nil when there is none.
  ///
  /// A partial file that was written before this machine started counts as none: what was not
  /// synced when the power failed has left holes in it that nothing else tells of.
  public func size(of path: String) -> Int64? {
    guard let facts = disk.facts(path) else { return nil }
    if path.hasSuffix(".part") && facts.isFromEarlierStart { return nil }
    return facts.size
  }

  /// Bytes that this user may still write in a folder; nil when the system does not say.
  public func freeBytes(in folder: String) -> Int64? { disk.freeBytes(in: folder) }

  /// Makes a folder and those above it; one that is there is fine.
  public func makeFolder(_ path: String) throws(DiskError) {
    var code = disk.makeFolder(path)
    if code == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex {
      try makeFolder(String(path[..<slash]))
      code = disk.makeFolder(path)
    }
    guard code == 0 || code == EEXIST else {
      throw DiskError(
        code: code, operation: Phrase("making the folder {folder}", ["folder": path]).english)
    }
  }

  /// Whether an `.mp4.part` is a whole MPEG-4 file, and any other file is not empty.
  public func isWhole(_ path: String) -> Bool {
    path.hasSuffix(".mp4.part") ? disk.isWholeVideo(path) : (size(of: path) ?? 0) > 0
  }

  /// Syncs the file and links it to the first free name; throws what the disk refuses.
  public func publish(
    _ partial: String, name: String, ending: String
  ) throws(DiskError) -> String {
    try syncBytes(partial)
    let folder = LocalVideoFiles.folder(of: partial)
    for number in 1...9_999 {
      let path = folder + "/" + (number == 1 ? name : "\(name)-\(number)") + ending
      if try give(partial, the: path) {
        try syncNames(folder)
        return path
      }
    }
    throw DiskError(
      code: EEXIST, operation: Phrase("naming the video in {folder}", ["folder": folder]).english)
  }

  /// Whether a partial file has a second name.
  public func hasName(_ partial: String) -> Bool { (disk.facts(partial)?.names ?? 0) > 1 }

  /// Removes a file; a missing one is fine.
  public func remove(_ path: String) { _ = disk.remove(path) }

  /// Gives the file a second name; false when another file has it.
  ///
  /// link() refuses a name that is taken, so that no file is ever written over.
  private func give(_ partial: String, the path: String) throws(DiskError) -> Bool {
    switch disk.link(partial, to: path) {
    case 0: return true
    case EEXIST: return isSameFile(partial, path)
    // Some file systems (FAT, some network disks) have no links.
    case EPERM, EOPNOTSUPP, ENOSYS, EMLINK: return try move(partial, to: path)
    case let code:
      throw DiskError(
        code: code, operation: Phrase("naming the video {file}", ["file": path]).english)
    }
  }

  /// Renames the file; false when another file has the name. Only a file that this call itself has
  /// made, empty, to hold the name, is replaced.
  private func move(_ partial: String, to path: String) throws(DiskError) -> Bool {
    let made = disk.makeEmpty(path)
    if made == EEXIST { return false }
    guard made == 0 else {
      throw DiskError(
        code: made, operation: Phrase("naming the video {file}", ["file": path]).english)
    }
    let code = disk.rename(partial, to: path)
    guard code == 0 else {
      _ = disk.remove(path)
      throw DiskError(
        code: code, operation: Phrase("naming the video {file}", ["file": path]).english)
    }
    return true
  }

  private func isSameFile(_ one: String, _ other: String) -> Bool {
    guard let first = disk.facts(one), let second = disk.facts(other) else { return false }
    return first.identity == second.identity
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return "/" }
    return String(path[..<slash])
  }

  /// Makes a file's bytes durable.
  ///
  /// After a refusal the system counts bytes that it could not write as written, and would say yes
  /// the next time (https://wiki.postgresql.org/wiki/Fsync_Errors): the file is given up, so that
  /// all of it is fetched again.
  private func syncBytes(_ path: String) throws(DiskError) {
    let code = disk.sync(path)
    guard code != 0, code != EINVAL else { return }
    if [EIO, ENOSPC, EDQUOT].contains(code) { _ = disk.remove(path) }
    throw DiskError(
      code: code, operation: Phrase("writing {file} to the disk", ["file": path]).english)
  }

  /// Makes a folder's names durable. One on some network disks cannot be synced and says EINVAL; its
  /// files are durable there.
  private func syncNames(_ folder: String) throws(DiskError) {
    let code = disk.sync(folder)
    guard code == 0 || code == EINVAL else {
      throw DiskError(
        code: code, operation: Phrase("writing {file} to the disk", ["file": folder]).english)
    }
  }
}
