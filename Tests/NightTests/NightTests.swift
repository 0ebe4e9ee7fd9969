import Dispatch
import Glibc
import Sandbox
import Testing

@testable import Night

/// A short night; the command `rushes-night` has longer ones.
@Suite struct `A night in a minute` {
  private static let program: String = {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let length = max(0, readlink("/proc/self/exe", &buffer, buffer.count))
    let path = String(decoding: buffer.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return (path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ".") + "/rushes"
  }()

  @Test func `pays once for each intent and keeps every video, whoever is killed`() async throws {
    let plan = NightPlan(
      tasks: 60, engines: 2, secondsBetweenKills: 1, profiles: ["apiyi", "volcengine"])
    let report = try await withCheckedThrowingContinuation { continuation in
      DispatchQueue(label: "night").async {
        continuation.resume(with: Result { try Night(plan, program: Self.program).run() })
      }
    }
    #expect(report.broken == [])
    #expect(report.made == plan.tasks)
    #expect(report.kills > 0)
    #expect(report.videos > plan.tasks / 2, "\(report.text)")
  }

  @Test func `holds every fault that the sandbox knows`() throws {
    let known = Set(SandboxFault.allCases.map(\.rawValue))
    let used = Set(NightFaults.table.flatMap(\.faults))
    #expect(used.isDisjoint(with: NightFaults.leftOut.keys))
    #expect(used.union(NightFaults.leftOut.keys) == known)
    #expect(
      NightFaults.lines(tasks: 500, seed: 7) == NightFaults.lines(tasks: 500, seed: 7))
  }
}
