internal import FoundationEssentials

extension Price {
  /// What volcengine asks, in CNY, by model id. Source: the price table of its overview page.
  public static let volcengine = table(
    currency: "CNY", standard: [460, 280, 510, 310], fast: [370, 220], mini: [230, 140])

  /// What byteplus asks, in USD, by model id. Source: the price table of its overview page.
  public static let byteplus = table(
    currency: "USD", standard: [70, 43, 77, 47], fast: [56, 33], mini: [35, 21])

  /// Prices are in tenths, per million tokens: without and with a video going in, then both at 1080p.
  /// There is no published price of Seedance 2.5.
  private static func table(
    currency: String, standard: [Int], fast: [Int], mini: [Int]
  ) -> [String: Price] {
    [
      "doubao-seedance-2-0-260128": Price(
        currency: currency, perMillion: tenths(standard[0]),
        perMillionWithVideo: tenths(standard[1]), perMillion1080p: tenths(standard[2]),
        perMillion1080pWithVideo: tenths(standard[3])),
      "doubao-seedance-2-0-fast-260128": Price(
        currency: currency, perMillion: tenths(fast[0]), perMillionWithVideo: tenths(fast[1])),
      "doubao-seedance-2-0-mini-260615": Price(
        currency: currency, perMillion: tenths(mini[0]), perMillionWithVideo: tenths(mini[1])),
    ]
  }

  private static func tenths(_ count: Int) -> Decimal {
    Decimal(sign: .plus, exponent: -1, significand: Decimal(count))
  }
}
