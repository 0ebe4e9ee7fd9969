import Dispatch
import Glibc
import TestSupport

/// Gives the files of a folder over HTTP on 127.0.0.1, whole or from a byte on, one a connection.
final class FileServer: Sendable {
  let address: String
  private let listener: Int32
  private let folder: String

  init(_ folder: String) throws {
    let (listener, port) = try ScriptedServer.listen()
    self.listener = listener
    self.folder = folder
    address = "http://127.0.0.1:\(port)"
    DispatchQueue(label: "file-server").async { [self] in
      while true {
        let line = accept(listener, nil, nil)
        guard line >= 0 else {
          close(listener)
          return
        }
        // One that is slow to read keeps nobody waiting.
        DispatchQueue(label: "file-server.line").async {
          self.answer(line)
          close(line)
        }
      }
    }
  }

  func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

  private func answer(_ line: Int32) {
    var head = ""
    var piece = [UInt8](repeating: 0, count: 4096)
    while !head.contains("\r\n\r\n") {
      let count = read(line, &piece, piece.count)
      guard count > 0 else { return }
      head += String(decoding: piece[..<count], as: UTF8.self)
    }
    let lines = head.split(separator: "\r\n").map(String.init)
    let words = lines[0].split(separator: " ")
    guard words.count > 1,
      let file = fileBytes(folder + words[1])
    else {
      return send(line, Array("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".utf8)[...])
    }
    let range = lines.first { $0.lowercased().hasPrefix("range: bytes=") }
    let first = range.flatMap { Int($0.dropFirst(13).prefix(while: \.isNumber)) } ?? 0
    let status =
      range == nil
      ? "200 OK"
      : "206 Partial Content\r\nContent-Range: bytes \(first)-\(file.count - 1)/\(file.count)"
    send(
      line,
      Array(
        "HTTP/1.1 \(status)\r\nContent-Length: \(file.count - first)\r\nConnection: close\r\n\r\n"
          .utf8
      )[...])
    send(line, file[min(first, file.count)...])
  }

  /// Sends until the other side has enough.
  private func send(_ line: Int32, _ bytes: ArraySlice<UInt8>) {
    var rest = bytes
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes {
        Glibc.send(line, $0.baseAddress, min($0.count, 1 << 20), Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }
}
