internal import FoundationEssentials
internal import VideoTasks

/// What several requests are expected to cost together, a sum a currency.
struct EstimateSum {
  private var amounts: [String: Decimal] = [:]
  private var unknown = 0
  private var isExact = true

  init(_ costs: [Cost]) {
    for cost in costs {
      if let amount = cost.amount {
        amounts[cost.currency ?? "?", default: 0] += amount
      } else {
        unknown += 1
      }
      if !cost.exact { isExact = false }
    }
  }

  var words: String {
    var parts = amounts.sorted { $0.key < $1.key }.map { Money.text($0.value, $0.key) }
    if unknown > 0 { parts.append("\(unknown) of unknown price") }
    if parts.isEmpty { return "nothing" }
    return (isExact ? "" : "≈ ") + parts.joined(separator: " and ")
  }

  var json: JSONValue {
    .array(
      amounts.sorted { $0.key < $1.key }.map {
        .object([
          "currency": .string($0.key),
          "amount": Double($0.value.description).map(JSONValue.number) ?? .null,
        ])
      })
  }
}
