/// How well letters that somebody has typed fit a text: all of them, in order, anywhere in it.
///
/// Letters that stand together or begin a word weigh more, so `rs` finds “retry silent” before
/// “whole screen”. Case is ignored. Blanks part words that may stand in any order.
public struct FuzzyMatch: Hashable, Sendable {
  /// The higher, the better; only scores of one query can be compared.
  public let score: Int
  /// The graphemes of the text that were matched, counted from 0, in ascending order.
  public let places: [Int]

  /// The most graphemes of a text that are looked at.
  public static let mostText = 200
  /// The most graphemes of a query that are looked at.
  public static let mostQuery = 40

  /// Holds a query against a text; nil where it does not fit. An empty query fits everything.
  ///
  /// Cost: O(query × text), both bounded.
  public init?(_ query: String, in text: String) {
    let folded = text.prefix(Self.mostText).map { Self.folded($0) }
    var score = 0
    var places: Set<Int> = []
    for word in query.prefix(Self.mostQuery).split(separator: " ") {
      guard let found = Self.best(word.map { Self.folded($0) }, folded) else { return nil }
      score += found.score
      places.formUnion(found.places)
    }
    // Of two texts that fit alike, the shorter is meant.
    self.score = score * 8 - folded.count
    self.places = places.sorted()
  }

  private static func folded(_ character: Character) -> Character {
    character.lowercased().first ?? character
  }

  private static func begins(_ place: Int, _ text: [Character]) -> Bool {
    guard place > 0 else { return true }
    let before = text[place - 1]
    return !(before.isLetter || before.isNumber)
  }

  /// The best way to find all letters of a word, by its last letter's place: one row a letter.
  private static func best(
    _ word: [Character], _ text: [Character]
  ) -> (score: Int, places: [Int])? {
    var row = [Way?](repeating: nil, count: text.count)
    for (index, letter) in word.enumerated() {
      var next = [Way?](repeating: nil, count: text.count)
      var before: Way?
      for place in text.indices {
        defer { if let way = row[place], way.score > (before?.score ?? .min) { before = way } }
        guard text[place] == letter else { continue }
        let worth = begins(place, text) ? 10 : 1
        if index == 0 {
          next[place] = Way(score: worth, places: [place])
          continue
        }
        if let way = before { next[place] = way.adding(place, worth) }
        if place > 0, let way = row[place - 1], way.score + 6 + worth > next[place]?.score ?? .min {
          next[place] = way.adding(place, worth + 6)
        }
      }
      row = next
    }
    return row.compactMap { $0 }.max { $0.score < $1.score }.map { ($0.score, $0.places) }
  }

  private struct Way {
    var score: Int
    var places: [Int]

    func adding(_ place: Int, _ worth: Int) -> Way {
      Way(score: score + worth, places: places + [place])
    }
  }
}
