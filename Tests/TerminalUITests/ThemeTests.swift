import Testing

@testable import TerminalUI

@Suite struct ThemeTests {
  /// The published base16 schemes "nord" and "one-light".
  private static let nord = scheme(
    "2E3440 3B4252 434C5E 4C566A D8DEE9 E5E9F0 ECEFF4 8FBCBB BF616A D08770 EBCB8B A3BE8C 88C0D0 81A1C1 B48EAD 5E81AC"
  )
  private static let oneLight = scheme(
    "fafafa f0f0f1 e5e5e6 a0a1a7 696c77 383a42 202227 090a0b ca1243 d75f00 c18401 50a14f 0184bc 4078f2 a626a4 986801"
  )

  private static func scheme(_ colors: String) -> [String: String] {
    var scheme: [String: String] = [:]
    for (digit, color) in zip("0123456789ABCDEF", colors.split(separator: " ")) {
      scheme["base0\(digit)"] = String(color)
    }
    return scheme
  }

  private static func themes() throws -> [Theme] {
    [.standard, try Theme(base16: nord, name: "nord"), try Theme(base16: oneLight, name: "light")]
  }

  @Test func `a published scheme drops in`() throws {
    let theme = try Theme(base16: Self.nord, name: "nord")
    #expect(theme[.background] == RGB(0x2E3440))
    #expect(theme[.text].hex == "#e5e9f0")
    #expect(theme[.good].hex == "#a3be8c")
    #expect(theme.isDark)
    #expect(!(try Theme(base16: Self.oneLight, name: "light")).isDark)
  }

  @Test func `text is readable in every role and on every bar`() throws {
    for theme in try Self.themes() {
      let background = theme[.background]
      for role in ColorRole.allCases {
        switch role {
        case .background: continue
        case .bar, .selection, .field:
          #expect(theme[role].contrast(with: theme[.text]) >= 4.5, "\(theme.name) \(role)")
        case .faint: #expect(theme[role].contrast(with: background) >= 2, "\(theme.name)")
        default: #expect(theme[role].contrast(with: background) >= 4.5, "\(theme.name) \(role)")
        }
      }
    }
  }

  @Test func `names and values may be written in the usual ways`() throws {
    var scheme: [String: String] = ["scheme": "x", "base10": "zz"]
    for (key, value) in Self.nord { scheme[key.lowercased()] = "#" + value.lowercased() }
    let theme = try Theme(base16: scheme, name: "nord")
    #expect(theme == (try Theme(base16: Self.nord, name: "nord")))
  }

  @Test func `what is missing or no colour is named`() {
    var scheme = Self.nord
    scheme["base0C"] = nil
    #expect(throws: ThemeError.missing(key: "base0C", theme: "x")) {
      try Theme(base16: scheme, name: "x")
    }
    for value in ["", "12345", "1234567", "+12345", "gggggg", "##1234", "１２３４５６"] {
      scheme["base0C"] = value
      #expect(throws: ThemeError.notAColor(key: "base0C", value: value, theme: "x")) {
        try Theme(base16: scheme, name: "x")
      }
    }
  }

  @Test(
    arguments: [(0x000000, 0xFFFFFF, 21), (0x777777, 0xFFFFFF, 4.48), (0xFF0000, 0xFFFFFF, 4.0)]
      as [(UInt32, UInt32, Double)])
  func `contrast is that of WCAG`(one: UInt32, two: UInt32, expected: Double) {
    #expect(abs(RGB(one).contrast(with: RGB(two)) - expected) < 0.05)
  }
}
