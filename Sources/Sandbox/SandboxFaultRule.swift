internal import FoundationEssentials
internal import VideoTasks

/// When a fault happens: one line of a faults file.
public struct SandboxFaultRule: Hashable, Sendable {
  /// What happens.
  public var fault: SandboxFault
  /// To which API; nil is every one that the fault can meet.
  public var api: SandboxAPI?
  /// To which call; nil is the first of the fault's.
  public var call: SandboxCall?
  /// How often in all; nil is as often as is usual for the fault.
  public var times: Int?
  /// How many calls that it could meet are spared first.
  public var after: Int
  /// What must occur in the task's prompt, or in the name or address of an asset; nil is anything.
  public var prompt: String?
  /// How long it takes, where it takes time.
  public var seconds: Double?

  /// Makes a rule; `times` and `after` are not negative.
  public init(
    _ fault: SandboxFault, api: SandboxAPI? = nil, call: SandboxCall? = nil, times: Int? = nil,
    after: Int = 0, prompt: String? = nil, seconds: Double? = nil
  ) {
    self.fault = fault
    self.api = api
    self.call = call
    self.times = times
    self.after = after
    self.prompt = prompt
    self.seconds = seconds
  }

  /// Reads a faults file: JSON Lines, of which only `fault` must be stated; blank lines and lines
  /// that begin with `#` are left out.
  ///
  /// - Throws: the first line that is wrong, and why.
  public static func parse(_ bytes: [UInt8]) throws(SandboxFaultError) -> [SandboxFaultRule] {
    var rules: [SandboxFaultRule] = []
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      let text = String(decoding: line, as: UTF8.self)
      guard let first = text.first(where: { !$0.isWhitespace }), first != "#" else { continue }
      do throws(LineProblem) {
        rules.append(try SandboxFaultRule(line: text))
      } catch {
        throw SandboxFaultError(line: index + 1, reason: error.reason)
      }
    }
    return rules
  }

  /// How long it takes, or so long where the rule does not say.
  func duration(or usual: Double) -> Duration { .seconds(seconds ?? usual) }
}

/// A line of a faults file that cannot be read.
public struct SandboxFaultError: Error, Hashable, Sendable {
  /// Which line, from 1.
  public var line: Int
  /// What is wrong with it, and the nearest known name where there is one.
  public var reason: String

  /// The line and what is wrong with it, for the user.
  public var message: String { "Line \(line) of the faults: \(reason)" }
}

/// What is wrong with a line, before its number is known.
private struct LineProblem: Error {
  var reason: String
}

extension SandboxFaultRule {
  private static let members = ["fault", "api", "call", "times", "after", "prompt", "seconds"]

  fileprivate init(line: String) throws(LineProblem) {
    // Whatever the decoder says of it, the user is told that it is no object.
    guard
      case .object(let values)? = try? JSONDecoder().decode(JSONValue.self, from: Data(line.utf8))
    else { throw LineProblem(reason: "it is not a JSON object, as {\"fault\":\"lost-answer\"}.") }
    for name in values.keys.sorted() where !Self.members.contains(name) {
      throw LineProblem(reason: Self.unknown("member", name, among: Self.members))
    }
    guard let fault: SandboxFault = try Self.name(values, "fault") else {
      throw LineProblem(reason: "it has no \"fault\".")
    }
    self.init(
      fault, api: try Self.name(values, "api"), call: try Self.name(values, "call"),
      times: try Self.count(values, "times"), after: try Self.count(values, "after") ?? 0)
    if let value = values["prompt"] {
      guard case .string(let text) = value else {
        throw LineProblem(reason: "\"prompt\" must be a text.")
      }
      prompt = text
    }
    seconds = try Self.seconds(values["seconds"])
    try checkPlace()
  }

  /// Refuses an API or a call that the fault cannot meet: the rule would never be used.
  private func checkPlace() throws(LineProblem) {
    if let api, !fault.apis.contains(api) {
      let known = fault.apis.map(\.rawValue).joined(separator: ", ")
      throw LineProblem(reason: "\(fault.rawValue) meets \(known), not \(api.rawValue).")
    }
    if let call, !fault.calls.contains(call) {
      let known = fault.calls.map(\.rawValue).joined(separator: ", ")
      throw LineProblem(reason: "\(fault.rawValue) meets \(known), not \(call.rawValue).")
    }
  }

  private static func name<Name: RawRepresentable & CaseIterable>(
    _ values: [String: JSONValue], _ member: String
  ) throws(LineProblem) -> Name? where Name.RawValue == String {
    guard let value = values[member] else { return nil }
    guard case .string(let text) = value else {
      throw LineProblem(reason: "\"\(member)\" must be a text.")
    }
    guard let name = Name(rawValue: text) else {
      throw LineProblem(reason: unknown(member, text, among: Name.allCases.map(\.rawValue)))
    }
    return name
  }

  private static func count(
    _ values: [String: JSONValue], _ member: String
  ) throws(LineProblem) -> Int? {
    guard let value = values[member] else { return nil }
    guard case .integer(let number) = value, (0...1_000_000).contains(number) else {
      throw LineProblem(reason: "\"\(member)\" must be a whole number, 0 or more.")
    }
    return Int(number)
  }

  private static func seconds(_ value: JSONValue?) throws(LineProblem) -> Double? {
    switch value {
    case nil: return nil
    case .integer(let number)? where (0...86_400).contains(number): return Double(number)
    case .number(let number)? where (0...86_400).contains(number): return number
    default: throw LineProblem(reason: "\"seconds\" must be a number from 0 to 86400.")
    }
  }

  private static func unknown(_ what: String, _ name: String, among known: [String]) -> String {
    let hint = Nearest.name(name, among: known).map { " Did you mean \($0)?" } ?? ""
    return "there is no \(what) \"\(name.prefix(80))\".\(hint)"
  }
}
