import Testing
import VideoAPIs
import VideoTasks

@testable import Engine

struct AssetDecisionTests {
  private let now = Sample.now
  private var decision: AssetDecision { AssetDecision(now: now) }
  private let upload = AssetUpload(
    profile: "kyyvideo2", kind: .image, url: "https://example.test/a.png", name: "face")

  private func asset(age: Int64 = 10) -> AssetRecord {
    AssetRecord(
      assetID: "asset-1", profile: "kyyvideo2", kind: .image, url: "https://example.test/a.png",
      createdAt: now - .seconds(age))
  }

  @Test func `an upload that was taken is kept, and looked at from then on`() throws {
    let body = #"{"code":0,"msg":null,"data":{"assetId":"asset-20260330142158-q75m8"}}"#
    let asset = try decision.uploaded(upload, .ark(200, body)).get()
    #expect(asset.assetID == "asset-20260330142158-q75m8")
    #expect(asset.reference.text == "asset://asset-20260330142158-q75m8")
    #expect(asset.status == .processing)
    #expect(asset.name == "face")
    #expect(asset.createdAt == now)
  }

  @Test(arguments: [
    (CallResult.ark(200, #"{"code":1001,"msg":"too large"}"#), AssetTrouble.Kind.refused),
    (.ark(400, #"{"code":1001,"msg":"no"}"#), .refused),
    (.ark(429, ""), .network), (.ark(500, ""), .unknown), (.ark(200, "<html>"), .unknown),
    (.ark(200, #"{"code":0,"data":{}}"#), .unknown),
    (.failed(.fake(.network, sent: false, "No connection.")), .network),
    (.failed(.fake(.network, sent: true, "The connection broke.")), .unknown),
    (.failed(.fake(.unready, sent: false, "No key.")), .unready),
  ])
  func `an upload that was not taken says what is true of it`(
    result: CallResult, kind: AssetTrouble.Kind
  ) {
    guard case .failure(let trouble) = decision.uploaded(upload, result) else {
      Issue.record("it was taken")
      return
    }
    #expect(trouble.kind == kind)
    #expect(!trouble.failure.message.isEmpty)
    #expect((kind == .unknown) == trouble.failure.advice.contains("may be in the library"))
    let news = AssetNews.notUploaded(upload, trouble)
    #expect(!news.isGood)
    #expect(news.sentence.contains(trouble.failure.message))
  }

  @Test(arguments: [
    ("Active", AssetStatus.active), ("Failed", .failed), ("Processing", .processing),
    ("ACTIVE", .active), ("pondering", .processing),
  ])
  func `the library's word decides, an odd one is asked about again`(
    word: String, status: AssetStatus
  ) {
    let body = #"{"code":0,"data":{"assetId":"asset-1","status":"\#(word)"}}"#
    let (asset, next) = decision.checked(asset(), .ark(200, body))
    #expect(asset.status == status)
    #expect((asset.error != nil) == (status == .failed || word == "pondering"))
    #expect(next == (status == .processing ? now + .seconds(5) : nil))
  }

  @Test(arguments: [
    (Int64(1), AssetStatus.processing), (59, .processing), (60, .failed), (3000, .failed),
  ])
  func `one that the library does not know is gone, but not right after it was made`(
    age: Int64, status: AssetStatus
  ) {
    let (asset, _) = decision.checked(asset(age: age), .ark(404, #"{"code":404,"msg":"none"}"#))
    #expect(asset.status == status)
    #expect((asset.error?.code == "Gone") == (status == .failed))
  }

  @Test(arguments: [
    (Int64(599), "Unanswered", Int64(5)), (600, "Slow", 60), (86_399, "Slow", 60),
  ])
  func `one without a word is asked about every five seconds, after ten minutes every minute`(
    age: Int64, code: String, wait: Int64
  ) {
    let (asset, next) = decision.checked(asset(age: age), .ark(500, "<html>"))
    #expect(asset.status == .processing)
    #expect(asset.error?.code == code)
    #expect(next == now + .seconds(wait))
  }

  @Test func `after a day it is asked about no more`() {
    #expect(decision.checked(asset(age: 86_400), .ark(500, "")).next == nil)
  }

  @Test func `the server's wish for patience is granted`() {
    let result = CallResult.ark(429, "", retryAfter: "90")
    #expect(decision.checked(asset(), result).next == now + .seconds(90))
  }

  @Test(arguments: [
    (CallResult.ark(200, #"{"code":"0","msg":null}"#), nil), (.ark(404, #"{"code":404}"#), nil),
    (.ark(200, #"{"code":7,"msg":"in use"}"#), AssetTrouble.Kind.refused),
    (.ark(500, ""), .network), (.ark(200, "<html>"), .network),
    (.failed(.fake(.network, sent: false, "No connection.")), .network),
    (.failed(.fake(.unready, sent: false, "No key.")), .unready),
  ])
  func `a removal is done when the library no longer has it`(
    result: CallResult, kind: AssetTrouble.Kind?
  ) {
    #expect(decision.removed(result)?.kind == kind)
  }
}
