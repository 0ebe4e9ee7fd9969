import Simulation
import TestSupport
import Testing
import Wording

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

  @Test func `what is written for people on the way is known in Chinese`() throws {
    let ground = try Ground()
    let known = KnownPhrases(MessageFile.chinese.texts.keys)
    let chinese = Language(
      code: "zh_CN",
      catalogue: .init(
        text: { MessageFile.chinese.texts[$0]?.first ?? $0 },
        plural: { MessageFile.chinese.texts[$0]?.first ?? ($2 == 1 ? $0 : $1) },
        recorded: { known.phrase(of: $0) }))
    let sentences = (0..<300 as Range<UInt64>).reduce(into: Set<String>()) {
      $0.formUnion(Simulation.run(seed: $1, ground: ground).sentences)
    }
    #expect(sentences.count > 100)
    for sentence in sentences.sorted() {
      let said = chinese.say(.recorded(sentence))
      let left = EnglishWords.left(in: said, besides: Self.serversWords)
      #expect(left.isEmpty, "“\(sentence)” is “\(said)”")
    }
  }

  /// What the simulated servers, network and disks say by themselves, and what stands around their
  /// words in one: `HTTP 500: … (InternalServiceError)`, `says …`.
  private static let serversWords: Set<String> = [
    "not", "so", "pay", "first", "the", "key", "is", "valid", "busy", "timeout", "no", "such",
    "task", "slower", "again", "set", "sensitive", "output", "polishing", "gzip", "error",
    "says", "an", "without", "words", "disk", "The", "refuses", "frame", "took", "too", "long",
  ]
}
