import Testing

@testable import VideoTasks

@Suite struct `Chained requests` {
  private let model = ModelCatalogue.builtIn(for: .ark).models[0]

  @Test func `a stand-in is judged as the frame will be, and a frame of its own stays`() throws {
    var draft = RequestDraft(prompt: "a pier")
    draft.model = model.id
    let begun = Chain.begun(draft, after: TaskID(3))
    #expect(begun.firstFrame?.text == "the last frame of task 3")
    #expect(throws: Never.self) { try Rules.check(begun, model: model).get() }
    draft.images = [.url("https://a.test/b.png")]
    guard
      case .failure(let broken) = Rules.check(
        Chain.begun(draft, after: TaskID(3)), model: model)
    else {
      Issue.record("a frame beside references was let through")
      return
    }
    #expect(broken.list.map(\.rule) == ["frames-or-references"])
    draft.firstFrame = .file("/own.png")
    #expect(Chain.begun(draft, after: TaskID(3)) == draft)
  }

  @Test(arguments: [(nil, true), (true, true), (false, false)] as [(Bool?, Bool)])
  func `the last frame is wanted unless something was said of it`(stated: Bool?, wanted: Bool) {
    var draft = RequestDraft(prompt: "a pier")
    draft.returnLastFrame = stated
    #expect(Chain.continuable(draft, model: model).returnLastFrame == wanted)
    let other = ModelCatalogue.builtIn(for: .x1).models[0]
    #expect(Chain.continuable(draft, model: other).returnLastFrame == stated)
    #expect(Chain.continuable(draft, model: nil).returnLastFrame == stated)
  }

  @Test(arguments: API.allCases)
  func `only tasks of ark have an end to begin with, known model or not`(api: API) {
    let model = ModelCatalogue.builtIn(for: api).models[0]
    let record = TaskRecord(
      id: TaskID(3), profile: "p", api: api, model: model.id, request: RequestDraft(),
      status: .running, createdAt: Timestamp(seconds: 0))
    for model in [model, nil] {
      let refusal = Chain.refusal(of: record, model: model)
      #expect((refusal == nil) == (api == .ark))
      if let refusal {
        #expect(refusal.message.contains("Task 3") && refusal.advice.contains("--first-frame"))
      }
    }
  }

  @Test func `a task waits for a frame until it has one`() {
    var record = TaskRecord(
      id: TaskID(4), profile: "p", api: .ark, model: model.id, request: RequestDraft(),
      status: .waiting, createdAt: Timestamp(seconds: 0))
    #expect(record.frameSource == nil)
    record.after = TaskID(3)
    #expect(record.frameSource == TaskID(3))
    record.request.firstFrame = .file("/a.png")
    #expect(record.frameSource == nil)
  }
}
