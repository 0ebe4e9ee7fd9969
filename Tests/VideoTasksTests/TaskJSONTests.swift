import FoundationEssentials
import Testing
import VideoTasks

@Suite struct TaskJSONTests {
  private static var record: TaskRecord {
    var draft = RequestDraft(prompt: "A \"red\" fox/狐")
    draft.duration = 5
    draft.images = [.file("/a.png")]
    var record = TaskRecord(
      id: TaskID(12), profile: "apiyi", api: .ark, model: Models.fast, request: draft,
      status: .succeeded, createdAt: Timestamp(seconds: 1_780_732_857))
    record.remoteID = "cgt-20260606160057-6bbjd"
    record.updatedAt = Timestamp(milliseconds: 1_780_732_991_120)
    record.estimate = Cost(
      tokens: 108_900, seconds: 5, amount: Decimal(string: "5.0094"), currency: "CNY", exact: false)
    record.videoLink = "https://secret.example/a.mp4?X-Tos-Signature=1"
    record.error = TaskFailure(code: "C", message: "m", advice: "a")
    return record
  }

  private static let golden =
    #"{"id":12,"profile":"apiyi","api":"ark","model":"doubao-seedance-2-0-fast-260128","#
    + #""prompt":"A \"red\" fox/狐","status":"succeeded","remote_id":"cgt-20260606160057-6bbjd","#
    + #""created_at":"2026-06-06T08:00:57.000Z","updated_at":"2026-06-06T08:03:11.120Z","#
    + #""request":{"duration":5,"image":["/a.png"],"prompt":"A \"red\" fox/狐"},"#
    + #""retry_of":null,"after":null,"#
    + #""estimate":{"amount":5.0094,"currency":"CNY","exact":false,"seconds":5,"tokens":108900},"#
    + #""cost":null,"file":null,"bytes":null,"last_frame_file":null,"download":"none","#
    + #""download_bytes":null,"link_expires_at":null,"poll_error":null,"#
    + #""error":{"advice":"a","code":"C","message":"m"}}"#

  @Test func `every member of the contract is there, null where it does not apply`() {
    let text = String(decoding: TaskJSON.encode(Self.record, links: false), as: UTF8.self)
    #expect(text == Self.golden)
  }

  @Test func `links are there only when asked for`() {
    let text = String(decoding: TaskJSON.encode(Self.record, links: true), as: UTF8.self)
    #expect(
      text == Self.golden.dropLast()
        + #","video_link":"https://secret.example/a.mp4?X-Tos-Signature=1","last_frame_link":null}"#
    )
  }

  @Test func `several tasks are an array`() throws {
    #expect(TaskJSON.encode([], links: false) == Array("[]".utf8))
    let two = TaskJSON.encode([Self.record, Self.record], links: false)
    #expect(JSONValue(parsing: two)?.array?.count == 2)
  }

  @Test func `unknown members of a cost are null`() {
    let cost = Cost(exact: false).json
    #expect(
      String(decoding: cost.bytes, as: UTF8.self)
        == #"{"amount":null,"currency":null,"exact":false,"seconds":null,"tokens":null}"#)
  }

  @Test func `a request written by hand and by Codable are the same`() throws {
    var draft = RequestDraft(prompt: "x")
    draft.model = Models.fast
    draft.ratio = "16:9"
    draft.resolution = "720p"
    draft.duration = -1
    draft.audio = false
    draft.seed = 7
    draft.watermark = true
    draft.returnLastFrame = true
    draft.expiresAfter = 3600
    draft.firstFrame = .asset("a")
    draft.lastFrame = .url("https://b")
    draft.images = [.file("c")]
    draft.videos = [.url("https://d")]
    draft.voices = [.file("e")]
    for draft in [draft, RequestDraft()] {
      let encoded = try JSONEncoder().encode(draft)
      #expect(JSONValue(parsing: Array(encoded)) == draft.json)
      #expect(try JSONDecoder().decode(RequestDraft.self, from: Data(draft.json.bytes)) == draft)
    }
  }
}
