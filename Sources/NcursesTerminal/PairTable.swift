internal import CNcurses
internal import TerminalUI

/// Hands out ncurses' numbers for pairs of colours: one a pair, made when it is first needed.
///
/// What cannot be made, because the terminal has no colours or no more pairs, is the default pair.
/// A theme makes at most one pair for each two roles, so no number of theirs is taken back. Pictures
/// make as many as they like: they are numbered from the end, and forgotten when there is no room.
struct PairTable {
  private struct Pair: Hashable {
    let foreground: Int32
    let background: Int32
  }

  /// The terminal's own colours, which every terminal has.
  static let standard: Int32 = 0

  private let limit: Int32
  private let hasOwnColors: Bool
  private var numbers: [Pair: Int32] = [:]
  private var pictureNumbers: [Pair: Int32] = [:]

  /// Starts colours; call it once, after the screen is open.
  init(depth: ColorDepth) {
    // start_color answers OK even where there are no colours.
    guard depth > .none, has_colors(), start_color() == cn_ok else {
      limit = 0
      hasOwnColors = false
      return
    }
    limit = cn_pairs()
    hasOwnColors = use_default_colors() == cn_ok
  }

  /// The number of a pair; -1 is the terminal's own colour.
  mutating func number(foreground: Int32, background: Int32) -> Int32 {
    guard limit > 0, foreground >= 0 || background >= 0 else { return Self.standard }
    let pair = Pair(foreground: foreground, background: background)
    if let known = numbers[pair] { return known }
    let next = Int32(numbers.count) + 1
    // What a picture has taken cannot be had: a cell may show it.
    guard next < limit - Int32(pictureNumbers.count), define(next, pair) else {
      return Self.standard
    }
    numbers[pair] = next
    return next
  }

  /// The number of a pair of a picture's colours.
  mutating func pictureNumber(foreground: Int32, background: Int32) -> Int32 {
    guard limit > 0, foreground >= 0 || background >= 0 else { return Self.standard }
    let pair = Pair(foreground: foreground, background: background)
    if let known = numbers[pair] ?? pictureNumbers[pair] { return known }
    let next = limit - 1 - Int32(pictureNumbers.count)
    guard next > Int32(numbers.count) + Self.reserve, define(next, pair) else {
      return Self.standard
    }
    pictureNumbers[pair] = next
    return next
  }

  /// Numbers that pictures leave to the roles of a theme, where there are few.
  private static let reserve: Int32 = 12

  /// Whether this many new pairs of pictures may find no number.
  func isShort(of count: Int) -> Bool {
    !pictureNumbers.isEmpty
      && Int(limit) - numbers.count - pictureNumbers.count - Int(Self.reserve) < count
  }

  /// Forgets all pairs, as for another theme. Cells on the screen must be painted anew.
  mutating func reset() {
    numbers.removeAll(keepingCapacity: true)
    if pictureNumbers.isEmpty { return }
    pictureNumbers.removeAll(keepingCapacity: true)
    // A pair that is defined a second time is looked for in every cell of the screen.
    cn_forget_pairs()
  }

  private func define(_ number: Int32, _ pair: Pair) -> Bool {
    // Where "own" cannot be asked for, light on dark is what such terminals start with.
    let foreground = pair.foreground < 0 && !hasOwnColors ? COLOR_WHITE : pair.foreground
    let background = pair.background < 0 && !hasOwnColors ? COLOR_BLACK : pair.background
    return init_extended_pair(number, foreground, background) == cn_ok
  }
}
