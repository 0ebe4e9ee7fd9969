import HTTPTransport
import VideoAPIs
import VideoTasks

/// The servers of all APIs, by true time: what they have made, and what is billed.
final class SimulatedServer {
  /// A task at a server.
  struct Remote {
    let id: String
    let profile: String
    let model: String
    /// The local task whose create has made it.
    let task: TaskID
    let createdAt: Timestamp
    /// From when on the list has it.
    let listedAt: Timestamp
    let startsAt: Timestamp
    let endsAt: Timestamp
    /// How it ends, in the shared words.
    let end: TaskStatus
    let hasLastFrame: Bool
    /// Whether its record is still there.
    var isThere = true
    var isCancelled = false
    /// Which bytes its link gives; another version has another entity tag.
    var version = 1
    /// Which link is the good one, and when that was signed.
    var link = 0
    var signedAt: Timestamp?
    /// Until when a done task has no link, and a fresh link no file.
    var linkAt: Timestamp
    var fileAt: Timestamp

    func status(at now: Timestamp) -> TaskStatus {
      if isCancelled { return .cancelled }
      if now >= endsAt { return end }
      return now >= startsAt ? .running : .queued
    }
  }

  private(set) var remotes: [Remote] = []
  private var places: [String: Int] = [:]
  private let dice: Dice
  /// How long links live; whether one that has run out is signed anew.
  let linkLife: Duration
  let signsAnew: Bool
  /// How long a task takes from its create.
  private let work: ClosedRange<Int>
  private let failures: Int
  /// Whether some tasks never end.
  var mayStick = false

  init(_ dice: Dice) {
    self.dice = dice
    linkLife = .seconds(Int64(dice.pick([300, 3600, 86_400, 86_400])))
    signsAnew = dice.below(4) > 0
    work = dice.below(20) == 0 ? 600...1500 : 5...60
    failures = dice.pick([0, 100, 400])
  }

  subscript(id: String) -> Remote? { places[id].map { remotes[$0] } }

  private func change(_ id: String, _ body: (inout Remote) -> Void) {
    if let place = places[id] { body(&remotes[place]) }
  }

  /// Makes a task; it costs money from now on unless it fails.
  func make(
    _ profile: Profile, _ task: TaskID, _ draft: RequestDraft, end: TaskStatus? = nil,
    now: Timestamp
  ) -> Remote {
    let number = remotes.count + 1
    let id = profile.api == .ark ? "cgt-20261120-\(number)" : "video_\(number)"
    let starts = now + dice.seconds(1...25)
    let chosen: TaskStatus =
      dice.chance(failures) ? dice.pick([.failed, .failed, .expired]) : .succeeded
    // Rarely: asking for two days takes longer than a hundred other runs.
    let isStuck = mayStick && dice.below(600) == 0
    let ends = starts + (isStuck ? .seconds(100_000_000) : dice.seconds(work))
    let remote = Remote(
      id: id, profile: profile.name, model: draft.model ?? "m", task: task, createdAt: now,
      listedAt: now + (dice.below(4) == 0 ? dice.seconds(1...90) : .zero), startsAt: starts,
      endsAt: ends, end: end ?? chosen, hasLastFrame: draft.returnLastFrame == true,
      linkAt: ends + (dice.below(6) == 0 ? dice.seconds(1...60) : .zero),
      fileAt: ends + (dice.below(6) == 0 ? dice.seconds(1...90) : .zero))
    places[id] = remotes.count
    remotes.append(remote)
    return remote
  }

  /// Signs a link that is good now; nil where there is none yet.
  func link(_ id: String, now: Timestamp) -> (link: String, signedAt: Timestamp)? {
    guard let remote = self[id], now >= remote.linkAt else { return nil }
    let hasRunOut = remote.signedAt.map { now >= $0 + linkLife } ?? true
    if remote.signedAt == nil || (hasRunOut && signsAnew) {
      change(id) {
        $0.link += 1
        $0.signedAt = now
      }
    }
    guard let signed = self[id], let signedAt = signed.signedAt else { return nil }
    let seconds = linkLife.wholeMilliseconds / 1000
    let query = "?X-Tos-Date=\(signedAt.basic)&X-Tos-Expires=\(seconds)"
    return ("https://cdn.test/\(id)/\(signed.link).mp4\(query)", signedAt)
  }

  /// Another file stands behind a link from now on, with another entity tag.
  func replaceSomeFile() {
    guard !remotes.isEmpty else { return }
    remotes[dice.below(remotes.count)].version += 1
  }

  /// Takes a queued task back, or the record of an ended one away.
  func delete(_ id: String, now: Timestamp) -> (status: Int, body: String) {
    guard let remote = self[id], remote.isThere else { return (404, ServerAnswers.unknown) }
    switch remote.status(at: now) {
    case .queued:
      change(id) { $0.isCancelled = true }
      return (200, "{}")
    case .running: return (409, ServerAnswers.tooLate)
    default:
      change(id) { $0.isThere = false }
      return (200, "{}")
    }
  }

  // MARK: Files

  /// What the address of a link gives, before anything goes wrong on the way.
  func file(_ link: String, now: Timestamp) -> (status: Int, bytes: [UInt8], tag: String) {
    let parts = link.split(separator: "/")
    guard parts.count > 3, let remote = self[String(parts[2])],
      parts[3].hasPrefix("\(remote.link)."), let signedAt = remote.signedAt,
      now < signedAt + linkLife
    else { return (403, Array("<Error><Code>AccessDenied</Code></Error>".utf8), "") }
    guard now >= remote.fileAt else {
      return (400, Array(#"{"error":"video_not_ready"}"#.utf8), "")
    }
    if parts[3].contains(".png") { return (200, Clip.picture(remote.id), "\"frame\"") }
    return (200, Clip.bytes(remote.id, remote.version), "\"\(remote.version)\"")
  }
}

/// Made-up videos: the boxes of an MPEG-4 file around bytes that follow from the task.
enum Clip {
  static func bytes(_ id: String, _ version: Int) -> [UInt8] {
    var state = id.utf8.reduce(UInt64(version) &* 7919) { ($0 &* 31) &+ UInt64($1) }
    let count = 120 + Int(state % 700)
    var bytes = box("ftyp", Array("isom0000".utf8)) + box("moov", [UInt8](repeating: 1, count: 24))
    var data: [UInt8] = []
    data.reserveCapacity(count)
    while data.count < count {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      data.append(UInt8(truncatingIfNeeded: state >> 33) | 1)
    }
    bytes += box("mdat", data)
    return bytes
  }

  /// The picture that the server gives of a video's end.
  static func picture(_ id: String) -> [UInt8] { [0x89] + Array("PNG \(id) IEND".utf8) }

  /// The picture that is taken out of a clip.
  static func lastFrame(of clip: [UInt8]) -> [UInt8] {
    [0x89] + Array("PNG".utf8) + clip + Array("IEND".utf8)
  }

  /// Whether a picture has come to its end.
  static func isWholePicture(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0x89]) && bytes.suffix(4).elementsEqual("IEND".utf8)
  }

  private static func box(_ type: String, _ content: [UInt8]) -> [UInt8] {
    let size = content.count + 8
    return [0, 0, UInt8(size >> 8), UInt8(size & 255)] + Array(type.utf8) + content
  }
}

extension Timestamp {
  /// `20260606T080057Z`, the form of signed links.
  var basic: String { rfc3339.prefix(19).filter { $0 != "-" && $0 != ":" } + "Z" }
}
