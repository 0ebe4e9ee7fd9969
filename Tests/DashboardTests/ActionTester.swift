import Testing

@testable import Dashboard

/// Sends actions to the reducer and compares the whole state and all effects with what was expected.
struct ActionTester {
  private(set) var state: DashboardState

  init(_ state: DashboardState) { self.state = state }

  /// Sends an action; `change` says what must change, and whatever it does not name must stay.
  mutating func send(
    _ action: DashboardAction, effects expected: [DashboardEffect] = [],
    sourceLocation: SourceLocation = #_sourceLocation,
    change: (inout DashboardState) -> Void = { _ in }
  ) {
    var wanted = state
    change(&wanted)
    let effects = Dashboard.reduce(&state, action)
    #expect(effects == expected, sourceLocation: sourceLocation)
    guard state != wanted else { return }
    let found = Mirror(reflecting: state).children.map { ("\($0.label ?? "")", "\($0.value)") }
    let meant = Mirror(reflecting: wanted).children.map { "\($0.value)" }
    for ((label, value), other) in zip(found, meant) where value != other {
      Issue.record("\(label) is \(value), expected \(other)", sourceLocation: sourceLocation)
    }
  }
}
