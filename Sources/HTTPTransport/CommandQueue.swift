import CCurl
import Glibc
import Synchronization
internal import Wording

/// Carries commands from any thread to the transport's thread, and owns that thread's life.
final class CommandQueue: Sendable {
  enum Command: Sendable {
    case start(CallOrder)
    case cancel(HTTPCall)
  }

  private enum Phase {
    case idle, running, closed
  }

  private struct State {
    var phase = Phase.idle
    var commands: [Command] = []
    var thread: pthread_t?
    /// Address of the multi handle while the thread may be waiting in it, else 0.
    var sleepingMulti: UInt = 0
  }

  let options: HTTPTransport.Options
  let openLibrary: @Sendable () -> String?
  private let state = Mutex(State())

  init(options: HTTPTransport.Options, openLibrary: @escaping @Sendable () -> String?) {
    self.options = options
    self.openLibrary = openLibrary
  }

  // MARK: Any thread

  func post(_ order: CallOrder) {
    let failure: HTTPFailure? = state.withLock { state in
      if state.phase == .closed { return .cancelledUnsent }
      if state.phase == .idle {
        guard let thread = TransportThread.launch(self) else {
          return HTTPFailure(
            kind: .other, detail: Phrase("no thread could be started").english, wasSent: .no)
        }
        state.thread = thread
        state.phase = .running
      }
      state.commands.append(.start(order))
      Self.wake(&state)
      return nil
    }
    if let failure { order.completion(.failure(failure)) }
  }

  func postCancel(_ call: HTTPCall) {
    state.withLock { state in
      guard state.phase == .running else { return }
      state.commands.append(.cancel(call))
      Self.wake(&state)
    }
  }

  func close() {
    let thread: pthread_t? = state.withLock { state in
      state.phase = .closed
      Self.wake(&state)
      defer { state.thread = nil }
      return state.thread
    }
    guard let thread else { return }
    if pthread_equal(thread, pthread_self()) != 0 {
      pthread_detach(thread)
    } else {
      pthread_join(thread, nil)
    }
  }

  // The multi handle is alive here: its thread clears the address, under the same lock, before
  // it frees the handle.
  private static func wake(_ state: inout State) {
    guard let multi = UnsafeMutableRawPointer(bitPattern: state.sleepingMulti) else { return }
    state.sleepingMulti = 0
    rushes_curl_multi_wakeup(multi)
  }

  // MARK: The transport's thread

  /// All commands so far, and whether the transport was closed.
  func take() -> (commands: [Command], isClosed: Bool) {
    state.withLock { state in
      state.sleepingMulti = 0
      defer { state.commands = [] }
      return (state.commands, state.phase == .closed)
    }
  }

  /// Whether the thread may wait in `multi`: false when there are commands to take first.
  func mayWait(in multi: UnsafeMutableRawPointer) -> Bool {
    let address = UInt(bitPattern: multi)
    return state.withLock { state in
      guard state.commands.isEmpty, state.phase == .running else { return false }
      state.sleepingMulti = address
      return true
    }
  }

  /// Gives the thread up when there is nothing left to do; the next request starts a new one.
  func retire() -> Bool {
    state.withLock { state in
      guard state.commands.isEmpty else { return false }
      if state.phase == .running {
        state.phase = .idle
        if let thread = state.thread { pthread_detach(thread) }
        state.thread = nil
      }
      return true
    }
  }
}

extension HTTPFailure {
  /// Cancelled before any byte was sent.
  static let cancelledUnsent = HTTPFailure(kind: .cancelled, detail: "", wasSent: .no)
}
