import Sandbox
import Testing
import VideoAPIs
import VideoTasks

/// The calls that only some of the APIs have.
@Suite struct LibraryAndListTests {
  private func server(
    _ prefix: SandboxPrefix, _ fault: SandboxFault?, _ call: SandboxCall
  ) throws -> PlayedServer {
    try PlayedServer(
      prefix, faults: fault.map { [SandboxFaultRule($0, call: call, times: 100)] } ?? [])
  }

  // MARK: List and cancel

  private static func faults(of call: SandboxCall) -> [SandboxFault?] {
    [nil] + SandboxFault.allCases.filter { $0.calls.contains(call) && $0.apis.contains(.ark) }
  }

  @Test(arguments: faults(of: .list))
  func `a list has the tasks, or nothing was learned`(fault: SandboxFault?) throws {
    let server = try server(.official, fault, .list)
    let ids = [try server.task(), try server.task()]
    let call = try #require(server.dialect.list(TaskListQuery(remoteIDs: ids)))
    let outcome = server.send(call).map { server.dialect.listOutcome($0, now: server.now) }
    switch fault.map(QueryKind.after) ?? .state {
    case .unanswered: #expect(outcome == nil)
    case .again:
      guard case .tryAgain? = outcome else {
        Issue.record("\(String(describing: outcome))")
        return
      }
    case .state:
      guard case .tasks(let tasks, let total)? = outcome else {
        Issue.record("\(String(describing: outcome))")
        return
      }
      #expect(tasks.count == (fault == .listLags ? 1 : 2) && total == tasks.count)
      #expect(Set(tasks.map(\.remoteID)).isSubset(of: ids))
      #expect(tasks.allSatisfy { $0.state.status == .queued && $0.model != nil })
      #expect(tasks.allSatisfy { $0.createdAt == server.now })
    }
  }

  @Test(arguments: faults(of: .cancel))
  func `a cancel has cancelled, or is not said to have`(fault: SandboxFault?) throws {
    let server = try server(.official, fault, .cancel)
    let id = try server.task()
    let outcome = server.send(try #require(server.dialect.cancel(id)))
      .map(server.dialect.cancelOutcome)
    guard case .state(let told)? = server.query(id) else {
      Issue.record("the task is gone")
      return
    }
    if case .cancelled? = outcome {
      // A server that says so and does not do so is seen by the next query alone.
      #expect(told.status == (fault == .cancelIgnored ? .queued : .cancelled))
    }
    switch fault {
    case nil, .slowAnswer, .silence, .lostFirstBytes, .mislabelledGzip, .emptyAnswer, .brokenText,
      .cancelIgnored:
      #expect(outcome == .cancelled)
    case .cancel409:
      guard case .notPossible(let failure)? = outcome else {
        Issue.record("\(String(describing: outcome))")
        return
      }
      #expect(failure.code == "InvalidAction.RunningTaskDeletion")
    default: #expect(outcome != .cancelled)
    }
  }

  // MARK: The asset library

  private static let assetFaults: [SandboxFault?] =
    [nil] + SandboxFault.allCases.filter { $0.calls.contains(.assetAdd) }

  @Test(arguments: assetFaults, [SandboxPrefix.kyyvideo2, .kyyaipower, .x1])
  func `an upload is accepted with an id, or is not`(
    fault: SandboxFault?, prefix: SandboxPrefix
  ) throws {
    let server = try server(prefix, fault, .assetAdd)
    let library = AssetDialect()
    let base = Profile.assetBase(of: prefix.path)
    let upload = library.upload(kind: .image, url: "https://media.example/a.png", name: "fox")
    let outcome = server.send(upload, below: base).map(library.uploadOutcome)
    guard case .accepted(let id)? = outcome else {
      #expect(fault.map(CreateKind.after) != .accepted || fault == .assetRefused)
      if fault == .assetRefused {
        guard case .refused? = outcome else {
          Issue.record("\(String(describing: outcome))")
          return
        }
      }
      return
    }
    #expect(fault.map { CreateKind.after($0) == .accepted && $0 != .assetRefused } ?? true)
    func status() -> AssetStatusOutcome? {
      server.send(library.status(id), below: base).map(library.statusOutcome)
    }
    #expect(status() == .processing)
    server.advance(.seconds(5))
    switch fault {
    case .assetStuck: #expect(status() == .processing)
    case .assetFailed:
      guard case .failed? = status() else {
        Issue.record("\(String(describing: status()))")
        return
      }
    default: #expect(status() == .active)
    }
    #expect(server.send(library.remove(id), below: base).map(library.removeOutcome) == .removed)
    #expect(status() == .gone)
  }

  @Test func `the success codes of the library are understood both as numbers and as texts`() throws
  {
    let faults = [SandboxCall.assetAdd, .assetPoll, .assetRemove].map {
      SandboxFaultRule(.assetCodesSwapped, call: $0, times: 100)
    }
    let server = try PlayedServer(.kyyvideo2, faults: faults)
    let library = AssetDialect()
    let upload = library.upload(kind: .video, url: "https://media.example/a.mp4", name: nil)
    guard case .accepted(let id)? = server.send(upload).map(library.uploadOutcome) else {
      Issue.record("the upload was not accepted")
      return
    }
    #expect(server.send(library.status(id)).map(library.statusOutcome) == .processing)
    #expect(server.send(library.remove(id)).map(library.removeOutcome) == .removed)
  }
}
