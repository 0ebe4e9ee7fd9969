/// A horizontal bar that shows a fraction.
public struct Gauge: Hashable, Sendable {
  /// The part that is done, with an eighth block at its end.
  public let filled: String
  /// The part that is not: blanks, or dots in ASCII.
  public let rest: String

  /// A bar of `columns` columns; `fraction` is taken into 0...1, and what is no number counts 0.
  ///
  /// Anything above 0 shows something and only 1 fills the bar. `ascii` draws `###...`.
  public init(fraction: Double, columns: Int, ascii: Bool = false) {
    let columns = max(0, columns)
    let share = fraction.isNaN ? 0 : min(max(fraction, 0), 1)
    let steps = ascii ? 1 : 8
    let total = columns * steps
    var done = Int((share * Double(total)).rounded(.down))
    if share > 0, done == 0 { done = min(1, total) }
    if share < 1, done == total { done = max(0, total - 1) }
    let full = done / steps
    let part = done % steps
    filled =
      String(repeating: ascii ? "#" : "█", count: full)
      + (part == 0 ? "" : String(Self.eighths[part - 1]))
    rest = String(repeating: ascii ? "." : " ", count: columns - full - (part == 0 ? 0 : 1))
  }

  /// Both parts, `columns` columns together.
  public var text: String { filled + rest }

  private static let eighths: [Character] = ["▏", "▎", "▍", "▌", "▋", "▊", "▉"]
}

extension Canvas {
  /// Draws a bar at a place.
  public mutating func write(
    _ gauge: Gauge, at point: Point, style: Style, rail: ColorRole = .field
  ) {
    let filled = Style(style.foreground, on: rail, style.attributes)
    let used = write(gauge.filled, at: point, style: filled)
    let after = Point(column: point.column + used, row: point.row)
    write(gauge.rest, at: after, style: Style(.faint, on: rail))
  }
}
