internal import TerminalUI

/// Turns a theme's colours into the numbers that a terminal with a certain depth takes.
struct ColorPalette {
  let depth: ColorDepth
  let opaque: Bool
  let theme: Theme
  /// The palette's numbers for what tasks are told apart by; empty with other depths than 256.
  private let told: [ColorRole: Int32]

  init(depth: ColorDepth, opaque: Bool, theme: Theme) {
    (self.depth, self.opaque, self.theme) = (depth, opaque, theme)
    told = depth == .palette256 ? Self.toldApart(theme) : [:]
  }

  /// The terminal's own colour.
  static let own: Int32 = -1

  /// The number for what is written in a role.
  func foreground(_ role: ColorRole) -> Int32 {
    switch depth {
    case .none: Self.own
    case .ansi8, .ansi16: basic(role)
    case .palette256:
      role == .text && !opaque ? Self.own : told[role] ?? Self.nearest(to: theme[role])
    case .direct: role == .text && !opaque ? Self.own : Self.direct(theme[role])
    }
  }

  /// The number for what lies behind. With 16 colours or fewer it is always the terminal's own:
  /// bars and selections are reversed there (see `StyleTable`).
  func background(_ role: ColorRole) -> Int32 {
    guard depth >= .palette256, role != .background || opaque else { return Self.own }
    if depth == .direct { return Self.direct(theme[role]) }
    guard role != .background else { return Self.nearest(to: theme[role]) }
    // Dark themes differ by less than the palette's steps; a bar must stay visible.
    return Self.nearest(to: theme[role], except: Self.nearest(to: theme[.background]))
  }

  /// The 16 colours are the user's own and fit each other, so a role takes the one that means the
  /// same, not the one nearest to the theme.
  private func basic(_ role: ColorRole) -> Int32 {
    let bright = depth == .ansi16
    return switch role {
    case .muted, .faint: bright ? 8 : Self.own
    case .accent: 6
    case .second: 5
    case .good: 2
    case .warning: 3
    case .bad: 1
    case .active: bright ? 12 : 6
    case .text, .waiting, .background, .bar, .selection, .field: Self.own
    }
  }

  /// The number for a colour of a picture; without colours it is the terminal's own.
  func picture(_ color: RGB) -> Int32 {
    switch depth {
    case .none: Self.own
    case .ansi8: Int32(TerminalPalette.nearestBasic(to: color, count: 8))
    case .ansi16: Int32(TerminalPalette.nearestBasic(to: color, count: 16))
    case .palette256: Self.nearest(to: color)
    case .direct: Self.direct(color)
    }
  }

  /// The number of a 24-bit colour. Descriptions with 24 bits keep 0 to 7 for the first eight
  /// palette colours, so the eight darkest blues become the ninth.
  static func direct(_ color: RGB) -> Int32 {
    max(8, Int32(color.red) << 16 | Int32(color.green) << 8 | Int32(color.blue))
  }

  /// Two colours of states are at least so far apart, by `distance`.
  static let leastDistance = 5000

  /// Numbers for the colours of states: each the nearest to the theme's that is far enough from those
  /// before it. Muted themes have several colours between two of the palette's, and would get one.
  private static func toldApart(_ theme: Theme) -> [ColorRole: Int32] {
    var numbers: [ColorRole: Int32] = [:]
    var taken: [RGB] = []
    // What means trouble keeps its colour; grey has the most neighbours.
    for role in [ColorRole.bad, .warning, .good, .active, .waiting, .muted] {
      let number = nearest(to: theme[role]) { color in
        taken.allSatisfy { distance($0, color) >= leastDistance }
      }
      numbers[role] = number
      taken.append(color(number))
    }
    return numbers
  }

  /// The nearest of the cube and the greys. The first 16 are left out: users change them.
  static func nearest(to color: RGB, except taken: Int32? = nil) -> Int32 {
    nearest(to: color) { $0 != taken.map(Self.color) }
  }

  private static func nearest(to color: RGB, where isFree: (RGB) -> Bool) -> Int32 {
    var best: (number: Int32, distance: Int) = (16, .max)
    for number in Int32(16)...255 {
      let candidate = Self.color(number)
      let distance = distance(color, candidate)
      if distance < best.distance, isFree(candidate) { best = (number, distance) }
    }
    return best.number
  }

  /// How different two colours look. The eye sees green best and blue least.
  static func distance(_ one: RGB, _ other: RGB) -> Int {
    let red = Int(one.red) - Int(other.red)
    let green = Int(one.green) - Int(other.green)
    let blue = Int(one.blue) - Int(other.blue)
    return 3 * red * red + 6 * green * green + 2 * blue * blue
  }

  /// What a number of the cube or the greys, 16 to 255, looks like.
  static func color(_ number: Int32) -> RGB {
    guard number < 232 else {
      let grey = UInt8(8 + 10 * (number - 232))
      return RGB(red: grey, green: grey, blue: grey)
    }
    func level(_ step: Int32) -> UInt8 { step == 0 ? 0 : UInt8(55 + 40 * step) }
    let place = number - 16
    return RGB(red: level(place / 36), green: level(place / 6 % 6), blue: level(place % 6))
  }
}
