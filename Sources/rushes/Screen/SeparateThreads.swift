internal import Dispatch

/// Runs pieces of work at once, each on a thread of its own.
///
/// Not a concurrent queue: libdispatch counts the threads of those every second from their first
/// use on, by a timer that wakes an idle program for ever.
struct SeparateThreads: Sendable {
  /// What the threads are called.
  let label: String

  /// Begins a piece of work.
  func async(_ work: @escaping @Sendable () -> Void) {
    DispatchQueue(label: label).async(execute: work)
  }
}
