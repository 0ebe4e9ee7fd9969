internal import Synchronization
internal import Wording

/// Known phrases with the latest answers kept: the details ask for the same texts at every frame.
final class RememberedPhrases: Sendable {
  private let phrases: KnownPhrases
  private let answers = Mutex<[String: Phrase]>([:])
  private static let most = 500

  init(_ phrases: KnownPhrases) { self.phrases = phrases }

  /// The phrases of a text. O(text) for one that was asked for lately.
  func phrase(of text: String) -> Phrase {
    if let known = answers.withLock({ $0[text] }) { return known }
    let phrase = phrases.phrase(of: text)
    answers.withLock { answers in
      if answers.count >= Self.most { answers = [:] }
      answers[text] = phrase
    }
    return phrase
  }
}
