import TestSupport
import Testing
import VideoTasks

@testable import Batch

/// What lines stand for, by what it is known again, and in which order it is made.
@Suite struct PlanTests {
  private func plan(
    _ lines: String..., defaults: RequestDraft = RequestDraft(), profile: String? = nil
  ) -> BatchPlan {
    let file = ReaderTests.read(lines.joined(separator: "\n"))
    #expect(file.problems.isEmpty, "\(file.problems)")
    return BatchPlan(file.lines, defaults: defaults, profile: profile)
  }

  private func told(_ plan: BatchPlan) -> [String] {
    plan.problems.map { "\($0.line) \($0.field ?? "-") \($0.rule)" }
  }

  /// By line and part.
  private func order(_ plan: BatchPlan) -> [String] { plan.items.map { "\($0.line).\($0.part)" } }

  @Test func `alternatives, seeds and copies make one line many`() {
    let plan = plan(
      #"{"name":"a","prompt":"{red|blue} fox","seed":"1-2","count":2}"#, #"{"prompt":"b"}"#)
    #expect(
      plan.items.map { "\($0.request.prompt) \($0.request.seed ?? 0) \($0.part)/\($0.parts)" } == [
        "red fox 1 1/8", "red fox 1 2/8", "red fox 2 3/8", "red fox 2 4/8", "blue fox 1 5/8",
        "blue fox 1 6/8", "blue fox 2 7/8", "blue fox 2 8/8", "b 0 1/1",
      ])
    #expect(plan.items[3].identity == .init(key: "name a", place: 4))
  }

