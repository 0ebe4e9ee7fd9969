import Engine
import Glibc
import MediaTools
import VideoTasks

/// The disk for videos: what programs see, and what a power cut would leave.
///
/// Bytes become durable when their file is synced, names when their folder is: the least that
/// POSIX promises. What was not synced is kept or lost sector by sector and name by name.
final class SimulatedVideoDisk {
  /// A file, whatever its names.
  final class Node {
    let number: UInt64
    var bytes: [UInt8] = []
    var durable: [UInt8] = []
    /// Whether the system would write something if it were synced.
    var isDirty = false
    /// Whether a sync has failed, after which the system takes lost bytes for written ones.
    var hasLostBytes = false
    /// By the clock of the machine.
    var changedAt: Timestamp

    init(number: UInt64, at now: Timestamp) {
      self.number = number
      changedAt = now
    }
  }

  private(set) var names: [String: Node] = [:]
  private(set) var durableNames: [String: Node] = [:]
  private var numbers: UInt64 = 0
  private let clock: SimulatedClock
  /// When the machine was started, in true time.
  var startedAt: Timestamp
  /// Bytes that are free.
  var room: Int64 = 1 << 40

  static let sector = 64

  init(clock: SimulatedClock) {
    self.clock = clock
    startedAt = clock.truth
  }

  func bytes(_ path: String) -> [UInt8]? { names[path]?.bytes }

  /// What a power cut that keeps nothing else would leave under a name.
  func durableBytes(_ path: String) -> [UInt8]? { durableNames[path]?.durable }

  /// Puts a file of somebody else's there.
  func put(_ bytes: [UInt8], at path: String) {
    let node = make()
    node.bytes = bytes
    node.durable = bytes
    names[path] = node
    durableNames[path] = node
  }

  /// The file of a name, which is made where there is none.
  func open(_ path: String) -> Node {
    if let node = names[path] { return node }
    let node = make()
    names[path] = node
    return node
  }

  private func make() -> Node {
    numbers += 1
    return Node(number: numbers, at: clock.now)
  }

  func truncate(_ node: Node, to size: Int) {
    node.bytes.removeLast(max(0, node.bytes.count - size))
    node.isDirty = true
    node.changedAt = clock.now
  }

  /// Writes at a place of one's own, as write(2) does, whatever others have made of the file.
  func write(_ bytes: ArraySlice<UInt8>, to node: Node, at place: Int) {
    let missing = place + bytes.count - node.bytes.count
    if missing > 0 { node.bytes += [UInt8](repeating: 0, count: missing) }
    node.bytes.replaceSubrange(place..<place + bytes.count, with: bytes)
    node.isDirty = true
    node.changedAt = clock.now
  }

  // MARK: The calls

  func facts(_ path: String) -> FileFacts? {
    guard let node = names[path] else { return nil }
    let started = clock.now - (clock.truth - startedAt)
    let isOurs =
      node.changedAt >= started - .seconds(1) && node.changedAt <= clock.now + .seconds(2)
    return FileFacts(
      size: Int64(node.bytes.count), identity: [1, node.number], isFromEarlierStart: !isOurs,
      names: names.values.count { $0 === node })
  }

  func isWholeVideo(_ path: String) -> Bool {
    guard let bytes = names[path]?.bytes else { return false }
    return VideoCheck.problem(length: Int64(bytes.count)) { offset, count in
      Array(bytes[Int(offset)..<min(bytes.count, Int(offset) + count)])
    } == nil
  }

  /// - Parameter fails: the disk refuses, and the system forgets that there was something to write.
  func sync(_ path: String, fails: Bool) -> Int32 {
    if let node = names[path] {
      if node.isDirty && !fails { node.durable = node.bytes }
      if node.isDirty && fails { node.hasLostBytes = true }
      node.isDirty = false
      return fails ? EIO : 0
    }
    if fails { return EIO }
    durableNames = names
    return 0
  }

  func link(_ path: String, to name: String) -> Int32 {
    guard let node = names[path] else { return ENOENT }
    if names[name] != nil { return EEXIST }
    names[name] = node
    return 0
  }

  func makeEmpty(_ path: String) -> Int32 {
    if names[path] != nil { return EEXIST }
    names[path] = make()
    return 0
  }

  func rename(_ path: String, to name: String) -> Int32 {
    guard let node = names.removeValue(forKey: path) else { return ENOENT }
    names[name] = node
    return 0
  }

  func remove(_ path: String) -> Int32 { names.removeValue(forKey: path) == nil ? ENOENT : 0 }

  // MARK: Power cuts

  /// What the disk has after a power cut.
  func cutPower(_ loss: PowerLoss, _ dice: Dice) {
    for name in Set(names.keys).union(durableNames.keys).sorted() {
      guard names[name] !== durableNames[name], loss.loses(dice) else { continue }
      names[name] = durableNames[name]
    }
    var cut: Set<UInt64> = []
    for name in names.keys.sorted() {
      guard let node = names[name], cut.insert(node.number).inserted else { continue }
      lose(node, loss, dice)
    }
    durableNames = names
  }

  private func lose(_ node: Node, _ loss: PowerLoss, _ dice: Dice) {
    if node.bytes != node.durable {
      let size = loss.loses(dice) ? node.durable.count : node.bytes.count
      var left = [UInt8](repeating: 0, count: size)
      for start in stride(from: 0, to: size, by: SimulatedVideoDisk.sector) {
        let end = min(size, start + SimulatedVideoDisk.sector)
        let source = loss.loses(dice) ? node.durable : node.bytes
        for place in start..<end where place < source.count { left[place] = source[place] }
      }
      node.bytes = left
      node.durable = left
    }
    node.isDirty = false
  }
}

/// What becomes of what was not synced.
enum PowerLoss {
  case all, none, some

  func loses(_ dice: Dice) -> Bool {
    switch self {
    case .all: true
    case .none: false
    case .some: dice.below(2) == 0
    }
  }
}

/// The disk for videos as one process sees it.
struct ProcessDisk: DiskCalls {
  let disk: SimulatedVideoDisk
  unowned let process: SimulatedProcess

  func facts(_ path: String) -> FileFacts? { process.isDead ? nil : disk.facts(path) }

  func freeBytes(in folder: String) -> Int64? { process.isDead ? nil : disk.room }

  func makeFolder(_ path: String) -> Int32 { process.videoFault() ?? EEXIST }

  func isWholeVideo(_ path: String) -> Bool { !process.isDead && disk.isWholeVideo(path) }

  func sync(_ path: String) -> Int32 {
    process.waitsForDisk()
    let fault = process.videoFault()
    return fault == EINTR ? EIO : disk.sync(path, fails: fault != nil)
  }

  func link(_ path: String, to name: String) -> Int32 {
    process.waitsForDisk()
    return process.videoFault() ?? disk.link(path, to: name)
  }

  func makeEmpty(_ path: String) -> Int32 { process.videoFault() ?? disk.makeEmpty(path) }

  func rename(_ path: String, to name: String) -> Int32 {
    process.videoFault() ?? disk.rename(path, to: name)
  }

  /// An end, or a long stop, between a sync that failed and the removal that must follow is not
  /// stood: nothing would tell the next process of it. So that removal happens, and at once.
  func remove(_ path: String) -> Int32 {
    let hasLostBytes = disk.names[path]?.hasLostBytes == true
    if !hasLostBytes { process.waitsForDisk() }
    let fault = process.videoFault()
    if let fault, !hasLostBytes { return fault }
    return disk.remove(path)
  }
}
