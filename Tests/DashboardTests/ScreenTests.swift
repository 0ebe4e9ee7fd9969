import TerminalUI
import TestSupport
import Testing
import VideoTasks
import Wording

@testable import Dashboard

/// Every screen as plain text, at three sizes or four; at 80×24 with the styles of all cells.
@Suite struct `Screens` {
  static let sizes = [
    Size(columns: 80, rows: 24), Size(columns: 120, rows: 40), Size(columns: 40, rows: 12),
  ]

  func check(
    _ world: World, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    for language in Language.all {
      var world = world
      world.speak(language)
      let frame = Dashboard.render(world.state)
      #expect(frame.size == world.state.size, sourceLocation: sourceLocation)
      // What lies over the panes may cover the side of a box below it.
      if world.state.overlay == nil {
        #expect(brokenBorders(frame).isEmpty, sourceLocation: sourceLocation)
      }
      var text = FrameText.render(frame)
      if language == .english, frame.size == Self.sizes[0] {
        text += "\n" + FrameText.styles(frame)
      }
      let folder = language == .english ? "dashboard" : "dashboard/\(language.code)"
      let size = "\(frame.size.columns)x\(frame.size.rows)"
      let difference = Golden.check(text, named: "\(folder)/\(name)-\(size)")
      #expect(difference == nil, sourceLocation: sourceLocation)
    }
  }

  /// The places where the side of a box is not drawn: something was wider than its box.
  private func brokenBorders(_ frame: Frame) -> [Point] {
    var broken: [Point] = []
    var sides: Set<Int> = []
    for row in 0..<frame.size.rows {
      for column in 0..<frame.size.columns {
        switch frame[column, row].text {
        case "╭", "╮": sides.insert(column)
        case "╰", "╯": sides.remove(column)
        case "│": break
        default: if sides.contains(column) { broken.append(Point(column: column, row: row)) }
        }
      }
    }
    return broken
  }

  @Test(arguments: sizes) func `a first start shows the empty form and the sandbox`(size: Size) {
    check(Fixture.started(size), "first-start")
  }

  @Test(arguments: sizes) func `a broken rule stands under its field`(size: Size) {
    var request = Fixture.request()
    request.lastFrame = .file("last.png")
    request.seed = 7
    var world = Fixture.started(
      size, profile: "apiyi",
      saved: FormDraft(profile: "apiyi", request: request, count: 2))
    world.press(.control("s"))
    check(world, "broken-rule")
  }

  @Test(arguments: sizes) func `a form that is ready names its price`(size: Size) {
    var world = Fixture.started(
      size, saved: FormDraft(profile: "apiyi", request: Fixture.request(), count: 3))
    world.press(Key(.function(2)), .control("s"))
    check(world, "question")
  }

  @Test(arguments: sizes + [Size(columns: 200, rows: 50)])
  func `the table shows every status`(size: Size) {
    var world = Fixture.started(size, profile: "apiyi", tasks: Fixture.everyStatus())
    world.press(.letter("j"))
    world.rest()
    check(world, "every-status")
  }

  @Test(arguments: sizes) func `a running task shows an estimate`(size: Size) {
    let tasks = Fixture.everyStatus().filter { $0.status == .running }
    var world = Fixture.started(size, profile: "apiyi")
    world.typical = [.seconds(120), .seconds(127), .seconds(150)]
    world.tasks = tasks
    world.send(.storeChanged)
    world.press(Key(.function(3)))
    check(world, "running")
  }

  @Test(arguments: sizes) func `the details of a finished task name its file`(size: Size) {
    var world = Fixture.started(size, profile: "apiyi", tasks: Fixture.everyStatus())
    for _ in 0..<6 { world.press(Key(.down)) }
    world.press(Key(.enter))
    check(world, "finished")
  }

  @Test(arguments: sizes + [Size(columns: 200, rows: 50)])
  func `the numbers of a month`(size: Size) {
    check(`The numbers`.world(size), "numbers")
  }

  @Test(arguments: sizes) func `the numbers in ASCII`(size: Size) {
    check(`The numbers`.world(size, ascii: true), "numbers-ascii")
  }

  @Test(arguments: sizes) func `a clip plays in the pane`(size: Size) {
    var world = `Pictures of a task`.world(size)
    world.press(.letter(" "))
    world.send(.ticked(world.state.now + .milliseconds(500)))
    check(world, "player")
  }

