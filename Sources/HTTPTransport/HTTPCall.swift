import Synchronization

/// A request that was started; may be cancelled from any thread, at any time, any number of times.
public final class HTTPCall: Sendable {
  private let cancelled = Atomic(false)
  private let queue: CommandQueue

  init(queue: CommandQueue) {
    self.queue = queue
  }

  /// Ends the request unless it has ended; its completion then gets `cancelled`. Returns at once.
  ///
  /// When no byte was sent before this call, none is sent after it.
  public func cancel() {
    guard !cancelled.exchange(true, ordering: .acquiringAndReleasing) else { return }
    queue.postCancel(self)
  }

  /// Whether `cancel` was called.
  var isCancelled: Bool { cancelled.load(ordering: .acquiring) }
}

/// A request with everything that its caller wants to hear about it.
struct CallOrder: Sendable {
  typealias Completion = @Sendable (Result<HTTPResponse, HTTPFailure>) -> Void

  let call: HTTPCall
  let request: HTTPRequest
  let willSend: (@Sendable () -> Bool)?
  let onResponse: (@Sendable (HTTPResponseHead) -> HTTPBodyDecision)?
  let onProgress: (@Sendable (HTTPProgress) -> Void)?
  let completion: Completion
}
