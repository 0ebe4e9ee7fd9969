import FoundationEssentials
import TestSupport
import Testing

extension `The four APIs` {
  /// What reaches the servers, byte for byte: `Tests/Goldens/four-apis/API-MODE.json`, which were
  /// written from the vendors' create pages.
  @Suite struct `Bodies` {
    @Test(
      "every mode has its body, and ends with a video, from the command line", arguments: profiles)
    func commandLine(profile: String) async throws {
      let server = try ServedBySandbox.server
      let studio = try studio(server.port)
      for item in BodyCase.of(profile) {
        let ended = try await offPool {
          try studio.run(item.words + ["--wait", "--json"], environment: keys)
        }
        #expect(ended.status == 0 && ended.errors.isEmpty, "\(item.name): \(ended)")
        guard ended.status == 0 else { continue }
        if let problem = try problem(with: ended.json, item, server) {
          Issue.record("\(problem)")
        }
      }
    }
  }

  /// What is wrong with a finished task; nil when nothing is.
  static func problem(
    with task: JSON, _ item: BodyCase, _ server: SandboxProcess
  ) throws -> String? {
    guard task["status"]?.string == "succeeded", let file = task["file"]?.string,
      let id = task["remote_id"]?.string
    else { return "\(item.name): no video: \(task)" }
    let body = try server.body(of: id)
    let golden = Golden.standardFolder + "/four-apis/\(item.name).json"
    guard let expected = FileManager.default.contents(atPath: golden) else {
      return "there is no \(golden)"
    }
    // Not as texts: equal characters of other bytes are not the same body.
    guard body == Array(expected) else {
      let (sent, wanted) = (
        String(decoding: body, as: UTF8.self), String(decoding: expected, as: UTF8.self)
      )
      return "\(item.name): sent\n\(sent)\nin place of\n\(wanted)"
    }
    let clip = try Media.measure(file)
    let wanted = Media.Clip(
      width: item.width, height: item.height, seconds: item.seconds,
      hasSound: item.hasSound ?? clip.hasSound)
    return clip == wanted ? nil : "\(item.name): \(clip) in place of \(wanted)"
  }
}
