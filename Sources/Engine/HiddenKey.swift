internal import HTTPTransport

/// Keeps a key that a server sends back out of everything that is made of its answer.
///
/// A proxy that shows the request it refuses, or a server that names the key it does not know, would
/// otherwise bring the key into the store, onto the screen and into the log.
enum HiddenKey {
  /// Shorter ones are no keys, and would be found in ordinary words.
  static let leastBytes = 8
  static let substitute = Array("(key)".utf8)

  /// The bytes with the key of a request taken out wherever it stands. O(bytes).
  static func hidden(_ bytes: [UInt8], of request: HTTPRequest) -> [UInt8] {
    guard let header = request.headers.first(where: { $0.name == "Authorization" }) else {
      return bytes
    }
    let key = Array(header.value.utf8.drop { $0 != UInt8(ascii: " ") }.dropFirst())
    guard key.count >= leastBytes, bytes.count >= key.count else { return bytes }
    var kept: [UInt8] = []
    var start = 0
    var place = 0
    while place <= bytes.count - key.count {
      guard bytes[place] == key[0], bytes[place..<place + key.count].elementsEqual(key) else {
        place += 1
        continue
      }
      kept += bytes[start..<place] + substitute
      place += key.count
      start = place
    }
    return start == 0 ? bytes : kept + bytes[start...]
  }
}

extension CallResult {
  /// The end of a call whose answer must not hold the key that was sent with it.
  init(_ result: Result<HTTPResponse, HTTPFailure>, to request: HTTPRequest) {
    self.init(
      result.map { answer in
        var answer = answer
        answer.body = HiddenKey.hidden(answer.body, of: request)
        return answer
      })
  }
}
