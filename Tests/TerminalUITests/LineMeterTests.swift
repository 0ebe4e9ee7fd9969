import Testing

@testable import TerminalUI

@Suite struct `The speed of the line` {
  /// A meter after answers that took so many milliseconds, and when the last one came.
  private func after(
    _ delays: [Int], _ setting: LineMeter.Setting = .auto
  ) -> (meter: LineMeter, time: Duration) {
    var meter = LineMeter(setting)
    var time = Duration.zero
    for delay in delays {
      meter.asked(at: time)
      time += .milliseconds(delay)
      meter.answered(at: time)
    }
    return (meter, time)
  }

  @Test(
    arguments: [
      ([], false), ([10, 10], false), ([900], false), ([900, 10], false), ([900, 900], true),
      ([251, 251], true), ([250, 250], false), ([900, 900, 10], true), ([900, 900, 10, 10], false),
      ([900, 900, 10, 130, 10], true), ([900, 10, 900], false),
    ] as [([Int], Bool)])
  func `two answers in a row decide`(delays: [Int], isSlow: Bool) {
    #expect(after(delays).meter.isSlow == isSlow)
  }

  @Test(arguments: [(LineMeter.Setting.on, true), (.off, false)])
  func `a setting is not overruled`(setting: LineMeter.Setting, isSlow: Bool) {
    for delays in [[], [900, 900], [1, 1]] {
      var (meter, time) = after(delays, setting)
      meter.stalled()
      #expect(meter.isSlow == isSlow)
      #expect(!meter.wantsQuestion(at: time + .seconds(100), isInUse: true))
    }
  }

  @Test func `a doubt is followed up at once, and nothing is asked of a silent terminal`() {
    let (doubtful, time) = after([900])
    #expect(doubtful.wantsQuestion(at: time, isInUse: false))
    var silent = LineMeter()
    silent.asked(at: .zero)
    #expect(!silent.wantsQuestion(at: .seconds(1000), isInUse: true))
    #expect(!silent.isSlow)
    #expect(!LineMeter().wantsQuestion(at: .seconds(1000), isInUse: true))
  }

  @Test func `a line that seems well is asked once a minute, while it is used`() {
    let (meter, time) = after([10])
    #expect(!meter.wantsQuestion(at: time + .seconds(59), isInUse: true))
    #expect(meter.wantsQuestion(at: time + .seconds(60), isInUse: true))
    #expect(!meter.wantsQuestion(at: time + .seconds(600), isInUse: false))
  }

  @Test func `a terminal that takes nothing is slow until it answers fast`() {
    var (meter, time) = after([10])
    meter.stalled()
    #expect(meter.isSlow)
    for _ in 0..<2 {
      meter.asked(at: time)
      time += .milliseconds(20)
      meter.answered(at: time)
    }
    #expect(!meter.isSlow)
  }

  @Test func `an answer that nobody has asked for says nothing`() {
    var meter = LineMeter()
    meter.answered(at: .seconds(9))
    #expect(meter.delay == nil)
  }
}
