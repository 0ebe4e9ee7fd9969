internal import CLinux
internal import Glibc

/// What a loop asks of the kernel: the descriptors of signals, input, folders and a mailbox.
///
/// Apart from the loop, whose type of messages is known only where the loop is used.
@usableFromInline
final class Poller {
  /// Something that was found.
  @usableFromInline
  enum Found {
    case readable(Int32)
    case hungUp(Int32)
    case signal(Int32)
    case folderChanged(FolderWatch)
    case mail
    case deadline
  }

  private let signalDescriptor: Int32
  private let mailDescriptor: Int32
  private var folderDescriptor: Int32 = -1
  private var folders: Set<FolderWatch> = []
  private var descriptors: [Int32] = []
  /// What is polled: signals, input, folders and mail.
  private var entries: [rushes_poll_entry] = []

  init(signals: [Int32], mailDescriptor: Int32) throws(EventLoopError) {
    let opened = rushes_signals_open(signals, Int32(signals.count))
    guard opened >= 0 else { throw EventLoopError(.signals, opened) }
    signalDescriptor = opened
    self.mailDescriptor = mailDescriptor
    listEntries()
  }

  deinit {
    close(signalDescriptor)
    if folderDescriptor >= 0 { close(folderDescriptor) }
  }

  func watch(descriptor: Int32) {
    guard !descriptors.contains(descriptor) else { return }
    descriptors.append(descriptor)
    listEntries()
  }

  func unwatch(descriptor: Int32) {
    descriptors.removeAll { $0 == descriptor }
    listEntries()
  }

  func watchFolder(_ path: String) throws(EventLoopError) -> FolderWatch {
    if folderDescriptor < 0 {
      let opened = rushes_folders_open()
      guard opened >= 0 else { throw EventLoopError(.watchFolder(path), opened) }
      folderDescriptor = opened
      listEntries()
    }
    let number = rushes_folders_add(folderDescriptor, path)
    guard number >= 0 else { throw EventLoopError(.watchFolder(path), number) }
    let watch = FolderWatch(number: number)
    folders.insert(watch)
    return watch
  }

  func unwatchFolder(_ watch: FolderWatch) {
    guard folders.remove(watch) != nil else { return }
    // The kernel ends the watch of a deleted folder by itself; then there is nothing to remove.
    rushes_folders_remove(folderDescriptor, watch.number)
  }

  /// Waits until something happens and returns all that has, at least one thing.
  @usableFromInline
  func wait(until deadline: MonotonicTime?) -> [Found] {
    while true {
      let found = rushes_poll(&entries, Int32(entries.count), remaining(until: deadline))
      var events: [Found] = []
      if found > 0 {
        for entry in entries where entry.readable || entry.hung_up {
          collect(entry, into: &events)
        }
      } else if found < 0 && found != -EINTR && found != -EAGAIN {
        // The set of descriptors is our own, so only the kernel's memory can be short; going on
        // would spin.
        preconditionFailure(EventLoopError(.wait, found).message)
      }
      if let deadline, MonotonicTime.now() >= deadline { events.append(.deadline) }
      if !events.isEmpty { return events }
    }
  }

  private func listEntries() {
    var all = [signalDescriptor]
    all += descriptors
    if folderDescriptor >= 0 { all.append(folderDescriptor) }
    all.append(mailDescriptor)
    entries = all.map { rushes_poll_entry(descriptor: $0, readable: false, hung_up: false) }
  }

  /// Nanoseconds for the kernel; negative is without end.
  private func remaining(until deadline: MonotonicTime?) -> Int64 {
    guard let deadline else { return -1 }
    let now = MonotonicTime.now()
    return deadline > now ? deadline.nanoseconds - now.nanoseconds : 0
  }

  private func collect(_ entry: rushes_poll_entry, into events: inout [Found]) {
    switch entry.descriptor {
    case signalDescriptor:
      var seen: [Int32] = []
      while case let signal = rushes_signals_next(signalDescriptor), signal > 0 {
        if !seen.contains(signal) { seen.append(signal) }
      }
      events += seen.map { .signal($0) }
    case mailDescriptor: events.append(.mail)
    case folderDescriptor:
      events += changedFolders().map { .folderChanged($0) }
    default:
      if entry.readable {
        events.append(.readable(entry.descriptor))
      } else {
        unwatch(descriptor: entry.descriptor)
        events.append(.hungUp(entry.descriptor))
      }
    }
  }

  private func changedFolders() -> [FolderWatch] {
    // Watches that were just ended are told as well, so there can be more than `folders` holds.
    let limit = 2 * folders.count + 64
    var numbers = [Int32](repeating: 0, count: limit)
    var ended = [Bool](repeating: false, count: limit)
    let count = rushes_folders_next(folderDescriptor, &numbers, &ended, Int32(limit))
    // Changes were dropped: any folder may have been among them.
    guard count >= 0 else { return Array(folders) }
    var changed: [FolderWatch] = []
    for index in 0..<Int(count) {
      let watch = FolderWatch(number: numbers[index])
      guard folders.contains(watch) else { continue }
      if ended[index] { folders.remove(watch) }
      changed.append(watch)
    }
    return changed
  }
}
