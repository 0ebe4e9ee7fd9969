internal import CNcurses
internal import TerminalUI

/// How ncurses is told to draw a style.
struct Ink {
  let attributes: attr_t
  let pair: Int32
  /// A blank of this style.
  let blank: cchar_t

  init(attributes: attr_t, pair: Int32) {
    self.attributes = attributes
    self.pair = pair
    var made = cchar_t()
    // A blank is never refused.
    _ = cn_set_plain_cell(&made, 0x20, attributes, pair)
    blank = made
  }

  /// A cell of one character of one column or two, which has no marks.
  func cell(_ scalar: Unicode.Scalar) -> cchar_t {
    var made = blank
    cn_replace_character(&made, wchar_t(scalar.value))
    return made
  }
}

/// Turns styles into attributes and pairs for this terminal, so that each can be told from the
/// others with any number of colours.
struct StyleTable {
  private var palette: ColorPalette
  private var pairs: PairTable
  private var inks: [Style: Ink] = [:]
  private var pictureInks: [Style: Ink] = [:]
  /// The inks of the last styles, each in its slot: looking there costs no hashing.
  private var recent: [(style: Style, ink: Ink)?] = Array(repeating: nil, count: 64)

  init(palette: ColorPalette) {
    self.palette = palette
    pairs = PairTable(depth: palette.depth)
  }

  /// Takes another theme; all cells must be painted anew.
  mutating func use(_ theme: Theme) {
    palette = ColorPalette(depth: palette.depth, opaque: palette.opaque, theme: theme)
    pairs.reset()
    inks.removeAll(keepingCapacity: true)
    pictureInks.removeAll()
    recent = Array(repeating: nil, count: 64)
  }

  /// Whether a frame of this many cells may find no colours for its pictures. With few colours there
  /// are few pairs, and what finds none is drawn without.
  func isShortOfPairs(cells: Int) -> Bool {
    palette.depth >= .palette256 && pairs.isShort(of: cells)
  }

  /// Forgets all pairs; all cells must be painted anew.
  mutating func forgetPairs() { use(palette.theme) }

  /// The ink of a style.
  mutating func ink(_ style: Style) -> Ink {
    if let known = recent[style.slot], known.style == style { return known.ink }
    let ink: Ink
    if style.isOfPicture {
      ink = pictureInks[style] ?? makePicture(style)
      pictureInks[style] = ink
    } else {
      ink = inks[style] ?? make(style)
      inks[style] = ink
    }
    recent[style.slot] = (style, ink)
    return ink
  }

  /// A style in which a blank looks as in its own, near to that of the cell before it: colours that
  /// are not seen need not be sent.
  func styleOfBlank(_ own: Style, after last: Style?) -> Style {
    let lined: Style.Attributes = [.underline, .reverse]
    guard palette.depth >= .palette256, let last, !own.isOfPicture, !last.isOfPicture,
      last.background == own.background,
      last.attributes.isDisjoint(with: lined), own.attributes.isDisjoint(with: lined)
    else { return own }
    return Style(last.foreground, on: own.background, own.attributes)
  }

  private mutating func makePicture(_ style: Style) -> Ink {
    var foreground =
      style.pictureForeground.map(palette.picture) ?? palette.foreground(style.foreground)
    var background =
      style.pictureBackground.map(palette.picture) ?? palette.background(style.background)
    var attributes: attr_t = 0
    // Where pairs are few, one serves both ways round.
    if palette.depth <= .ansi16, foreground > background {
      swap(&foreground, &background)
      attributes |= cn_reverse
    }
    let pair = pairs.pictureNumber(foreground: foreground, background: background)
    if pair == PairTable.standard { attributes = 0 }
    return Ink(attributes: attributes, pair: pair)
  }

  private mutating func make(_ style: Style) -> Ink {
    var attributes: attr_t = 0
    if style.attributes.contains(.bold) { attributes |= cn_bold }
    if style.attributes.contains(.dim) { attributes |= cn_dim }
    if style.attributes.contains(.underline) { attributes |= cn_underline }
    if style.attributes.contains(.reverse) { attributes |= cn_reverse }
    guard palette.depth < .palette256 else {
      return Ink(
        attributes: attributes,
        pair: pairs.number(
          foreground: palette.foreground(style.foreground),
          background: palette.background(style.background)))
    }
    attributes |= weight(of: style.foreground)
    switch style.background {
    case .selection, .bar:
      // One colour only: reversed, each colour would give its cell another background.
      attributes = (attributes | cn_reverse) & ~cn_dim
      return Ink(attributes: attributes, pair: PairTable.standard)
    case .field: attributes |= cn_underline
    default: break
    }
    let foreground = palette.foreground(style.foreground)
    return Ink(
      attributes: attributes,
      pair: pairs.number(foreground: foreground, background: ColorPalette.own))
  }

  /// What a role has besides its colour where colours are few or none.
  private func weight(of role: ColorRole) -> attr_t {
    switch role {
    case .accent, .bad, .warning: cn_bold
    case .active: palette.depth == .none ? cn_bold : 0
    case .muted, .faint: palette.depth == .ansi16 ? 0 : cn_dim
    default: 0
    }
  }
}
