/// What one scalar does to the cells of a terminal.
enum ScalarKind: UInt8 {
  /// C0, DEL and C1: never drawn.
  case control
  /// Invisible, or only steering how others are drawn: never sent to a terminal.
  case ignorable
  /// Drawn over the scalar before it.
  case mark
  /// Takes one column.
  case narrow
  /// Takes two columns.
  case wide

  /// The kind of a scalar; a few comparisons for common scripts, else three binary searches.
  init(_ scalar: Unicode.Scalar) {
    let value = scalar.value
    switch value {
    case 0x20...0x7E: self = .narrow
    case 0..<0xA0: self = .control
    case 0xA0..<0x300: self = value == 0xAD ? .ignorable : .narrow
    case 0x3041...0x3096, 0x30A1...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xAC00...0xD7A3:
      self = .wide
    case 0x2010...0x2027, 0x2030...0x205E, 0x2190...0x2319, 0x2400...0x25FC: self = .narrow
    case 0x270C...0x2727, 0x2800...0x28FF: self = .narrow
    default: self = ScalarKind.searched(value)
    }
  }

  private static func searched(_ value: UInt32) -> ScalarKind {
    if contains(WidthTable17.marks, value) { return .mark }
    if contains(WidthTable17.wide, value) { return .wide }
    if contains(WidthTable17.ignorable, value) { return .ignorable }
    return .narrow
  }

  /// Whether sorted pairs of first and last scalar hold a value.
  private static func contains(_ pairs: [UInt32], _ value: UInt32) -> Bool {
    var low = 0
    var high = pairs.count / 2
    while low < high {
      let middle = (low + high) / 2
      if value > pairs[2 * middle + 1] {
        low = middle + 1
      } else if value < pairs[2 * middle] {
        high = middle
      } else {
        return true
      }
    }
    return false
  }
}

extension Unicode.Scalar {
  /// Whether there is always a grapheme boundary between this scalar and another such scalar.
  ///
  /// True for scripts without marks and joins; lets long texts skip the general boundary rules.
  var isSimple: Bool {
    if value < 0x7F { return value >= 0x20 }
    return switch value {
    case 0xA1...0xAC, 0xAE...0x2FF, 0x391...0x3C9, 0x400...0x481: true
    case 0x2010...0x2027, 0x2030...0x205E, 0x2190...0x2BFF: true
    case 0x3001...0x3029, 0x3041...0x3096, 0x30A1...0x30FF, 0x3400...0x4DBF: true
    case 0x4E00...0x9FFF, 0xAC00...0xD7A3, 0xFF01...0xFF9D: true
    default: false
    }
  }

  /// Whether this is half of a flag.
  var isRegionalIndicator: Bool { (0x1F1E6...0x1F1FF).contains(value) }
}
