internal import FoundationEssentials
internal import Glibc
internal import VideoTasks

/// What an asset is, in the vendor's words.
enum AssetKind: String, Codable, Sendable {
  case image = "Image"
  case video = "Video"
  case audio = "Audio"
}

/// The ids of the library, as `asset-20260330142158-q75m8`.
enum AssetID {
  static func make(at now: Timestamp) -> String {
    "asset-\(CalendarText.beijing(now))-\(TaskID.random(5))"
  }

  /// Whether a text has the form of the library's own ids.
  static func isOne(_ id: String) -> Bool {
    id.hasPrefix("asset-") && CalendarText.parseTaskID("cgt-" + id.dropFirst(6)) != nil
  }
}

/// One asset as its file has it.
struct StoredAsset: Codable, Sendable {
  var id: String
  var kind: AssetKind
  var url: String
  var name: String?
  var createdAt: Timestamp
  /// When it stops being `Processing`; nil when it never does.
  var readyAt: Timestamp?
  /// Whether it is `Failed` then.
  var fails: Bool

  func status(at now: Timestamp) -> String {
    guard let readyAt, readyAt <= now else { return "Processing" }
    return fails ? "Failed" : "Active"
  }
}

/// The asset library as files: any process's server answers for any asset.
struct AssetShelf: Sendable {
  private let folder: String

  init(folder: String) throws(SandboxError) {
    self.folder = folder
    try Disk.makeFolder(folder)
  }

  /// Adds the asset that `make` builds for a new id; it is asked again while the id is taken.
  func add(
    at now: Timestamp, make: (String) -> StoredAsset
  ) throws(SandboxError) -> StoredAsset {
    while true {
      let asset = make(AssetID.make(at: now))
      if try Disk.writeNew(file(asset.id), TaskFolder.json(asset)) { return asset }
    }
  }

  func asset(_ id: String) -> StoredAsset? {
    guard AssetID.isOne(id), let bytes = Disk.read(file(id)) else { return nil }
    // A file that cannot be read as an asset is as good as none.
    return try? JSONDecoder().decode(StoredAsset.self, from: Data(bytes))
  }

  func remove(_ id: String) { unlink(file(id)) }

  /// Refuses an order that names assets which the library does not have ready.
  ///
  /// Ids of another form than the library's own are somebody else's, and are taken unseen.
  func check(_ order: TaskOrder, now: Timestamp) throws(Refusal) {
    for (kind, id) in order.assets where AssetID.isOne(id) {
      guard let asset = asset(id) else {
        throw Self.refusal("the asset \(id) is not in the library")
      }
      guard asset.kind == kind else {
        throw Self.refusal(
          "the asset \(id) is of the type \(asset.kind.rawValue), and \(kind.rawValue) is wanted")
      }
      let status = asset.status(at: now)
      guard status == "Active" else {
        throw Self.refusal("the asset \(id) is \(status), and must be Active")
      }
    }
  }

  private static func refusal(_ reason: String) -> Refusal {
    Refusal(
      status: 400, code: "InvalidParameter.asset",
      message: "The request names an asset that cannot be used: \(reason).", field: "asset")
  }

  private func file(_ id: String) -> String { folder + "/" + id + ".json" }
}
