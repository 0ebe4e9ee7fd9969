/// What one request stands for: a request for each prompt of its alternatives and each seed, as often
/// as it is wanted.
public struct Variants: Hashable, Sendable {
  /// The request as it is written, alternatives and all.
  public var request: RequestDraft
  /// The seeds; empty leaves the seed as the request has it.
  public var seeds: [Int64]
  /// How often each is wanted, 1 or more.
  public var copies: Int

  /// Makes variants of a request.
  public init(of request: RequestDraft, seeds: [Int64] = [], copies: Int = 1) {
    self.request = request
    self.seeds = seeds
    self.copies = max(1, copies)
  }

  /// The seeds where they are several; empty where the request itself says which.
  public var several: [Int64] { seeds.count > 1 ? seeds : [] }

  /// How many requests there are, 1 or more; `Int.max` for more than can be counted. O(prompt).
  public var count: Int {
    [max(1, seeds.count), copies].reduce(PromptAlternatives(request.prompt).count) {
      let (product, overflow) = $0.multipliedReportingOverflow(by: $1)
      return overflow ? Int.max : product
    }
  }

  /// The requests, at most so many: prompts first, then seeds, then copies.
  public func requests(limit: Int) -> [RequestDraft] {
    let alternatives = PromptAlternatives(request.prompt)
    let seeds: [Int64?] = self.seeds.isEmpty ? [request.seed] : self.seeds
    var all: [RequestDraft] = []
    for place in 0..<min(alternatives.count, limit) {
      var request = self.request
      request.prompt = alternatives.prompt(at: place)
      for seed in seeds {
        request.seed = seed
        for _ in 0..<copies {
          guard all.count < limit else { return all }
          all.append(request)
        }
      }
    }
    return all
  }

  /// The different requests among them, at most so many: what is read before they are sent.
  public func different(limit: Int) -> [RequestDraft] {
    Variants(of: request, seeds: seeds).requests(limit: limit)
  }
}
