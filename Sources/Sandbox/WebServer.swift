internal import CMicrohttpd
internal import Glibc
internal import Synchronization

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
}

/// What is answered.
struct WebAnswer: Sendable {
  var status: UInt32
  var headers: [(name: String, value: String)] = []
  var body: Body

  enum Body: Sendable {
    case bytes([UInt8])
    /// Streamed from a descriptor, which is handed over.
    case file(descriptor: Int32, offset: UInt64, length: UInt64)
  }
}

/// An HTTP server on 127.0.0.1: the only importer of libmicrohttpd.
///
/// The handler is called on the library's threads, several at once.
final class WebServer: Sendable {
  typealias Handler = @Sendable (WebRequest) -> WebAnswer

  let port: UInt16
  private let handler: HandlerBox
  private let running: Mutex<Running?>

  /// What C is given to find the handler; held for as long as the threads live.
  private final class HandlerBox: Sendable {
    let handle: Handler
    init(_ handle: @escaping Handler) { self.handle = handle }
  }

  private struct Running: @unchecked Sendable {
    // Only read; the library locks for itself, and `stop` takes it out of the mutex first.
    let server: OpaquePointer
  }

  /// The largest body that is kept, in bytes: 64 MB, and one more to tell that there was more.
  static let bodyLimit = (64 << 20) + 1
  private static let threads: UInt32 = 4

  init(port wanted: UInt16, handler: @escaping Handler) throws(SandboxError) {
    try Self.openLibraries()
    let box = HandlerBox(handler)
    var error: Int32 = 0
    let context = Unmanaged.passUnretained(box).toOpaque()
    let server = rushes_mhd_start(
      wanted, Self.threads, Self.bodyLimit,
      { context, request in
        guard let context, let request else { return }
        let box = Unmanaged<HandlerBox>.fromOpaque(context).takeUnretainedValue()
        WebServer.send(box.handle(WebServer.read(request)), to: request)
      }, context, &error)
    guard let server else { throw .cannotListen(port: wanted, error) }
    self.handler = box
    port = rushes_mhd_port(server)
    running = Mutex(Running(server: server))
  }

  deinit { stop() }

  /// Opens what the sandbox needs of the system's libraries; cheap after the first time.
  static func openLibraries() throws(SandboxError) {
    if let reason = rushes_mhd_open() { throw .missingLibrary(String(cString: reason)) }
  }

  /// Ends every connection and joins the threads; again: nothing happens.
  func stop() {
    let last = running.withLock { running in
      defer { running = nil }
      return running
    }
    if let last { rushes_mhd_stop(last.server) }
  }

  private static func read(_ request: OpaquePointer) -> WebRequest {
    func header(_ name: String) -> String? {
      rushes_mhd_header(request, name).map { String(cString: $0) }
    }
    var result = WebRequest(
      method: String(cString: rushes_mhd_method(request)),
      path: String(cString: rushes_mhd_path(request)),
      authorization: header("Authorization"), host: header("Host"), range: header("Range"),
      ifRange: header("If-Range"), acceptEncoding: header("Accept-Encoding"),
      body: Array(
        UnsafeBufferPointer(
          start: rushes_mhd_body(request), count: rushes_mhd_body_length(request))),
      bodyWasCut: rushes_mhd_body_was_cut(request))
    withUnsafeMutablePointer(to: &result.query) { list in
      rushes_mhd_query(
        request,
        { context, name, value in
          guard let context, let name else { return }
          let list = context.assumingMemoryBound(to: [(name: String, value: String)].self)
          list.pointee.append((String(cString: name), value.map { String(cString: $0) } ?? ""))
        }, list)
    }
    return result
  }

  private static func send(_ answer: WebAnswer, to request: OpaquePointer) {
    let response =
      switch answer.body {
      case .bytes(let bytes): rushes_mhd_response_bytes(bytes, bytes.count)
      case .file(let descriptor, let offset, let length):
        rushes_mhd_response_file(descriptor, offset, length)
      }
    for header in answer.headers { rushes_mhd_response_header(response, header.name, header.value) }
    rushes_mhd_send(request, answer.status, response)
  }
}
