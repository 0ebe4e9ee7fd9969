import Testing

@testable import TerminalUI

@Suite struct `Upright bars` {
  @Test(
    arguments: [
      ([1, 2, 4], 3, 1, ["▂▄█"]),
      ([1, 2, 4], 3, 2, ["  █", "▄██"]),
      ([0, 8, 1], 6, 1, ["  █ ▁ "]),
      ([], 4, 1, ["    "]),
      ([0, 0], 4, 1, ["    "]),
      ([.nan, -3, 1], 3, 1, ["  █"]),
      ([1, 1, 1, 1], 2, 1, ["██"]),
      ([1, 1000], 2, 1, ["▁█"]),
    ] as [([Double], Int, Int, [String])])
  func `are drawn in eighths`(
    values: [Double], columns: Int, height: Int, rows: [String]
  ) {
    #expect(
      ColumnChart(values, columns: columns, height: height).rows == rows)
  }

  @Test func `ASCII knows halves of a row`() {
    #expect(
      ColumnChart([1, 2, 4, 0], columns: 4, height: 2, ascii: true).rows == ["  # ", ".## "])
  }

  @Test(arguments: 1...40) func `every row is as wide as the chart`(columns: Int) {
    for count in 0..<35 {
      let chart = ColumnChart(
        (0..<count).map(Double.init), columns: columns, height: 3)
      #expect(chart.rows.count == 3)
      for row in chart.rows { #expect(row.count == columns, "\(count) bars") }
    }
  }
}
