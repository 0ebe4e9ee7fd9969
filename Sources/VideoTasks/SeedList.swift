/// Seeds as a user writes them: `7`, `100-104`, `7, 100-104, 9`.
public struct SeedList: Hashable, Sendable {
  /// The seeds in the order in which they were written, each once.
  public var seeds: [Int64]

  /// Why a text is no list of seeds.
  public enum Problem: Error, Hashable, Sendable {
    /// Something in it is neither a whole number nor a range that goes up.
    case notNumbers
    /// It has more seeds than may be.
    case tooMany
  }

  /// Reads a list; an empty text has no seeds.
  ///
  /// Parts are divided by blanks or commas (`,`, `，`, `、`). O(limit + text).
  public init(_ text: String, limit: Int) throws(Problem) {
    var (seeds, seen): ([Int64], Set<Int64>) = ([], [])
    for part in text.split(whereSeparator: { ",，、".contains($0) || $0.isWhitespace }) {
      guard let range = Self.range(part) else { throw .notNumbers }
      // The number of a huge range does not fit.
      guard range.upperBound.subtractingReportingOverflow(range.lowerBound).overflow == false,
        range.upperBound - range.lowerBound < Int64(limit)
      else { throw .tooMany }
      for seed in range where seen.insert(seed).inserted { seeds.append(seed) }
      guard seeds.count <= limit else { throw .tooMany }
    }
    self.seeds = seeds
  }

  private static func range(_ part: Substring) -> ClosedRange<Int64>? {
    if let seed = Int64(part) { return seed...seed }
    // A sign before the first number is no dash.
    guard let dash = part.dropFirst().firstIndex(of: "-"), let first = Int64(part[..<dash]),
      let last = Int64(part[part.index(after: dash)...]), first <= last
    else { return nil }
    return first...last
  }
}
