import FoundationEssentials
import Testing
import VideoTasks

@Suite struct EstimateTests {
  private let model = ModelCatalogue.ark[Models.standard]
  private let price = Price.volcengine[Models.standard]

  private func estimate(
    inputVideoSeconds: Double? = nil, _ change: (inout RequestDraft) -> Void
  ) throws -> Cost {
    var draft = RequestDraft(prompt: "x")
    change(&draft)
    return Estimate.cost(
      draft: draft, model: try #require(model), price: price,
      inputVideoSeconds: inputVideoSeconds)
  }

  @Test(
    "the formula gives the tokens of the published samples",
    arguments: [
      (Resolution.p720, 5, 108_900), (.p720, 4, 87_300), (.p480, 4, 40_594),
    ])
  func samples(resolution: Resolution, seconds: Int, tokens: Int) throws {
    let cost = try estimate {
      $0.ratio = "16:9"
      $0.resolution = resolution.rawValue
      $0.duration = seconds
    }
    #expect(cost.tokens == tokens)
    #expect(cost.exact)
  }

  @Test func `money is tokens times the price of the tier`() throws {
    let cost = try estimate {
      $0.ratio = "16:9"
      $0.resolution = "1080p"
      $0.duration = 5
    }
    // 1920 × 1080 × 121 / 1024 = 245,025 tokens at 51 a million.
    #expect(cost.tokens == 245_025)
    #expect(cost.amount?.description == "12.496275")
    #expect(cost.currency == "CNY")
  }

  @Test func `what is left open is filled in with 16 to 9 and 5 s, and not exact`() throws {
    let shape = Cost(
      tokens: 108_900, seconds: 5, amount: Decimal(string: "5.0094"), currency: "CNY", exact: false)
    #expect(try estimate { _ in } == shape)
    #expect(try estimate { $0.ratio = "adaptive" } == shape)
    let automatic = try estimate {
      $0.ratio = "16:9"
      $0.duration = -1
    }
    #expect(automatic == shape)
    let stated = try estimate { $0.ratio = "16:9" }
    #expect(stated.exact)
  }

  @Test func `a video that goes in is counted and has its own price`() throws {
    let known = try estimate(inputVideoSeconds: 3) {
      $0.ratio = "16:9"
      $0.videos = addresses(1, "mp4")
    }
    // 1280 × 720 × (24 × 8 + 1) / 1024 = 173,700 at 28 a million.
    #expect(known.tokens == 173_700)
    #expect(known.amount?.description == "4.8636")
    #expect(known.exact)
    let unknown = try estimate {
      $0.ratio = "16:9"
      $0.videos = addresses(3, "mp4")
    }
    #expect(unknown.tokens == 900 * (24 * 20 + 1))
    #expect(!unknown.exact)
  }

  @Test func `without a price there are tokens and no money`() throws {
    let cost = Estimate.cost(
      draft: RequestDraft(prompt: "x"), model: try #require(model), price: nil)
    #expect(cost.tokens == 108_900)
    #expect(cost.amount == nil)
    #expect(cost.currency == nil)
  }

  @Test(arguments: Ratio.allCases, Resolution.allCases)
  func `a draft and the request made of it cost the same`(ratio: Ratio, tier: Resolution) throws {
    let model = try #require(model)
    for duration in [-1, 4, 9, 15] {
      var draft = RequestDraft(prompt: "x")
      draft.ratio = ratio.rawValue
      draft.resolution = tier.rawValue
      draft.duration = duration
      let request = try Rules.check(draft, model: model).get()
      #expect(
        Estimate.cost(draft: draft, model: model, price: price)
          == Estimate.cost(request: request, model: model, price: price))
    }
  }

  @Test(arguments: Resolution.allCases)
  func `every ratio of a tier has about the same number of pixels`(tier: Resolution) throws {
    let wide = try #require(Pixels.size(ratio: .wide, resolution: tier))
    for ratio in Ratio.allCases where ratio != .adaptive {
      let size = try #require(Pixels.size(ratio: ratio, resolution: tier))
      let share = Double(size.width * size.height) / Double(wide.width * wide.height)
      #expect((0.95...1.05).contains(share), "\(ratio) \(tier)")
    }
  }

  @Test func `the billed cost takes the tier that was really made`() {
    var draft = RequestDraft(prompt: "x")
    draft.resolution = "720p"
    let cost = Estimate.billed(
      tokens: 1_000_000, draft: draft, actual: ActualClip(resolution: "1080p", duration: 5),
      model: model, price: price)
    #expect(cost == Cost(tokens: 1_000_000, seconds: 5, amount: 51, currency: "CNY", exact: true))
  }

  @Test func `lengths that are no lengths cost nothing and do not crash`() throws {
    for seconds in [Int.min, -7, 0, Int.max] {
      let cost = try estimate { $0.duration = seconds }
      #expect((cost.tokens ?? 0) >= 0)
    }
    #expect(Estimate.tokens(width: 1280, height: 720, seconds: .nan) == 0)
  }

  @Test func `the length of the videos that go in is known only when each is`() {
    var draft = RequestDraft(prompt: "x")
    #expect(Estimate.inputVideoSeconds(draft: draft, facts: [:]) == 0)
    draft.videos = addresses(2, "mp4")
    let first: Facts = [draft.videos[0]: .success(MediaFacts(seconds: 4.5))]
    #expect(Estimate.inputVideoSeconds(draft: draft, facts: first) == nil)
    let both = first.merging([draft.videos[1]: .success(MediaFacts(seconds: 3))]) { $1 }
    #expect(Estimate.inputVideoSeconds(draft: draft, facts: both) == 7.5)
  }
}
