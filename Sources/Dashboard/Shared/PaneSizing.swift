internal import TerminalUI
internal import VideoTasks

/// Dividing the screen between the panes.
extension DashboardState {
  /// How far a key moves a border: columns and rows.
  private static let columnStep = 4
  private static let rowStep = 2

  /// The border that a key of the focused pane moves, and by how much; nil where there is none.
  private func move(of command: Command) -> (divider: Divider, step: Int)? {
    let layout = layout
    guard layout.isWide else { return nil }
    switch command {
    case .narrower, .wider:
      let step = command == .wider ? Self.columnStep : -Self.columnStep
      switch pane {
      case .form: return (.form, step)
      case .table where layout.isAbreast: return (.details, -step)
      case .details where layout.isAbreast: return (.details, step)
      default: return (.form, -step)
      }
    case .lower, .higher:
      guard layout.ranges[.below] != nil else { return nil }
      let step = command == .higher ? Self.rowStep : -Self.rowStep
      switch pane {
      case .table: return (.below, -step)
      case .details: return (.below, step)
      default: return nil
      }
    default: return nil
    }
  }

  /// Whether a key of the sizes would change anything.
  func canResize(_ command: Command) -> Bool {
    if isPlain { return false }
    switch command {
    case .resetSizes: return isZoomed || sizes != PaneSizes()
    case .zoom: return isZoomed || layout.isWide || layout.isStrip
    default:
      let layout = layout
      guard let (divider, step) = move(of: command), let size = layout.size(of: divider),
        let range = layout.ranges[divider]
      else { return false }
      return step > 0 ? size < range.upperBound : size > range.lowerBound
    }
  }

  /// Does what a key of the sizes asks for.
  mutating func resizePane(_ command: Command) -> [DashboardEffect] {
    switch command {
    case .zoom: isZoomed.toggle()
    case .resetSizes:
      (sizes, isZoomed) = (PaneSizes(), false)
      unsaved.add(.paneSizes(sizes), at: now)
    default:
      guard let (divider, step) = move(of: command), let size = layout.size(of: divider) else {
        return []
      }
      return setSize(of: divider, size + step)
    }
    return dividedAnew()
  }

  /// Gives the pane at a border another size, as far as the others leave room.
  mutating func setSize(of divider: Divider, _ wanted: Int) -> [DashboardEffect] {
    let layout = layout
    guard let range = layout.ranges[divider], let old = layout.size(of: divider) else { return [] }
    let size = max(range.lowerBound, min(range.upperBound, wanted))
    guard size != old else { return [] }
    sizes[divider] = size
    unsaved.add(.paneSizes(sizes), at: now)
    return dividedAnew()
  }

  /// The panes have other sizes: what is shown in them is moved so that it can be seen.
  mutating func dividedAnew() -> [DashboardEffect] {
    scrollToSelection()
    scrollForm()
    scrollDetails(by: 0)
    keepAssetOnScreen()
    scrollLog(by: 0)
    return fillTable() + selectionMoved()
  }
}
