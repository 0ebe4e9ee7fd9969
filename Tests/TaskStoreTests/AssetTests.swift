import Testing
import VideoTasks

@testable import TaskStore

struct AssetTests {
  let folder: TemporaryFolder
  let store: TaskStore

  init() throws {
    folder = try TemporaryFolder()
    store = try folder.open()
  }

  private func asset(_ id: String, profile: String = "kyyvideo2", at: Int64 = 1000) -> AssetRecord {
    AssetRecord(
      assetID: id, profile: profile, kind: .video, url: "https://example.test/a.mp4", name: "猫",
      createdAt: seconds(at))
  }

  @Test func `every member is kept`() throws {
    var asset = asset("asset-1")
    asset.status = .failed
    asset.updatedAt = seconds(2000)
    asset.error = TaskFailure(code: "1001", message: "too large", advice: "Use a smaller one.")
    try store.save(asset, nextCheckAt: nil)
    #expect(try folder.open().asset("asset-1", profile: "kyyvideo2") == asset)
    #expect(try store.asset("asset-1", profile: "x1") == nil)
    asset.name = nil
    asset.error = nil
    try store.save(asset, nextCheckAt: nil)
    #expect(try store.assets() == [asset])
  }

  @Test func `they are listed newest first, of one profile or of all`() throws {
    for (index, profile) in ["kyyvideo2", "x1", "kyyvideo2"].enumerated() {
      try store.save(
        asset("asset-\(index)", profile: profile, at: Int64(index)), nextCheckAt: nil)
    }
    #expect(try store.assets().map(\.assetID) == ["asset-2", "asset-1", "asset-0"])
    #expect(try store.assets(profile: "kyyvideo2").map(\.assetID) == ["asset-2", "asset-0"])
    #expect(try store.assets(profile: "none").isEmpty)
  }

  @Test func `a question that is due is taken by one of two programs`() throws {
    let asset = asset("asset-1")
    try store.save(asset, nextCheckAt: seconds(1005))
    let other = try folder.open()
    #expect(try other.dueAssets(at: seconds(1004)).isEmpty)
    #expect(try other.nextAssetCheckAt() == seconds(1005))
    #expect(try other.dueAssets(at: seconds(1005)) == [asset])
    let now = seconds(1005)
    #expect(try store.takeAssetCheck(asset, now: now, nextAt: seconds(1010)))
    #expect(try other.takeAssetCheck(asset, now: now, nextAt: seconds(1010)) == false)
    #expect(try other.nextAssetCheckAt() == seconds(1010))
    try store.save(asset, nextCheckAt: nil)
    #expect(try other.nextAssetCheckAt() == nil)
  }

  @Test func `an answer that comes after the removal brings nothing back`() throws {
    var asset = asset("asset-1")
    try store.save(asset, nextCheckAt: seconds(1005))
    #expect(try store.removeAsset("asset-1", profile: "kyyvideo2"))
    asset.status = .active
    #expect(try store.update(asset, nextCheckAt: nil) == false)
    #expect(try store.assets().isEmpty)
    #expect(try store.removeAsset("asset-1", profile: "kyyvideo2") == false)
  }
}
