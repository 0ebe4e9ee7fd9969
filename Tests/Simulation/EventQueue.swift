import Synchronization
import VideoTasks

/// What is to happen when, in true time; what falls on one moment happens in the order of planning.
final class EventQueue {
  struct Event {
    let at: Timestamp
    let number: Int
    /// The process in which it happens: not while that is stopped, and never once it is dead.
    let process: SimulatedProcess?
    let action: () -> Void
  }

  private var heap: [Event] = []
  private var numbers = 0

  var next: Timestamp? { heap.first?.at }

  func add(at moment: Timestamp, _ process: SimulatedProcess?, _ action: @escaping () -> Void) {
    numbers += 1
    heap.append(Event(at: moment, number: numbers, process: process, action: action))
    var child = heap.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      guard isBefore(child, parent) else { break }
      heap.swapAt(child, parent)
      child = parent
    }
  }

  func removeFirst() -> Event? {
    guard let first = heap.first else { return nil }
    let last = heap.removeLast()
    guard !heap.isEmpty else { return first }
    heap[0] = last
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count {
        if isBefore(child, least) { least = child }
      }
      guard least != parent else { return first }
      heap.swapAt(least, parent)
      parent = least
    }
  }

  func removeAll() { heap = [] }

  private func isBefore(_ one: Int, _ other: Int) -> Bool {
    let (left, right) = (heap[one], heap[other])
    return left.at == right.at ? left.number < right.number : left.at < right.at
  }
}

/// True time, and what the machine's clock shows.
final class SimulatedClock: Sendable {
  private struct State {
    var truth = Timestamp(seconds: 1_795_000_000)
    var error = Duration.zero
  }

  private let state = Mutex(State())

  /// True time: that of the servers.
  var truth: Timestamp {
    get { state.withLock { $0.truth } }
    set { state.withLock { $0.truth = max($0.truth, newValue) } }
  }

  /// What the machine's clock shows.
  var now: Timestamp { state.withLock { $0.truth + $0.error } }

  /// How far the machine's clock is ahead.
  var error: Duration {
    get { state.withLock { $0.error } }
    set { state.withLock { $0.error = newValue } }
  }
}
