internal import Glibc
internal import Synchronization
internal import VideoTasks

/// Keeps the body of every create as it arrived, byte for byte, in a file of its own.
final class BodyShelf: Sendable {
  /// Bytes that all bodies together may take; beyond it the oldest go.
  static let roomForAll = 512 << 20
  private static let keptFor = Duration.seconds(7 * 24 * 3600)

  private let folder: String
  private let room: Int
  /// About how much is taken: what other processes add is seen at the next clearing.
  private let taken: Mutex<Int>

  /// Opens the shelf in `folder`, clears what is over seven days old, and makes room.
  init(folder: String, room: Int = roomForAll, now: Timestamp) throws(SandboxError) {
    self.folder = folder
    self.room = room
    try Disk.makeFolder(folder)
    taken = Mutex(0)
    for name in Disk.names(in: folder) {
      guard let made = Self.moment(of: name) else { continue }
      if made + Self.keptFor <= now { unlink(folder + "/" + name) }
    }
    taken.withLock { $0 = clear(to: room) }
  }

  /// Stores a body, on disk when this returns; the file's name in the folder.
  func keep(_ body: [UInt8], now: Timestamp) throws(SandboxError) -> String {
    while true {
      let name = "\(CalendarText.utc(now))-\(TaskID.random(5)).json"
      guard try Disk.writeNew(folder + "/" + name, body) else { continue }
      taken.withLock { taken in
        taken += body.count
        // Half of the room is cleared at once, so that it is not done for every body.
        if taken > room { taken = clear(to: max(room / 2, body.count)) }
      }
      return name
    }
  }

  /// Removes the oldest bodies until the rest takes `most` bytes; how many it takes then.
  private func clear(to most: Int) -> Int {
    var total = 0
    for name in Disk.names(in: folder).filter({ Self.moment(of: $0) != nil }).sorted(by: >) {
      var status = stat()
      guard stat(folder + "/" + name, &status) == 0 else { continue }
      if total + Int(status.st_size) > most {
        unlink(folder + "/" + name)
      } else {
        total += Int(status.st_size)
      }
    }
    return total
  }

  private static func moment(of name: String) -> Timestamp? {
    name.hasSuffix(".json") ? CalendarText.parseUTC(String(name.prefix(16))) : nil
  }
}
