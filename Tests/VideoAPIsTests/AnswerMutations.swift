import TestSupport
import VideoAPIs
import VideoTasks

/// Makes answers that no server should give.
struct AnswerMutations {
  private var random: SeededRandom

  init(seed: UInt64) { random = SeededRandom(seed: seed) }

  private static let words = [
    "id", "status", "code", "msg", "message", "error", "data", "items", "total", "content",
    "video_url", "officialMediaUrl", "assetId", "created", "created_at", "updated_at", "usage",
    "completion_tokens", "totalTokens", "duration", "actualDuration", "fail_reason", "seed",
  ]
  private static let texts = [
    "", "cgt-1", "video_1", "../x", "a b", "\u{1B}[2J", "\u{202E}x", "queued", "COMPLETED",
    "succeeded", "failed", "Active", "Failed", "dreaming", "https://a/v.mp4", "http://",
    "https://a/v?X-Tos-Date=99991231T235959Z&X-Tos-Expires=31536000000", "0", "-1", "1e308", "nan",
    "Bearer sk-abcdefghijklmnop", "RateLimitExceeded", "InternalServiceError", "\0", "狐",
  ]
  private static let pieces: [UInt8] = Array("{}[]\":,\\0e-.ntf \u{1F}".utf8)

  private mutating func below(_ count: Int) -> Int { Int.random(in: 0..<count, using: &random) }

  /// Any bytes.
  mutating func bytes() -> [UInt8] {
    (0..<below(60)).map { _ in UInt8.random(in: 0...255, using: &random) }
  }

  /// The bytes of an answer with a few of them changed, taken out, put in or repeated.
  mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for _ in 0...below(3) where !bytes.isEmpty {
      let place = below(bytes.count)
      let end = min(bytes.count, place + below(30))
      switch below(5) {
      case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
      case 1: bytes.removeSubrange(place..<end)
      case 2: bytes.insert(Self.pieces[below(Self.pieces.count)], at: place)
      case 3: bytes.insert(contentsOf: bytes[place..<end], at: below(bytes.count))
      default: bytes[place] = Self.pieces[below(Self.pieces.count)]
      }
    }
    return bytes
  }

  /// The value with some of its parts made others: JSON all the same, of another shape.
  mutating func mutated(_ value: JSONValue) -> JSONValue {
    if below(8) == 0 { return anyValue(depth: 0) }
    switch value {
    case .object(let members):
      var changed: [String: JSONValue] = [:]
      for key in members.keys.sorted() {
        let choice = below(12)
        if choice == 0 { continue }
        let name = choice == 1 ? Self.words[below(Self.words.count)] : key
        changed[name] = mutated(members[key] ?? .null)
      }
      if below(6) == 0 { changed[Self.words[below(Self.words.count)]] = anyValue(depth: 0) }
      return .object(changed)
    case .array(let elements):
      var changed: [JSONValue] = []
      for element in elements { changed.append(mutated(element)) }
      return .array(changed)
    default: return value
    }
  }

  private mutating func anyValue(depth: Int) -> JSONValue {
    switch below(depth > 3 ? 6 : 8) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &random))
    case 2: return .integer([0, -1, 1, 200, 404, 429, .max, .min][below(8)])
    case 3: return .number([0.5, -1.5, 1e300, 1e-300][below(4)])
    case 4, 5: return .string(Self.texts[below(Self.texts.count)])
    case 6: return .array((0..<below(4)).map { _ in anyValue(depth: depth + 1) })
    default:
      var members: [String: JSONValue] = [:]
      for _ in 0..<below(5) {
        members[Self.words[below(Self.words.count)]] = anyValue(depth: depth + 1)
      }
      return .object(members)
    }
  }

  /// An answer with this body and any status and headers.
  mutating func answer(_ body: [UInt8]) -> APIAnswer {
    let status = [200, 200, 200, 201, 204, 302, 400, 401, 404, 408, 409, 429, 500, 503, 0, -1, 999]
    var headers: [APIHeader] = []
    if below(3) == 0 {
      let value = ["7", "-1", "1e9", "nan", "Sat, 06 Jun 2026 08:04:20 GMT", "soon"][below(6)]
      headers.append(APIHeader("retry-AFTER", value))
    }
    if below(5) == 0 {
      headers.append(APIHeader("Retry-After", String(decoding: bytes(), as: UTF8.self)))
    }
    return APIAnswer(status: status[below(status.count)], headers: headers, body: body)
  }
}
