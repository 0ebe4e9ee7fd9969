import CCurl
internal import Wording

/// Where a request goes, found by libcurl's own parser, so that both read an address alike.
struct Target: Equatable {
  /// `http` or `https`.
  var scheme: String
  /// Scheme, host and port: what shares connections.
  var authority: String
  /// Whether the host is this machine by its name or number.
  var isLoopback: Bool
}

/// Refuses requests that could not be sent as they are written.
enum RequestCheck {
  /// The target, or why the request is refused. No byte of such a request is sent.
  static func target(of request: HTTPRequest) -> Result<Target, HTTPFailure> {
    if let words = problem(of: request) {
      return .failure(HTTPFailure(kind: .other, detail: words, wasSent: .no))
    }
    switch target(of: request.url) {
    case .success(let target): return .success(target)
    case .failure(let problem):
      return .failure(HTTPFailure(kind: .badURL, detail: problem.words, wasSent: .no))
    }
  }

  struct URLProblem: Error {
    var words: String
  }

  static func target(of url: String) -> Result<Target, URLProblem> {
    func refuse(_ words: String) -> Result<Target, URLProblem> {
      .failure(URLProblem(words: words))
    }
    // A C string ends at NUL; libcurl would read another address than was written.
    guard url.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7f }) else {
      return refuse(Phrase("it holds a blank or a control character").english)
    }
    guard let parser = rushes_curl_url_init() else {
      return refuse(Phrase("libcurl is out of memory").english)
    }
    defer { rushes_curl_url_cleanup(parser) }
    guard rushes_curl_url_set(parser, CURLUPART_URL, url, 0) == CURLUE_OK,
      let scheme = part(CURLUPART_SCHEME, of: parser),
      let host = part(CURLUPART_HOST, of: parser),
      let port = part(CURLUPART_PORT, of: parser)
    else { return refuse(Phrase("it is not an absolute http or https address").english) }
    guard scheme == "http" || scheme == "https" else {
      return refuse(Phrase("only http and https are spoken").english)
    }
    // libcurl would read "https:///x" as the host x.
    let start = "\(scheme)://"
    guard url.utf8.count > start.utf8.count, !url.dropFirst(start.utf8.count).hasPrefix("/"),
      String(url.prefix(start.utf8.count)).isSameASCII(start)
    else { return refuse(Phrase("it is not an absolute http or https address").english) }
    guard part(CURLUPART_USER, of: parser) == nil, part(CURLUPART_PASSWORD, of: parser) == nil
    else { return refuse(Phrase("it holds a user name or password").english) }
    let name = String(decoding: host.utf8.map(\.asciiLowercased), as: UTF8.self)
    return .success(
      Target(
        scheme: scheme, authority: "\(scheme)://\(name):\(port)", isLoopback: isLoopback(name)))
  }

  private static func part(_ part: CURLUPart, of parser: OpaquePointer) -> String? {
    var text: UnsafeMutablePointer<CChar>?
    let flags = part == CURLUPART_PORT ? UInt32(CURLU_DEFAULT_PORT) : 0
    guard rushes_curl_url_get(parser, part, &text, flags) == CURLUE_OK, let text else {
      return nil
    }
    defer { rushes_curl_free(text) }
    return String(cString: text)
  }

  private static func isLoopback(_ host: String) -> Bool {
    host == "localhost" || host.hasSuffix(".localhost") || host == "[::1]"
      || (host.hasPrefix("127.") && host.utf8.allSatisfy { (48...57).contains($0) || $0 == 46 })
  }

  private static func problem(of request: HTTPRequest) -> String? {
    guard isToken(request.method) else { return Phrase("the method is not a word").english }
    for header in request.headers {
      guard isToken(header.name) else {
        return Phrase("the name of a header is not a word").english
      }
      guard header.value.utf8.allSatisfy({ ($0 >= 0x20 || $0 == 0x09) && $0 != 0x7f }) else {
        return Phrase(
          "the header {name} holds a line break or a control character", ["name": header.name]
        ).english
      }
      if header.name.isSameASCII("Content-Length") || header.name.isSameASCII("Transfer-Encoding") {
        return Phrase("the header {name} is set by the body", ["name": header.name]).english
      }
    }
    return nil
  }

  private static func isToken(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        switch byte {
        case 48...57, 65...90, 97...122: true
        case 33, 35...39, 42, 43, 45, 46, 94...96, 124, 126: true
        default: false
        }
      }
  }
}
