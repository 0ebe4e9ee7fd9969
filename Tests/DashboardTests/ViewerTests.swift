import TerminalUI
import Testing
import VideoTasks
import Wording

@testable import Dashboard

@Suite struct `Pictures of a task` {
  /// The details of a finished task, in focus.
  static func world(
    _ size: Size = Size(columns: 120, rows: 40), off sentence: String? = nil, makes: Bool = true
  ) -> World {
    var world = Fixture.started(size, profile: "apiyi", tasks: Fixture.everyStatus())
    world.makesPictures = makes
    world.pictureTrouble = sentence.map {
      MediaTrouble(message: Phrase.recorded($0), isLasting: true)
    }
    for _ in 0..<6 { world.press(Key(.down)) }
    world.press(Key(.enter))
    return world
  }

  private static func moments(_ world: World) -> [MediaOrder.Moments] {
    world.pictureOrders.map(\.moments)
  }

  @Test func `a contact sheet comes by itself where a finished task rests`() {
    var world = Fixture.started(
      Size(columns: 120, rows: 40), profile: "apiyi", tasks: Fixture.everyStatus())
    for _ in 0..<6 { world.press(Key(.down)) }
    #expect(world.pictureOrders.isEmpty)
    world.rest()
    #expect(Self.moments(world) == [.sheet(count: 5)])
    #expect(world.screen.contains("0:00.5"))
    #expect(world.screen.contains("cgt-") || world.screen.contains("more lines"))
  }

  @Test(arguments: [Size(columns: 40, rows: 12), Size(columns: 80, rows: 11)])
  func `a low pane keeps its rows for the text`(size: Size) {
    var world = Self.world(size)
    #expect(world.pictureOrders.isEmpty)
    world.press(.letter(" "))
    #expect(world.pictureOrders.count == 2)
  }

  @Test func `nothing is ordered twice, and what is not wanted any more is ended`() {
    var world = Self.world(makes: false)
    let first = world.pictureOrders
    #expect(first.count == 1)
    // A message takes a row of the pane, and is no reason to make pictures anew.
    world.send(.notice(Phrase.verbatim("a")))
    world.press(Key(.down), .letter("2"))
    #expect(world.pictureOrders == first)
    world.send(.lookChanged)
    #expect(world.pictureOrders.map(\.number) == [1, 2])
    #expect(world.pictureOrders[1].look == 1)
    // The answer to the first is late.
    let before = world.state
    world.send(.mediaShown(first[0], .success(Fixture.pictures(first[0]))))
    #expect(world.state == before)
    world.send(.mediaShown(world.pictureOrders[1], .success(Fixture.pictures(first[0]))))
    #expect(world.state.details.viewer.pictures != nil)
    var state = world.state
    #expect(Dashboard.reduce(&state, .key(.letter("4"))).contains(.endMedia))
    #expect(state.details.viewer.asked == nil && state.details.viewer.pictures == nil)
  }

