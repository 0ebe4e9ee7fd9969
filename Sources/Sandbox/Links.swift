internal import CMicrohttpd
internal import VideoTasks

/// Signs and checks the addresses of finished files, as the vendor's storage does.
struct Links: Sendable {
  private let secret: [UInt8]

  init(secret: [UInt8]) { self.secret = secret }

  /// The path and query for a file in the clips folder, good for `seconds` from `start` on.
  ///
  /// The task whose file it is can be named: several may share one.
  func path(
    to file: String, from start: Timestamp, seconds: Int, task: String? = nil
  ) -> String {
    let date = CalendarText.utc(start)
    let signature = signature(file, date, String(seconds), task)
    let owner = task.map { "&task=\($0)" } ?? ""
    return "/clips/\(file)?X-Tos-Date=\(date)&X-Tos-Expires=\(seconds)\(owner)"
      + "&X-Tos-Signature=\(signature)"
  }

  /// Why a request for a file is refused, or nil when it may be answered.
  func refusal(of request: WebRequest, file: String, now: Timestamp) -> String? {
    guard request.authorization == nil else {
      return "Only one way of authorization is allowed: the link is signed already."
    }
    guard request.method == "GET" else { return "The signature is for GET." }
    guard let date = request.queryValue("X-Tos-Date"),
      let expires = request.queryValue("X-Tos-Expires"),
      let given = request.queryValue("X-Tos-Signature"),
      let start = CalendarText.parseUTC(date), let seconds = Int(expires), seconds >= 0
    else { return "The link is not signed." }
    guard matches(given, signature(file, date, expires, request.queryValue("task"))) else {
      return "The signature does not match."
    }
    guard now < start + .seconds(seconds) else { return "The link has expired." }
    return nil
  }

  private func signature(
    _ file: String, _ date: String, _ expires: String, _ task: String?
  ) -> String {
    let text = Array("GET\n/clips/\(file)\n\(date)\n\(expires)\n\(task ?? "")".utf8)
    let digits = Array("0123456789abcdef")
    return String(
      Self.digest(secret, text).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
  }

  /// HMAC-SHA256; empty where the system forbids the method, and then no signature matches.
  static func digest(_ key: [UInt8], _ text: [UInt8]) -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: 32)
    let isDone = rushes_mhd_hmac_sha256(key, key.count, text, text.count, &digest)
    return isDone ? digest : []
  }

  /// Compares in a time that does not depend on where the texts differ.
  private func matches(_ left: String, _ right: String) -> Bool {
    let left = Array(left.utf8)
    let right = Array(right.utf8)
    guard left.count == right.count, !left.isEmpty else { return false }
    return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
