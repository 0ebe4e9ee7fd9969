internal import VideoTasks

/// What the `ark` page takes in the body of a create.
enum ArkRequest {
  static func order(_ body: JSONValue, at prefix: SandboxPrefix) throws(Refusal) -> TaskOrder {
    let members = try Members(body: body)
    guard let model = try members.string("model") else { throw .missing("model") }
    let limits = try limits(of: model, at: prefix)
    for name in ArkLimits.oldParameters where members.has(name) {
      throw .invalid(name, "it belongs to Seedance 1.x")
    }
    var order = TaskOrder(
      model: model,
      resolution: try members.choice("resolution", of: limits.resolutions) ?? "720p",
      ratio: try members.choice("ratio", of: ArkLimits.ratios) ?? "adaptive",
      duration: Int(try members.integer("duration", in: limits.seconds, or: -1) ?? 5),
      audio: try members.bool("generate_audio") ?? true, expiresAfter: ArkLimits.defaultExpiry)
    order.watermark = try members.bool("watermark") ?? false
    order.seed = try members.integer("seed", in: ArkLimits.seeds) ?? -1
    order.returnsLastFrame = try members.bool("return_last_frame") ?? false
    if let seconds = try members.integer("execution_expires_after", in: ArkLimits.expiry) {
      order.expiresAfter = Int(seconds)
    }
    guard let content = members.values["content"] else { throw .missing("content") }
    try Content(content, terms: .ark).fill(&order)
    return order
  }

  private static func limits(
    of model: String, at prefix: SandboxPrefix
  ) throws(Refusal) -> ArkLimits.Model {
    if let known = ArkLimits.models[model] { return known }
    if model.hasPrefix("ep-") {
      guard prefix == .official else {
        throw .invalid("model", "an endpoint id (ep-…) is not taken here, only a model's id")
      }
      // What an endpoint leads to is the account's affair: here, to the standard model.
      if model.utf8.count > 3, let standard = ArkLimits.models["doubao-seedance-2-0-260128"] {
        return standard
      }
    }
    throw .unknownModel(model)
  }
}
