public import FoundationEssentials
public import VideoTasks

/// The most that a request may cost: what it leaves to the server counts at its dearest.
public enum CostBound {
  /// The dearest of what the request may become; its amount is nil where the price is not known.
  ///
  /// - Parameter inputVideoSeconds: all reference videos together; nil where not known, which counts
  ///   as the 15 s that they may have together.
  public static func most(
    _ request: RequestDraft, model: ModelSpec, price: Price?, inputVideoSeconds: Double?
  ) -> Cost {
    let input = request.videos.isEmpty ? nil : inputVideoSeconds ?? 15
    var dearest = Estimate.cost(
      draft: request, model: model, price: price, inputVideoSeconds: input)
    for candidate in candidates(request, model) {
      let cost = Estimate.cost(
        draft: candidate, model: model, price: price, inputVideoSeconds: input)
      if let amount = cost.amount, amount > dearest.amount ?? -1 { dearest = cost }
    }
    return dearest
  }

  private static func candidates(_ request: RequestDraft, _ model: ModelSpec) -> [RequestDraft] {
    var longest = request
    if request.duration == ClipDuration.automatic.wireValue {
      longest.duration = model.durations.upperBound
    }
    let ratio = request.ratio ?? model.ratioWhenUnstated(in: request.mode).rawValue
    guard ratio == Ratio.adaptive.rawValue else { return [longest] }
    return Ratio.allCases.filter { $0 != .adaptive }.map {
      var candidate = longest
      candidate.ratio = $0.rawValue
      return candidate
    }
  }
}

/// How many of the videos of a batch may be made for an amount of money.
public enum BatchBudget {
  /// How many from the first on may be made before the amount is passed; the first that would pass
  /// it ends the row, so that what is left out does not depend on what is cheap.
  ///
  /// - Parameters:
  ///   - amounts: what each may cost at most, in the order of making.
  ///   - spent: what those made before have cost or may cost.
  public static func affordable(
    _ amounts: [Decimal], spent: Decimal, limit: Decimal
  ) -> Int {
    var sum = spent
    for (place, amount) in amounts.enumerated() {
      sum += amount
      if sum > limit { return place }
    }
    return amounts.count
  }
}
