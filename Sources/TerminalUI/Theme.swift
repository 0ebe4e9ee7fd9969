/// Why a colour scheme cannot be used.
public enum ThemeError: Error, Hashable, Sendable {
  /// A colour that every base16 scheme has is absent.
  case missing(key: String, theme: String)
  /// A value is not six hexadecimal digits.
  case notAColor(key: String, value: String, theme: String)

  /// What failed and what to do, for the user.
  public var message: String {
    switch self {
    case .missing(let key, let theme):
      "The theme “\(theme)” has no colour \(key). A base16 scheme has base00 to base0F: add it."
    case .notAColor(let key, let value, let theme):
      "The theme “\(theme)” gives \(key) as “\(value)”. A colour is six hexadecimal digits, "
        + "such as 2e3440."
    }
  }
}

/// The colour of each role.
public struct Theme: Hashable, Sendable {
  /// What the user calls it.
  public let name: String
  private let colors: [RGB]

  /// The colour of a role.
  public subscript(role: ColorRole) -> RGB { colors[Int(role.rawValue)] }

  /// Whether the text is lighter than the background.
  public var isDark: Bool { self[.background].luminance < self[.text].luminance }

  /// A theme from a base16 or base24 scheme: `base00` to `base0F` with six hexadecimal digits each.
  ///
  /// Names may be in either case; other keys are ignored. Colours that would be hard to read on
  /// this scheme's own background are moved towards its text colour. Throws for the first colour
  /// that is absent or no colour.
  public init(base16: [String: String], name: String) throws(ThemeError) {
    var values: [String: String] = [:]
    for (key, value) in base16 { values[key.lowercased()] = value }
    var base: [RGB] = []
    for digit in Array("0123456789ABCDEF") {
      let key = "base0\(digit)"
      guard let value = values[key.lowercased()] else {
        throw .missing(key: key, theme: name)
      }
      guard let color = RGB(hex: value) else {
        throw .notAColor(key: key, value: value, theme: name)
      }
      base.append(color)
    }
    self.init(base: base, name: name)
  }

  /// The theme that is used when none is named.
  public static let standard = Theme(
    base: [
      0x16181D, 0x20232B, 0x303644, 0x5A6274, 0x9AA3B5, 0xD7DCE6, 0xE6EAF1, 0xF5F7FA,
      0xF07178, 0xF29E64, 0xE6C15C, 0x8FCB7A, 0x62C6C4, 0x6FB3F2, 0xC394E8, 0xB58863,
    ].map { RGB($0) }, name: "standard")

  /// `base` holds base00 to base0F.
  private init(base: [RGB], name: String) {
    self.name = name
    let background = base[0]
    let text = base[5]
    func readable(_ color: RGB) -> RGB {
      Self.moved(color, towards: text, contrast: 4.5, against: background)
    }
    colors = ColorRole.allCases.map { role in
      switch role {
      case .text: text
      case .muted: Self.moved(base[3], towards: text, contrast: 4.5, against: background)
      case .faint: Self.moved(base[3], towards: text, contrast: 2, against: background)
      case .accent: readable(base[13])
      case .second: readable(base[14])
      case .good: readable(base[11])
      case .warning: readable(base[10])
      case .bad: readable(base[8])
      case .active: readable(base[12])
      case .waiting: readable(base[9])
      case .background: background
      case .bar: Self.moved(base[1], towards: background, contrast: 4.5, against: text)
      case .selection: Self.moved(base[2], towards: background, contrast: 4.5, against: text)
      case .field: Self.moved(base[1], towards: background, contrast: 4.5, against: text)
      }
    }
  }

  /// The colour nearest to `color`, on the way to `goal`, that has a contrast; else `goal`.
  private static func moved(
    _ color: RGB, towards goal: RGB, contrast: Double, against other: RGB
  ) -> RGB {
    for step in 0..<20 {
      let candidate = color.mixed(with: goal, share: Double(step) / 20)
      if candidate.contrast(with: other) >= contrast { return candidate }
    }
    return goal
  }
}
