internal import Glibc
internal import VideoTasks

/// One request as it came in, with its body whole.
struct WebRequest: Sendable {
  var method: String
  /// Percent-decoded, without the query.
  var path: String
  /// In the order sent; a name may come several times.
  var query: [(name: String, value: String)] = []
  var authorization: String?
  var host: String?
  var range: String?
  var ifRange: String?
  var acceptEncoding: String?
  var body: [UInt8] = []
  /// Whether the body was longer than the server keeps.
  var bodyWasCut = false

  func queryValue(_ name: String) -> String? { query.first { $0.name == name }?.value }

  /// Whether it carries a bearer token: any will do.
  var isAuthorized: Bool {
    guard let authorization, authorization.hasPrefix("Bearer ") else { return false }
    return authorization.dropFirst(7).contains { $0 != " " }
  }
}

/// What is answered.
struct WebAnswer: Sendable {
  var status: UInt32
  var headers: [(name: String, value: String)] = []
  var body: Body
  /// How long the answer is kept back.
  var delay = Duration.zero
  /// How the body is sent, where that is not whole and at once.
  var delivery: Delivery?

  enum Body: Sendable {
    case bytes([UInt8])
    /// Streamed from a descriptor, which is handed over.
    case file(descriptor: Int32, offset: UInt64, length: UInt64)
    /// None: the connection is closed.
    case closed
  }

  /// How a body is sent in an unusual way.
  struct Delivery: Sendable {
    /// The length that is stated.
    var stated: Length
    /// How many bytes come; then the connection is closed.
    var sent: UInt64
    /// After how many bytes there is a pause each time; 0 makes none.
    var piece: UInt64 = 0
    var pause = Duration.zero

    enum Length: Sendable {
      case bytes(UInt64)
      /// None: the answer comes in chunks.
      case unknown
    }
  }

  static let closed = WebAnswer(status: 0, body: .closed)

  static func json(_ status: UInt32, _ value: JSONValue) -> WebAnswer {
    WebAnswer(
      status: status, headers: [("Content-Type", "application/json")],
      body: .bytes(TaskFolder.json(value)))
  }

  static func text(_ status: UInt32, _ type: String, _ text: String) -> WebAnswer {
    WebAnswer(status: status, headers: [("Content-Type", type)], body: .bytes(Array(text.utf8)))
  }

  /// A web page in place of what was expected.
  static func page(_ status: UInt32) -> WebAnswer {
    .text(
      status, "text/html; charset=utf-8",
      "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Sandbox</title>"
        + "</head><body><div id=\"root\"></div></body></html>\n")
  }

  /// How many bytes the body has.
  var length: UInt64 {
    switch body {
    case .bytes(let bytes): UInt64(bytes.count)
    case .file(_, _, let length): length
    case .closed: 0
    }
  }

  /// Gives up what the body holds, for an answer that is not sent.
  func discard() {
    if case .file(let descriptor, _, _) = body { close(descriptor) }
  }
}
