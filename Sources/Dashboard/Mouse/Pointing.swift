internal import TerminalUI

/// A border that is being moved.
struct Drag: Hashable, Sendable {
  let divider: Divider
  /// Where the button went down.
  let start: Point
  /// The size that the border had there, less the size that the place stands for.
  let offset: Int
  var hasMoved = false

  init(_ divider: Divider, at start: Point, _ layout: ScreenLayout) {
    self.divider = divider
    self.start = start
    offset = (layout.size(of: divider) ?? 0) - layout.size(of: divider, at: start)
  }
}

extension ScreenLayout {
  /// The pane at a place; nil in header, message and footer.
  ///
  /// - Parameter focused: the pane with the focus, which tells what `page` is.
  func pane(at place: Point, focused: Pane) -> Pane? {
    if form?.contains(place) == true { return .form }
    if table?.contains(place) == true { return .table }
    if details?.contains(place) == true { return .details }
    return page?.contains(place) == true ? focused : nil
  }

  /// The border that can be moved at a place: both lines between two panes are of it.
  func divider(at place: Point) -> Divider? {
    Divider.allCases.first { divider in
      guard ranges[divider] != nil else { return false }
      switch divider {
      case .form:
        guard let form, place.row >= form.row, place.row < form.row + form.rows else {
          return false
        }
        let edge = form.column + form.columns
        return place.column == edge - 1 || place.column == edge
      case .details:
        guard let details, place.row >= details.row, place.row < details.row + details.rows else {
          return false
        }
        return place.column == details.column - 1 || place.column == details.column
      case .below:
        guard let details, place.column > details.column,
          place.column < details.column + details.columns
        else { return false }
        return place.row == details.row - 1 || place.row == details.row
      }
    }
  }

  /// The size that a border would have at a place.
  func size(of divider: Divider, at place: Point) -> Int {
    switch divider {
    case .form: place.column
    case .details: header.columns - place.column
    case .below: footer.row - place.row
    }
  }
}

extension TableColumns {
  /// The column at a place, counted from the left of the row; nil right of the last.
  func kind(at place: Int) -> Kind? {
    var end = 1
    for column in list {
      end += column.width + column.gap
      if place < end { return place > 0 ? column.kind : nil }
    }
    return nil
  }
}
