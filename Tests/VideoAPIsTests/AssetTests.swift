import TestSupport
import Testing
import VideoAPIs
import VideoTasks

@Suite struct AssetTests {
  private let dialect = AssetDialect()

  @Test("an upload names the kind, the address and a name", arguments: MediaKind.allCases)
  func upload(kind: MediaKind) throws {
    let call = dialect.upload(kind: kind, url: "https://media.example/狐.png?a=1", name: "Fox \"1\"")
    #expect(call.method == "POST" && call.path == "/kyyVideo2/asset/upload")
    let body = String(decoding: try #require(call.body), as: UTF8.self)
    #expect(Golden.check(body, named: "bodies/asset-\(kind.rawValue)") == nil)
  }

  @Test func `an upload without a name has none`() throws {
    let call = dialect.upload(kind: .image, url: "https://a/1.png", name: nil)
    #expect(
      String(decoding: try #require(call.body), as: UTF8.self)
        == #"{"assetType":"Image","url":"https://a/1.png"}"#)
  }

  @Test func `an asset is asked about and removed by its id`() {
    let (status, removal) = (dialect.status("asset-1"), dialect.remove("../a"))
    #expect(status.method == "GET" && status.path == "/kyyVideo2/asset/asset-1")
    #expect(removal.method == "DELETE" && removal.path == "/kyyVideo2/asset/..%2Fa")
    #expect(status.body == nil && removal.body == nil)
  }

  @Test(
    "an upload is accepted only with an id",
    arguments: [
      (200, Samples.assetMade, "accepted asset-20260330142158-q75m8"),
      (200, String(Samples.assetMade.dropFirst(2)), "accepted asset-20260330142158-q75m8"),
      (200, #"{"code":"0","data":{"assetId":"asset-1"}}"#, "accepted asset-1"),
      (200, #"{"code":0,"data":{"assetId":"a/b"}}"#, "unreadable"),
      (200, #"{"code":0,"data":{}}"#, "unreadable"), (200, #"{"code":0}"#, "unreadable"),
      (200, #"{"data":{"assetId":"asset-1"}}"#, "unreadable"), (200, Samples.page, "unreadable"),
      (200, "", "unreadable"), (500, Samples.assetMade, "unreadable"), (408, "", "unreadable"),
      (200, #"{"code":1,"msg":"url 不可访问","data":null}"#, "refused 1 url 不可访问"),
      (200, #"{"code":"5003","msg":"x"}"#, "refused 5003 x"),
      (400, #"{"code":1,"msg":"x"}"#, "refused 1 x"),
      (401, "", "refused HTTP401 HTTP 401 without a body"),
      (200, #"{"code":429,"msg":"slow"}"#, "again"), (429, "", "again"),
    ])
  func uploaded(status: Int, body: String, expected: String) {
    let words =
      switch dialect.uploadOutcome(answer(status, body)) {
      case .accepted(let id): "accepted \(id)"
      case .refused(let failure): "refused \(failure.code) \(failure.message)"
      case .unreadable: "unreadable"
      case .tryAgain: "again"
      }
    #expect(words == expected)
  }

  @Test(
    "an asset is active when the library says so",
    arguments: [
      (200, Samples.assetActive, "active"),
      (200, Samples.assetActive.replacing("Active", with: "ACTIVE"), "active"),
      (200, Samples.assetActive.replacing("Active", with: "Processing"), "processing"),
      (200, #"{"code":"0","data":{"status":"Processing"}}"#, "processing"),
      (
        200, #"{"code":0,"data":{"status":"Failed"}}"#,
        "failed AssetFailed The library cannot use this media, and does not say why."
      ),
      (200, #"{"code":0,"data":{"status":"failed","error":"face"}}"#, "failed AssetFailed face"),
      (
        200, #"{"code":0,"msg":"too big","data":{"status":"failed"}}"#, "failed AssetFailed too big"
      ),
      (
        200, #"{"code":0,"data":{"status":"Failed","error":{"code":"C","message":"m"}}}"#,
        "failed C m"
      ),
      (
        200, #"{"code":0,"data":{"status":"Dreaming\u0007"}}"#,
        "again The library says “Dreaming” of the asset."
      ),
      (404, #"{"code":404,"msg":"x"}"#, "gone"), (200, #"{"code":"404","msg":"x"}"#, "gone"),
      (
        404, Samples.page,
        "again HTTP 404 with a web page in place of JSON (is base_url right?)"
      ),
      (200, #"{"code":1,"msg":"x"}"#, "again HTTP 200: x (1)"),
      (401, "", "again HTTP 401 without a body"), (500, "", "again HTTP 500 without a body"),
      (
        200, #"{"code":0,"data":{}}"#,
        "again HTTP 200 with JSON that lacks what was asked for"
      ),
    ])
  func status(status: Int, body: String, expected: String) {
    let words =
      switch dialect.statusOutcome(answer(status, body)) {
      case .processing: "processing"
      case .active: "active"
      case .failed(let failure): "failed \(failure.code) \(failure.message)"
      case .gone: "gone"
      case .tryAgain(let reason, _): "again \(reason)"
      }
    #expect(words == expected)
  }

  @Test(
    "an asset is removed when the library says so, or has it not",
    arguments: [
      (200, #"{"code":"0","msg":null}"#, "removed"), (200, #"{"code":0}"#, "removed"),
      (404, #"{"code":404}"#, "removed"), (200, #"{"code":404,"msg":"x"}"#, "removed"),
      (404, Samples.page, "refused HTTP404"), (200, #"{"code":1,"msg":"in use"}"#, "refused 1"),
      (403, "", "refused HTTP403"), (200, "", "again"), (200, Samples.page, "again"),
      (200, "{}", "again"), (200, #"{"code":null}"#, "again"), (429, "", "again"),
      (503, "", "again"),
    ])
  func removed(status: Int, body: String, expected: String) {
    let words =
      switch dialect.removeOutcome(answer(status, body)) {
      case .removed: "removed"
      case .refused(let failure): "refused \(failure.code)"
      case .tryAgain: "again"
      }
    #expect(words == expected)
  }
}
