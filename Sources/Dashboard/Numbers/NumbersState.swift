internal import TerminalUI
public import VideoTasks
internal import Wording

/// What the plots show, as the store counts it.
public struct StoreNumbers: Hashable, Sendable {
  /// What was paid on each of the last days, oldest first; the sandbox left out.
  public var costs: [DayCost]
  /// How the tasks of the same days have ended.
  public var outcomes: [DayOutcomes]
  /// How long the finished videos of each model took.
  public var times: [TimeDistribution]
  /// How often each error ended a task in these days, the most frequent first.
  public var refusals: [RefusalCount]

  /// How many days are looked at.
  public static let days = 30

  /// Makes the numbers of a store.
  public init(
    costs: [DayCost] = [], outcomes: [DayOutcomes] = [], times: [TimeDistribution] = [],
    refusals: [RefusalCount] = []
  ) {
    self.costs = costs
    self.outcomes = outcomes
    self.times = times
    self.refusals = refusals
  }
}

/// The screen of numbers.
struct NumbersState: Equatable, Sendable {
  /// What was read; nil before.
  var numbers: StoreNumbers?
  /// The plot that is shown where there is room for one.
  var plot = Plot.cost

  /// One of the plots, in the order of the screen.
  enum Plot: Int, Hashable, CaseIterable, Sendable {
    case cost, outcomes, times, refusals

    var title: Phrase {
      switch self {
      case .cost: Phrase("Cost a day")
      case .outcomes: Phrase("How tasks ended")
      case .times: Phrase("Time to make a video")
      case .refusals: Phrase("Why tasks failed")
      }
    }
  }
}

extension DashboardState {
  mutating func showNumbers() -> [DashboardEffect] { show(.numbers) + [.loadNumbers] }

  /// Reads the numbers again when they are on the screen.
  func reloadNumbers() -> [DashboardEffect] { pane == .numbers ? [.loadNumbers] : [] }

  mutating func changePlot(by step: Int) {
    let all = NumbersState.Plot.allCases
    let place = (numbers.plot.rawValue + step + all.count) % all.count
    numbers.plot = all[place]
  }

  /// Whether all plots are on the screen at once.
  var showsAllPlots: Bool {
    guard let page = layout.page else { return false }
    return page.columns >= 70 && page.rows >= 18
  }
}
