internal import CMicrohttpd
internal import Glibc
internal import Synchronization
internal import VideoTasks

/// An HTTP server on 127.0.0.1: the only importer of libmicrohttpd.
///
/// The handler is called on the library's threads, several at once.
final class WebServer: Sendable {
  typealias Handler = @Sendable (WebRequest) -> WebAnswer

  let port: UInt16
  private let context: Context
  private let running: Mutex<Running?>

  /// What C is given to find the handler; held for as long as the threads live.
  private final class Context: Sendable {
    let handle: Handler
    let waits = HeldRequests()
    init(_ handle: @escaping Handler) { self.handle = handle }
  }

  private struct Running: @unchecked Sendable {
    // Only read; the library locks for itself, and `stop` takes it out of the mutex first.
    let server: OpaquePointer
  }

  /// An answer that is kept back, left with its request.
  private final class KeptAnswer: Sendable {
    let answer: WebAnswer
    init(_ answer: WebAnswer) { self.answer = answer }
  }

  /// The largest body that is kept, in bytes: 64 MB, and one more to tell that there was more.
  static let bodyLimit = (64 << 20) + 1
  private static let threads: UInt32 = 4

  init(port wanted: UInt16, handler: @escaping Handler) throws(SandboxError) {
    try Self.openLibraries()
    let context = Context(handler)
    var error: Int32 = 0
    let server = rushes_mhd_start(
      wanted, Self.threads, Self.bodyLimit,
      { pointer, request in
        guard let pointer, let request else { return }
        WebServer.serve(request, Unmanaged<Context>.fromOpaque(pointer).takeUnretainedValue())
      },
      { pointer, request, milliseconds in
        guard let pointer, let request else { return false }
        let context = Unmanaged<Context>.fromOpaque(pointer).takeUnretainedValue()
        return context.waits.hold(request, for: .milliseconds(Int64(milliseconds)))
      }, Unmanaged.passUnretained(context).toOpaque(), &error)
    guard let server else { throw .cannotListen(port: wanted, error) }
    self.context = context
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
    context.waits.stop()
    if let last { rushes_mhd_stop(last.server) }
  }

  /// Answers a request, or the same one again when it was held.
  private static func serve(_ request: OpaquePointer, _ context: Context) {
    if let kept = rushes_mhd_take(request) {
      send(Unmanaged<KeptAnswer>.fromOpaque(kept).takeRetainedValue().answer, to: request)
      return
    }
    let answer = context.handle(read(request))
    guard answer.delay > .zero else {
      send(answer, to: request)
      return
    }
    rushes_mhd_leave(request, Unmanaged.passRetained(KeptAnswer(answer)).toOpaque()) { value in
      guard let value else { return }
      Unmanaged<KeptAnswer>.fromOpaque(value).takeRetainedValue().answer.discard()
    }
    // When the server is being stopped it is not held: then nothing is sent, and it is closed.
    _ = context.waits.hold(request, for: answer.delay)
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
    let response: OpaquePointer?
    switch answer.body {
    case .closed: return
    case .bytes(let bytes):
      if let delivery = answer.delivery {
        let descriptor = rushes_mhd_memory_file(bytes, bytes.count)
        guard descriptor >= 0 else { return }
        response = stream(descriptor, 0, delivery, request)
      } else {
        response = rushes_mhd_response_bytes(bytes, bytes.count)
      }
    case .file(let descriptor, let offset, let length):
      if let delivery = answer.delivery {
        response = stream(descriptor, offset, delivery, request)
      } else {
        response = rushes_mhd_response_file(descriptor, offset, length)
      }
    }
    for header in answer.headers { rushes_mhd_response_header(response, header.name, header.value) }
    rushes_mhd_send(request, answer.status, response)
  }

  private static func stream(
    _ descriptor: Int32, _ offset: UInt64, _ delivery: WebAnswer.Delivery,
    _ request: OpaquePointer
  ) -> OpaquePointer? {
    let stated =
      if case .bytes(let count) = delivery.stated { count } else { UInt64.max }
    return rushes_mhd_response_stream(
      request, descriptor, offset, stated, delivery.sent, delivery.piece,
      UInt32(clamping: delivery.pause.wholeMilliseconds))
  }
}
