import Engine
import HTTPTransport
import VideoTasks

/// One call on its way, as a process has it.
final class SimulatedCall {
  let call: EngineCall
  let profile: Profile
  let process: SimulatedProcess
  /// Whether a byte of it may have left.
  var isSent = false
  /// Whether its end has been told to the process.
  private(set) var isEnded = false
  /// The head of a transfer's answer, and the file that its bytes go to.
  var head: HTTPResponseHead?
  var file: SimulatedVideoDisk.Node?

  init(_ call: EngineCall, _ profile: Profile, _ process: SimulatedProcess) {
    self.call = call
    self.profile = profile
    self.process = process
  }

  /// Whether it goes out under the lease of the task's poll.
  var isQuestion: Bool {
    switch call.purpose {
    case .poll, .list, .look, .cancel: true
    case .create, .renew, .download, .lastFrame, .frame: false
    }
  }

  /// Tells the process how it ended, once.
  func end(_ result: CallResult) {
    guard !isEnded else { return }
    isEnded = true
    process.hear(self, result)
  }

  func end(_ result: Result<HTTPResponse, HTTPFailure>) {
    if case .success = result, call.isCreate, !isEnded {
      process.simulation.checks.createAnswered(call.task)
    }
    end(.of(result, head: head))
  }

  func fail(_ kind: HTTPFailure.Kind) {
    end(.failure(HTTPFailure(kind: kind, detail: "", wasSent: isSent ? .maybe : .no)))
  }
}