  @Test func `the prompt of a task that was made stands for itself`() {
    let plan = plan(#"{"request":{"prompt":"a {b|c} \\{d|e}"}}"#)
    #expect(plan.items.map(\.request.prompt) == ["a {b|c} \\{d|e}"])
  }

  @Test func `a line for more videos than may be is refused, and so is a batch`() {
    let many = #"{"prompt":"{1|2|3|4|5|6|7|8|9|10|11}","seed":"1-100"}"#
    #expect(told(plan(many, #"{"prompt":"b"}"#)) == ["1 - line-count"])
    let most = Array(repeating: #"{"prompt":"a","count":1000}"#, count: 21)
    let plan = BatchPlan(ReaderTests.read(most.joined(separator: "\n")).lines)
    #expect(told(plan) == ["21 - line-count"] && plan.items.count == 20_000)
  }

  @Test func `equal lines are known by their request and which of them they are`() {
    let lines = [#"{"prompt":"a","seed":1}"#, #"{"prompt":"b"}"#, #"{"seed":1,"prompt":"a"}"#]
    let first = plan(lines[0], lines[1], lines[2])
    #expect(first.items[0].fingerprint == first.items[2].fingerprint)
    #expect(first.items.map(\.identity.place) == [1, 1, 2])
    // Another order of lines and empty ones change nothing.
    let second = plan(lines[1], "", lines[2], lines[0])
    #expect(Set(second.items.map(\.identity)) == Set(first.items.map(\.identity)))
  }

  @Test func `whatever is stated makes another line, wherever it is stated`() {
    let base = plan(#"{"prompt":"a","duration":5}"#).items[0]
    for other in [
      #"{"prompt":"A","duration":5}"#, #"{"prompt":"a"}"#,
      #"{"prompt":"a","duration":"5","seed":-1}"#,
      #"{"prompt":"a","duration":5,"profile":"x1"}"#, #"{"prompt":"a","duration":5,"after":1}"#,
      #"{"prompt":"a","duration":5,"audio":false}"#,
      #"{"prompt":"a","duration":5,"image":"b.png"}"#,
    ] {
      #expect(plan(other).items[0].identity != base.identity, "\(other)")
    }
    var defaults = RequestDraft()
    defaults.duration = 5
    #expect(plan(#"{"prompt":"a"}"#, defaults: defaults).items[0].identity == base.identity)
    #expect(
      plan(#"{"prompt":"a","duration":5}"#, profile: "x1").items[0].identity
        == plan(#"{"prompt":"a","duration":5,"profile":"x1"}"#).items[0].identity)
  }

  @Test func `the fingerprint of a request is the same in every version`() {
    #expect(
      SHA256.hexadecimal(Array("abc".utf8))
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    let long = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"
    #expect(
      SHA256.hexadecimal(Array(long.utf8))
        == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
    #expect(
      SHA256.hexadecimal(Array(repeating: UInt8(ascii: "a"), count: 1_000))
        == "41edece42d63e8d9bf515a9ba6932e1c20cbc9f5a5d134645adb5db1b9737ea3")
    #expect(
      plan(#"{"prompt":"a"}"#).items[0].fingerprint
        == SHA256.hexadecimal(Array(#"{"profile":null,"request":{"prompt":"a"}}"#.utf8)))
  }

  @Test func `what comes after another stands behind it, and else the file's order holds`() {
    let plan = plan(
      #"{"name":"c","prompt":"c","after":"b"}"#, #"{"name":"d","prompt":"d","after":7}"#,
      #"{"name":"b","prompt":"b","after":"a"}"#, #"{"name":"a","prompt":"a"}"#,
      #"{"prompt":"e","after":"b"}"#, #"{"prompt":"f"}"#)
    #expect(told(plan) == [])
    #expect(order(plan) == ["2.1", "4.1", "3.1", "1.1", "5.1", "6.1"])
  }

  @Test func `circles are told with their lines, and what leads into one is not a part of it`() {
    let plan = plan(
      #"{"name":"x","prompt":"x","after":"b"}"#, #"{"name":"a","prompt":"a","after":"b"}"#,
      #"{"name":"b","prompt":"b","after":"c"}"#, #"{"name":"c","prompt":"c","after":"a"}"#,
      #"{"name":"s","prompt":"s","after":"s"}"#)
    #expect(
      told(plan) == [
        "2 after after-cycle", "3 after after-cycle", "4 after after-cycle", "5 after after-cycle",
      ])
    #expect(plan.problems.first?.message.contains("a after b after c after a") == true)
    #expect(Set(order(plan)).count == 5)
    let left = plan.leftOut([2, 3, 4, 5])
    #expect(left.lines == [1, 2, 3, 4, 5] && left.problems.map(\.line) == [1])
  }

  @Test func `a name is one line's alone, and after names one video`() {
    let plan = plan(
      #"{"name":"a","prompt":"a","count":2}"#, #"{"name":"a","prompt":"b"}"#,
      #"{"prompt":"c","after":"a"}"#, #"{"prompt":"d","after":"aa"}"#)
    #expect(
      told(plan) == ["2 name name-taken", "3 after after-several", "4 after after-unknown"])
    #expect(plan.problems.last?.fix == "Did you mean a?")
  }

  @Test func `where a line is left out, so is all that comes after it`() {
    let plan = plan(
      #"{"name":"a","prompt":"a"}"#, #"{"name":"b","prompt":"b","after":"a"}"#,
      #"{"name":"c","prompt":"c","after":"b"}"#, #"{"prompt":"d"}"#)
    let left = plan.leftOut([1])
    #expect(left.lines == [1, 2, 3])
    #expect(left.problems.map(\.rule) == ["after-left-out", "after-left-out"])
  }

  @Test func `whatever the lines, each video stands once, behind what it comes after`() {
    var random = SeededRandom(seed: 5)
    for _ in 0..<500 {
      let lines = (1...12).map { number in
        var line = BatchLine(number: number)
        line.request.prompt = "\(Int.random(in: 0...2, using: &random))"
        if Bool.random(using: &random) { line.name = "n\(Int.random(in: 1...14, using: &random))" }
        if Bool.random(using: &random) {
          line.after = .line("n\(Int.random(in: 1...14, using: &random))")
        }
        line.count = Int.random(in: 1...6, using: &random) == 1 ? 2 : 1
        return line
      }
      let plan = BatchPlan(lines)
      #expect(plan.items.count == lines.reduce(0) { $0 + $1.count })
      let broken = Set(plan.problems.map(\.line))
      let left = plan.leftOut(broken).lines
      #expect(left.isSuperset(of: broken))
      let kept = plan.items.filter { !left.contains($0.line) }
      #expect(Set(kept.map(\.identity)).count == kept.count)
      for (place, item) in kept.enumerated() {
        guard case .line(let name)? = item.after else { continue }
        #expect(kept[..<place].contains { $0.name == name && $0.parts == 1 })
      }
    }
  }

  @Test func `thousands of lines in one circle, and as many before it, are told at once`() {
    let count = 5000
    let lines = (0..<count * 2).map { number in
      var line = BatchLine(number: number + 1)
      line.name = "n\(number)"
      // The first half leads into the second, which is a circle.
      line.after = .line("n\(number + 1 < count * 2 ? number + 1 : count)")
      return line
    }
    let plan = BatchPlan(lines)
    #expect(plan.problems.count == count)
    #expect(plan.problems.allSatisfy { $0.rule == "after-cycle" && $0.message.count < 200 })
    #expect(plan.leftOut(Set(plan.problems.map(\.line))).problems.count == count)
    let unknown = (1...count).map { number in
      var line = BatchLine(number: number)
      line.name = "n\(number)"
      line.after = .line("m\(number)")
      return line
    }
    #expect(BatchPlan(unknown).problems.count == count)
  }
}
