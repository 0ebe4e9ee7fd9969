public import FoundationEssentials

/// What a filter asks of a number: `12`, `>5`, `<=0.5`, `10-20`.
public enum NumberTest: Hashable, Sendable {
  case equal(Decimal)
  case less(Decimal)
  case atMost(Decimal)
  case more(Decimal)
  case atLeast(Decimal)
  /// From the first to the second, both included.
  case between(Decimal, Decimal)

  private static let signs: [(sign: String, make: @Sendable (Decimal) -> NumberTest)] = [
    ("<=", NumberTest.atMost), (">=", NumberTest.atLeast), ("≤", NumberTest.atMost),
    ("≥", NumberTest.atLeast), ("<", NumberTest.less), (">", NumberTest.more),
    ("＜", NumberTest.less), ("＞", NumberTest.more), ("=", NumberTest.equal),
  ]

  /// Reads a test; nil when the text is none. Numbers have at most 15 digits, and no sign.
  public init?(_ text: some StringProtocol) {
    for (sign, make) in Self.signs where text.hasPrefix(sign) {
      guard let number = Self.number(text.dropFirst(sign.count)) else { return nil }
      self = make(number)
      return
    }
    if let number = Self.number(text) {
      self = .equal(number)
      return
    }
    let ends = text.split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count == 2, let lower = Self.number(ends[0]), let upper = Self.number(ends[1]) else {
      return nil
    }
    self = .between(min(lower, upper), max(lower, upper))
  }

  /// Reads a number of digits with at most one point between them.
  static func number(_ text: some StringProtocol) -> Decimal? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), text.utf8.count <= 16,
      parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } })
    else { return nil }
    return Decimal(string: String(text))
  }

  /// The text that reads as this test.
  public var text: String {
    switch self {
    case .equal(let number): "\(number)"
    case .less(let number): "<\(number)"
    case .atMost(let number): "<=\(number)"
    case .more(let number): ">\(number)"
    case .atLeast(let number): ">=\(number)"
    case .between(let lower, let upper): "\(lower)-\(upper)"
    }
  }

  /// The numbers in the test.
  var numbers: [Decimal] {
    switch self {
    case .equal(let number), .less(let number), .atMost(let number), .more(let number),
      .atLeast(let number):
      [number]
    case .between(let lower, let upper): [lower, upper]
    }
  }

  /// Whether a number passes.
  func passes(_ number: Double) -> Bool {
    let limits = limits
    if let lower = limits.lower, number < lower.value || number == lower.value && !lower.isIn {
      return false
    }
    if let upper = limits.upper, number > upper.value || number == upper.value && !upper.isIn {
      return false
    }
    return true
  }

  /// An end of the range of numbers that pass.
  public struct Limit: Hashable, Sendable {
    /// The number at the end.
    public var value: Double
    /// Whether that number passes itself.
    public var isIn: Bool
  }

  /// Between what the numbers that pass lie; nil where there is no end.
  public var limits: (lower: Limit?, upper: Limit?) {
    func limit(_ number: Decimal, _ isIn: Bool) -> Limit {
      // What `number(_:)` reads is a Double too.
      Limit(value: Double("\(number)") ?? 0, isIn: isIn)
    }
    return switch self {
    case .equal(let number): (limit(number, true), limit(number, true))
    case .less(let number): (nil, limit(number, false))
    case .atMost(let number): (nil, limit(number, true))
    case .more(let number): (limit(number, false), nil)
    case .atLeast(let number): (limit(number, true), nil)
    case .between(let lower, let upper): (limit(lower, true), limit(upper, true))
    }
  }
}

/// What a filter asks of a cost: a number, and the currency where one is named.
public struct MoneyTest: Hashable, Sendable {
  /// What is asked of the amount.
  public var number: NumberTest
  /// Three capital letters; nil for any currency.
  public var currency: String?

  /// Makes a test.
  public init(_ number: NumberTest, currency: String? = nil) {
    self.number = number
    self.currency = currency
  }

  private static let symbols: [Character: String] = [
    "$": "USD", "¥": "CNY", "￥": "CNY", "€": "EUR", "£": "GBP",
  ]

  /// Reads `>1`, `<=0.5usd`, `$2`, `>cny3` or `1-5EUR`; nil when the text is none of these.
  init?(_ text: some StringProtocol) {
    var rest = String(text)
    var currency: String?
    if let place = rest.firstIndex(where: { Self.symbols[$0] != nil }) {
      currency = Self.symbols[rest.remove(at: place)]
    } else if let start = rest.firstIndex(where: \.isLatin) {
      let letters = rest[start...].prefix(while: \.isLatin)
      guard letters.count == 3 else { return nil }
      currency = letters.uppercased()
      rest.removeSubrange(letters.startIndex..<letters.endIndex)
    }
    guard let number = NumberTest(rest) else { return nil }
    self.init(number, currency: currency)
  }

  /// The text that reads as this test.
  public var text: String { number.text + (currency ?? "") }
}

extension Character {
  /// Whether it is a letter of ASCII.
  var isLatin: Bool { isASCII && isLetter }
}
