internal import VideoTasks

/// What the prompt asks of the sandbox, in brackets.
struct Wish: Sendable {
  /// `[refuse: CODE]`: the create is refused.
  var refusal: String?
  /// `[fail: CODE]`: the task fails when it would have ended.
  var failure: String?
  /// `[expire]`: the task expires when it would have ended; where the API has no such state it
  /// fails.
  var expires: Bool
  /// `[fault: NAME]`, `[fault: NAME CALL]`, `[fault: NAME 3]`, `[fault: NAME CALL 3]`.
  var faults: [Fault] = []
  /// What cannot be understood in a `[fault: …]`.
  var problem: String?

  /// One fault that the prompt asks for.
  struct Fault: Sendable {
    var fault: SandboxFault
    var call: SandboxCall
    /// How often; nil is as often as is usual.
    var times: Int?
  }

  init(_ prompt: String?, for api: SandboxAPI) {
    let notes = (prompt ?? "")
      .split(separator: "[", omittingEmptySubsequences: false).dropFirst()
      .compactMap { part in part.firstIndex(of: "]").map { String(part[..<$0]) } }
    refusal = Self.code(after: "refuse:", in: notes)
    failure = Self.code(after: "fail:", in: notes)
    expires = notes.contains("expire")
    for note in notes where note.hasPrefix("fault:") {
      let words = note.dropFirst(6).split(separator: " ").map(String.init)
      switch Self.read(words, api) {
      case .success(let fault): faults.append(fault)
      case .failure(let unreadable): problem = problem ?? unreadable.reason
      }
    }
  }

  private struct Unreadable: Error {
    var reason: String
  }

  private static func read(
    _ words: [String], _ api: SandboxAPI
  ) -> Result<Fault, Unreadable> {
    guard let name = words.first else { return .failure(Unreadable(reason: "[fault:] names none")) }
    guard let fault = SandboxFault(rawValue: name) else {
      let near = Nearest.name(name, among: SandboxFault.allCases.map(\.rawValue))
      let hint = near.map { "; did you mean \($0)" } ?? ""
      return .failure(Unreadable(reason: "there is no fault \(name.prefix(80))\(hint)"))
    }
    guard fault.apis.contains(api) else {
      return .failure(Unreadable(reason: "\(name) does not meet \(api.rawValue)"))
    }
    var found = Fault(fault: fault, call: fault.calls.first ?? .create, times: nil)
    for word in words.dropFirst() {
      if let times = Int(word), (0...1000).contains(times) {
        found.times = times
      } else if let call = SandboxCall(rawValue: word), fault.calls.contains(call) {
        found.call = call
      } else {
        return .failure(Unreadable(reason: "\(name) does not meet \(word.prefix(80))"))
      }
    }
    return .success(found)
  }

  private static func code(after word: String, in notes: [String]) -> String? {
    for note in notes where note.hasPrefix(word) {
      let code = note.dropFirst(word.count).filter { $0 != " " }
      let isCode =
        !code.isEmpty && code.utf8.count <= 80
        && code.utf8.allSatisfy {
          (97...122).contains($0) || (65...90).contains($0) || (48...57).contains($0)
            || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "_")
        }
      if isCode { return code }
    }
    return nil
  }
}
