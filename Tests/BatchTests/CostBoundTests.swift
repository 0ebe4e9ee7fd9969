import FoundationEssentials
import Testing
import VideoTasks

@testable import Batch

/// What a batch may cost before it is made.
@Suite struct CostBoundTests {
  private func most(_ change: (inout RequestDraft) -> Void) throws -> (Cost, Cost) {
    let profile = try #require(Profile.builtIn.first { $0.name == "volcengine" })
    var draft = RequestDraft(prompt: "a")
    draft.model = profile.catalogue.models.first?.id
    change(&draft)
    let model = try #require(profile.catalogue[draft.model ?? ""])
    let price = try #require(profile.price(of: model.id))
    let bound = CostBound.most(draft, model: model, price: price, inputVideoSeconds: nil)
    return (bound, Estimate.cost(draft: draft, model: model, price: price))
  }

  @Test func `what is stated costs what was estimated`() throws {
    let (most, estimate) = try most { ($0.ratio, $0.duration, $0.resolution) = ("16:9", 5, "720p") }
    #expect(most == estimate && most.amount != nil)
  }

  @Test func `what is left to the server counts at its dearest`() throws {
    let (long, _) = try most { ($0.ratio, $0.duration) = ("16:9", -1) }
    let profile = try #require(Profile.builtIn.first { $0.name == "volcengine" })
    let model = try #require(profile.catalogue.models.first)
    let (longest, _) = try most { ($0.ratio, $0.duration) = ("16:9", model.durations.upperBound) }
    #expect(long.amount == longest.amount)
    let (adaptive, _) = try most { ($0.ratio, $0.duration) = ("adaptive", 5) }
    for ratio in model.ratios where ratio != .adaptive {
      let (stated, _) = try most { ($0.ratio, $0.duration) = (ratio.rawValue, 5) }
      #expect(try #require(adaptive.amount) >= #require(stated.amount), "\(ratio)")
    }
    let (video, _) = try most { draft in
      (draft.ratio, draft.duration, draft.videos) = ("16:9", 5, [.url("https://x.test/a.mp4")])
    }
    #expect(video.tokens == Estimate.tokens(width: 1280, height: 720, seconds: 20) || video.exact)
  }

  @Test func `the row ends before the amount is passed`() {
    let amounts: [Decimal] = [3, 4, 5, 1]
    #expect(BatchBudget.affordable(amounts, spent: 0, limit: 13) == 4)
    #expect(BatchBudget.affordable(amounts, spent: 0, limit: 12) == 3)
    #expect(BatchBudget.affordable(amounts, spent: 0, limit: 11) == 2)
    #expect(BatchBudget.affordable(amounts, spent: 10, limit: 11) == 0)
    #expect(BatchBudget.affordable([], spent: 10, limit: 1) == 0)
  }
}
