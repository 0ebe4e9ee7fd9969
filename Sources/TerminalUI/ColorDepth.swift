/// How many colours a terminal can show.
public enum ColorDepth: Int, Comparable, CaseIterable, Sendable {
  /// No colours: styles differ by weight, underline and reversal.
  case none
  case ansi8, ansi16
  /// The xterm palette: a 6×6×6 cube and 24 greys.
  case palette256
  /// 24 bits a colour.
  case direct

  /// Whether the first depth has fewer colours.
  public static func < (less: ColorDepth, more: ColorDepth) -> Bool {
    less.rawValue < more.rawValue
  }
}
