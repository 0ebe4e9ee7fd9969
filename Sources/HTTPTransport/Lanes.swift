/// What competes for the same places: transfers to one host and port, into files or not.
struct Lane: Hashable {
  /// Scheme, host and port.
  var host: String
  /// Whether the answer goes to a file: such transfers last long and have places of their own.
  var isFile: Bool
}

/// Who waits for a place and who may start, first come first served within a lane, lanes in turn.
///
/// Adding is O(1); finding the next is O(number of lanes with someone waiting).
struct Lanes<Element> {
  private struct Line {
    var active = 0
    var waiting: [Element?] = []
    var head = 0

    var isEmpty: Bool { head == waiting.count }

    // What is taken is let go of at once: it may hold a body of many megabytes.
    mutating func pop() -> Element? {
      defer {
        waiting[head] = nil
        head += 1
        if head == waiting.count {
          waiting.removeAll(keepingCapacity: head <= 64)
          head = 0
        } else if head >= 1024, head * 2 >= waiting.count {
          waiting.removeFirst(head)
          head = 0
        }
      }
      return waiting[head]
    }
  }

  private let perLane: Int
  private let total: Int
  private var lines: [Lane: Line] = [:]
  private var turns: [Lane] = []
  private var activeTotal = 0
  private var activeFiles = 0

  /// `perLane` places a lane, `total` in all, of which files take at most half.
  init(perLane: Int, total: Int) {
    self.perLane = perLane
    self.total = total
  }

  /// Puts someone at the end of a lane.
  mutating func add(_ element: Element, to lane: Lane) {
    var line = lines.removeValue(forKey: lane) ?? Line()
    if line.isEmpty { turns.append(lane) }
    line.waiting.append(element)
    lines[lane] = line
  }

  /// The next one that has a place, which it holds until `leave`; nil when none has.
  mutating func next() -> Element? {
    guard activeTotal < total else { return nil }
    for index in turns.indices {
      let lane = turns[index]
      if lane.isFile && activeFiles >= total / 2 { continue }
      guard let active = lines[lane]?.active, active < perLane else { continue }
      guard let element = lines[lane]?.pop().flatMap({ $0 }) else { continue }
      turns.remove(at: index)
      if lines[lane]?.isEmpty == false { turns.append(lane) }
      lines[lane]?.active += 1
      activeTotal += 1
      if lane.isFile { activeFiles += 1 }
      return element
    }
    return nil
  }

  /// Gives a place back.
  mutating func leave(_ lane: Lane) {
    guard var line = lines.removeValue(forKey: lane) else { return }
    line.active -= 1
    activeTotal -= 1
    if lane.isFile { activeFiles -= 1 }
    if line.active > 0 || !line.isEmpty { lines[lane] = line }
  }
}
