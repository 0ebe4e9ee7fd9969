internal import CMicrohttpd
internal import Dispatch
internal import Synchronization
internal import VideoTasks

/// Requests that wait for their time: no thread of the server is kept busy meanwhile.
final class HeldRequests: Sendable {
  private let queue = DispatchQueue(label: "sandbox.waits")
  private let state = Mutex(State())

  private struct State: @unchecked Sendable {
    // The pointers are only handed back to the library, which locks for itself; a request that is
    // held stays until it is resumed.
    var held: [Int: OpaquePointer] = [:]
    var next = 0
    var isStopped = false
  }

  /// Holds a request from within the library's call for it; false when the server is being stopped.
  func hold(_ request: OpaquePointer, for time: Duration) -> Bool {
    // The pointer only passes into the closure that runs at once.
    nonisolated(unsafe) let request = request
    let number = state.withLock { state -> Int? in
      guard !state.isStopped else { return nil }
      rushes_mhd_suspend(request)
      state.next += 1
      state.held[state.next] = request
      return state.next
    }
    guard let number else { return false }
    let milliseconds = Int(clamping: time.wholeMilliseconds)
    queue.asyncAfter(deadline: .now() + .milliseconds(milliseconds)) { [weak self] in
      self?.release(number)
    }
    return true
  }

  /// Lets all of them go on; nothing is held any more.
  func stop() {
    state.withLock { state in
      state.isStopped = true
      for request in state.held.values { rushes_mhd_resume(request) }
      state.held = [:]
    }
  }

  private func release(_ number: Int) {
    state.withLock { state in
      if let request = state.held.removeValue(forKey: number) { rushes_mhd_resume(request) }
    }
  }
}
