import CCurl
import Glibc
internal import Wording

/// The thread on which all transfers of one transport run.
enum TransportThread {
  /// Starts the thread with all signals blocked except those that a fault of its own raises, so
  /// that no handler ever runs there and a broken connection raises no SIGPIPE that ends us.
  static func launch(_ queue: CommandQueue) -> pthread_t? {
    var blocked = sigset_t()
    var before = sigset_t()
    sigfillset(&blocked)
    for fault in [SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGABRT, SIGSYS] {
      sigdelset(&blocked, fault)
    }
    pthread_sigmask(SIG_SETMASK, &blocked, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    var thread = pthread_t()
    let box = Unmanaged.passRetained(queue)
    let result = pthread_create(
      &thread, nil,
      { raw in
        guard let raw else { return nil }
        TransportThread.main(Unmanaged<CommandQueue>.fromOpaque(raw).takeRetainedValue())
        return nil
      }, box.toOpaque())
    guard result == 0 else {
      box.release()
      return nil
    }
    return thread
  }

  private static func main(_ queue: CommandQueue) {
    if let problem = queue.openLibrary() {
      return failAll(
        queue, HTTPFailure(kind: .missingLibrary, detail: problem, wasSent: .no))
    }
    guard let multi = rushes_curl_multi_init() else {
      return failAll(
        queue,
        HTTPFailure(kind: .other, detail: Phrase("libcurl is out of memory").english, wasSent: .no))
    }
    let loop = TransportLoop(queue: queue, multi: multi)
    let end = loop.run()
    loop.tearDown()
    if case .broken(let words) = end {
      failAll(queue, HTTPFailure(kind: .other, detail: words, wasSent: .no))
    }
  }

  // Ends every request that comes until the queue is empty, then the thread.
  private static func failAll(_ queue: CommandQueue, _ failure: HTTPFailure) {
    repeat {
      for case .start(let order) in queue.take().commands {
        order.completion(.failure(order.call.isCancelled ? .cancelledUnsent : failure))
      }
    } while !queue.retire()
  }
}
