internal import Glibc
internal import MediaTools
internal import TerminalUI

/// Which file it was, and how it was then: a file that was written anew has other pictures.
struct PictureIdentity: Hashable, Sendable {
  let path: String
  let bytes: Int64
  /// Nanoseconds since 1970.
  let changed: Int64

  /// Looks at a file.
  static func of(_ path: String) -> Result<PictureIdentity, FrameProblem> {
    var status = stat()
    guard !path.isEmpty, !path.utf8.contains(0), stat(path, &status) == 0 else {
      return .failure(errno == EACCES ? .unreadable(String(cString: strerror(EACCES))) : .missing)
    }
    return .success(
      PictureIdentity(
        path: path, bytes: Int64(status.st_size),
        changed: Int64(status.st_mtim.tv_sec) &* 1_000_000_000 &+ Int64(status.st_mtim.tv_nsec)))
  }

  /// What says which pictures these are, for a cache. The path comes last, since it may hold anything.
  ///
  /// The number at its beginning rises when pictures come out otherwise than before.
  func key(_ request: PictureRequest) -> String {
    "2 \(request.order) \(request.box.columns)x\(request.box.rows) \(request.look.key)"
      + " \(request.budget.bytesPerPicture) \(request.budget.bytesPerSecond)"
      + " \(bytes) \(changed) \(path)"
  }
}
