import TerminalUI
import Testing
import VideoTasks
import Wording

@testable import Dashboard

@Suite struct `Submitting` {
  private static func ready(_ profile: String, count: Int = 1) -> World {
    var world = Fixture.started(
      Size(columns: 80, rows: 24),
      saved: FormDraft(profile: profile, request: Fixture.request(), count: count))
    world.press(Key(.function(2)))
    return world
  }

  private static func order(_ profile: String, number: Int = 1) -> SubmitOrder {
    SubmitOrder(number: number, profile: profile, draft: Fixture.request(), count: 1)
  }

  @Test func `the sandbox is not asked about`() {
    var world = Self.ready("sandbox")
    world.press(.control("s"))
    #expect(world.orders == [.submit(Self.order("sandbox"))])
    #expect(world.state.question == nil)
  }

  @Test func `a paid profile is asked about with its price`() {
    var world = Self.ready("apiyi")
    world.press(.control("s"))
    #expect(world.orders == [])
    #expect(world.state.question?.words.english == "Submit 1 task to apiyi, about USD 0.76?")
    world.press(.letter("y"))
    #expect(world.orders == [.submit(Self.order("apiyi"))])
  }

  @Test(arguments: [Key.letter("n"), Key(.escape)]) func `a no sends nothing`(key: Key) {
    var world = Self.ready("apiyi")
    world.press(.control("s"), key)
    #expect(world.orders == [])
    #expect(world.state.question == nil)
    #expect(world.state.form.prompt.text == Fixture.request().prompt)
  }

  @Test(arguments: [Key.control("s"), Key(.function(5)), Key(.enter, .alt)])
  func `holding the key down makes one task`(key: Key) {
    var world = Self.ready("sandbox")
    for _ in 0..<50 { world.press(key) }
    #expect(world.orders == [.submit(Self.order("sandbox"))])
    world.send(.submitted(Self.order("sandbox"), .success([TaskID(1)])))
    for _ in 0..<50 { world.press(key) }
    #expect(world.orders.count { if case .submit = $0 { true } else { false } } == 1)
  }

  @Test func `neither a paste nor a repeated key answers a question twice`() {
    var world = Self.ready("apiyi")
    world.press(.control("s"), .control("s"), Key(.enter))
    world.send(.pasted("y\ny\n"))
    #expect(world.orders == [])
    world.press(.letter("y"), .letter("y"), .letter("y"))
    #expect(world.orders.count { if case .submit = $0 { true } else { false } } == 1)
  }

  @Test func `a pasted text with newlines stays in the prompt`() {
    var world = Self.ready("sandbox")
    world.send(.pasted("\n第一行\n第二行\n"))
    #expect(world.orders == [])
    #expect(world.state.form.prompt.text.hasSuffix("第一行\n第二行\n"))
  }

  @Test func `a broken rule sends nothing and takes the focus`() {
    var request = Fixture.request()
    request.lastFrame = .url("https://example.com/last.png")
    var world = Fixture.started(
      Size(columns: 80, rows: 24),
      saved: FormDraft(profile: "sandbox", request: request, count: 1))
    world.press(Key(.function(2)), .control("s"))
    #expect(world.orders == [])
    #expect(world.state.form.focus == .media(.lastFrame, 0))
    #expect(world.state.message?.tone == .bad)
  }

  @Test func `a profile without a key says how to get one`() {
    var world = Self.ready("volcengine")
    world.press(.control("s"))
    #expect(world.orders == [])
    #expect(world.state.form.focus == .profile)
    #expect(world.screen.contains("rushes key set volcengine"))
  }

  @Test func `after success the prompt is empty, the settings stay, the new task is selected`() {
    var world = Self.ready("sandbox")
    world.press(.control("s"))
    world.tasks = [Fixture.task(7, .submitting, Fixture.request().prompt)]
    world.send(.submitted(Self.order("sandbox"), .success([TaskID(7)])))
    #expect(world.state.pane == .table)
    #expect(world.state.table.selectedID == TaskID(7))
    #expect(world.state.form.prompt.isEmpty)
    #expect(world.state.form.choices.ratio == "16:9")
    #expect(world.state.form.submitting == nil)
  }

  @Test func `after a failure the form is as it was, and may be sent again`() {
    var world = Self.ready("sandbox")
    world.press(.control("s"))
    let failure = ActionFailure(message: Phrase("The disk is full. Nothing was sent."))
    world.send(.submitted(Self.order("sandbox"), .failure(failure)))
    #expect(world.state.form.prompt.text == Fixture.request().prompt)
    #expect(world.state.message == Message(text: failure.message, tone: .bad))
    world.press(.control("s"))
    #expect(world.orders.last == .submit(Self.order("sandbox", number: 2)))
  }

  @Test func `an answer to another order changes nothing`() {
    var tester = ActionTester(Self.ready("sandbox").state)
    tester.send(.submitted(Self.order("sandbox", number: 9), .success([TaskID(3)])))
  }

  @Test func `a paid retry is asked about, and only ended tasks can be retried`() {
    var world = Fixture.started(
      Size(columns: 80, rows: 24), profile: "apiyi", tasks: Fixture.everyStatus())
    world.press(.letter("r"))
    #expect(world.state.question == nil)
    for _ in 0..<8 { world.press(.letter("j")) }
    world.press(.letter("r"))
    #expect(
      world.state.question?.words.english
        == "Make task 3 again as a new task of apiyi, about USD 0.76?")
    world.press(.letter("y"))
    #expect(world.orders == [.retry(TaskID(3))])
  }

  @Test func `edit again brings the whole request back`() {
    var world = Fixture.started(
      Size(columns: 80, rows: 24), profile: "sandbox", tasks: Fixture.everyStatus())
    world.press(.letter("e"))
    #expect(world.state.pane == .form)
    #expect(world.state.form.profile == "apiyi")
    #expect(world.state.form.draft.prompt == Fixture.everyStatus()[0].prompt)
    #expect(world.state.form.draft.duration == 5)
    #expect(world.state.form.draft.model == Fixture.model)
  }
}
