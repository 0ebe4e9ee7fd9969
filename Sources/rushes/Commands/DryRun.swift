internal import Engine
internal import TextLayout
internal import VideoAPIs
internal import VideoTasks

/// `rushes submit --dry-run`: what would be sent, and what it would cost; nothing is sent.
enum DryRun {
  static func report(
    _ checked: CheckedRequest, _ draft: RequestDraft, _ profile: Profile, after: TaskID? = nil,
    json: Bool
  ) throws(CommandFailure) -> ExitStatus {
    switch checked.request {
    case .failure(let violations):
      return try refuse(CommandFailure(violations: violations), json: json)
    case .success:
      let http = try http(draft, profile, after: after)
      if json {
        Output.write(
          JSONText.line(Report(violations: [], http: http, estimate: checked.estimate)))
      } else {
        Output.write(text(http, checked.estimate))
      }
      return .done
    }
  }

  /// What would be sent for a request as the form states it; no key is looked for.
  static func http(
    of draft: RequestDraft, profile name: String, _ workspace: Workspace
  ) throws(CommandFailure) -> HTTP {
    let profile = try workspace.profile(named: name, needsKey: false)
    var draft = RequestOptions.absolute(draft)
    if case .failure(let violations) = try workspace.check(&draft, profile).request {
      throw CommandFailure(violations: violations)
    }
    return try http(draft, profile)
  }

  private static func http(
    _ draft: RequestDraft, _ profile: Profile, after: TaskID? = nil
  ) throws(CommandFailure) -> HTTP {
    let begun = after.map { Chain.begun(draft, after: $0) } ?? draft
    let standIn = after.map(Chain.standIn)
    do throws(CallFailure) {
      let call = try CreatePreparation.call(begun, profile: profile) {
        $0 == standIn?.path ? HTTP.noPicture : LocalPath.read($0, limit: 64 << 20)
      }
      return HTTP(call, profile, standIn: standIn)
    } catch {
      throw CommandFailure(.rule, code: "Unready", error.reason, advice: error.advice)
    }
  }

  /// Says which rules a request breaks; with `json`, in the report that a good one gets too.
  static func refuse(
    _ failure: CommandFailure, json: Bool
  ) throws(CommandFailure) -> ExitStatus {
    guard json, !failure.violations.isEmpty else { throw failure }
    Output.write(JSONText.line(Report(violations: failure.violations, http: nil, estimate: nil)))
    return failure.status
  }

  private static func text(_ http: HTTP, _ estimate: Cost) -> String {
    let body = http.body.map { String(decoding: $0.bytes, as: UTF8.self) } ?? ""
    return """
      Nothing was sent. This would go out:
      \(http.method) \(http.url)
      \(CleanText.line(body, limit: 1 << 20))
      Estimate: \(TaskText.cost(estimate))

      """
  }

  /// The contract's object; members that do not apply are null.
  private struct Report: Encodable {
    let violations: [Violation]
    let http: HTTP?
    let estimate: Cost?

    enum CodingKeys: String, CodingKey { case valid, violations, http, estimate }

    func encode(to encoder: any Encoder) throws {
      var members = encoder.container(keyedBy: CodingKeys.self)
      try members.encode(violations.isEmpty, forKey: .valid)
      try members.encode(violations, forKey: .violations)
      try members.encode(http, forKey: .http)
      try members.encode(estimate, forKey: .estimate)
    }
  }

  /// The request as it would go out.
  struct HTTP: Encodable {
    let method: String
    let url: String
    let body: JSONValue?

    /// The bytes of a picture that there is not yet: the beginning of a PNG.
    fileprivate static let noPicture: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    /// Those bytes as they would be sent.
    private static let noPictureSent = JSONValue.string("data:image/png;base64,iVBORw0KGgo=")

    /// - Parameter standIn: what is said in place of a picture that there is not yet.
    fileprivate init(_ call: APICall, _ profile: Profile, standIn: MediaReference?) {
      method = call.method
      switch profile.server {
      case .url(let address): url = address + call.path
      case .sandbox: url = "sandbox" + call.path
      }
      body = call.displayBody.map { HTTP.said($0, standIn) }
    }

    private static func said(_ value: JSONValue, _ standIn: MediaReference?) -> JSONValue {
      guard let standIn else { return value }
      return switch value {
      case noPictureSent: .string(standIn.text)
      case .array(let elements): .array(elements.map { said($0, standIn) })
      case .object(let members): .object(members.mapValues { said($0, standIn) })
      default: value
      }
    }
  }
}
