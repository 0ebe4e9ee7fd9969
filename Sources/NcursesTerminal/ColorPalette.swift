internal import TerminalUI

/// Turns a theme's colours into the numbers that a terminal with a certain depth takes.
struct ColorPalette {
  let depth: ColorDepth
  let opaque: Bool
  let theme: Theme

  /// The terminal's own colour.
  static let own: Int32 = -1

  /// The number for what is written in a role.
  func foreground(_ role: ColorRole) -> Int32 {
    switch depth {
    case .none: Self.own
    case .ansi8, .ansi16: basic(role)
    case .palette256: role == .text && !opaque ? Self.own : Self.nearest(to: theme[role])
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

  /// The nearest of the cube and the greys. The first 16 are left out: users change them.
  static func nearest(to color: RGB, except taken: Int32? = nil) -> Int32 {
    var best: (number: Int32, distance: Int) = (16, .max)
    func offer(_ number: Int32, _ red: Int, _ green: Int, _ blue: Int) {
      let r = Int(color.red) - red
      let g = Int(color.green) - green
      let b = Int(color.blue) - blue
      // The eye sees green best and blue least.
      let distance = 3 * r * r + 6 * g * g + 2 * b * b
      if number != taken && distance < best.distance { best = (number, distance) }
    }
    let levels = [0, 95, 135, 175, 215, 255]
    for (r, red) in levels.enumerated() {
      for (g, green) in levels.enumerated() {
        for (b, blue) in levels.enumerated() {
          offer(Int32(16 + 36 * r + 6 * g + b), red, green, blue)
        }
      }
    }
    for step in 0..<24 { offer(Int32(232 + step), 8 + 10 * step, 8 + 10 * step, 8 + 10 * step) }
    return best.number
  }
}
