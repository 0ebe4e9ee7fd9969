internal import FoundationEssentials
internal import VideoTasks

/// A create's body that has passed every check of the page.
struct ArkRequest: Sendable {
  var model: String
  var resolution: String
  /// May be `adaptive`.
  var ratio: String
  /// May be -1.
  var duration: Int
  var audio: Bool
  var watermark: Bool
  /// May be -1.
  var seed: Int64
  var returnsLastFrame: Bool
  var expiresAfter: Int
  var content: ArkContent

  /// Reads and checks a body.
  init(_ body: JSONValue, at prefix: SandboxPrefix) throws(ArkFailure) {
    guard case .object(let all) = body else {
      throw ArkFailure(
        status: 400, code: "InvalidParameter", message: "The request's body is not a JSON object.")
    }
    // The vendor's own client sends null for what was not stated.
    let members = Members(all.filter { $0.value != .null })
    guard let model = try members.string("model") else { throw .missing("model") }
    self.model = model
    let limits = try Self.limits(of: model, at: prefix)
    for name in ArkLimits.oldParameters where members.has(name) {
      throw .invalid(name, "it belongs to Seedance 1.x")
    }
    resolution = try members.choice("resolution", of: limits.resolutions) ?? "720p"
    ratio = try members.choice("ratio", of: ArkLimits.ratios) ?? "adaptive"
    duration = Int(
      try members.integer("duration", in: limits.seconds, or: -1) ?? 5)
    audio = try members.bool("generate_audio") ?? true
    watermark = try members.bool("watermark") ?? false
    seed = try members.integer("seed", in: ArkLimits.seeds) ?? -1
    returnsLastFrame = try members.bool("return_last_frame") ?? false
    expiresAfter = Int(
      try members.integer("execution_expires_after", in: ArkLimits.expiry)
        ?? Int64(ArkLimits.defaultExpiry))
    guard let content = members.values["content"] else { throw .missing("content") }
    self.content = try ArkContent(content)
  }

  private static func limits(
    of model: String, at prefix: SandboxPrefix
  ) throws(ArkFailure) -> ArkLimits.Model {
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

/// The members of an object, read with their types checked.
struct Members: Sendable {
  var values: [String: JSONValue]

  init(_ values: [String: JSONValue]) { self.values = values }

  func has(_ name: String) -> Bool { values[name] != nil }

  func string(_ name: String) throws(ArkFailure) -> String? {
    guard let value = values[name] else { return nil }
    guard case .string(let text) = value else { throw .invalid(name, "it must be a string") }
    return text
  }

  func bool(_ name: String) throws(ArkFailure) -> Bool? {
    guard let value = values[name] else { return nil }
    guard case .bool(let flag) = value else { throw .invalid(name, "it must be true or false") }
    return flag
  }

  func choice(_ name: String, of choices: [String]) throws(ArkFailure) -> String? {
    guard let text = try string(name) else { return nil }
    guard choices.contains(text) else {
      throw .invalid(name, "it must be one of \(choices.joined(separator: ", "))")
    }
    return text
  }

  func integer(
    _ name: String, in range: ClosedRange<Int64>, or other: Int64? = nil
  ) throws(ArkFailure) -> Int64? {
    guard let value = values[name] else { return nil }
    guard case .integer(let number) = value else {
      throw .invalid(name, "it must be a whole number")
    }
    guard range.contains(number) || number == other else {
      let words = "\(range.lowerBound) to \(range.upperBound)"
      throw .invalid(name, "it must be \(words)" + (other.map { ", or \($0)" } ?? ""))
    }
    return number
  }
}
