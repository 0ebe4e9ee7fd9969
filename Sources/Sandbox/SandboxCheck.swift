internal import FoundationEssentials
internal import VideoTasks

/// The sandbox's own check of a create's body: what the vendors' pages say, written down apart from
/// the rules that the program checks before sending. Pure.
public enum SandboxCheck {
  /// Why a body is refused, in one sentence that names the field; nil when it is taken.
  ///
  /// It is the check that the server makes, without what a server alone can know: whether an asset
  /// is in its library, and what a prompt asks of it in brackets. Proportional to the body.
  public static func refusal(of body: [UInt8], for prefix: SandboxPrefix) -> String? {
    do throws(Refusal) {
      _ = try order(body, for: prefix)
      return nil
    } catch {
      return error.message
    }
  }

  /// Reads and checks a body.
  static func order(_ body: [UInt8], for prefix: SandboxPrefix) throws(Refusal) -> TaskOrder {
    try order(body, value: value(of: body), for: prefix)
  }

  /// The same for a body that was read already; `value` is nil when it is no JSON.
  static func order(
    _ body: [UInt8], value: JSONValue?, for prefix: SandboxPrefix
  ) throws(Refusal) -> TaskOrder {
    guard body.count <= ArkLimits.bodyBytes else {
      throw .invalid("body", "it is larger than 64 MB")
    }
    guard let value else {
      throw Refusal(
        status: 400, code: "InvalidParameter", message: "The request's body is not JSON.")
    }
    return try prefix.order(value)
  }

  /// A body as JSON, or nil when it is none or too large to be looked at.
  static func value(of body: [UInt8]) -> JSONValue? {
    guard body.count <= ArkLimits.bodyBytes else { return nil }
    // What is no JSON is refused as such by whoever asked.
    return try? JSONDecoder().decode(JSONValue.self, from: Data(body))
  }
}
