import Engine
import Glibc
import HTTPTransport
import VideoTasks

/// Transfers: from a link into a partial file, piece by piece, as the transport writes.
extension SimulatedNetwork {
  /// What goes wrong with one transfer.
  private enum Fault {
    case none
    /// A status that says no for now, or for good.
    case status(Int)
    /// A page of the network's login, as a file.
    case page
    /// The connection breaks, goes silent, or ends early without a word.
    case breaks, silent, short
    /// Half of the file comes as if it were all; more comes than the file; no length is stated.
    case half, long, noLength
    case ignoresRange, wrongPart, otherTag, noTag
    /// The disk refuses a piece.
    case diskFull, diskError
    case trickles
  }

  func startTransfer(_ call: SimulatedCall, _ order: DownloadOrder) {
    connect(call) { [self] in
      call.isSent = true
      let there = dice.milliseconds(1...1500)
      after(there, in: call) { [self] in answer(call, order) }
    }
  }

  private func answer(_ call: SimulatedCall, _ order: DownloadOrder) {
    let fault = self.fault()
    if case .status(let status) = fault { return refuse(call, status, "<Error/>") }
    let file = server.file(order.link, now: now)
    guard file.status == 200 else {
      return refuse(call, file.status, String(decoding: file.bytes, as: UTF8.self))
    }
    var (bytes, tag) = (file.bytes, file.tag)
    if case .page = fault { (bytes, tag) = (Array(ServerAnswers.page.utf8), "") }
    var start = 0
    var isPart = false
    let wants = order.headers.contains(HTTPHeader("If-Range", tag))
    if wants, order.offset > 0 {
      if case .ignoresRange = fault {} else { (start, isPart) = (Int(order.offset), true) }
    }
    if isPart && start >= bytes.count { return refuse(call, 416, "") }
    switch fault {
    case .wrongPart: (start, isPart) = (min(start + 7, bytes.count - 1), true)
    case .half: bytes.removeLast((bytes.count - start) / 2)
    case .long: bytes += Array(ServerAnswers.page.utf8)
    case .otherTag: tag = "\"other\""
    case .noTag: tag = "W/\"weak\""
    default: break
    }
    let head = self.head(bytes.count, start, isPart: isPart, tag, fault)
    call.head = head
    switch order.decision(on: head) {
    case .refuse:
      call.end(.failure(HTTPFailure(kind: .refused, detail: "", wasSent: .maybe)))
    case .keepInMemory: refuse(call, head.status, "")
    case .append: receive(call, order, Array(bytes[start...]), at: Int(order.offset), fault)
    case .restart: receive(call, order, Array(bytes[start...]), at: 0, fault)
    }
  }

  private func head(
    _ count: Int, _ start: Int, isPart: Bool, _ tag: String, _ fault: Fault
  ) -> HTTPResponseHead {
    var headers: [HTTPHeader] = []
    var statesLength = true
    if case .short = fault { statesLength = dice.below(2) == 0 }
    if case .noLength = fault { statesLength = false }
    if statesLength { headers.append(HTTPHeader("Content-Length", "\(count - start)")) }
    if isPart {
      headers.append(HTTPHeader("Content-Range", "bytes \(start)-\(count - 1)/\(count)"))
    }
    if !tag.isEmpty { headers.append(HTTPHeader("ETag", tag)) }
    return HTTPResponseHead(status: isPart ? 206 : 200, headers: headers)
  }

  private func refuse(_ call: SimulatedCall, _ status: Int, _ body: String) {
    let head = HTTPResponseHead(status: status)
    call.head = head
    call.end(.success(HTTPResponse(head: head, body: Array(body.utf8))))
  }

  private func fault() -> Fault {
    guard dice.chance(weather.oddLinks) else { return .none }
    return dice.pick([
      .status(403), .status(403), .status(404), .status(500), .status(503), .status(429),
      .status(416), .page, .breaks, .breaks, .breaks, .silent, .short, .half, .long, .noLength,
      .ignoresRange, .wrongPart,
      .otherTag, .noTag, .diskFull, .diskError, .trickles,
    ])
  }

  // MARK: Bytes

  /// Writes the body in pieces, the file being opened and cut with the first one.
  private func receive(
    _ call: SimulatedCall, _ order: DownloadOrder, _ body: [UInt8], at offset: Int, _ fault: Fault
  ) {
    let disk = simulation.videos
    var ends = body.count
    var failure: HTTPFailure.Kind?
    switch fault {
    case .breaks: (ends, failure) = (dice.below(body.count), .reset)
    case .silent: (ends, failure) = (dice.below(body.count), .silence)
    case .short:
      ends = dice.below(body.count)
      // Where the length was stated, the transport sees that it was not kept.
      failure = call.head?.statedLength == nil ? nil : .partial
    case .diskFull: (ends, failure) = (dice.below(body.count), .disk(ENOSPC))
    case .diskError: (ends, failure) = (dice.below(body.count), .disk(EIO))
    default: break
    }
    var isSlow = false
    if case .trickles = fault { isSlow = true }
    let pieces = isSlow ? 12 : dice.within(1...3)
    let wait = { [dice] in isSlow ? dice.seconds(5...29) : dice.milliseconds(1...3000) }
    func piece(_ number: Int) {
      after(wait(), in: call) { [self] in
        guard call.process.stepsOnDisk() else { return }
        if number == 0 {
          let node = disk.open(order.partialFile)
          guard node.bytes.count >= offset else { return call.fail(.disk(EINVAL)) }
          disk.truncate(node, to: offset)
          call.file = node
        }
        guard let node = call.file else { return }
        let part = body[ends * number / pieces..<ends * (number + 1) / pieces]
        disk.write(part, to: node, at: offset + part.startIndex)
        if let head = call.head {
          let there = Int64(offset + part.endIndex)
          call.process.hearProgress(call, bytes: there, head: .of(head))
        }
        guard number + 1 == pieces else { return piece(number + 1) }
        finish(call, ends, offset, failure)
      }
    }
    piece(0)
  }

  private func finish(
    _ call: SimulatedCall, _ count: Int, _ offset: Int, _ failure: HTTPFailure.Kind?
  ) {
    guard let head = call.head else { return }
    switch failure {
    case .silence?: after(.seconds(30), in: call) { call.fail(.silence) }
    case let failure?: call.fail(failure)
    case nil:
      call.end(
        .success(
          HTTPResponse(head: head, bytesReceived: Int64(count), fileOffset: Int64(offset))))
    }
  }
}
