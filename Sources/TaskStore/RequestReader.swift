internal import FoundationEssentials
internal import VideoTasks

/// Reads stored requests, and remembers the latest ones: a task that is polled is read again and
/// again, and its request is the same each time.
final class RequestReader {
  private let decoder = JSONDecoder()
  private var known: [String: RequestDraft] = [:]
  private static let limit = 64

  /// The request that `json` spells, or nil when it spells none.
  func request(_ json: String) -> RequestDraft? {
    if let request = known[json] { return request }
    do {
      let request = try decoder.decode(RequestDraft.self, from: Data(json.utf8))
      if known.count == RequestReader.limit { known.removeAll(keepingCapacity: true) }
      known[json] = request
      return request
    } catch {
      // The text itself may hold what the user would not want in an error.
      return nil
    }
  }
}
