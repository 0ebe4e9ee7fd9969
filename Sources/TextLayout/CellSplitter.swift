/// Decides, scalar by scalar, into which cell of a terminal each scalar of one grapheme goes.
///
/// A cell holds one base and at most four marks: ncurses keeps five wide characters, and cuts a
/// cell at the first later one that has a width of its own. So a grapheme becomes one cell, or two
/// narrow cells side by side (a conjunct, a consonant with a spacing vowel sign, the two letters
/// of a flag). What remains is left out: modifiers and joined parts of emoji, variation selectors.
struct CellSplitter {
  /// Where a scalar goes.
  enum Place {
    case nowhere
    case first
    /// The first cell, over a dotted circle: a mark without a base.
    case firstOnDottedCircle
    case second
  }

  private enum Open { case none, first, second, closed }
  private var open = Open.none
  private var firstIsWide = false
  private var marks = 0

  /// Columns that the scalars placed so far take: 0, 1 or 2.
  private(set) var columns = 0

  /// Takes the next scalar of the grapheme.
  mutating func place(_ scalar: Unicode.Scalar) -> Place {
    switch ScalarKind(scalar) {
    case .control, .ignorable: .nowhere
    case .mark: placeMark()
    case .narrow: placeBase(scalar, columns: 1)
    case .wide: placeBase(scalar, columns: 2)
    }
  }

  private mutating func placeMark() -> Place {
    switch open {
    case .none:
      open = .first
      columns = 1
      marks = 1
      return .firstOnDottedCircle
    case .closed: return .nowhere
    case .first, .second:
      guard marks < 4 else { return .nowhere }
      marks += 1
      return open == .first ? .first : .second
    }
  }

  private mutating func placeBase(_ scalar: Unicode.Scalar, columns width: Int) -> Place {
    marks = 0
    switch open {
    case .none:
      open = .first
      firstIsWide = width == 2
      columns = width
      return .first
    case .first where !firstIsWide && width == 1 && canStandBeside(scalar):
      open = .second
      columns = 2
      return .second
    default:
      open = .closed
      return .nowhere
    }
  }

  private func canStandBeside(_ scalar: Unicode.Scalar) -> Bool {
    scalar.isRegionalIndicator || !scalar.properties.isEmoji
  }
}
