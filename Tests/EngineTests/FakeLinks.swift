import Glibc
import HTTPTransport
import VideoTasks

@testable import Engine

/// What goes wrong with a link.
enum LinkFault: Hashable {
  case noConnection
  /// An answer that is no file.
  case status(Int)
  /// An error page that is larger than is read of one.
  case endlessPage(Int)
  /// The connection breaks when so many bytes have come.
  case breaks(after: Int)
  /// The body ends early, and the transport does not notice.
  case isShort(by: Int)
  /// The whole file comes, whatever part was asked for.
  case ignoresRange
  /// A part comes that begins elsewhere.
  case wrongPart
  /// A part comes of a file with another entity tag.
  case otherTag
  /// There is no entity tag.
  case noTag
  /// A page of the network's login comes, with status 200.
  case page
  /// The disk is full after so many bytes.
  case diskFull(after: Int)
}

extension FakeServer {
  /// Carries a transfer out as the transport does, into the disk.
  func fetch(_ order: DownloadOrder, into disk: FakeDisk, now: Timestamp) -> CallResult {
    let fault = linkFaults.isEmpty ? nil : linkFaults.removeFirst()
    switch fault {
    case .noConnection: return .failed(.fake(.network, sent: false, "No connection."))
    case .status(let status): return .ark(status, "<html>no</html>")
    case .endlessPage(let status):
      return .brokeOff(
        DownloadHead(status: status, totalBytes: nil, entityTag: "\"page\""),
        .fake(.network, sent: true, "The answer is too large."))
    case .page:
      disk.write(Array("<html>log in</html>".utf8), to: order.partialFile, at: 0)
      return .fetched(DownloadHead(status: 200, totalBytes: 19, entityTag: nil))
    default: break
    }
    let parts = order.link.split(separator: "/")
    guard parts.count > 3, let remote = remotes[String(parts[2])],
      parts[3].hasPrefix("\(remote.link)."), let end = remote.linkExpiresAt, now < end
    else { return .ark(403, "<Error>expired</Error>") }
    let isFrame = parts[3].contains(".png")
    let bytes = isFrame ? FakeServer.picture(remote.id) : FakeServer.video(remote)
    return send(bytes, tag: "\"v\(remote.version)\"", order, fault, disk)
  }

  /// The picture of a task's last frame, which is no other task's.
  static func picture(_ id: String) -> [UInt8] { [0x89] + Array("PNG \(id)".utf8) }

  /// The bytes that a task's link gives.
  static func video(_ remote: Remote) -> [UInt8] {
    Clip.bytes(remote.id, version: remote.version)
  }

  private func send(
    _ bytes: [UInt8], tag: String, _ order: DownloadOrder, _ fault: LinkFault?, _ disk: FakeDisk
  ) -> CallResult {
    let wantsPart = order.rangeHeaders.contains(HTTPHeader("If-Range", tag))
    var start = wantsPart && fault != .ignoresRange ? Int(order.offset) : 0
    if start > 0 && start >= bytes.count { return .ark(416, "") }
    if fault == .wrongPart { start = min(start + 7, bytes.count) }
    let headers = [
      HTTPHeader("Content-Length", "\(bytes.count - start)"),
      HTTPHeader("Content-Range", "bytes \(start)-\(bytes.count - 1)/\(bytes.count)"),
      HTTPHeader("ETag", fault == .otherTag ? "\"other\"" : fault == .noTag ? "W/\"w\"" : tag),
    ]
    let isPart = start > 0 || fault == .wrongPart || (fault == .otherTag && wantsPart)
    let answer = HTTPResponseHead(status: isPart ? 206 : 200, headers: headers)
    let head = DownloadHead(answer)
    let sent = bytes[start...]
    switch order.body(of: answer) {
    case .refuse:
      return .brokeOff(
        head, CallFailure(HTTPFailure(kind: .refused, detail: "", wasSent: .maybe)))
    case .keepInMemory: return .ark(answer.status, "")
    case .append, .restart:
      transfers += 1
      if start == 0 { transfersFromTheStart += 1 }
    }
    switch fault {
    case .breaks(let count):
      disk.write(sent.prefix(count), to: order.partialFile, at: Int64(start))
      return .brokeOff(head, .fake(.network, sent: true, "The connection broke."))
    case .diskFull(let count):
      disk.write(sent.prefix(count), to: order.partialFile, at: Int64(start))
      return .brokeOff(head, .fake(.disk(ENOSPC), sent: true, "The disk is full."))
    case .isShort(let count):
      disk.write(sent.dropLast(count), to: order.partialFile, at: Int64(start))
    default:
      disk.write(sent, to: order.partialFile, at: Int64(start))
    }
    return .fetched(head)
  }
}
