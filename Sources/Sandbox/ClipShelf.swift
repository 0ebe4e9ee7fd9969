internal import Glibc
internal import VideoTasks

/// Hands out finished files to whoever holds a good link, whole or in part.
struct ClipShelf: Sendable {
  let parts: SandboxParts

  func answer(_ request: WebRequest, now: Timestamp) -> WebAnswer {
    let task = request.queryValue("task").flatMap { parts.desk.folder.task($0, now: now) }
    let turn = task.map { parts.turn(.download, $0) }
    guard let turn else { return file(request, nil, now) }
    return WireFaults.carryOut(
      turn, request, now, refuse: { Self.problem($0.status, $0.code, $0.message) }
    ) { () throws(Refusal) in file(request, turn, now) }
  }

  private func file(_ request: WebRequest, _ turn: FaultTurn?, _ now: Timestamp) -> WebAnswer {
    let file = String(request.path.dropFirst("/clips/".count))
    if let reason = parts.links.refusal(of: request, file: file, now: now) {
      return Self.problem(403, "AccessDenied", reason)
    }
    if turn?.takes(.videoNotReady) == true {
      let error = JSONValue.object([
        "code": .string("video_not_ready"), "message": .string("The video is not ready."),
      ])
      return .json(400, .object(["error": error]))
    }
    if turn?.takes(.linkRefused) == true {
      return Self.problem(403, "AccessDenied", "The link is refused.")
    }
    // A signature is only ever made for a name of ours; the check is here for a reader's peace.
    guard !file.contains("/"), !file.hasPrefix(".") else {
      return Self.problem(404, "NoSuchKey", "There is no such file.")
    }
    let descriptor = open(parts.desk.folder.clips + "/" + file, O_RDONLY | O_CLOEXEC)
    var status = stat()
    guard descriptor >= 0, fstat(descriptor, &status) == 0 else {
      if descriptor >= 0 { close(descriptor) }
      return Self.problem(404, "NoSuchKey", "There is no such file.")
    }
    let tag = turn?.takes(.changedTag) == true ? "\"\(TaskID.random(12))\"" : Self.entityTag(status)
    let ignoresRange = turn?.takes(.noRange) == true
    var answer = Self.deliver(
      descriptor, size: UInt64(status.st_size), tag: tag,
      range: ignoresRange ? nil : request.range, ifRange: request.ifRange,
      type: file.hasSuffix(".png") ? "image/png" : "video/mp4")
    if ignoresRange { answer.headers.removeAll { $0.name == "Accept-Ranges" } }
    if turn?.takes(.noTag) == true { answer.headers.removeAll { $0.name == "ETag" } }
    if let turn, answer.status == 200 || answer.status == 206 {
      answer.delivery = Self.delivery(of: answer.length, isWhole: answer.status == 200, turn)
    }
    return answer
  }

  /// How a file is sent when something goes wrong with it.
  private static func delivery(
    of length: UInt64, isWhole: Bool, _ turn: FaultTurn
  ) -> WebAnswer.Delivery? {
    let half = length / 2
    if turn.takes(.cutDownload) { return .init(stated: .bytes(length), sent: half) }
    if isWhole && turn.takes(.shortLength) { return .init(stated: .bytes(half), sent: half) }
    if isWhole && turn.takes(.longLength) {
      return .init(stated: .bytes(length + 1000), sent: length)
    }
    if isWhole && turn.takes(.noLength) { return .init(stated: .unknown, sent: length) }
    if let rule = turn.rule(.slowDownload) {
      return .init(
        stated: .bytes(length), sent: length, piece: length / 16 + 1,
        pause: rule.duration(or: 1))
    }
    if let rule = turn.rule(.stalledDownload) {
      return .init(
        stated: .bytes(length), sent: length, piece: half + 1, pause: rule.duration(or: 600))
    }
    return nil
  }

  private static func deliver(
    _ descriptor: Int32, size: UInt64, tag: String, range: String?, ifRange: String?, type: String
  ) -> WebAnswer {
    var headers = [
      (name: "Content-Type", value: type), (name: "Accept-Ranges", value: "bytes"),
      (name: "ETag", value: tag),
    ]
    let isSame = ifRange == nil || ifRange == tag
    switch isSame ? ByteRange.read(range, size: size) : .whole {
    case .whole:
      return WebAnswer(
        status: 200, headers: headers,
        body: .file(descriptor: descriptor, offset: 0, length: size))
    case .part(let part):
      headers.append(
        ("Content-Range", "bytes \(part.lowerBound)-\(part.upperBound - 1)/\(size)"))
      return WebAnswer(
        status: 206, headers: headers,
        body: .file(
          descriptor: descriptor, offset: part.lowerBound, length: UInt64(part.count)))
    case .beyond:
      close(descriptor)
      var answer = problem(416, "InvalidRange", "The range is not in the file.")
      answer.headers.append(("Content-Range", "bytes */\(size)"))
      return answer
    }
  }

  /// Changes whenever the file is rendered again: a clip is never written in place.
  private static func entityTag(_ status: stat) -> String {
    let parts = [
      Int(status.st_ino), Int(status.st_size), Int(status.st_mtim.tv_sec),
      Int(status.st_mtim.tv_nsec),
    ]
    return "\"" + parts.map { String($0, radix: 16) }.joined(separator: "-") + "\""
  }

  private static func problem(_ status: UInt32, _ code: String, _ reason: String) -> WebAnswer {
    .text(
      status, "application/xml",
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>\(code)</Code>"
        + "<Message>\(reason)</Message></Error>\n")
  }
}

/// What a `Range` header asks for.
enum ByteRange: Hashable, Sendable {
  case whole
  case part(Range<UInt64>)
  /// Nothing of it is in the file.
  case beyond

  /// Reads a header; whatever is not one plain range of bytes is ignored, as the standard allows.
  static func read(_ header: String?, size: UInt64) -> ByteRange {
    guard let header, header.hasPrefix("bytes="), !header.contains(",") else { return .whole }
    let ends = header.dropFirst(6).split(
      separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    guard ends.count == 2 else { return .whole }
    if ends[0].isEmpty {
      guard let count = UInt64(ends[1]) else { return .whole }
      return count == 0 || size == 0 ? .beyond : .part(size - min(count, size)..<size)
    }
    guard let first = UInt64(ends[0]) else { return .whole }
    guard first < size else { return .beyond }
    if ends[1].isEmpty { return .part(first..<size) }
    guard let last = UInt64(ends[1]), last >= first else { return .whole }
    return .part(first..<min(last, size - 1) + 1)
  }
}
