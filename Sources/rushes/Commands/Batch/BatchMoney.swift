internal import Batch
internal import Configuration
internal import FoundationEssentials
internal import VideoTasks

/// `--max-cost`: how much of a batch may be made.
extension BatchRun {
  /// The amount that may not be passed; nil where there is none.
  static func limit(_ arguments: Arguments) throws(CommandFailure) -> Decimal? {
    guard let text = arguments.value("max-cost") else { return nil }
    let digits = text.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E }
    guard digits, let amount = Decimal(string: text), amount >= 0 else {
      throw .usage("--max-cost takes an amount as 12.50, in the currency of the profile's prices.")
    }
    return amount
  }

  /// Tells of every new video whose price is not known.
  mutating func checkPrices() {
    for job in jobs where limit != nil {
      guard let checked = job.checked, checked.most.amount == nil else { continue }
      tell(
        LineProblem(
          line: job.item.line, field: .model, rule: .priceUnknown,
          message: "The price of \(checked.model.id) at \(checked.profile.name) is not known, so "
            + "that --max-cost cannot be kept.",
          fix: "State it under prices in the configuration, or leave --max-cost out."))
    }
  }

  /// The places of the new videos that are to be made, and of those that would pass the amount.
  func affordable() throws(CommandFailure) -> (made: [Int], left: [Int]) {
    let broken = plan.leftOut(brokenLines).lines
    let new = jobs.indices.filter {
      jobs[$0].checked != nil && !broken.contains(jobs[$0].item.line) && lateFollowers[$0] == nil
    }
    guard let limit else { return (new, []) }
    var spent: Decimal = 0
    var currencies: Set<String> = []
    for case .made(let id, let record) in jobs.map(\.standing) {
      let cost = try cost(id, record)
      spent += cost.amount ?? 0
      if let currency = cost.currency { currencies.insert(currency) }
    }
    let costs = new.compactMap { jobs[$0].checked?.most }
    currencies.formUnion(costs.compactMap(\.currency))
    guard currencies.count < 2 else {
      throw CommandFailure(
        .rule, code: "CurrencyMixed",
        "The batch costs \(currencies.sorted().joined(separator: " and ")), which --max-cost cannot "
          + "add up. Nothing was sent.", advice: "Give the lines of each currency as a batch.")
    }
    let count = BatchBudget.affordable(costs.map { $0.amount ?? 0 }, spent: spent, limit: limit)
    return (Array(new.prefix(count)), Array(new.dropFirst(count)))
  }

  /// What a task that was made before has cost, or may cost at most.
  private func cost(_ id: TaskID, _ record: TaskRecord?) throws(CommandFailure) -> Cost {
    if let known = record?.cost, known.amount != nil { return known }
    if let record, record.status.isEnded, record.status != .succeeded { return Cost(exact: true) }
    let profile = record.flatMap { record in
      workspace.settings.profiles.first { $0.name == record.profile }
    }
    if let record, let profile, let model = profile.catalogue[record.model] {
      let most = CostBound.most(
        record.request, model: model, price: profile.price(of: model.id), inputVideoSeconds: nil)
      if most.amount != nil { return most }
    }
    throw CommandFailure(
      .rule, code: "PriceUnknown",
      "What task \(id) of this batch has cost is not known, so that --max-cost cannot be kept. "
        + "Nothing was sent.", advice: "Leave --max-cost out, or give the rest as another batch.")
  }
}
