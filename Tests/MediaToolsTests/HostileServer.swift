import Glibc
import Synchronization

/// A server on 127.0.0.1 that sends, whatever it is asked, what a test says for the path.
final class HostileServer: Sendable {
  /// What is sent for a path: pieces until nil comes, or until the other side goes away.
  typealias Story = @Sendable (_ path: String, _ piece: Int) -> [UInt8]?

  struct NoSocket: Error {}

  let port: UInt16
  private let listener: Int32
  private let story: Story
  private let state = Mutex(State())

  private struct State {
    var requests: [String] = []
    var open: Set<Int32> = []
  }

  init(_ story: @escaping Story) throws {
    self.story = story
    (listener, port) = try Self.listen()
    let server = Unmanaged.passRetained(self)
    Self.start { server.takeRetainedValue().acceptAll() }
  }

  deinit { close(listener) }

  func url(_ path: String) -> String { "http://127.0.0.1:\(port)\(path)" }

  /// The heads of the requests that came, in their order.
  var requests: [String] { state.withLock { $0.requests } }

  /// Ends listening and all connections.
  func stop() {
    shutdown(listener, Int32(SHUT_RDWR))
    for descriptor in state.withLock({ $0.open }) { shutdown(descriptor, Int32(SHUT_RDWR)) }
  }

  /// A whole answer.
  static func answer(
    _ body: some Sequence<UInt8>, status: String = "200 OK", _ headers: String...
  ) -> [UInt8] {
    let body = Array(body)
    let lines = ["HTTP/1.1 \(status)", "Content-Length: \(body.count)"] + headers
    return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body
  }

  private func acceptAll() {
    while true {
      let descriptor = accept(listener, nil, nil)
      guard descriptor >= 0 else { return }
      state.withLock { _ = $0.open.insert(descriptor) }
      Self.start {
        self.serve(descriptor)
        self.state.withLock {
          $0.open.remove(descriptor)
          close(descriptor)
        }
      }
    }
  }

  private func serve(_ descriptor: Int32) {
    guard let head = readHead(descriptor) else { return }
    state.withLock { $0.requests.append(head) }
    let path = head.split(separator: " ").dropFirst().first.map(String.init) ?? "/"
    var piece = 0
    while let bytes = story(path, piece), send(bytes, descriptor) { piece += 1 }
    shutdown(descriptor, Int32(SHUT_WR))
  }

  private func readHead(_ descriptor: Int32) -> String? {
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 4096)
    while !bytes.suffix(4).elementsEqual([13, 10, 13, 10]) {
      let count = read(descriptor, &part, part.count)
      guard count > 0 else { return nil }
      bytes += part[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func send(_ bytes: [UInt8], _ descriptor: Int32) -> Bool {
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

  private static func start(_ body: @escaping @Sendable () -> Void) {
    final class Box {
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

  private static func listen() throws -> (Int32, UInt16) {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { raw in
        Glibc.bind(descriptor, raw, length) + Glibc.listen(descriptor, 64)
          + getsockname(descriptor, raw, &length)
      }
    }
    guard descriptor >= 0, result == 0 else { throw NoSocket() }
    return (descriptor, UInt16(bigEndian: address.sin_port))
  }
}