  @Test(arguments: sizes) func `a large contact sheet has the screen`(size: Size) {
    var world = `Pictures of a task`.world(size)
    world.press(.letter("P"))
    check(world, "large-pictures")
  }

  @Test(arguments: sizes) func `without programs a sentence stands in place of pictures`(
    size: Size
  ) {
    var world = `Pictures of a task`.world(size, off: "Pictures are off: ffmpeg is not installed.")
    world.press(.letter("j"), .letter("k"))
    check(world, "no-pictures")
  }

  @Test(arguments: sizes) func `the details of a failed task say what to do`(size: Size) {
    var world = Fixture.started(size, profile: "apiyi", tasks: Fixture.everyStatus())
    for _ in 0..<8 { world.press(Key(.down)) }
    world.press(Key(.enter))
    check(world, "failed")
  }

  @Test(arguments: sizes) func `the help shows the keymap`(size: Size) {
    var world = Fixture.started(size, profile: "apiyi", tasks: Fixture.everyStatus())
    world.press(.letter("?"))
    check(world, "help")
  }

  @Test(arguments: ["apiyi", "kyyvideo2", "kyyaipower", "x1"], sizes)
  func `the form of each API has its own fields`(profile: String, size: Size) {
    var request = RequestDraft(prompt: Fixture.request().prompt)
    request.firstFrame = .url("https://example.com/first.png")
    var world = Fixture.started(
      size, saved: FormDraft(profile: profile, request: request, count: 1))
    world.press(Key(.function(2)), Key(.tab), Key(.tab), Key(.tab))
    check(world, "form-\(profile)")
  }

  @Test(arguments: sizes) func `a model that needs a clip asks for it`(size: Size) {
    var request = RequestDraft(prompt: Fixture.request().prompt)
    request.model = "seedance_2_0"
    var world = Fixture.started(
      size, saved: FormDraft(profile: "kyyvideo2", request: request, count: 2))
    world.press(Key(.function(2)), .control("s"))
    check(world, "form-needs-clip")
  }

  @Test(arguments: sizes) func `an address that was looked at in vain is a warning`(size: Size) {
    var request = RequestDraft(prompt: Fixture.request().prompt)
    request.firstFrame = .url("https://example.com/first.png")
    var world = Fixture.started(
      size, saved: FormDraft(profile: "x1", request: request, count: 1))
    world.press(Key(.function(2)))
    world.state.form.focus = .media(.firstFrame, 0)
    world.press(.control("p"))
    world.send(
      .addressProbed(
        .url("https://example.com/first.png"),
        .failure(ActionFailure(message: Phrase("The server answers 404: there is nothing here.")))))
    check(world, "form-address")
  }

  @Test(arguments: sizes) func `what will be sent is read as JSON`(size: Size) {
    var world = `What will be sent`.world(size, prompt: "{雨夜|白天}，一只橘猫慢慢走过 {a|b} street")
    `What will be sent`.answer(&world)
    check(world, "request")
  }

  @Test(arguments: sizes) func `a first start without a key says what there is to do`(size: Size) {
    check(`A first start`.world(size), "welcome")
  }

  @Test(arguments: sizes) func `a key is entered hidden`(size: Size) {
    check(`A first start`.entering(size), "key-entry")
  }

  @Test(arguments: sizes, KeptText.Kind.allCases)
  func `what the form keeps is a list with the whole text below it`(
    size: Size, kind: KeptText.Kind
  ) {
    let kept =
      switch kind {
      case .prompts: `What the form keeps`.prompts
      case .snippets: [KeptText(name: "lens", text: ", cinematic, 35mm, shallow focus")]
      case .templates: `What the form keeps`.templates()
      }
    check(`What the form keeps`.world(size, kind, kept), "kept-\(kind)")
  }

  @Test(arguments: sizes) func `the settings of the screen are a list with their values`(size: Size)
  {
    var world = `Settings of the screen`.world(size)
    world.press(.letter("j"), .letter("j"), Key(.right))
    check(world, "settings")
  }

  @Test(arguments: sizes) func `the library shows every state`(size: Size) {
    var world = `The asset library`.library(size)
    world.press(.letter("j"))
    check(world, "library")
  }

  @Test(arguments: sizes) func `an upload is written above the list`(size: Size) {
    var world = `The asset library`.library(size)
    world.press(.letter("a"))
    world.type("face.png")
    world.press(.control("s"))
    check(world, "library-upload")
  }

  @Test(arguments: sizes) func `an empty library says how to fill it`(size: Size) {
    var world = Fixture.started(size, profile: "kyyvideo2")
    world.press(Key(.function(6)))
    check(world, "library-empty")
  }

