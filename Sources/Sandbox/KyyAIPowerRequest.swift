internal import VideoTasks

/// What the `kyyaipower` page takes in the body of a create; other fields are ignored.
enum KyyAIPowerRequest {
  static func order(_ body: JSONValue) throws(Refusal) -> TaskOrder {
    let members = try Members(body: body)
    guard let model = try members.string("model") else { throw .missing("model") }
    guard let limits = KyyLimits.powerModels[model] else { throw .unknownModel(model) }
    let sound = try members.bool("generate_audio")
    if sound != nil && !limits.isPro {
      throw .invalid("generate_audio", "only the Seedance 1.5 pro models have it")
    }
    let ratio = try members.choice("ratio", of: KyyLimits.ratios)
    var order = TaskOrder(
      model: model, resolution: limits.resolution, ratio: "adaptive",
      duration: Int(try seconds(members, limits)), audio: sound ?? limits.isPro,
      expiresAfter: KyyLimits.expiry)
    guard let content = members.values["content"] else { throw .missing("content") }
    try Content(content, terms: .kyyaipower).fill(&order)
    let isTextAlone = order.firstFrame == nil
    order.ratio = ratio ?? (isTextAlone && !limits.isPro ? "16:9" : "adaptive")
    return order
  }

  /// The default of 5 s is no length of the models for longer clips: there it must be stated.
  private static func seconds(
    _ members: Members, _ limits: KyyLimits.PowerModel
  ) throws(Refusal) -> Int64 {
    let stated = try members.integer(
      "duration", in: limits.seconds, or: limits.isPro ? -1 : nil)
    if let stated { return stated }
    guard limits.seconds.contains(5) else {
      let words = "\(limits.seconds.lowerBound) to \(limits.seconds.upperBound)"
      throw .invalid("duration", "it defaults to 5, and must be \(words)")
    }
    return 5
  }
}
