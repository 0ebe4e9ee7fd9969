package import HTTPTransport
package import VideoTasks

// The driver's own translation between calls and the transport, for a network that is simulated.

extension DownloadOrder {
  /// The headers that ask for what is missing.
  package var headers: [HTTPHeader] { rangeHeaders }

  /// Where the body of an answer goes.
  package func decision(on answer: HTTPResponseHead) -> HTTPBodyDecision { body(of: answer) }
}

extension CallResult {
  /// The end of a call as the engine sees it.
  ///
  /// - Parameter head: the head of a transfer's answer, once it has come.
  package static func of(
    _ result: Result<HTTPResponse, HTTPFailure>, head: HTTPResponseHead? = nil
  ) -> CallResult {
    CallResult(result, head: head.map { DownloadHead($0) })
  }
}

extension DownloadHead {
  /// What of an answer's head matters to a download.
  package static func of(_ answer: HTTPResponseHead) -> DownloadHead { DownloadHead(answer) }
}

extension SubmitGate {
  /// Asks, connected and before the first byte, whether a create may go out.
  package func letsOut(_ task: TaskID) -> Bool { opens(for: task) }

  /// Lets nothing through from now on; returns the tasks whose creates it has let through.
  package func letNothingOut() -> Set<TaskID> { close() }

  /// Notes that the create of `task` has ended.
  package func noteEnd(of task: TaskID) { ended(task) }
}
