internal import Synchronization

/// Decides which faults happen, and counts them; every server counts for itself.
final class FaultDesk: Sendable {
  private let rules: [SandboxFaultRule]
  private let counts = Mutex(Counts())

  private struct Counts {
    /// By rule: how many calls it could have met, and how many it did.
    var seen: [Int: Int] = [:]
    var met: [Int: Int] = [:]
    /// The same for what prompts ask for, by fault, call and task.
    var asked: [String: Int] = [:]
  }

  init(rules: [SandboxFaultRule]) { self.rules = rules }

  /// The rule by which a fault happens now, or nil when it does not. Asking counts.
  func take(_ fault: SandboxFault, _ turn: FaultTurn) -> SandboxFaultRule? {
    guard fault.apis.contains(turn.api), fault.calls.contains(turn.call) else { return nil }
    return counts.withLock { counts in
      for wish in turn.wishes where wish.fault == fault && wish.call == turn.call {
        if Self.take(wish, turn, &counts) { return SandboxFaultRule(fault) }
      }
      for (index, rule) in rules.enumerated() where rule.fault == fault && rule.meets(turn) {
        counts.seen[index, default: 0] += 1
        guard counts.seen[index, default: 0] > rule.after else { continue }
        if let most = rule.times ?? fault.usualTimes, counts.met[index, default: 0] >= most {
          continue
        }
        counts.met[index, default: 0] += 1
        return rule
      }
      return nil
    }
  }

  /// A create with such a prompt meets its fault each time, unless it is one after which the same
  /// create is sent again: that one then passes, and the next begins anew.
  private static func take(
    _ wish: Wish.Fault, _ turn: FaultTurn, _ counts: inout Counts
  ) -> Bool {
    let isCreate = turn.call == .create
    let usual = isCreate && !wish.fault.isSentAgain ? nil : wish.fault.usualTimes
    guard let most = wish.times ?? usual else { return true }
    let key = "\(wish.fault.rawValue) \(turn.call.rawValue) \(turn.key)"
    if counts.asked[key, default: 0] < most {
      counts.asked[key, default: 0] += 1
      return true
    }
    if isCreate { counts.asked[key] = nil }
    return false
  }
}

/// The faults of one call.
final class FaultTurn {
  let api: SandboxAPI
  let call: SandboxCall
  /// What the call is about: a task's prompt, or an asset's name and address.
  let prompt: String?
  /// Which task it is; its prompt before there is one.
  let key: String
  let wishes: [Wish.Fault]
  private let desk: FaultDesk
  /// What happened, in the order it was asked for.
  private(set) var taken: [SandboxFault] = []

  init(
    _ desk: FaultDesk, _ api: SandboxAPI, _ call: SandboxCall, prompt: String?, key: String,
    wishes: [Wish.Fault]? = nil
  ) {
    self.desk = desk
    self.api = api
    self.call = call
    self.prompt = prompt
    self.key = key
    self.wishes = wishes ?? Wish(prompt, for: api).faults
  }

  /// Whether it is about an asset: the `kyy` APIs share one library, which cannot tell them apart.
  var isOfAssets: Bool { [.assetAdd, .assetPoll, .assetRemove].contains(call) }

  /// The rule by which a fault happens now; to be asked once, where it would make a difference.
  func rule(_ fault: SandboxFault) -> SandboxFaultRule? {
    let rule = desk.take(fault, self)
    if rule != nil { taken.append(fault) }
    return rule
  }

  /// Whether a fault happens now.
  func takes(_ fault: SandboxFault) -> Bool { rule(fault) != nil }
}

extension SandboxFaultRule {
  fileprivate func meets(_ turn: FaultTurn) -> Bool {
    (api == nil || api == turn.api || api != .ark && turn.isOfAssets)
      && turn.call == (call ?? fault.calls.first)
      && (prompt.map { (turn.prompt ?? "").contains($0) } ?? true)
  }
}

extension SandboxFault {
  /// Whether a client sends the same create again by itself.
  fileprivate var isSentAgain: Bool {
    switch self {
    case .rateLimit, .rateLimitSeconds, .rateLimitDate, .overloaded429, .unnamed429: true
    default: false
    }
  }
}
