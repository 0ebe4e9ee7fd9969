internal import FoundationEssentials
internal import VideoTasks

/// The asset library of the `kyy` server: upload by address, ask, delete.
///
/// It answers with 200 and a `code` whatever happens; success is 0, and "0" for a deletion. What it
/// answers for an id that it does not know is not documented: a code other than 0 here.
struct AssetFace: Sendable {
  let parts: SandboxParts

  private static let path = "/kyyVideo2/asset/"

  /// The answer, or nil when the path is not the library's.
  func answer(_ request: WebRequest, rest: String, now: Timestamp) -> WebAnswer? {
    guard rest.hasPrefix(Self.path) else { return nil }
    let id = String(rest.dropFirst(Self.path.count))
    switch request.method {
    case "POST" where id == "upload": return upload(request, now)
    case "GET" where AssetID.isOne(id): return about(id, .assetPoll, request, now)
    case "DELETE" where AssetID.isOne(id): return about(id, .assetRemove, request, now)
    case "GET", "DELETE": return noAsset(id)
    default: return .page(200)
    }
  }

  private func upload(_ request: WebRequest, _ now: Timestamp) -> WebAnswer {
    let body = request.bodyWasCut ? nil : SandboxCheck.value(of: request.body)
    let words = [body?["name"]?.string, body?["url"]?.string].compactMap(\.self)
      .joined(separator: "\n")
    // Which of the three APIs asks, the library cannot know.
    let turn = FaultTurn(parts.faults, .kyyvideo2, .assetAdd, prompt: words, key: words)
    return carryOut(turn, request, now) { () throws(Refusal) in
      let fields = try Self.fields(of: body)
      if turn.takes(.assetRefused) {
        return Self.says(.integer(1001), "The asset was refused.", nil)
      }
      let isStuck = turn.takes(.assetStuck)
      let fails = turn.takes(.assetFailed) || words.contains("[fail]")
      let asset: StoredAsset
      do throws(SandboxError) {
        asset = try parts.assets.add(at: now) { id in
          StoredAsset(
            id: id, kind: fields.kind, url: fields.url, name: fields.name, createdAt: now,
            readyAt: isStuck ? nil : now + .milliseconds(processing), fails: fails)
        }
      } catch {
        throw .broken(error)
      }
      return Self.says(zero(turn), nil, .object(["assetId": .string(asset.id)]))
    }
  }

  private func about(
    _ id: String, _ call: SandboxCall, _ request: WebRequest, _ now: Timestamp
  ) -> WebAnswer {
    let asset = parts.assets.asset(id)
    let words = [asset?.name, asset?.url].compactMap(\.self).joined(separator: "\n")
    let turn = FaultTurn(parts.faults, .kyyvideo2, call, prompt: words, key: id)
    return carryOut(turn, request, now) { () throws(Refusal) in
      guard let asset else { return noAsset(id) }
      if call == .assetRemove {
        parts.assets.remove(id)
        return Self.says(zero(turn, isText: true), nil, nil)
      }
      return Self.says(
        zero(turn), nil,
        .object([
          "assetId": .string(asset.id), "assetType": .string(asset.kind.rawValue),
          "name": asset.name.map { .string($0) } ?? .null, "url": .string(asset.url),
          "status": .string(asset.status(at: now)),
        ]))
    }
  }

  /// Milliseconds until an asset is done: as long as a task, or at the vendor's pace 20 s.
  private var processing: Int64 {
    Int64((parts.options.realTimes ? 20 : max(0, parts.options.seconds)) * 1000)
  }

  private static func fields(
    of body: JSONValue?
  ) throws(Refusal) -> (kind: AssetKind, url: String, name: String?) {
    guard let body else {
      throw Refusal(
        status: 400, code: "InvalidParameter", message: "The request's body is not JSON.")
    }
    let members = try Members(body: body)
    guard let type = try members.string("assetType") else { throw .missing("assetType") }
    guard let kind = AssetKind(rawValue: type) else {
      throw .invalid("assetType", "it must be one of Image, Video, Audio")
    }
    guard let url = try members.string("url") else { throw .missing("url") }
    _ = try MediaValue.video(url, "url", as: [])
    return (kind, url, try members.string("name"))
  }

  private func carryOut(
    _ turn: FaultTurn, _ request: WebRequest, _ now: Timestamp,
    _ act: () throws(Refusal) -> WebAnswer
  ) -> WebAnswer {
    WireFaults.carryOut(turn, request, now, refuse: Self.refuse) { () throws(Refusal) in
      guard request.isAuthorized else { throw .unauthorized }
      return try act()
    }
  }

  /// What the caller did wrong comes with 200 and a code; the rest as at the other calls.
  private static func refuse(_ refusal: Refusal) -> WebAnswer {
    refusal.status == 400
      ? says(.integer(400), refusal.message, nil) : KyyFace.refuse(refusal)
  }

  private func noAsset(_ id: String) -> WebAnswer {
    Self.says(.integer(404), "The asset \(id.prefix(80)) does not exist.", nil)
  }

  private func zero(_ turn: FaultTurn, isText: Bool = false) -> JSONValue {
    isText != turn.takes(.assetCodesSwapped) ? .string("0") : .integer(0)
  }

  private static func says(_ code: JSONValue, _ message: String?, _ data: JSONValue?) -> WebAnswer {
    .json(
      200,
      .object([
        "code": code, "msg": message.map { .string($0) } ?? .null, "data": data ?? .null,
      ]))
  }
}
