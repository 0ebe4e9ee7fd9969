internal import TerminalUI

/// Bytes that cells cost on the line, as the terminal's drawing sends them: the colours only where
/// they change, and the foreground only where something is seen of it.
enum LineCost {
  /// Of all cells that differ from those that are there, or of all.
  static func bytes(
    _ cells: [PictureCell], columns: Int, depth: ColorDepth, over shown: [PictureCell]? = nil
  ) -> Int {
    var cost = 0
    var last: Int?
    var foreground: RGB?
    var background: RGB?
    var isKnown = false
    for (index, cell) in cells.enumerated() {
      if let shown, shown.indices.contains(index), shown[index] == cell { continue }
      if last != index - 1 || index % max(1, columns) == 0 { cost += move }
      last = index
      var parameters = 0
      if depth > .none {
        if cell.text != " ", !isKnown || foreground != cell.foreground {
          parameters += length(cell.foreground, depth)
          foreground = cell.foreground
        }
        if !isKnown || background != cell.background {
          parameters += (parameters > 0 ? 1 : 0) + length(cell.background, depth)
          background = cell.background
        }
        isKnown = true
      }
      cost += (parameters > 0 ? parameters + 3 : 0) + cell.text.utf8.count
    }
    return cost
  }

  /// `ESC [ 123 ; 123 H`.
  private static let move = 10

  /// `38;2;12;200;7`, `38;5;130`, `93`, or the screen's own colour, which is one of the theme's.
  private static func length(_ color: RGB?, _ depth: ColorDepth) -> Int {
    switch depth {
    case .none: return 0
    case .ansi8: return 2
    case .ansi16: return 3
    case .palette256: return 8
    case .direct:
      guard let color else { return 16 }
      return 7 + digits(color.red) + digits(color.green) + digits(color.blue)
    }
  }

  private static func digits(_ value: UInt8) -> Int { value < 10 ? 1 : value < 100 ? 2 : 3 }
}
