import Simulation
import Testing

/// A thousand runs of the whole engine under faults; the command `rushes-simulation` runs more.
@Suite struct SimulationTests {
  @Test(arguments: 0..<10 as Range<UInt64>)
  func `whatever fails and whenever it ends, nothing is paid twice and nothing is lost`(
    part: UInt64
  ) throws {
    let ground = try Ground()
    for seed in stride(from: part, to: 1000, by: 10) {
      if let problem = Simulation.run(seed: seed, ground: ground).problem {
        Issue.record("seed \(seed): \(problem)")
      }
    }
  }

  @Test func `a seed repeats its run, line by line`() throws {
    let ground = try Ground()
    for seed in [3, 17, 40] as [UInt64] {
      let first = Simulation.run(seed: seed, ground: ground, isTracing: true)
      let again = Simulation.run(seed: seed, ground: ground, isTracing: true)
      #expect(first.trace == again.trace)
      #expect(first.trace.count > 5)
    }
  }
}
