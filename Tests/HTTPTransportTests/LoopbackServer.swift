import Glibc
import Synchronization

/// A server on 127.0.0.1 that does with each connection what a test says, on a thread a connection.
final class LoopbackServer: Sendable {
  struct Failure: Error {
    var what: String
  }

  let port: UInt16
  private let listener: Int32
  private let serve: @Sendable (ServerConnection) -> Void
  private let state = Mutex(State())

  private struct State {
    var open: Set<Int32> = []
    var opened = 0
    var mostOpen = 0
    var received: [ReceivedRequest] = []
    var isStopped = false
  }

  init(_ serve: @escaping @Sendable (ServerConnection) -> Void) throws {
    (listener, port) = try Loopback.listen()
    self.serve = serve
    let server = Unmanaged.passRetained(self)
    Threads.start { server.takeRetainedValue().acceptAll() }
  }

  /// Answers every request with 200 and `body`, on kept connections.
  static func answering(_ body: String) throws -> LoopbackServer {
    try LoopbackServer { connection in
      while connection.readRequest() != nil { connection.answer(body: body) }
    }
  }

  func url(_ path: String = "/", scheme: String = "http") -> String {
    "\(scheme)://127.0.0.1:\(port)\(path)"
  }

  /// Requests that were read whole, in their order.
  var received: [ReceivedRequest] { state.withLock { $0.received } }
  /// How many connections were accepted.
  var connectionsOpened: Int { state.withLock { $0.opened } }
  /// The most connections that were open at once.
  var mostConnections: Int { state.withLock { $0.mostOpen } }

  /// Ends listening and all connections.
  func stop() {
    let open = state.withLock { state in
      defer { state.isStopped = true }
      return state.isStopped ? [] : state.open.union([listener])
    }
    for descriptor in open { shutdown(descriptor, Int32(SHUT_RDWR)) }
  }

  deinit {
    close(listener)
  }

  fileprivate func note(_ request: ReceivedRequest) {
    state.withLock { $0.received.append(request) }
  }

  fileprivate func leave(_ descriptor: Int32) {
    state.withLock { state in
      guard state.open.remove(descriptor) != nil else { return }
      close(descriptor)
    }
  }

  private func acceptAll() {
    while true {
      let descriptor = accept(listener, nil, nil)
      guard descriptor >= 0 else { return }
      var one: Int32 = 1
      setsockopt(
        descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
      let isStopped = state.withLock { state in
        state.open.insert(descriptor)
        state.opened += 1
        state.mostOpen = max(state.mostOpen, state.open.count)
        return state.isStopped
      }
      guard !isStopped else { return leave(descriptor) }
      Threads.start {
        let connection = ServerConnection(server: self, descriptor: descriptor)
        self.serve(connection)
        connection.finish()
      }
    }
  }
}

/// A request as it arrived.
struct ReceivedRequest: Sendable {
  var method: String
  var path: String
  var headers: [String: String]
  var body: [UInt8]
}

/// The server's end of one connection; used by its thread alone.
final class ServerConnection {
  private let server: LoopbackServer
  private let descriptor: Int32
  private var buffer: [UInt8] = []

  init(server: LoopbackServer, descriptor: Int32) {
    self.server = server
    self.descriptor = descriptor
  }

  /// Reads one request with its body; nil when the client closed before it was whole.
  func readRequest() -> ReceivedRequest? {
    var end: Int?
    while end == nil {
      end = buffer.indices.dropLast(3).first { Array(buffer[$0..<$0 + 4]) == [13, 10, 13, 10] }
      if end == nil, !readMore() { return nil }
    }
    guard let end else { return nil }
    let lines = String(decoding: buffer[..<end], as: UTF8.self).split(separator: "\r\n")
    let words = lines[0].split(separator: " ")
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1)
      headers[parts[0].lowercased()] = parts.count > 1 ? String(parts[1].drop { $0 == " " }) : ""
    }
    buffer.removeFirst(end + 4)
    let length = headers["content-length"].flatMap { Int($0) } ?? 0
    while buffer.count < length { if !readMore() { return nil } }
    let body = Array(buffer.prefix(length))
    buffer.removeFirst(length)
    let request = ReceivedRequest(
      method: String(words[0]), path: String(words[1]), headers: headers, body: body)
    server.note(request)
    return request
  }

  /// Waits for bytes; false at the end of the connection.
  func readMore() -> Bool {
    var bytes = [UInt8](repeating: 0, count: 16 << 10)
    let count = read(descriptor, &bytes, bytes.count)
    guard count > 0 else { return false }
    buffer.append(contentsOf: bytes[..<count])
    return true
  }

  /// Waits until the client closes; the number of bytes that came before.
  @discardableResult
  func waitForEnd() -> Int {
    while readMore() {}
    return buffer.count
  }

  @discardableResult
  func send(_ text: String) -> Bool { send(Array(text.utf8)) }

  @discardableResult
  func send(_ bytes: [UInt8]) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  /// Sends an answer with a stated length.
  @discardableResult
  func answer(_ status: String = "200 OK", headers: [String] = [], body: String = "") -> Bool {
    let fields = (headers + ["Content-Length: \(body.utf8.count)"]).joined(separator: "\r\n")
    return send("HTTP/1.1 \(status)\r\n\(fields)\r\n\r\n\(body)")
  }

  /// Ends the connection by RST.
  func reset() {
    var hard = linger(l_onoff: 1, l_linger: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_LINGER, &hard, socklen_t(MemoryLayout<linger>.size))
    finish()
  }

  /// Ends the connection.
  func finish() {
    server.leave(descriptor)
  }
}

enum Loopback {
  /// A listening socket on a free port of 127.0.0.1.
  static func listen() throws -> (descriptor: Int32, port: UInt16) {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw LoopbackServer.Failure(what: "socket") }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { raw in
        Glibc.bind(descriptor, raw, length) + Glibc.listen(descriptor, 128)
          + getsockname(descriptor, raw, &length)
      }
    }
    guard result == 0 else { throw LoopbackServer.Failure(what: "bind") }
    return (descriptor, UInt16(bigEndian: address.sin_port))
  }

  /// A port of 127.0.0.1 on which nothing listens.
  static func deafPort() throws -> UInt16 {
    let (descriptor, port) = try listen()
    close(descriptor)
    return port
  }
}

enum Threads {
  /// Runs `body` on a thread of its own.
  static func start(_ body: @escaping @Sendable () -> Void) {
    final class Box: Sendable {
      let body: @Sendable () -> Void
      init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
    var thread = pthread_t()
    pthread_create(
      &thread, nil,
      { raw in
        if let raw { Unmanaged<Box>.fromOpaque(raw).takeRetainedValue().body() }
        return nil
      }, Unmanaged.passRetained(Box(body)).toOpaque())
    pthread_detach(thread)
  }
}
