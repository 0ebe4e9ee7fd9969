import FoundationEssentials
import TaskStore
import VideoTasks

/// What all runs of this program share: a new store's bytes, and an empty folder for the checks that
/// the store makes of its place. Nothing else of a run touches the real disk.
public final class Ground: Sendable {
  let folder: String
  /// The bytes of a store in which nothing is stored yet.
  let newStore: [UInt8]

  /// Makes the folder in the system's temporary folder; it goes with this object.
  public init() throws {
    let parent = FileManager.default.temporaryDirectory.path()
    folder = "\(parent)/rushes-simulation-\(UUID().uuidString)"
    let sample = folder + "/sample"
    _ = try TaskStore(folder: sample, access: .readWrite, now: Timestamp(seconds: 0))
    newStore = FileManager.default.contents(atPath: sample + "/rushes.db").map { Array($0) } ?? []
    _ = FileManager.default.createFile(
      atPath: folder + "/rushes.db", contents: nil, attributes: [.posixPermissions: 0o600])
  }

  deinit {
    // Only a folder in the temporary place may stay.
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// Where the store of a run is, on its own disk.
  var database: String { folder + "/rushes.db" }
}
