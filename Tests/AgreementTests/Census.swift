import Engine
import FoundationEssentials
import VideoAPIs
import VideoTasks

@testable import Sandbox

/// Holds scenes against both sides, and notes where they disagree.
struct Census {
  /// How many scenes kept all rules.
  private(set) var kept = 0
  /// The reasons of the allowances that were needed.
  private(set) var met: Set<String> = []
  /// The disagreements by what they say without its numbers: an example, and how many there are.
  private var problems: [String: (example: String, count: Int)] = [:]

  /// What both sides disagree about; nil when they agree.
  var report: String? {
    guard !problems.isEmpty else { return nil }
    return problems.sorted { $0.key < $1.key }
      .map { "\($0.value.count) × \($0.value.example)" }.joined(separator: "\n")
  }

  /// Both directions.
  mutating func hold(_ scene: Scene, _ name: String) {
    switch scene.checked {
    case .success: holdKept(scene, name)
    case .failure(let violations): holdBroken(scene, violations, name)
    }
  }

  /// What keeps the rules is sent as it was stated, and taken.
  mutating func holdKept(_ scene: Scene, _ name: String) {
    guard case .success = scene.checked else { return }
    kept += 1
    let call: APICall
    do {
      call = try CreatePreparation.call(
        scene.draft, profile: scene.target.profile, read: scene.bytes)
    } catch {
      return note(scene, name, "cannot be sent: \(error.reason)")
    }
    let body = call.body ?? []
    if let refusal = refusal(of: body, scene) {
      note(scene, name, "keeps the rules, and is refused: \(refusal)")
    }
    if let change = difference(scene, body) { note(scene, name, change) }
  }

  /// A field that is sent otherwise than stated; what was not stated may be put in.
  private func difference(_ scene: Scene, _ body: [UInt8]) -> String? {
    guard case .object(let sent)? = JSONValue(parsing: body),
      case .object(let stated) = StatedBody(scene: scene).json
    else { return "the body is no object" }
    let filledIn: Set<String> = ["duration", "ratio", "aspect_ratio", "resolution"]
    for key in Set(sent.keys).union(stated.keys).sorted() where sent[key] != stated[key] {
      if stated[key] == nil, filledIn.contains(key) { continue }
      return "\(key) is sent as \(text(sent[key])) and was stated as \(text(stated[key]))"
    }
    return nil
  }

  /// What breaks a rule is refused, unless there is a reason why only the rules do so.
  private mutating func holdBroken(_ scene: Scene, _ violations: Violations, _ name: String) {
    let body = StatedBody(scene: scene).json.bytes
    guard refusal(of: body, scene) == nil else { return }
    for violation in violations.list {
      let allowance = Allowance.all.first {
        $0.rule.rawValue == violation.rule && $0.applies(scene)
      }
      if let allowance {
        met.insert(allowance.why)
      } else {
        note(scene, name, "breaks \(violation.rule) and is taken: \(violation.message)")
      }
    }
  }

  /// The sandbox's check. Its own reader of JSON takes a hundred times as long without optimization,
  /// so that most bodies are read with ours.
  private func refusal(of body: [UInt8], _ scene: Scene) -> String? {
    if body.count % 16 == 0 { return SandboxCheck.refusal(of: body, for: scene.target.prefix) }
    do {
      _ = try SandboxCheck.order(body, value: JSONValue(parsing: body), for: scene.target.prefix)
      return nil
    } catch {
      return error.message
    }
  }

  private mutating func note(_ scene: Scene, _ name: String, _ sentence: String) {
    let draft = text(StatedBody(scene: scene).json)
    let example = "\(scene.target.testDescription), \(name) \(sentence)\n    \(draft)"
    let kind = sentence.prefix(60).filter { !$0.isNumber }
    problems[kind, default: (example, 0)].count += 1
  }

  private func text(_ value: JSONValue?) -> String {
    let text = String(decoding: value?.bytes ?? Array("nothing".utf8), as: UTF8.self)
    return text.count > 600 ? text.prefix(600) + "…" : text
  }
}
