import TerminalUI
import Testing
import VideoTasks

@testable import Dashboard

@Suite struct `The clock before a key` {
  @Test func `what comes into view with a key is drawn by the present`() {
    var world = Fixture.started(Size(columns: 120, rows: 40), tasks: Fixture.everyStatus())
    let later = world.state.now + .seconds(20)
    world.state.pass(to: later)
    #expect(world.state.now == later)
    #expect(world.state.progressNow == later)
    // Running rows move by whole steps.
    world.state.pass(to: later + .milliseconds(400))
    #expect(world.state.now == later + .milliseconds(400))
    #expect(world.state.progressNow == later)
    // A clock that was set back is followed at once.
    world.state.pass(to: later - .seconds(3600))
    #expect(world.state.progressNow == later - .seconds(3600))
  }
}
