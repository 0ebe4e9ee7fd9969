import EventLoop
import TestSupport
import Testing

@testable import rushes

@Suite struct `The end of an engine` {
  /// An engine whose answers come at given moments, each of which ends a wait. What was taken out of
  /// the loop together with the wish to end is in the engine's hands, and ends no wait.
  private final class Play {
    enum Call { case create, other }

    private(set) var now = MonotonicTime(nanoseconds: 0)
    /// Answers that are still to come, the next first.
    private var coming: [(at: Duration, call: Call)]
    /// Answers that have come, and that no step has taken in yet.
    private var inbox: [Call] = []
    /// Calls whose answers no step has taken in.
    private(set) var underWay: [Call]
    private(set) var steps = 0
    /// Whether it was waited for something that never comes.
    private(set) var waitedForGood = false

    init(_ answers: [(at: Duration, call: Call)], takenWithTheEnd: [Call] = []) {
      coming = answers.sorted { $0.at < $1.at }
      inbox = takenWithTheEnd
      underWay = answers.map(\.call) + takenWithTheEnd
    }

    var ending: EngineEnding<Never> {
      EngineEnding(
        step: { [self] in
          steps += 1
          for call in inbox {
            if let place = underWay.firstIndex(of: call) { underWay.remove(at: place) }
          }
          inbox = []
        },
        hasCreateUnderWay: { [self] in underWay.contains(.create) },
        hasCallUnderWay: { [self] in !underWay.isEmpty }, wait: { [self] in wait(until: $0) },
        now: { [self] in now })
    }

    private func wait(until deadline: MonotonicTime?) {
      guard let next = coming.first else {
        if let deadline { return now = max(now, deadline) }
        waitedForGood = true
        underWay = []
        return
      }
      let moment = MonotonicTime(nanoseconds: 0) + next.at
      if let deadline, deadline < moment { return now = max(now, deadline) }
      now = max(now, moment)
      inbox.append(coming.removeFirst().call)
    }
  }

  private static let patience = Duration.seconds(2)

  @Test func `a create that is answered in the moment of the wish to end is waited for no longer`()
  {
    let play = Play([], takenWithTheEnd: [.create])
    play.ending.run(patience: Self.patience)
    #expect(!play.waitedForGood)
    #expect(play.underWay.isEmpty && play.steps == 1)
    #expect(play.now.nanoseconds == 0)
  }

  @Test func `with nothing under way one step is the end`() {
    let play = Play([])
    play.ending.run(patience: Self.patience)
    #expect(play.steps == 1 && play.now.nanoseconds == 0)
  }

  @Test func `a create is awaited for as long as it takes, all else for two seconds`() {
    let create = Play([(.seconds(59), .create)])
    create.ending.run(patience: Self.patience)
    #expect(create.now.nanoseconds == 59_000_000_000 && create.underWay.isEmpty)

    let poll = Play([(.seconds(59), .other)])
    poll.ending.run(patience: Self.patience)
    #expect(poll.now.nanoseconds == 2_000_000_000 && poll.underWay == [.other])

    // What is still on its way when the create is done has had its time.
    let both = Play([(.seconds(5), .create), (.seconds(59), .other)])
    both.ending.run(patience: Self.patience)
    #expect(both.now.nanoseconds == 5_000_000_000 && both.underWay == [.other])
  }

  @Test(arguments: 0..<200)
  func `whatever comes when, no create is left and nothing is waited for in vain`(seed: Int) {
    var random = SeededRandom(seed: UInt64(seed))
    func call() -> Play.Call { Bool.random(using: &random) ? .create : .other }
    let answers = (0..<Int.random(in: 0...4, using: &random)).map { _ in
      (at: Duration.milliseconds(Int.random(in: 0...5_000, using: &random)), call: call())
    }
    let taken = (0..<Int.random(in: 0...3, using: &random)).map { _ in call() }
    let play = Play(answers, takenWithTheEnd: taken)
    play.ending.run(patience: Self.patience)
    #expect(!play.waitedForGood)
    #expect(!play.underWay.contains(.create))
    let lastCreate = answers.filter { $0.call == .create }.map(\.at).max() ?? .zero
    #expect(play.now <= MonotonicTime(nanoseconds: 0) + max(lastCreate, Self.patience))
  }
}
