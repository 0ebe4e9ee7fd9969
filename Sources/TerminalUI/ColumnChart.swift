/// Upright bars beside each other, as rows of text.
///
/// Values below zero, and what is no number, count 0. Everything above 0 shows something.
public struct ColumnChart: Hashable, Sendable {
  /// The rows from the top, each `columns` columns wide.
  public let rows: [String]
  /// The value that a bar of full height stands for; 0 when all are 0.
  public let top: Double
  /// How many columns each bar has, the gap after it included.
  public let pitch: Int

  /// Draws bars, the first one at the left.
  ///
  /// - Parameters:
  ///   - values: one for each bar; where there are more than columns, neighbours become one bar of
  ///     their sum.
  ///   - columns: the width of the chart, 1 or more.
  ///   - height: its rows, 1 or more.
  ///   - top: what a full bar stands for; nil for the greatest value.
  ///   - ascii: draws with `#`, in whole rows, and `.` for what is less than half a row.
  public init(
    _ values: [Double], columns: Int, height: Int, top: Double? = nil, ascii: Bool = false
  ) {
    let (columns, height) = (max(1, columns), max(1, height))
    let bars = Self.gathered(values.map { $0.isFinite ? max(0, $0) : 0 }, most: columns)
    let most = max(top ?? 0, bars.max() ?? 0)
    self.top = most
    let pitch = max(1, columns / max(1, bars.count))
    self.pitch = pitch
    let steps = ascii ? 2 : 8
    let heights = bars.map { value -> Int in
      guard value > 0, most > 0 else { return 0 }
      return max(1, min(height * steps, Int((value / most * Double(height * steps)).rounded())))
    }
    let width = pitch > 1 ? pitch - 1 : 1
    let gap = String(repeating: " ", count: pitch - width)
    rows = (0..<height).map { row in
      let floor = (height - 1 - row) * steps
      var text = ""
      for high in heights {
        let sign = Self.sign(min(steps, max(0, high - floor)), ascii: ascii)
        text += String(repeating: sign, count: width) + gap
      }
      let rest = max(0, columns - heights.count * pitch)
      return String(text.prefix(columns)) + String(repeating: " ", count: rest)
    }
  }

  /// Neighbours added up until there are few enough.
  private static func gathered(_ values: [Double], most: Int) -> [Double] {
    guard values.count > most else { return values }
    let step = (values.count + most - 1) / most
    return stride(from: 0, to: values.count, by: step).map { start in
      values[start..<min(start + step, values.count)].reduce(0, +)
    }
  }

  private static func sign(_ step: Int, ascii: Bool) -> Character {
    ascii ? [" ", ".", "#"][step] : Array(" ▁▂▃▄▅▆▇█")[step]
  }
}
