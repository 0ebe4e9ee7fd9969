import FoundationEssentials
import Testing
import VideoTasks

/// Money where models are billed by seconds, by task, or nobody knows how.
@Suite struct BillingTests {
  private func model(_ api: API, _ id: String) throws -> ModelSpec {
    try #require(ModelCatalogue.builtIn(for: api)[id])
  }

  private func decimal(_ text: String) throws -> Decimal { try #require(Decimal(string: text)) }

  @Test(
    "how each family is billed",
    arguments: [
      (API.ark, ["tokens", "tokens", "tokens", "tokens"]),
      (.kyyvideo2, ["tokens", "tokens", "tokens", "tokens"]),
      (.kyyaipower, ["seconds", "seconds", "seconds", "tasks", "tasks", "tasks"]),
      (.x1, ["unknown", "unknown", "unknown", "unknown"]),
    ])
  func billing(api: API, expected: [String]) {
    #expect(ModelCatalogue.builtIn(for: api).models.map(\.billing.rawValue) == expected)
  }

  @Test(arguments: [API.kyyvideo2, .kyyaipower, .x1])
  func `a price that nobody has stated gives no amount, never 0`(api: API) throws {
    for model in ModelCatalogue.builtIn(for: api).models {
      let draft = RequestDraft(prompt: "x")
      let cost = Estimate.cost(draft: draft, model: model, price: nil)
      #expect(cost.amount == nil && cost.currency == nil)
      let billed = Estimate.billed(
        tokens: nil, seconds: nil, draft: draft, actual: nil, model: model, price: nil)
      #expect(billed == nil)
      let known = Estimate.billed(
        tokens: 7, seconds: 5, draft: draft, actual: nil, model: model, price: nil)
      #expect(known == Cost(tokens: 7, seconds: 5, exact: true))
    }
  }

  @Test(
    "seconds have one price with sound and one without",
    arguments: [
      (true, "4", true), (false, "2", true), (nil, "4", false),
    ] as [(Bool?, String, Bool)])
  func seconds(audio: Bool?, amount: String, exact: Bool) throws {
    var draft = RequestDraft(prompt: "x")
    draft.duration = 8
    draft.audio = audio
    let price = Price(
      currency: "USD", perSecond: try decimal("0.5"), perSecondSilent: try decimal("0.25"))
    let cost = Estimate.cost(
      draft: draft, model: try model(.kyyaipower, "seedance_1_5_pro_720p"), price: price)
    #expect(cost == Cost(seconds: 8, amount: try decimal(amount), currency: "USD", exact: exact))
  }

  @Test func `a length that the model chooses is not exact`() throws {
    var draft = RequestDraft(prompt: "x")
    draft.duration = -1
    let price = Price(currency: "USD", perSecond: 1)
    let pro = try model(.kyyaipower, "seedance_1_5_pro_720p")
    #expect(
      Estimate.cost(draft: draft, model: pro, price: price)
        == Cost(seconds: 5, amount: 5, currency: "USD", exact: false))
    #expect(
      Estimate.billed(tokens: nil, draft: draft, actual: nil, model: pro, price: price) == nil)
    #expect(
      Estimate.billed(
        tokens: nil, seconds: 7.042, draft: draft, actual: nil, model: pro, price: price)
        == Cost(seconds: 7.042, amount: try decimal("7.042"), currency: "USD", exact: true))
  }

  @Test func `what was asked for counts where the server does not say the real length`() throws {
    var draft = RequestDraft(prompt: "x")
    draft.duration = 8
    let pro = try model(.kyyaipower, "seedance_1_5_pro_720p")
    let price = Price(currency: "USD", perSecond: 2)
    let billed = Estimate.billed(
      tokens: nil, draft: draft, actual: nil, model: pro, price: price)
    #expect(billed == Cost(amount: 16, currency: "USD", exact: false))
    draft.duration = nil
    let unstated = Estimate.billed(
      tokens: nil, draft: draft, actual: nil, model: pro, price: price)
    #expect(unstated?.amount == 10)
  }

  @Test func `a task costs the same whatever its length`() throws {
    let price = Price(currency: "CNY", perTask: 3)
    let model = try model(.kyyaipower, "seedance_2_0_6s_10s")
    let draft = RequestDraft(prompt: "x")
    #expect(
      Estimate.cost(draft: draft, model: model, price: price)
        == Cost(seconds: 6, amount: 3, currency: "CNY", exact: true))
    #expect(
      Estimate.billed(tokens: nil, draft: draft, actual: nil, model: model, price: price)
        == Cost(amount: 3, currency: "CNY", exact: true))
  }

  @Test func `a price that was stated is used, also where nobody knows how a model is billed`()
    throws
  {
    let x1 = try model(.x1, "seedance_2_0_x1_official")
    var draft = RequestDraft(prompt: "x")
    draft.ratio = "16:9"
    func amount(_ price: Price) -> Decimal? {
      Estimate.cost(draft: draft, model: x1, price: price).amount
    }
    #expect(amount(Price(currency: "USD", perTask: 2)) == 2)
    #expect(amount(Price(currency: "USD", perSecond: 2)) == 10)
    #expect(amount(Price(currency: "USD", perMillion: 10)) == (try decimal("1.089")))
    #expect(amount(Price(currency: "USD")) == nil)
  }

  @Test func `a price by tokens needs tokens`() throws {
    let model = try model(.kyyvideo2, "seedance_2_0_pro")
    let price = Price(currency: "USD", perMillion: 10)
    let draft = RequestDraft(prompt: "x")
    let seconds = Estimate.billed(
      tokens: nil, seconds: 5, draft: draft, actual: nil, model: model, price: price)
    #expect(seconds == Cost(seconds: 5, exact: true))
    let tokens = Estimate.billed(
      tokens: 100_000, draft: draft, actual: nil, model: model, price: price)
    #expect(tokens == Cost(tokens: 100_000, amount: 1, currency: "USD", exact: true))
  }

  @Test(
    "the library of assets is the same for all of a kyy server's APIs",
    arguments: [
      ("https://zcbservice.aizfw.cn/kyyAiPower", "https://zcbservice.aizfw.cn/kyyReactApiServer"),
      (
        "https://zcbservice.aizfw.cn/kyyReactApiServer",
        "https://zcbservice.aizfw.cn/kyyReactApiServer"
      ),
      ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
    ])
  func assets(base: String, expected: String) {
    #expect(Profile.assetBase(of: base) == expected)
  }

  @Test func `every API but ark keeps assets`() {
    #expect(API.allCases.filter(\.hasAssets) == [.kyyvideo2, .kyyaipower, .x1])
  }
}
