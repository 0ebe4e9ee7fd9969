import Testing
import VideoTasks

@Suite struct ProgressEstimateTests {
  private func estimate(_ past: [Double], _ elapsed: Double) -> ProgressEstimate {
    ProgressEstimate(
      past: past.map { .seconds($0) }, typical: .seconds(100), elapsed: .seconds(elapsed))
  }

  @Test func `progress only grows and never reaches the end by itself`() {
    var last = -1.0
    for second in stride(from: 0.0, through: 100_000, by: 7) {
      let fraction = estimate([], second).fraction
      #expect(fraction >= last && fraction < 1)
      last = fraction
    }
    #expect(estimate([], 0).fraction == 0)
    #expect(abs(estimate([], 50).fraction - 0.4) < 1e-9)
    #expect(abs(estimate([], 100).fraction - 0.8) < 1e-9)
  }

  @Test func `the past counts when there is one, else the typical time`() {
    #expect(estimate([], 10).median == .seconds(100))
    #expect(estimate([30, 10, 20], 1).median == .seconds(20))
    #expect(estimate([40, 10, 20, 30], 1).median == .seconds(25))
  }

  @Test func `the time left counts only those that took longer`() {
    #expect(estimate([], 40).remaining == .seconds(60))
    #expect(estimate([], 100).remaining == nil)
    #expect(estimate([10, 20, 60], 5).remaining == .seconds(15))
    #expect(estimate([10, 20, 60], 30).remaining == .seconds(30))
    #expect(estimate([10, 20, 60], 60).remaining == nil)
  }

  @Test func `overdue is what took twice the median and longer than ever`() {
    #expect(!estimate([10, 20, 60], 50).isOverdue)
    #expect(estimate([10, 20, 60], 61).isOverdue)
    #expect(!estimate([20, 20, 20], 30).isOverdue)
    #expect(!estimate([], 200).isOverdue)
    #expect(estimate([], 201).isOverdue)
  }

  @Test func `a clock that runs backwards is no progress`() {
    #expect(estimate([0, -5], -10).fraction == 0)
  }

  @Test func `typical times grow with tier and length`() {
    func typical(_ tier: Resolution, _ seconds: Int) -> Duration {
      ProgressEstimate.typical(
        api: .ark, model: Models.standard, resolution: tier, seconds: seconds)
    }
    #expect(typical(.p720, 15) == .seconds(170))
    #expect(typical(.p1080, 5) == .seconds(150))
    #expect(typical(.p480, 5) < typical(.p720, 5) && typical(.p720, 5) < typical(.p1080, 5))
    #expect(typical(.p720, 5) < typical(.p720, 6))
    #expect(
      ProgressEstimate.typical(api: .ark, model: Models.fast, resolution: .p720, seconds: 5)
        == .seconds(134))
  }
}
