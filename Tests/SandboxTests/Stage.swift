import Dispatch
import FoundationEssentials
import Glibc
import HTTPTransport
import Synchronization
import Testing
import VideoTasks

@testable import Sandbox

/// A clock that stands until a test moves it.
final class HandClock: Sendable {
  private let time = Mutex(Timestamp(seconds: 1_780_732_857))

  var now: Timestamp { time.withLock { $0 } }

  func advance(_ duration: Duration) { time.withLock { $0 = $0 + duration } }
}

/// A folder, a clock, a server and a client: what most tests need.
final class Stage: Sendable {
  let folder: String
  let clock = HandClock()
  let server: SandboxServer
  private let transport = HTTPTransport()

  init(options: SandboxOptions = SandboxOptions(clips: .shared)) throws {
    folder =
      FileManager.default.temporaryDirectory.path(percentEncoded: false)
      + "/sandbox-tests-\(UUID().uuidString)"
    let clock = clock
    server = try SandboxServer(folder: folder, options: options) { clock.now }
  }

  deinit {
    transport.close()
    server.stop()
    // What cannot be removed is left to the system's own cleaning of temporary folders.
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// One more server for the same tasks, as another process would start it.
  func anotherServer(options: SandboxOptions = SandboxOptions(clips: .shared)) throws
    -> SandboxServer
  {
    let clock = clock
    return try SandboxServer(folder: folder, options: options) { clock.now }
  }

  func send(
    _ method: String, _ url: String, body: [UInt8]? = nil, headers: [HTTPHeader] = []
  ) async throws -> HTTPResponse {
    let request = HTTPRequest(
      method: method, url: url, headers: headers, body: body, connection: .fresh,
      destination: .memory(limit: 64 << 20))
    return try await withCheckedThrowingContinuation { continuation in
      transport.start(request) { continuation.resume(with: $0) }
    }
  }

  func call(
    _ method: String, _ path: String, at prefix: SandboxPrefix = .official,
    of other: SandboxServer? = nil, body: String? = nil, key: String? = "Bearer sk-test"
  ) async throws -> Answer {
    var headers = [HTTPHeader("Content-Type", "application/json")]
    if let key { headers.append(HTTPHeader("Authorization", key)) }
    let url = (other ?? server).baseURL(for: prefix) + path
    return Answer(
      try await send(method, url, body: body.map { Array($0.utf8) }, headers: headers))
  }

  /// Creates a task and returns its id.
  func create(_ body: String, at prefix: SandboxPrefix = .official) async throws -> String {
    let answer = try await call("POST", Self.tasks, at: prefix, body: body)
    return try #require(answer.json["id"]?.string, "\(answer.json)")
  }

  func query(
    _ id: String, at prefix: SandboxPrefix = .official, of other: SandboxServer? = nil
  ) async throws -> JSONValue {
    try await call("GET", Self.tasks + "/" + id, at: prefix, of: other).json
  }

  /// Waits for a clip, on a thread that may be blocked.
  func rendered(_ id: String, by other: SandboxServer? = nil) async -> Bool {
    let server = other ?? server
    return await withCheckedContinuation { continuation in
      DispatchQueue.global().async {
        continuation.resume(returning: server.waitUntilRendered(id))
      }
    }
  }

  /// The journal's lines.
  func journal() throws -> [JSONValue] {
    let bytes = Disk.read(folder + "/journal") ?? []
    return try bytes.split(separator: UInt8(ascii: "\n")).map { line in
      try JSONDecoder().decode(JSONValue.self, from: Data(line))
    }
  }

  static let tasks = "/contents/generations/tasks"
}

/// An answer of the API.
struct Answer {
  let status: Int
  let type: String
  /// Null where the body is not JSON.
  let json: JSONValue

  init(_ response: HTTPResponse) {
    status = response.status
    type = response.header("Content-Type") ?? ""
    // A page in place of JSON is one of the things that are tested.
    json = (try? JSONDecoder().decode(JSONValue.self, from: Data(response.body))) ?? .null
  }

  var code: String? { json["error"]?["code"]?.string }
}

/// Bodies of creates.
enum Body {
  static let fast = "doubao-seedance-2-0-fast-260128"
  static let standard = "doubao-seedance-2-0-260128"

  /// Prompts here ask to expire where no clip is wanted: nothing is rendered then.
  static func text(_ prompt: String = "a fox [expire]", _ more: String = "") -> String {
    content("{\"type\":\"text\",\"text\":\"\(prompt)\"}", more)
  }

  static func content(_ items: String, _ more: String = "", model: String = fast) -> String {
    let rest = more.isEmpty ? "" : ", \(more)"
    return "{\"model\":\"\(model)\",\"content\":[\(items)]\(rest)}"
  }

  static let words = "{\"type\":\"text\",\"text\":\"a fox [expire]\"}"

  static func image(_ role: String?, _ url: String = "https://example.com/a.png") -> String {
    item("image_url", role, url)
  }

  static func video(_ url: String = "https://example.com/a.mp4") -> String {
    item("video_url", "reference_video", url)
  }

  static func audio(_ url: String = "https://example.com/a.mp3") -> String {
    item("audio_url", "reference_audio", url)
  }

  static func item(_ type: String, _ role: String?, _ url: String) -> String {
    let role = role.map { ",\"role\":\"\($0)\"" } ?? ""
    return "{\"type\":\"\(type)\",\"\(type)\":{\"url\":\"\(url)\"}\(role)}"
  }
}

/// Small media of known size.
enum Sample {
  static func dataURL(_ type: String, _ bytes: [UInt8]) -> String {
    "data:\(type);base64,\(Data(bytes).base64EncodedString())"
  }

  /// A real picture of one colour.
  static func bmp(_ width: Int, _ height: Int) -> [UInt8] {
    let row = (width * 3 + 3) / 4 * 4
    let head =
      Array("BM".utf8) + little(54 + row * height, 4) + little(0, 4) + little(54, 4)
      + little(40, 4) + little(width, 4) + little(height, 4) + little(1, 2) + little(24, 2)
      + little(0, 24)
    return head + [UInt8](repeating: 200, count: row * height)
  }

  /// The beginning of a picture: enough for its header to be read.
  static func png(_ width: Int, _ height: Int) -> [UInt8] {
    [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + big(13, 4) + Array("IHDR".utf8)
      + big(width, 4) + big(height, 4) + [8, 2, 0, 0, 0]
  }

  static func wave(seconds: Double) -> [UInt8] {
    let count = Int(seconds * 8000)
    return Array("RIFF".utf8) + little(36 + count, 4) + Array("WAVEfmt ".utf8) + little(16, 4)
      + little(1, 2) + little(1, 2) + little(8000, 4) + little(8000, 4) + little(1, 2)
      + little(8, 2) + Array("data".utf8) + little(count, 4)
      + [UInt8](repeating: 128, count: count)
  }

  static func little(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { $0 < 8 ? UInt8(truncatingIfNeeded: value >> (8 * $0)) : 0 }
  }

  static func big(_ value: Int, _ count: Int) -> [UInt8] { little(value, count).reversed() }
}
