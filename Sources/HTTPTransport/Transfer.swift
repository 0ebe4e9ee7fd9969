import CCurl
internal import Wording

/// One request on its way: what libcurl calls back about it, and what is known of the answer.
///
/// Lives on the transport's thread alone.
final class Transfer {
  /// How often progress is told at most.
  private static let progressInterval = Duration.milliseconds(250)

  let order: CallOrder
  let lane: Lane
  let target: Target
  /// Set while the transfer has a place.
  var handle: EasyHandle?
  /// Owned while the transfer has a place; freed by `TransferSetup.release`.
  var headerList: UnsafeMutablePointer<curl_slist>?
  private(set) var isSent = false
  private(set) var fault: HTTPFailure?
  private var block = HeaderBlock()
  private var sink: BodySink?
  private var head: HTTPResponseHead?
  private var bodyExpected: Int64?
  private var bodySent = 0
  private var startedAt = Instant(nanoseconds: 0)
  private var activeAt = Instant(nanoseconds: 0)
  private var uploadedBefore: Int64 = 0
  private var nextProgressAt = Instant(nanoseconds: 0)

  init(order: CallOrder, target: Target) {
    self.order = order
    self.target = target
    var isFile = false
    if case .file = order.request.destination { isFile = true }
    lane = Lane(host: target.authority, isFile: isFile)
  }

  // MARK: Called back by libcurl

  /// Connected, and no byte of the request is sent: whether it may be.
  func mayProceed() -> Bool {
    if isSent {
      // A followed redirect, or libcurl repeating a read on a new connection.
      guard order.request.isSentOnce else { return true }
      return stop(.reset, Phrase("the connection closed without an answer").english)
    }
    guard !order.call.isCancelled else { return stop(.cancelled) }
    if let willSend = order.willSend, !willSend() { return stop(.refused) }
    guard !order.call.isCancelled else { return stop(.cancelled) }
    isSent = true
    activeAt = .now()
    return true
  }

  /// Copies the next part of the body out; 0 at its end.
  func provideBody(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
    guard let body = order.request.body else { return 0 }
    let count = min(buffer.count, body.count - bodySent)
    body.withUnsafeBytes { bytes in
      buffer.copyBytes(from: bytes[bodySent..<bodySent + count])
    }
    bodySent += count
    return count
  }

  /// Takes a line of a head; false breaks the transfer off.
  func receiveHeader(_ line: UnsafeRawBufferPointer) -> Bool {
    activeAt = .now()
    return block.add(line)
      || stop(.tooLarge, Phrase("the head of the answer is over 64 KiB").english)
  }

  /// Takes a part of the body; false breaks the transfer off.
  func receiveBody(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let now = Instant.now()
    activeAt = now
    do throws(HTTPFailure.Kind) {
      try decide(bodyFollows: true)
      try sink?.write(bytes)
    } catch {
      return stop(error)
    }
    tellProgress(now)
    return true
  }

  private func tellProgress(_ now: Instant) {
    guard let onProgress = order.onProgress, let sink, now >= nextProgressAt else { return }
    nextProgressAt = now + Self.progressInterval
    onProgress(
      HTTPProgress(
        bytesReceived: sink.count, bytesExpected: bodyExpected,
        fileOffset: sink.fileOffset ?? 0))
  }

  // Asks, once, where the body goes, and opens that place.
  private func decide(bodyFollows: Bool) throws(HTTPFailure.Kind) {
    guard sink == nil else { return }
    // libcurl takes a connection that ends within a head for the end of an answer without a body.
    guard block.isComplete else { throw .partial }
    guard let head = block.head(), head.status >= 200 else { throw .other }
    self.head = head
    bodyExpected = bodyFollows ? head.statedLength : 0
    let destination = order.request.destination
    let decision: HTTPBodyDecision
    if let onResponse = order.onResponse {
      decision = onResponse(head)
    } else if case .file(_, let offset) = destination {
      decision = .usual(head, offset: offset)
    } else {
      decision = .append
    }
    sink = try BodySink(destination, decision, expected: bodyExpected)
  }

  // MARK: Called by the loop

  /// Notes that connecting begins.
  func begin(at now: Instant) {
    startedAt = now
    activeAt = now
  }

  /// When the transfer must have ended, or must have shown life again.
  var deadline: Instant {
    var deadline = Instant(nanoseconds: .max)
    if let total = order.request.totalTimeout { deadline = startedAt + total }
    if isSent { deadline = min(deadline, activeAt + order.request.silenceTimeout) }
    return deadline
  }

  /// Notes bytes of body that went out since the last time, as a sign of life.
  func noteUpload(at now: Instant) {
    guard isSent, head == nil, order.request.body != nil, let handle else { return }
    let uploaded = handle.bytesUploaded
    guard uploaded != uploadedBefore else { return }
    uploadedBefore = uploaded
    activeAt = now
  }

  /// Notes that time is up, and which time it was.
  func expire(at now: Instant) {
    if let total = order.request.totalTimeout, now >= startedAt + total {
      stop(.timeout)
    } else {
      stop(.silence)
    }
  }

  /// Notes why the transfer is broken off; the first reason counts. Always false.
  @discardableResult
  func stop(_ kind: HTTPFailure.Kind, _ detail: String = "") -> Bool {
    guard fault == nil else { return false }
    fault = HTTPFailure(
      kind: kind, detail: detail.isEmpty ? kind.words : detail, wasSent: isSent ? .maybe : .no)
    return false
  }

  /// The result, once libcurl is done with the transfer or was told to drop it.
  func conclude(_ failure: HTTPFailure?) -> Result<HTTPResponse, HTTPFailure> {
    if fault == nil, failure == nil {
      do throws(HTTPFailure.Kind) {
        try decide(bodyFollows: false)
      } catch {
        stop(error)
      }
    }
    do throws(HTTPFailure.Kind) {
      try sink?.close()
    } catch {
      stop(error)
    }
    if let failure = fault ?? failure { return .failure(failure) }
    guard let head, let sink else {
      return .failure(
        HTTPFailure(kind: .other, detail: Phrase("there is no answer").english, wasSent: .maybe))
    }
    return .success(
      HTTPResponse(
        head: head, body: sink.memory, bytesReceived: sink.count, fileOffset: sink.fileOffset))
  }
}
