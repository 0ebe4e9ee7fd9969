import CSimulatedDisk
import FoundationEssentials
import Testing

@testable import TaskStore

/// What the disk refuses while it is being saved is not there later, or its user is told so.
struct RefusedCommitTests {
  private let folder: TemporaryFolder
  private let newStore: [UInt8]

  init() throws {
    folder = try TemporaryFolder()
    _ = try folder.open()
    newStore = try #require(bytes(folder.database))
  }

  /// Lets calls to the disk fail while a task is stored, ends the program, and opens the store again.
  ///
  /// - Returns: what was told, and how many tasks there are.
  private func storeTask(
    failing count: Int64, after calls: Int64
  ) throws -> (told: StoreError?, tasks: Int) {
    let disk = simulated_disk_make(7)
    defer { simulated_disk_free(disk) }
    newStore.withUnsafeBytes { bytes in
      simulated_disk_put(disk, folder.database, bytes.baseAddress, Int64(bytes.count))
    }
    var told: StoreError?
    try process(disk, "refusing") { store, process in
      simulated_process_fault(process, SIMULATED_IO_ERROR, calls, count)
      do throws(StoreError) {
        _ = try store.add()
      } catch {
        told = error
      }
      simulated_process_kill(process)
    }
    var tasks = 0
    try process(disk, "looking") { store, _ in
      tasks = try store.fullCount().values.reduce(0, +)
    }
    return (told, tasks)
  }

  private func process(
    _ disk: OpaquePointer?, _ name: String,
    _ body: (TaskStore, OpaquePointer) throws -> Void
  ) throws {
    let vfs = "\(name)-\(UUID().uuidString)"
    let started = simulated_process_start(disk, vfs, { _, _, _ in }, nil)
    let process = try #require(started)
    defer { simulated_process_free(process) }
    try use(vfs, process, body)
  }

  /// A function of its own: the store is closed when it returns.
  private func use(
    _ vfs: String, _ process: OpaquePointer, _ body: (TaskStore, OpaquePointer) throws -> Void
  ) throws {
    let store = try TaskStore(
      folder: folder.path, access: .readWrite, now: seconds(1),
      options: StoreOptions(vfs: vfs))
    try body(store, process)
    simulated_process_prepare_to_free(process)
  }

  @Test(arguments: [1, 2, 4, 1000] as [Int64])
  func `a change that is told as refused does not come back with the next start`(
    count: Int64
  ) throws {
    var kinds: Set<String> = []
    for calls in 0..<60 as Range<Int64> {
      let (told, tasks) = try storeTask(failing: count, after: calls)
      guard let told else {
        #expect(tasks == 1)
        continue
      }
      kinds.insert("\(told.kind)")
      if told.kind != .uncertain { #expect(tasks == 0, "after \(calls) calls: \(told)") }
    }
    // One refusal is undone by the next write, unless that is refused as well.
    #expect(kinds.contains("uncertain") == (count > 1))
  }
}
