/// A text that stands in the source as it is shown in English: interpolation does not compile.
///
/// xgettext must find it, so it is only ever written inside `say(`, `plural(` or `Phrase(`; what
/// changes stands in it as a `{name}` place. A long one may be joined from several with `+`.
public struct Literal: ExpressibleByStringLiteral, Hashable, Sendable {
  let text: String

  /// Takes what stands between the quotes; never called by name.
  public init(stringLiteral value: String) { text = value }

  /// Joins two literals, as xgettext does.
  public static func + (left: Literal, right: Literal) -> Literal {
    Literal(stringLiteral: left.text + right.text)
  }
}
