import FoundationEssentials
import Testing

struct SimulationTests {
  /// How many seeds are tried; `RUSHES_SEEDS=5000` tries more.
  private static let seeds = ProcessInfo.processInfo.environment["RUSHES_SEEDS"].flatMap(
    UInt64.init)

  @Test(arguments: 0..<10 as Range<UInt64>)
  func `whatever fails and whenever it ends, nothing is paid twice and nothing is lost`(
    part: UInt64
  ) throws {
    for seed in stride(from: part, to: Self.seeds ?? 300, by: 10) {
      do {
        try Simulation(seed: seed).run()
      } catch {
        Issue.record("seed \(seed): \(error)")
      }
    }
  }
}
