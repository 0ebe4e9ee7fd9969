import Testing

struct SimulationTests {
  @Test(arguments: 0..<10)
  func `whatever fails and whenever it ends, nothing is paid twice and nothing is lost`(part: Int)
    throws
  {
    for seed in UInt64(part * 30)..<UInt64(part * 30 + 30) {
      do {
        try Simulation(seed: seed).run()
      } catch {
        Issue.record("seed \(seed): \(error)")
      }
    }
  }
}
