import TerminalUI
import Testing
import TextLayout
import VideoTasks
import Wording

@testable import Dashboard

@Suite struct `What will be sent` {
  static let body = JSONValue.object([
    "model": .string(Fixture.model), "duration": .integer(5), "watermark": .bool(false),
    "content": .array([
      .object(["type": .string("text"), "text": .string(Fixture.request().prompt + "\u{202E}\n")]),
      .object([
        "type": .string("image_url"),
        "image_url": .object(["url": .string("data:image/png;base64,… (3212044 bytes)")]),
      ]),
    ]),
  ])

  static func world(
    _ size: Size, profile: String = "apiyi", prompt: String = Fixture.request().prompt
  ) -> World {
    var request = Fixture.request()
    request.prompt = prompt
    var world = Fixture.started(
      size, saved: FormDraft(profile: profile, request: request, count: 1))
    world.press(Key(.function(2)), Key(.function(12)))
    return world
  }

  static func answer(_ world: inout World) {
    guard case .previewRequest(_, let request)? = world.orders.last else { return }
    world.send(
      .requestPreviewed(
        request,
        .success(
          RequestPreview(
            method: "POST", url: "https://api.example.com/api/v3/contents/generations/tasks",
            body: body))))
  }

  @Test func `one key asks for it, and sends nothing`() {
    let world = Self.world(Size(columns: 80, rows: 24))
    #expect(world.orders == [.previewRequest(profile: "apiyi", Fixture.request())])
    #expect(world.screen.contains("Reading…"))
    #expect(world.state.question == nil)
  }

  @Test func `it is read as lines, and hidden signs are written out`() {
    var world = Self.world(Size(columns: 80, rows: 24))
    Self.answer(&world)
    let screen = world.screen
    #expect(screen.contains("POST https://api.example.com/api/v3/contents/generations/tasks"))
    #expect(screen.contains(#""duration": 5,"#))
    #expect(screen.contains(#"\u202E\n"#) || screen.contains(#"\u202e\n"#))
    world.press(.letter("c"))
    guard case .copy(let text)? = world.orders.last else {
      Issue.record("nothing was copied")
      return
    }
    #expect(text.hasPrefix("POST https://"))
    #expect(JSONValue(parsing: Array(text.drop { $0 != "{" }.utf8)) == Self.body)
  }

  @Test(arguments: [40, 60, 80, 120]) func `nothing is cut at any width`(columns: Int) {
    var world = Self.world(Size(columns: columns, rows: 12))
    Self.answer(&world)
    guard case .request(let page)? = world.state.sheet else { return }
    let room = world.state.sheetBody.columns
    for line in page.lines { #expect(Columns.of(line.text) <= room, "\(line.text)") }
    world.press(Key(.end))
    #expect(world.screen.contains("}"))
    world.send(.resized(Size(columns: 80, rows: 50)))
    #expect(world.screen.contains("POST"))
  }

  @Test func `the variants are read one after the other`() {
    var world = Self.world(Size(columns: 80, rows: 24), prompt: "{a|b}")
    Self.answer(&world)
    #expect(world.screen.contains("What will be sent · 1 of 2"))
    world.press(Key(.left), Key(.right))
    guard case .previewRequest(_, let request)? = world.orders.last else { return }
    #expect(request.prompt == "b")
    #expect(world.screen.contains("2 of 2"))
    // An answer that came too late belongs to a request that is no longer looked at.
    let before = world.state
    world.send(
      .requestPreviewed(
        RequestDraft(prompt: "a"), .failure(ActionFailure(message: Phrase.verbatim("no")))))
    #expect(world.state == before)
  }

  @Test func `it closes by two keys, and submits from where it is`() {
    for key in [Key(.escape), .letter("q"), Key(.function(12))] {
      var world = Self.world(Size(columns: 80, rows: 24))
      Self.answer(&world)
      world.press(key)
      #expect(world.state.sheet == nil)
      #expect(world.state.pane == .form)
    }
    var world = Self.world(Size(columns: 80, rows: 24))
    Self.answer(&world)
    world.press(.control("s"))
    #expect(world.state.sheet == nil)
    #expect(world.state.question != nil)
  }

  @Test func `a broken rule is named instead`() {
    let world = Self.world(Size(columns: 80, rows: 24), prompt: "")
    #expect(world.state.sheet == nil)
    #expect(world.state.message?.text.english.hasPrefix("To mend first: Prompt") == true)
  }

  @Test func `a profile without a key can be read too`() {
    let world = Self.world(Size(columns: 80, rows: 24), profile: "volcengine")
    #expect(world.state.sheet != nil)
  }

  @Test func `the wheel scrolls it, and a click beside it closes it`() {
    var world = Self.world(Size(columns: 80, rows: 12))
    Self.answer(&world)
    world.send(.mouse(MouseEvent(.wheel(.down), at: Point(column: 20, row: 5)), clicks: 0))
    guard case .request(let page)? = world.state.sheet else { return }
    #expect(page.top > 0)
    world.send(.mouse(MouseEvent(.press(.left), at: Point(column: 0, row: 5)), clicks: 1))
    #expect(world.state.sheet == nil)
  }
}
