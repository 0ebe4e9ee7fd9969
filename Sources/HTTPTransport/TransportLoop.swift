import CCurl
internal import Wording

/// What the transport's thread does: takes commands, lets libcurl work, tells results, waits.
final class TransportLoop {
  /// Why the loop ended.
  enum End {
    case closed
    /// libcurl's multi handle is beyond repair.
    case broken(String)
  }

  // Handles kept for the next requests; each holds a few KiB.
  private static let mostIdleHandles = 8

  private let queue: CommandQueue
  private let multi: UnsafeMutableRawPointer
  private var lanes: Lanes<Transfer>
  private var transfers: [ObjectIdentifier: Transfer] = [:]
  private var active: [ObjectIdentifier: Transfer] = [:]
  private var idleHandles: [EasyHandle] = []

  /// Takes over `multi`; `tearDown` frees it.
  init(queue: CommandQueue, multi: UnsafeMutableRawPointer) {
    self.queue = queue
    self.multi = multi
    lanes = Lanes(
      perLane: queue.options.connectionsPerHost, total: queue.options.connectionsTotal)
    rushes_curl_multi_set_long(multi, CURLMOPT_PIPELINING, Int(CURLPIPE_NOTHING))
    rushes_curl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, queue.options.connectionsTotal)
  }

  /// Runs until the transport is closed or libcurl fails.
  func run() -> End {
    while true {
      let batch = queue.take()
      for command in batch.commands { obey(command) }
      if batch.isClosed {
        cancelAll()
        return .closed
      }
      beginWaiting()
      var running: Int32 = 0
      let result = rushes_curl_multi_perform(multi, &running)
      guard result == CURLM_OK else { return fail(result) }
      // Ended transfers free places, and their completions may have posted commands.
      if collectEnded() { continue }
      let now = Instant.now()
      if expire(now) { continue }
      guard queue.mayWait(in: multi) else { continue }
      let waited = rushes_curl_multi_poll(multi, nextDeadline().milliseconds(since: now))
      guard waited == CURLM_OK else { return fail(waited) }
    }
  }

  /// Frees everything of libcurl; kept connections are closed.
  func tearDown() {
    for handle in idleHandles { handle.free() }
    idleHandles = []
    rushes_curl_multi_cleanup(multi)
  }

  // MARK: Commands

  private func obey(_ command: CommandQueue.Command) {
    switch command {
    case .start(let order): admit(order)
    case .cancel(let call):
      guard let transfer = transfers[ObjectIdentifier(call)] else { return }
      transfer.stop(.cancelled)
      finish(transfer, nil)
    }
  }

  private func admit(_ order: CallOrder) {
    guard !order.call.isCancelled else { return order.completion(.failure(.cancelledUnsent)) }
    switch RequestCheck.target(of: order.request) {
    case .failure(let failure): order.completion(.failure(failure))
    case .success(let target):
      let transfer = Transfer(order: order, target: target)
      transfers[ObjectIdentifier(order.call)] = transfer
      lanes.add(transfer, to: transfer.lane)
    }
  }

  private func cancelAll() {
    for transfer in transfers.values {
      transfer.stop(.cancelled)
      finish(transfer, nil)
    }
  }

  // MARK: Beginning and ending

  private func beginWaiting() {
    while let transfer = lanes.next() {
      // One that was cancelled while it waited has ended already.
      guard transfers[ObjectIdentifier(transfer.order.call)] != nil else {
        lanes.leave(transfer.lane)
        continue
      }
      active[ObjectIdentifier(transfer.order.call)] = transfer
      guard let handle = idleHandles.popLast() ?? EasyHandle() else {
        transfer.stop(.other, Phrase("libcurl is out of memory").english)
        finish(transfer, nil)
        continue
      }
      transfer.handle = handle
      transfer.begin(at: .now())
      guard TransferSetup.prepare(handle, for: transfer, options: queue.options),
        rushes_curl_multi_add(multi, handle.raw) == CURLM_OK
      else {
        transfer.stop(.other, Phrase("libcurl refused an option").english)
        finish(transfer, nil)
        continue
      }
    }
  }

  // Tells the result. The transfer is out of every list before its completion is called.
  private func finish(_ transfer: Transfer, _ failure: HTTPFailure?) {
    let key = ObjectIdentifier(transfer.order.call)
    transfers[key] = nil
    if active.removeValue(forKey: key) != nil { lanes.leave(transfer.lane) }
    if let handle = transfer.handle {
      rushes_curl_multi_remove(multi, handle.raw)
      transfer.handle = nil
      handle.reset()
      if idleHandles.count < Self.mostIdleHandles {
        idleHandles.append(handle)
      } else {
        handle.free()
      }
    }
    TransferSetup.release(transfer)
    transfer.order.completion(transfer.conclude(failure))
  }

  private func collectEnded() -> Bool {
    var hasEnded = false
    var code = CURLE_OK
    while let easy = rushes_curl_multi_next_ended(multi, &code) {
      var raw: UnsafeMutableRawPointer?
      rushes_curl_get_pointer(easy, CURLINFO_PRIVATE, &raw)
      guard let transfer = Transfer.of(raw) else { continue }
      hasEnded = true
      let words = transfer.handle?.failureWords ?? ""
      finish(transfer, .of(code, isSent: transfer.isSent, words: words))
    }
    return hasEnded
  }

  // MARK: Time

  private func expire(_ now: Instant) -> Bool {
    var expired: [Transfer] = []
    for transfer in active.values {
      transfer.noteUpload(at: now)
      if transfer.deadline <= now { expired.append(transfer) }
    }
    for transfer in expired {
      transfer.expire(at: now)
      finish(transfer, nil)
    }
    return !expired.isEmpty
  }

  // libcurl itself wakes earlier when a time of its own (connecting) comes first.
  private func nextDeadline() -> Instant {
    active.values.reduce(Instant(nanoseconds: .max)) { min($0, $1.deadline) }
  }

  private func fail(_ code: CURLMcode) -> End {
    let words = Phrase("libcurl failed (multi error {code})", ["code": Int(code.rawValue)]).english
    for transfer in transfers.values {
      transfer.stop(.other, words)
      finish(transfer, nil)
    }
    return .broken(words)
  }
}
