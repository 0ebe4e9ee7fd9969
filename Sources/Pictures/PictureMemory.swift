internal import TerminalUI

/// The answers that were given last, within a number of bytes.
struct PictureMemory {
  private struct Entry {
    let answer: PictureAnswer
    let bytes: Int
    var used: UInt64
  }

  private let limit: Int
  private var entries: [String: Entry] = [:]
  private var clock: UInt64 = 0
  /// Bytes of all entries, about.
  private(set) var bytes = 0

  /// Makes an empty memory of so many bytes.
  init(limit: Int) { self.limit = limit }

  /// The answer of a key.
  mutating func answer(_ key: String) -> PictureAnswer? {
    guard entries[key] != nil else { return nil }
    clock += 1
    entries[key]?.used = clock
    return entries[key]?.answer
  }

  /// Keeps an answer; those that were not used for longest make room. One that alone is too large is
  /// not kept.
  mutating func keep(_ answer: PictureAnswer, _ key: String) {
    remove(key)
    let size = Self.size(of: answer) + key.utf8.count
    guard size <= limit else { return }
    while bytes + size > limit, let oldest = entries.min(by: { $0.value.used < $1.value.used }) {
      remove(oldest.key)
    }
    clock += 1
    entries[key] = Entry(answer: answer, bytes: size, used: clock)
    bytes += size
  }

  private mutating func remove(_ key: String) {
    guard let entry = entries.removeValue(forKey: key) else { return }
    bytes -= entry.bytes
  }

  private static func size(of answer: PictureAnswer) -> Int {
    answer.tiles.reduce(256) { sum, tile in
      let graphic = tile.picture.graphic.map { $0.showing.count + $0.removing.count } ?? 0
      return sum + tile.picture.cells.count * MemoryLayout<PictureCellLayout>.stride + graphic
    }
  }

  private typealias PictureCellLayout = (String, UInt32, UInt32)
}
