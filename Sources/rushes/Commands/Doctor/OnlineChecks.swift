internal import Configuration
internal import Dispatch
internal import HTTPTransport
internal import Synchronization
internal import TextLayout
internal import VideoAPIs
internal import VideoTasks

/// Asks each server with a key for a task that nobody has: that costs nothing, and the answer tells a
/// key that is refused from one that is taken.
enum OnlineChecks {
  /// An id that no server gives.
  static let unknownID = "rushes-doctor-asks"
  /// A clock that is further off than this counts links and retries wrongly.
  static let mostSecondsOff: Int64 = 60

  static func all(_ workspace: Workspace) -> [Check] {
    let profiles = workspace.settings.profiles.filter {
      $0.server != .sandbox && workspace.hasKey($0)
    }
    guard !profiles.isEmpty else {
      return [Check("servers", .note, "no profile has a key, so none was asked")]
    }
    let transport = HTTPTransport()
    defer { transport.close() }
    var checks: [Check] = []
    var isClockTold = false
    for profile in profiles {
      let (check, off) = ask(profile, workspace, transport)
      checks.append(check)
      if let off, !isClockTold {
        isClockTold = true
        checks.append(clock(off, profile.name))
      }
    }
    return checks
  }

  private static func ask(
    _ profile: Profile, _ workspace: Workspace, _ transport: HTTPTransport
  ) -> (Check, secondsOff: Int64?) {
    let key: APIKey
    do throws(KeyError) {
      guard let found = try workspace.key(for: profile) else {
        return (Check(profile.name, .problem(.configuration), "There is no key."), nil)
      }
      key = found
    } catch {
      return (Check(profile.name, .problem(.configuration), error.message), nil)
    }
    guard case .url(let address) = profile.server else {
      return (Check(profile.name, .ok, "the sandbox"), nil)
    }
    let call = Dialects.of(profile).query(unknownID)
    let request = HTTPRequest(
      method: call.method, url: address + call.path,
      headers: call.headers.map { HTTPHeader($0.name, $0.value) }
        + [HTTPHeader("Authorization", "Bearer \(key.secret)")],
      totalTimeout: .seconds(20), destination: .memory(limit: 64 << 10))
    switch answer(request, transport) {
    case .failure(let failure):
      return (
        Check(
          profile.name, .problem(.network), failure.message,
          advice: "Check the network, a proxy, and the base_url of this profile: \(address)"), nil
      )
    case .success(let answer):
      let date = answer.header("Date").flatMap { HTTPDate.moment($0) }
      return (check(answer.status, profile), date.map { SystemClock.now().seconds - $0.seconds })
    }
  }

  private static func check(_ status: Int, _ profile: Profile) -> Check {
    switch status {
    case 401, 403:
      Check(
        profile.name, .problem(.configuration), "The server refuses the key (HTTP \(status)).",
        advice: "Store the right one with: rushes key set \(profile.name)")
    case 200..<300, 400, 404, 422:
      Check(profile.name, .ok, "the server answers and takes the key")
    case 429: Check(profile.name, .ok, "the server answers; it has many requests just now")
    default:
      Check(
        profile.name, .problem(.network), "The server answers with HTTP \(status).",
        advice: "Try again later, and check the base_url of this profile.")
    }
  }

  private static func clock(_ off: Int64, _ name: String) -> Check {
    guard abs(off) > mostSecondsOff else { return Check("clock", .ok, "agrees with \(name)") }
    return Check(
      "clock", .problem(.machine),
      "It is \(abs(off)) s \(off > 0 ? "ahead of" : "behind") that of \(name).",
      advice: "Set it, or let the system set it from the network.")
  }

  private static func answer(
    _ request: HTTPRequest, _ transport: HTTPTransport
  ) -> Result<HTTPResponse, HTTPFailure> {
    let done = DispatchSemaphore(value: 0)
    let box = Mutex<Result<HTTPResponse, HTTPFailure>?>(nil)
    transport.start(request) { result in
      box.withLock { $0 = result }
      done.signal()
    }
    done.wait()
    return box.withLock { $0 }
      ?? .failure(HTTPFailure(kind: .other, detail: "", wasSent: .maybe))
  }
}
