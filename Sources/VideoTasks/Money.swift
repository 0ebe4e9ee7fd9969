public import FoundationEssentials

/// Amounts of money as a person reads them.
public enum Money {
  /// `USD 0.76`; four places below one hundredth.
  public static func text(_ amount: Decimal, _ currency: String) -> String {
    let places =
      amount != 0 && amount.magnitude < Decimal(sign: .plus, exponent: -2, significand: 1)
      ? 4 : 2
    return "\(currency) \(fixed(amount, places: places))"
  }

  /// The amount with exactly so many places, halves rounded away from zero.
  public static func fixed(_ amount: Decimal, places: Int) -> String {
    let text = "\(amount.magnitude)"
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let fraction = Array((parts.count > 1 ? parts[1] : "").utf8)
    var digits = Array((parts.first ?? "0").utf8)
    digits += (0..<places).map { $0 < fraction.count ? fraction[$0] : 48 }
    if fraction.count > places && fraction[places] >= 53 { carry(&digits) }
    let whole = String(decoding: digits.dropLast(places), as: UTF8.self)
    let sign = amount < 0 ? "-" : ""
    return "\(sign)\(whole).\(String(decoding: digits.suffix(places), as: UTF8.self))"
  }

  private static func carry(_ digits: inout [UInt8]) {
    var place = digits.count - 1
    while place >= 0 {
      if digits[place] < 57 {
        digits[place] += 1
        return
      }
      digits[place] = 48
      place -= 1
    }
    digits.insert(49, at: 0)
  }
}
