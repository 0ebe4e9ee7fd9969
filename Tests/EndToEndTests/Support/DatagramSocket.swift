import Glibc
import TestSupport

/// A socket that receives what a program tells its service manager, one message at a time.
final class DatagramSocket {
  struct Failure: Error {
    var code: Int32
  }

  private let descriptor: Int32

  /// Listens at a path.
  init(_ path: String) throws {
    descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var patience = timeval(tv_sec: 60 * slowness, tv_usec: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = path.utf8.map { CChar(bitPattern: $0) }
    guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else {
      throw Failure(code: E2BIG)
    }
    withUnsafeMutableBytes(of: &address.sun_path) { place in
      place.copyBytes(from: bytes.map { UInt8(bitPattern: $0) })
    }
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard result == 0 else { throw Failure(code: errno) }
  }

  deinit { close(descriptor) }

  /// Blocks until the next message is here; nil when none comes.
  func next() -> String? {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : nil
  }
}
