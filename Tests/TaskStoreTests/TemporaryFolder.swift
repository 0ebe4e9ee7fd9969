import FoundationEssentials
import Glibc
import TestSupport
import VideoTasks

@testable import TaskStore

/// A folder that is removed with everything in it when nobody uses it any more.
final class TemporaryFolder {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory
      .appending(path: "rushes-store-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit {
    // A folder that cannot be removed is left to the system.
    try? FileManager.default.removeItem(atPath: path)
  }

  var database: String { path + "/rushes.db" }

  func open(
    _ access: TaskStore.Access = .readWrite, at seconds: Int64 = 1000,
    options: StoreOptions = StoreOptions()
  ) throws(StoreError) -> TaskStore {
    // No test cuts the power, and waiting for the disk is most of the time that they would take.
    var options = options
    options.syncs = false
    return try TaskStore(
      folder: path, access: access, now: Timestamp(seconds: seconds), options: options)
  }
}

/// The bytes of a file, or nil when there is none.
func bytes(_ path: String) -> [UInt8]? {
  fileBytes(path)
}

/// The permission bits of a file.
func mode(_ path: String) -> mode_t {
  var facts = stat()
  return stat(path, &facts) == 0 ? facts.st_mode & 0o777 : 0
}

func seconds(_ count: Int64) -> Timestamp { Timestamp(seconds: count) }

func newTask(
  _ prompt: String = "A heron", profile: String = "apiyi", after: TaskID? = nil,
  onceName: String? = nil, remoteID: String? = nil
) -> NewTask {
  NewTask(
    profile: profile, api: .ark, model: "doubao-seedance-2-0-260128",
    request: RequestDraft(prompt: prompt), after: after, onceName: onceName, remoteID: remoteID)
}

extension TaskStore {
  /// Stores one waiting task.
  func add(
    _ prompt: String = "A heron", profile: String = "apiyi", after: TaskID? = nil,
    at moment: Timestamp = seconds(1000)
  ) throws(StoreError) -> TaskID {
    try insertOnce(newTask(prompt, profile: profile, after: after), now: moment).id
  }

  /// Gives a task a state, as an outcome would.
  func set(
    _ id: TaskID, _ status: TaskStatus, at moment: Timestamp = seconds(1000)
  ) throws(StoreError) {
    _ = try change(id, now: moment) { task, _ in
      task.status = status
      return nil
    }
  }

  func status(of id: TaskID) throws(StoreError) -> TaskStatus? { try task(id)?.status }

  func kinds(of id: TaskID) throws(StoreError) -> [String] { try events(of: id).map(\.kind) }

  /// What counting every task gives, where `tallies` reads totals.
  func fullCount() throws(StoreError) -> [TaskStatus: Int] {
    var counts: [TaskStatus: Int] = [:]
    try forEachTask(ascending: true) { task in counts[task.status, default: 0] += 1 }
    return counts
  }
}