  @Test func `Space plays and pauses, by the clock and no faster`() {
    var world = Self.world()
    world.press(.letter(" "))
    #expect(
      Self.moments(world).suffix(2) == [
        .run(from: 0, rate: 6, count: 12), .run(from: 2, rate: 6, count: 60),
      ])
    #expect(world.state.details.viewer.isPlaying)
    let start = world.state.now
    #expect(world.state.nextTick == start + .milliseconds(166))
    world.send(.ticked(start + .milliseconds(100)))
    #expect(world.state.details.viewer.place == 0)
    world.send(.ticked(start + .milliseconds(170)))
    #expect(world.state.details.viewer.place == 1)
    // A machine that was busy leaves pictures out.
    world.send(.ticked(start + .milliseconds(1000)))
    #expect(world.state.details.viewer.place == 6)
    world.press(.letter(" "))
    #expect(!world.state.details.viewer.isPlaying)
    world.send(.ticked(start + .seconds(9)))
    #expect(world.state.details.viewer.place == 6)
    #expect(world.screen.contains("paused"))
  }

  @Test func `it goes on with what was made ahead, and stands at the end`() {
    var world = Self.world()
    world.press(.letter(" "))
    var moment = world.state.now
    for _ in 0..<60 {
      moment = moment + .milliseconds(167)
      world.send(.ticked(moment))
    }
    #expect(!world.state.details.viewer.isPlaying)
    #expect((world.state.details.viewer.tile?.seconds ?? 0) > 4.7)
    #expect(Self.moments(world).count == 3)
    // Space begins anew.
    world.press(.letter(" "))
    #expect(world.state.details.viewer.isPlaying)
    #expect(world.state.details.viewer.tile?.seconds == 0)
  }

  @Test func `what is not made yet is waited for`() {
    var world = Self.world()
    world.press(.letter(" "))
    world.makesPictures = false
    var state = world.state
    state.details.viewer.ahead = nil
    let order = state.details.viewer.askedAhead
    let later = state.now + .seconds(5)
    _ = Dashboard.reduce(&state, .ticked(later))
    #expect(state.details.viewer.isPlaying && state.details.viewer.nextAt == nil)
    #expect(state.details.viewer.place == 11)
    if let order {
      _ = Dashboard.reduce(&state, .mediaShown(order, .success(Fixture.pictures(order))))
    }
    #expect(state.details.viewer.tile?.seconds == 2)
    #expect(state.details.viewer.nextAt == later + .milliseconds(166))
  }

  @Test func `arrows step, and past what was made they ask for one picture`() {
    var world = Self.world()
    world.press(Key(.right))
    #expect(world.state.details.viewer.tile?.seconds == 0)
    world.press(Key(.right), Key(.right))
    #expect(world.state.details.viewer.place == 2)
    world.press(Key(.left), Key(.left), Key(.left))
    #expect(world.state.details.viewer.place == 0)
    for _ in 0..<40 { world.press(Key(.right)) }
    #expect((world.state.details.viewer.tile?.seconds ?? 0) > 4.7)
    #expect(!world.state.details.viewer.isPlaying)
  }

  @Test func `a slow line gets stills alone`() {
    var world = Self.world()
    world.send(.lineChanged(isSlow: true))
    #expect(Self.moments(world).last == .still(at: 0))
    world.press(.letter(" "))
    #expect(!world.state.details.viewer.isPlaying)
    world.press(Key(.right))
    #expect(Self.moments(world).last == .still(at: 1))
    #expect(!Self.moments(world).contains { if case .run = $0 { true } else { false } })
  }

  @Test func `the large view has the screen, and gives it back`() {
    var world = Self.world()
    world.press(.letter("P"))
    #expect(world.state.isZoomed && world.state.details.viewer.mode == .sheet)
    #expect(world.state.details.viewer.asked?.box == Size(columns: 116, rows: 35))
    world.press(.letter("p"))
    #expect(!world.state.isZoomed && world.state.details.viewer.mode == .page)
    world.press(.letter("P"), .letter(" "), .letter("2"))
    #expect(!world.state.isZoomed && world.state.details.viewer.mode == .page)
    #expect(!world.state.details.viewer.isPlaying)
  }

  @Test func `without programs nothing is asked again until the screen is drawn anew`() {
    var world = Self.world(off: "Pictures are off: ffmpeg is not installed.")
    #expect(world.screen.contains("Pictures are off"))
    #expect(world.pictureOrders.count == 1)
    world.press(.letter("2"), Key(.down), Key(.enter))
    #expect(world.pictureOrders.count == 1)
    #expect(!world.state.availableBindings.contains { $0.command == .play })
    world.pictureTrouble = nil
    world.press(.control("l"))
    #expect(world.pictureOrders.count == 2)
  }

  @Test func `the parts of a page are gone to by keys, and all of it can be copied`() {
    var world = Self.world(Size(columns: 80, rows: 24))
    let marks = DetailsPage(world.state).marks(columns: 76)
    let lines = DetailsPage(world.state).lines(columns: 76)
    #expect(marks.first == 0 && marks.count >= 5)
    for mark in marks.dropFirst() { #expect(lines[mark - 1].columns == 0, "\(mark)") }
    world.press(.letter("]"))
    #expect(world.state.details.top == marks[1])
    world.press(.letter("["))
    #expect(world.state.details.top == 0)
    world.press(.letter("Y"))
    guard case .copy(let text)? = world.orders.last else {
      Issue.record("nothing was copied")
      return
    }
    #expect(text.contains("宇航员在月球上弹钢琴") && text.contains("1280×720"))
  }

  @Test func `each stage has its time and how long it took`() {
    let summary = Fixture.everyStatus()[6]
    let record = Fixture.record(summary)
    let timeline = TaskTimeline(record, Fixture.events(summary), now: Fixture.now)
    #expect(timeline.steps.map(\.stage) == TaskTimeline.Stage.allCases)
    #expect(
      timeline.steps.map(\.length) == [
        .seconds(520), .milliseconds(600), .milliseconds(9400), .seconds(40), .seconds(4), nil,
      ])
    #expect(timeline.whole == .seconds(574))
    var end = 0
    for step in timeline.steps.dropLast() {
      let bar = timeline.bar(of: step, columns: 20)
      #expect(bar.start >= end - 1 && bar.width >= 1 && bar.start + bar.width <= 20)
      end = bar.start + bar.width
    }
  }

  @Test func `a running task's last stage goes on`() {
    let summary = Fixture.task(9, .running, "雨")
    let timeline = TaskTimeline(Fixture.record(summary), [], now: Fixture.now)
    #expect(timeline.steps.map(\.stage) == [.created, .sent, .running])
    #expect(timeline.steps.last?.length == .seconds(70))
  }
}