  @Test(arguments: sizes) func `the log tells what was done`(size: Size) {
    check(`The log`.world(size), "log")
  }

  @Test(arguments: sizes) func `trouble in the background stays in a line`(size: Size) {
    var world = Fixture.started(size, profile: "apiyi", tasks: Fixture.everyStatus())
    world.send(
      .troubled(Phrase.verbatim("The disk of /home/lin/Videos is full: nothing is fetched.")))
    check(world, "trouble")
  }

  @Test(arguments: sizes + [Size(columns: 200, rows: 50)])
  func `the header on a busy day`(size: Size) {
    check(`The header`.busy(size.columns, rows: size.rows), "busy")
  }

  @Test(arguments: sizes) func `a slow line marks the row and nothing more`(size: Size) {
    check(`Sparing modes`.world(size) { $0.lineIsSlow = true }, "slow-line")
  }

  @Test(arguments: sizes) func `the plain mode is a list of sentences`(size: Size) {
    check(`Sparing modes`.world(size) { $0.isPlain = true }, "plain")
  }

  @Test(arguments: sizes) func `a filter that is partly wrong says so`(size: Size) {
    var world = `The filter of the table`.world(size)
    world.press(.letter("/"))
    world.type("status:fialed 一")
    check(world, "filter")
  }

  @Test(arguments: sizes) func `the saved filters stand in a list`(size: Size) {
    var world = `The filter of the table`.world(size)
    world.filters = [
      NamedText(name: "今天失败的", text: "status:failed after:today"),
      NamedText(name: "dear", text: "cost:>1"),
    ]
    world.press(.letter("F"))
    check(world, "filters")
    world.press(Key(.escape), .letter("/"))
    world.type("has:error")
    world.press(.control("s"))
    check(world, "filters-name")
  }

  @Test(arguments: sizes) func `the orders stand in a list`(size: Size) {
    var world = `The filter of the table`.world(size)
    world.press(.letter("S"), .letter("j"))
    check(world, "sorts")
  }

  @Test(arguments: sizes) func `a task's number is written over the panes`(size: Size) {
    var world = `The filter of the table`.world(size)
    world.press(.letter("'"), .letter("7"))
    check(world, "jump")
  }

  @Test(arguments: sizes) func `marked tasks have a sign and one question`(size: Size) {
    var world = `Marks`.world(size)
    world.press(.letter("j"), .letter("j"), .letter(" "), .letter(" "), .letter(" "), .letter("k"))
    check(world, "marks")
    world.press(.letter("*"), .letter("r"))
    check(world, "marks-question")
  }

  @Test(arguments: sizes) func `a lost create is settled in a box`(size: Size) {
    var world = `Marks`.world(size)
    world.press(.letter("j"), .letter("j"), .letter("R"))
    world.type("cgt-2026")
    check(world, "settle")
    world.press(Key(.down))
    check(world, "settle-not")
  }

  @Test(arguments: sizes) func `a task made elsewhere is followed by its id`(size: Size) {
    var world = `Marks`.world(size)
    world.press(.letter("A"))
    check(world, "adopt")
  }

  @Test(arguments: sizes) func `the columns are chosen in a list`(size: Size) {
    var world = `Marks`.world(size)
    world.press(.letter("C"), .letter("j"), .letter("J"), .letter("j"), .letter(" "))
    check(world, "columns")
  }

  @Test func `a screen that is too small says so in one sentence`() {
    check(Fixture.started(Size(columns: 38, rows: 9)), "too-small")
  }

  @Test func `everything can be drawn in ASCII`() {
    var world = Fixture.started(
      Size(columns: 80, rows: 24), profile: "apiyi", ascii: true, tasks: Fixture.everyStatus())
    world.typical = [.seconds(120)]
    world.send(.storeChanged)
    check(world, "ascii")
    world.assets = Fixture.assets()
    world.press(.letter("4"))
    check(world, "ascii-library")
  }

  @Test func `drawn anew, the screen is the same, its message too`() {
    var world = Fixture.started(Size(columns: 80, rows: 24), tasks: Fixture.everyStatus())
    world.send(.notice(Phrase.verbatim("something happened")))
    let before = world.screen
    world.press(.control("l"))
    #expect(world.orders.last == .redraw)
    #expect(world.screen == before)
    world.press(.letter("j"))
    #expect(!world.screen.contains("something happened"))
  }
}
