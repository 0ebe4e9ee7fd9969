import Glibc
import Testing

@testable import TaskStore

@Suite struct `The sign of an agent` {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `stands exactly as long as one of them lives`() throws {
    #expect(!TaskStore.hasAgent(folder: folder.path))
    var first: AgentMark? = try AgentMark(folder: folder.path + "/")
    #expect(first?.isFirst == true)
    #expect(TaskStore.hasAgent(folder: folder.path))
    var second: AgentMark? = try AgentMark(folder: folder.path)
    #expect(second?.isFirst == false)
    first = nil
    #expect(TaskStore.hasAgent(folder: folder.path))
    // An engine of another kind clears away what dead engines have left.
    let store = try folder.open()
    _ = try store.registerOwner(now: seconds(1000))
    #expect(store.hasAgent)
    #expect(try AgentMark(folder: folder.path).isFirst == false)
    second = nil
    #expect(!store.hasAgent)
    #expect(try AgentMark(folder: folder.path).isFirst)
  }

  @Test func `is closed to others, and no sign where nothing is`() throws {
    _ = try AgentMark(folder: folder.path)
    var facts = stat()
    #expect(stat(folder.path + "/agent.lock", &facts) == 0)
    #expect(facts.st_mode & 0o777 == 0o600)
    #expect(!TaskStore.hasAgent(folder: folder.path + "/nowhere"))
    #expect(!TaskStore.hasAgent(folder: "/proc"))
    #expect(throws: StoreError.self) { try AgentMark(folder: "/proc/none") }
  }
}
