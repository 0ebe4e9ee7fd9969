import TestSupport
import Testing

@testable import VideoTasks

struct TimeDistributionTests {
  private func distribution(_ times: [Int]) -> TimeDistribution {
    let counts = Dictionary(grouping: times) { $0 }.mapValues(\.count).sorted { $0.key < $1.key }
    return TimeDistribution(
      model: "m", counts: counts.map { .init(seconds: $0.key, tasks: $0.value) })
  }

  @Test func `quantiles are those of the list`() {
    let times = distribution([10, 20, 20, 30, 40])
    #expect(times.tasks == 5)
    for (share, seconds) in [
      (0, 10), (0.2, 10), (0.21, 20), (0.5, 20), (0.8, 30), (1, 40), (7, 40),
    ] {
      #expect(times.quantile(share) == .seconds(seconds), "\(share)")
    }
    #expect(distribution([]).quantile(0.5) == nil)
  }

  @Test func `every task is in one step of a histogram, and late ones in the last`() {
    var random = SeededRandom(seed: 2)
    for _ in 0..<300 {
      let list = (0..<Int.random(in: 0...50, using: &random)).map { _ in
        Int.random(in: 0...400, using: &random)
      }
      let times = distribution(list)
      let buckets = Int.random(in: 1...30, using: &random)
      let longest = Bool.random(using: &random) ? Duration.seconds(100) : nil
      let histogram = times.histogram(buckets: buckets, longest: longest)
      #expect(histogram.tasks.count == buckets)
      #expect(histogram.tasks.reduce(0, +) == list.count)
      #expect(histogram.width >= .seconds(1))
      let width = Int(histogram.width.components.seconds)
      #expect(histogram.tasks[0] == list.count { buckets == 1 || $0 < width })
    }
    #expect(
      distribution([0, 9, 10, 19, 500]).histogram(buckets: 2, longest: .seconds(19)).tasks == [
        2, 3,
      ])
  }
}
