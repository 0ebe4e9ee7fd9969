import FoundationEssentials
import TerminalUI
import Testing
import VideoTasks
import Wording

@testable import Dashboard

@Suite struct `The numbers` {
  /// A month with money in two currencies, every outcome, and two models.
  static func figures() -> StoreNumbers {
    let days = (0..<StoreNumbers.days).map { Fixture.now - .seconds((29 - $0) * 86_400) }
    var numbers = StoreNumbers()
    numbers.costs = days.enumerated().map { index, day in
      var cost = DayCost(day: day)
      if index % 7 < 5 { cost.amounts["USD"] = Decimal(index * index % 37) / 10 }
      if index % 4 == 0 { cost.amounts["CNY"] = Decimal(index) }
      cost.unknown = index == 12 ? 2 : 0
      return cost
    }
    numbers.outcomes = days.enumerated().map { index, day in
      DayOutcomes(
        day: day,
        tasks: [.succeeded: 30 + index, .failed: index % 3, .expired: index == 4 ? 1 : 0])
    }
    numbers.times = [
      TimeDistribution(
        model: Fixture.model,
        counts: (40..<180).map { .init(seconds: $0, tasks: max(1, 60 - abs(75 - $0))) }),
      TimeDistribution(model: "seedance_2_0", counts: [.init(seconds: 300, tasks: 1)]),
    ]
    numbers.refusals = [
      RefusalCount(code: "OutputAudioSensitiveContentDetected", tasks: 17),
      RefusalCount(code: "InputImageSensitiveContentDetected", tasks: 9),
      RefusalCount(code: "TimeLimit", tasks: 3),
    ]
    return numbers
  }

  static func world(
    _ size: Size, _ numbers: StoreNumbers = figures(), ascii: Bool = false
  ) -> World {
    var world = Fixture.started(
      size, profile: "apiyi", ascii: ascii, tasks: Fixture.everyStatus())
    world.numbers = numbers
    world.press(.letter("5"))
    return world
  }

  @Test func `a small screen shows one plot, and keys go to the others`() {
    var world = Self.world(Size(columns: 40, rows: 12))
    var titles: [String] = []
    for _ in NumbersState.Plot.allCases {
      titles += NumbersState.Plot.allCases.map(\.title.english).filter(world.screen.contains)
      world.press(.letter("]"))
    }
    #expect(titles == NumbersState.Plot.allCases.map(\.title.english))
    #expect(world.state.numbers.plot == .cost)
    world.press(Key(.left))
    #expect(world.state.numbers.plot == .refusals)
  }

  @Test(arguments: [Size(columns: 80, rows: 24), Size(columns: 120, rows: 40)])
  func `every figure can be read in text`(size: Size) {
    let screen = Self.world(size).screen
    for words in ["USD ", "CNY ", "p50 1:1", "p90 1:", "1,335", "17", "Oct 22", "Nov 20"] {
      #expect(screen.contains(words), "\(words)\n\(screen)")
    }
  }

  @Test func `an empty store says so`() {
    let screen = Self.world(Size(columns: 120, rows: 40), StoreNumbers()).screen
    for words in ["Nothing was paid", "No task has ended", "No video was finished", "has failed"] {
      #expect(screen.contains(words))
    }
  }

  @Test func `they are read again when the store changes, and only while they are shown`() {
    var state = Self.world(Size(columns: 80, rows: 24)).state
    #expect(Dashboard.reduce(&state, .storeChanged).contains(.loadNumbers))
    _ = Dashboard.reduce(&state, .key(Key(.escape)))
    #expect(state.pane == .table)
    #expect(!Dashboard.reduce(&state, .storeChanged).contains(.loadNumbers))
  }

  @Test(arguments: [40, 55, 80, 110, 160, 200], [10, 12, 18, 24, 50])
  func `nothing is drawn beyond the pane`(columns: Int, rows: Int) {
    for plot in NumbersState.Plot.allCases {
      var world = Self.world(Size(columns: columns, rows: rows))
      world.state.numbers.plot = plot
      let frame = Dashboard.render(world.state)
      let rect = world.state.layout.page ?? Rect(column: 0, row: 0, columns: 0, rows: 0)
      for row in rect.row + 1..<rect.row + rect.rows - 1 {
        #expect(frame[rect.column + rect.columns - 1, row].text == "│", "\(plot)")
      }
    }
  }
}
