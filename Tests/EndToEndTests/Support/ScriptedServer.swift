import Dispatch
import Glibc
import Synchronization
import TestSupport

/// A server on 127.0.0.1 that gives each request the next of its answers, one a connection; when they
/// are used up it leaves requests unanswered.
final class ScriptedServer: Sendable {
  /// What becomes of a request that is not answered.
  enum Silence: Sendable {
    case close
    case hold
  }

  struct Failure: Error {
    var what: String
  }

  let port: UInt16
  var address: String { "http://127.0.0.1:\(port)/api/v3" }
  private let listener: Int32
  private let silence: Silence
  private let answers: Mutex<[String]>
  private let held = Mutex<[Int32]>([])
  private let received = Mutex<[String]>([])
  private let arrived = DispatchSemaphore(value: 0)

  init(_ answers: [String], then silence: Silence) throws {
    (listener, port) = try Self.listen()
    self.answers = Mutex(answers)
    self.silence = silence
    DispatchQueue(label: "scripted-server").async { [self] in
      while true {
        let line = accept(listener, nil, nil)
        guard line >= 0 else { return }
        take(line)
      }
    }
  }

  /// Adds an answer in JSON, or a whole one that begins with `HTTP/1.1`.
  func add(_ answer: String) { answers.withLock { $0.append(answer) } }

  /// Answers the requests that were left unanswered so far, with JSON.
  func release(_ answer: String) {
    held.withLock { lines in
      for line in lines {
        Self.send(Self.whole(answer), to: line)
        close(line)
      }
      lines = []
    }
  }

  /// Whole requests that have come in.
  var requests: Int { received.withLock { $0.count } }

  /// The requests, head and body.
  var texts: [String] { received.withLock { $0 } }

  /// Blocks until a request is here whole; false when the time is up.
  func waitForRequest() -> Bool {
    arrived.wait(timeout: .now() + .seconds(60 * slowness)) == .success
  }

  func stop() {
    shutdown(listener, Int32(SHUT_RDWR))
    held.withLock { lines in
      for line in lines { close(line) }
      lines = []
    }
  }

  /// A port of 127.0.0.1 on which nothing listens.
  static func deafPort() throws -> UInt16 {
    let (listener, port) = try listen()
    close(listener)
    return port
  }

  private func take(_ line: Int32) {
    var text = ""
    var piece = [UInt8](repeating: 0, count: 16 << 10)
    while !Self.isWhole(text) {
      let count = read(line, &piece, piece.count)
      guard count > 0 else {
        close(line)
        return
      }
      text += String(decoding: piece[..<count], as: UTF8.self)
    }
    received.withLock { $0.append(text) }
    let answer = answers.withLock { $0.isEmpty ? nil : $0.removeFirst() }
    switch (answer, silence) {
    case (let answer?, _):
      Self.send(Self.whole(answer), to: line)
      close(line)
    case (nil, .close): close(line)
    case (nil, .hold): held.withLock { $0.append(line) }
    }
    arrived.signal()
  }

  /// An answer as it goes out: JSON gets a head.
  private static func whole(_ answer: String) -> String {
    answer.hasPrefix("HTTP/1.1 ")
      ? answer
      : "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n"
        + "Content-Length: \(answer.utf8.count)\r\n\r\n\(answer)"
  }

  /// Sends all of a text, unless the other end goes away.
  private static func send(_ text: String, to line: Int32) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let sent = rest.withUnsafeBytes {
        Glibc.send(line, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard sent > 0 else { return }
      rest = rest.dropFirst(sent)
    }
  }

  /// Whether head and body are here; the bodies of these tests are ASCII.
  private static func isWhole(_ text: String) -> Bool {
    let parts = text.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return false }
    let length = parts[0].lowercased().split(separator: "\r\n")
      .first { $0.hasPrefix("content-length:") }?.filter(\.isNumber)
    return parts[1].utf8.count >= length.flatMap { Int($0) } ?? 0
  }

  /// A listening socket on 127.0.0.1, and its port.
  static func listen() throws -> (Int32, UInt16) {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard listener >= 0 else { throw Failure(what: "socket") }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { raw in
        bind(listener, raw, length) + Glibc.listen(listener, 16)
          + getsockname(listener, raw, &length)
      }
    }
    guard result == 0 else { throw Failure(what: "bind") }
    return (listener, UInt16(bigEndian: address.sin_port))
  }
}
