import TestSupport
import Testing

/// Holding what the screen looks like against what was looked at before.
extension Terminal {
  /// What a terminal says of its colours, by the name of the files in `Goldens/looks`.
  static let depths: [String: [String: String]] = [
    "truecolor": ["TERM": "xterm-256color", "COLORTERM": "truecolor"],
    "256": ["TERM": "xterm-256color"],
    "8": ["TERM": "xterm"],
    "none": ["TERM": "xterm-256color", "NO_COLOR": "1"],
  ]

  /// A terminal with as many colours as a name of `depths` says.
  convenience init(_ studio: Studio, depth: String, environment: [String: String]) throws {
    let colors = try #require(Self.depths[depth])
    try self.init(studio, environment: colors.merging(environment) { $1 })
  }

  /// Presses keys and holds what the screen then looks like against what was looked at before.
  func check(
    _ screen: String, _ depth: String, _ keys: [String], showing text: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    if !keys.isEmpty { try press(keys) }
    try waitFor(screen) { $0.contains(text) }
    try waitForSilence(.milliseconds(300))
    let looks = Self.steady(try look().withoutDays.description)
    let problem = Golden.check(looks, named: "looks/\(screen)-\(depth)")
    #expect(problem == nil, sourceLocation: sourceLocation)
  }

  /// Leaves what lies over the panes, and waits until it is gone.
  func leave(_ title: String) throws {
    try press("Escape")
    try waitFor("the panes") { !$0.contains(title) }
  }

  /// A screen's text with the same sign in place of each that is another one in every run.
  private static func steady(_ looks: String) -> String {
    looks
      // The time of day, also where a box covers all but its end.
      .replacing(/\d\d:\d\d(?= |:)/, with: "12:34").replacing(/(12:34):\d\d/) { "\($0.1):56" }
      .replacing(/│\d │/, with: "│4 │")
      .replacing(/\d\.\d kB (?=sent)/, with: "1.2 kB ")
      .replacing(/\d\d min/, with: "45 min")
      // Dates, and the folder of this test.
      .replacing(/\d{4}-\d\d-\d\d|rushes-e2e-[0-9A-F-]+|…[0-9A-F-]{6,}/) {
        String(repeating: "0", count: $0.output.count)
      }
  }
}
