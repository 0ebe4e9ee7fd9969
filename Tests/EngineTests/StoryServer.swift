import Glibc
import Synchronization

/// A server on 127.0.0.1 that answers each request by a closure, one request a connection.
final class StoryServer: Sendable {
  /// A request as it came, without its body's meaning.
  struct Request: Sendable {
    var method: String
    var path: String
    var headers: [String: String]
    var body: [UInt8]
  }

  /// An answer; nil in place of one closes the connection without a word.
  struct Answer: Sendable {
    var status = 200
    var headers: [String] = []
    var body: [UInt8] = []
    /// How many bytes of the body are sent before the connection ends.
    var cutAfter: Int?
  }

  struct NoSocket: Error {}

  let port: UInt16
  private let listener: Int32
  private let requests = Mutex<[Request]>([])
  private let answer: @Sendable (Request) -> Answer?

  init(_ answer: @escaping @Sendable (Request) -> Answer?) throws {
    self.answer = answer
    (listener, port) = try StoryServer.listen()
    let server = Unmanaged.passRetained(self)
    var thread = pthread_t()
    pthread_create(
      &thread, nil,
      { raw in
        if let raw { Unmanaged<StoryServer>.fromOpaque(raw).takeRetainedValue().serve() }
        return nil
      }, server.toOpaque())
    pthread_detach(thread)
  }

  deinit { close(listener) }

  /// The requests that came whole, in their order.
  var received: [Request] { requests.withLock { $0 } }

  func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

  private func serve() {
    while true {
      let connection = accept(listener, nil, nil)
      guard connection >= 0 else { return }
      handle(connection)
      close(connection)
    }
  }

  private func handle(_ connection: Int32) {
    guard let request = read(connection) else { return }
    requests.withLock { $0.append(request) }
    guard let answer = answer(request) else { return }
    let headers = answer.headers + ["Content-Length: \(answer.body.count)", "Connection: close"]
    let head = "HTTP/1.1 \(answer.status) X\r\n\(headers.joined(separator: "\r\n"))\r\n\r\n"
    let body = answer.body.prefix(answer.cutAfter ?? answer.body.count)
    let bytes = Array(head.utf8) + body
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return }
      sent += count
    }
  }

  private func read(_ connection: Int32) -> Request? {
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 4096)
    func more() -> Bool {
      let count = Glibc.read(connection, &part, part.count)
      if count > 0 { bytes += part[..<count] }
      return count > 0
    }
    var end: Int?
    while end == nil {
      guard more() else { return nil }
      end = bytes.indices.dropLast(3).first { bytes[$0..<$0 + 4].elementsEqual([13, 10, 13, 10]) }
    }
    guard let end else { return nil }
    let lines = String(decoding: bytes[..<end], as: UTF8.self).split(separator: "\r\n")
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1)
      headers[parts[0].lowercased()] = String(parts.last?.drop { $0 == " " } ?? "")
    }
    let length = headers["content-length"].flatMap { Int($0) } ?? 0
    while bytes.count < end + 4 + length { if !more() { return nil } }
    let words = lines[0].split(separator: " ")
    return Request(
      method: String(words[0]), path: String(words[1]), headers: headers,
      body: Array(bytes[(end + 4)...]))
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
