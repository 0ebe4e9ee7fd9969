internal import HTTPTransport
internal import Synchronization
internal import VideoAPIs
internal import VideoTasks
internal import Wording

/// What the transport's thread tells the engine's thread.
final class EngineInbox: Sendable {
  /// One piece of news.
  enum Event: Sendable {
    case finished(CallID, CallResult)
    case progress(CallID, bytes: Int64, head: DownloadHead)
  }

  private struct Contents {
    var finished: [Event] = []
    var progress: [CallID: (bytes: Int64, head: DownloadHead)] = [:]
    var reportedAt: [CallID: Timestamp] = [:]
  }

  private let contents = Mutex(Contents())
  private let clock: @Sendable () -> Timestamp
  private let wake: @Sendable () -> Void

  init(clock: @escaping @Sendable () -> Timestamp, wake: @escaping @Sendable () -> Void) {
    self.clock = clock
    self.wake = wake
  }

  /// Adds the end of a call and wakes the engine.
  func post(_ event: Event) {
    contents.withLock {
      $0.finished.append(event)
      if case .finished(let id, _) = event {
        $0.progress[id] = nil
        $0.reportedAt[id] = nil
      }
    }
    wake()
  }

  /// Notes how far a transfer has come; wakes the engine for it once a second at most.
  func report(_ id: CallID, bytes: Int64, head: DownloadHead) {
    let now = clock()
    let isDue = contents.withLock { contents in
      contents.progress[id] = (bytes, head)
      if let last = contents.reportedAt[id], now - last < .seconds(1), now >= last { return false }
      contents.reportedAt[id] = now
      return true
    }
    if isDue { wake() }
  }

  /// Everything that has come in since the last time, progress first.
  func take() -> [Event] {
    contents.withLock { contents in
      let progress = contents.progress.map {
        Event.progress($0.key, bytes: $0.value.bytes, head: $0.value.head)
      }
      let events = progress + contents.finished
      contents.progress = [:]
      contents.finished = []
      return events
    }
  }

  /// Keeps the end of a call that could not be recorded for the next time; does not wake the engine.
  func putBack(_ event: Event) {
    guard case .finished = event else { return }
    contents.withLock { $0.finished.append(event) }
  }
}

/// The head of a download's answer, between the callbacks of one transfer.
final class HeadBox: Sendable {
  private let head = Mutex<DownloadHead?>(nil)

  var value: DownloadHead? { head.withLock { $0 } }

  func set(_ value: DownloadHead) { head.withLock { $0 = value } }
}

extension CallResult {
  /// The end of a call as the engine sees it.
  init(_ result: Result<HTTPResponse, HTTPFailure>, head: DownloadHead? = nil) {
    switch result {
    case .success(let answer) where answer.fileOffset != nil:
      self = .fetched(DownloadHead(answer.head))
    case .success(let answer):
      self = .answered(
        APIAnswer(
          status: answer.status, headers: answer.headers.map { APIHeader($0.name, $0.value) },
          body: answer.body))
    case .failure(let failure):
      let described = CallFailure(failure)
      self = head.map { .brokeOff($0, described) } ?? .failed(described)
    }
  }
}

extension CallFailure {
  /// A transport's failure as the engine sees it.
  init(_ failure: HTTPFailure) {
    let kind: Kind =
      switch failure.kind {
      case .refused: failure.wasSent == .no ? .claimLost : .wrongPart
      case .cancelled: .cancelled
      case .disk(let code): .disk(code)
      case .badURL, .missingLibrary: .unready
      default: .network
      }
    self.init(
      kind: kind, mayHaveBeenSent: failure.wasSent == .maybe,
      reason: kind == .wrongPart
        ? Phrase("The server sent another part than was asked for.").english : failure.message,
      advice: failure.kind == .badURL
        ? Phrase("Correct base_url in the configuration.").english : "")
  }
}
