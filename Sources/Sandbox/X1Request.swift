internal import VideoTasks

/// What the `x1` page takes in the body of a create; any other field is refused.
enum X1Request {
  static func order(_ body: JSONValue) throws(Refusal) -> TaskOrder {
    if case .object(let all) = body {
      for name in all.keys.sorted() where !KyyLimits.x1Fields.contains(name) {
        let reason = KyyLimits.x1Refused.contains(name) ? "not supported" : "not known"
        throw .invalid(name, "the field is \(reason)")
      }
    }
    let members = try Members(body: body)
    guard let model = try members.string("model") else { throw .missing("model") }
    guard KyyLimits.x1Models.contains(model) else { throw .unknownModel(model) }
    var order = TaskOrder(
      model: model,
      resolution: try members.choice("resolution", of: KyyLimits.x1Resolutions) ?? "720p",
      ratio: try members.choice("ratio", of: KyyLimits.x1Ratios) ?? "16:9",
      duration: Int(try members.integer("duration", in: KyyLimits.x1Seconds) ?? 5), audio: true,
      expiresAfter: KyyLimits.expiry)
    guard let content = members.values["content"] else { throw .missing("content") }
    try Content(content, terms: .x1).fill(&order)
    return order
  }
}
