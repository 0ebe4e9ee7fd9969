import TerminalUI
import Testing
import VideoTasks
import Wording

@testable import Dashboard

@Suite struct `The form` {
  private static func form(
    _ request: RequestDraft = Fixture.request(), profile: String = "sandbox",
    size: Size = Size(columns: 80, rows: 24)
  ) -> World {
    var world = Fixture.started(
      size, saved: FormDraft(profile: profile, request: request, count: 1))
    world.press(Key(.function(2)))
    return world
  }

  @Test func `the prompt takes several lines, Chinese and pasted text`() {
    var world = Self.form(RequestDraft())
    world.type("夜雨")
    world.press(Key(.enter))
    world.type("second")
    world.send(.pasted("，粘贴\n的文字"))
    #expect(world.state.form.prompt.text == "夜雨\nsecond，粘贴\n的文字")
    #expect(world.orders == [])
  }

  @Test func `a signal or a lost terminal saves the form before the program ends`() {
    var world = Self.form(RequestDraft())
    world.type("雨")
    world.send(.endRequested)
    let kept = FormDraft(profile: "sandbox", request: world.state.form.draft, count: 1)
    #expect(world.orders == [.saveForm(kept), .quit])
  }

  @Test func `the form is saved a second after a change, not with each key`() {
    var world = Self.form(RequestDraft())
    world.type("雨雨雨")
    #expect(world.orders == [])
    #expect(world.state.nextTick == Fixture.now + .seconds(1))
    world.send(.ticked(Fixture.now + .milliseconds(900)))
    #expect(world.orders == [])
    world.send(.ticked(Fixture.now + .seconds(1)))
    let kept = world.state.form.draft
    #expect(kept.prompt == "雨雨雨")
    #expect(world.orders == [.saveForm(FormDraft(profile: "sandbox", request: kept, count: 1))])
    #expect(world.state.nextTick == nil)
  }

  @Test func `who writes on without a rest loses no more than a second of it`() {
    var world = Self.form(RequestDraft())
    for tenth in 0..<25 {
      world.send(.ticked(Fixture.now + .milliseconds(100 * tenth)))
      world.type("雨")
    }
    let kept = world.orders.compactMap { order in
      if case .saveForm(let draft) = order { draft.request.prompt.count } else { nil }
    }
    #expect(kept == [10, 20])
  }

  @Test func `leaving the program saves what was typed last`() {
    var world = Self.form(RequestDraft())
    world.type("雨")
    world.press(.control("q"))
    #expect(world.orders.count == 2)
    #expect(world.orders.last == .quit)
  }

  @Test func `every field is reached by Tab, and Shift-Tab goes back`() {
    for size in [Size(columns: 80, rows: 24), Size(columns: 40, rows: 10)] {
      var world = Self.form(size: size)
      var seen: [FormField] = []
      repeat {
        seen.append(world.state.form.focus)
        world.press(Key(.tab))
      } while world.state.form.focus != .prompt && seen.count < 100
      #expect(seen == world.state.form.fields(world.state.profiles))
      world.press(Key(.tab, .shift))
      #expect(world.state.form.focus == seen.last)
    }
  }

  @Test func `the focused field is always on the screen`() {
    var world = Self.form(size: Size(columns: 40, rows: 10))
    for _ in 0..<40 {
      world.press(Key(.tab))
      let field = world.state.form.focus
      #expect(world.screen.contains(field.label.english), "\(field)")
    }
  }

  @Test func `choices offer what the model allows and nothing else`() {
    let world = Self.form()
    let glyphs = Glyphs(ascii: false)
    for choice in world.state.profiles {
      for model in choice.profile.catalogue.models {
        var form = world.state.form
        form.profile = choice.profile.name
        form.choices.model = model.id
        let options = form.options(.resolution, world.state.profiles, glyphs).all
        #expect(
          options.map(\.words.english)
            == [model.resolutionWhenUnstated.rawValue] + model.resolutions.map(\.rawValue))
        let lengths = form.options(.duration, world.state.profiles, glyphs).all
        #expect(
          lengths.count
            == 1 + model.durations.count + (model.allowsAutomaticDuration ? 1 : 0))
      }
    }
  }

  @Test func `what another model does not take is said, not sent, and comes back`() {
    var request = Fixture.request()
    request.model = "doubao-seedance-2-0-260128"
    request.resolution = "1080p"
    request.seed = 42
    var world = Self.form(request)
    world.press(Key(.tab), Key(.tab))
    #expect(world.state.form.focus == .model)
    world.press(Key(.right))
    #expect(world.state.form.choices.model == Fixture.model)
    let sent = world.state.form.request(world.state.profiles)
    #expect(sent.resolution == nil)
    #expect(sent.ratio == "16:9")
    #expect(sent.seed == 42)
    #expect(world.state.message?.text.english.contains("1080p") == true)
    world.press(Key(.left))
    #expect(world.state.form.request(world.state.profiles).resolution == "1080p")
  }

  @Test func `a row that is written makes room for the next one, and an empty one goes`() {
    var world = Self.form()
    world.state.form.focus = .media(.referenceImage, 0)
    world.type("https://example.com/a.png")
    world.press(Key(.down))
    #expect(world.state.form.focus == .media(.referenceImage, 1))
    world.type("https://example.com/b.png")
    #expect(world.state.form.draft.images.count == 2)
    world.press(Key(.up), .control("u"), Key(.down))
    #expect(world.state.form.draft.images == [.url("https://example.com/b.png")])
    #expect(world.state.form.focus == .media(.referenceImage, 0))
  }

  @Test func `several pasted paths become several rows`() {
    var world = Self.form()
    world.state.form.focus = .media(.referenceImage, 0)
    world.send(.pasted("/tmp/一.png\n'/tmp/two 2.png'\n"))
    #expect(world.state.form.draft.images == [.file("/tmp/一.png"), .file("/tmp/two 2.png")])
    #expect(
      world.orders == [.probe(.file("/tmp/一.png")), .probe(.file("/tmp/two 2.png"))])
  }

  @Test func `what the probe finds stands beside the path`() {
    var world = Self.form()
    world.state.form.focus = .media(.firstFrame, 0)
    world.type("猫.png")
    world.press(Key(.down))
    #expect(world.orders.contains(.probe(.file("猫.png"))))
    let facts = MediaFacts(
      kind: .image, format: "png", bytes: 3_200_000, width: 1280, height: 720)
    world.send(.probed(.file("猫.png"), .success(facts)))
    #expect(world.screen.contains("png 1280×720 3.2 MB"))
    world.state.form.probing = [.file("猫.png")]
    world.send(.probed(.file("猫.png"), .failure(.missing)))
    #expect(world.screen.contains("not usable"))
  }

  @Test func `a late look at a file that is no longer named changes nothing`() {
    var tester = ActionTester(Self.form().state)
    tester.send(.probed(.file("old.png"), .failure(.missing)))
  }

  @Test func `Tab completes a path, shows what is possible, then goes on`() {
    var world = Self.form()
    world.state.form.focus = .media(.firstFrame, 0)
    world.type("pics/c")
    #expect(world.orders == [.listFolder(""), .listFolder("pics/")])
    world.send(.folderListed("pics/", ["cat-1.png", "cat-2.png", "dog.png"]))
    world.press(Key(.tab))
    #expect(world.state.form.draft.firstFrame == .file("pics/cat-"))
    #expect(world.screen.contains("cat-1.png  cat-2.png"))
    world.type("2")
    world.press(Key(.tab))
    #expect(world.state.form.draft.firstFrame == .file("pics/cat-2.png"))
    #expect(world.orders.last == .probe(.file("pics/cat-2.png")))
    world.press(Key(.tab))
    #expect(world.state.form.focus == .media(.lastFrame, 0))
  }

  @Test func `the text of the external editor becomes the prompt`() {
    var world = Self.form(RequestDraft(prompt: "旧"))
    world.press(.control("o"))
    #expect(world.orders == [.editExternally("旧")])
    world.send(.editedExternally("新的\n提示"))
    #expect(world.state.form.prompt.text == "新的\n提示")
    #expect(world.orders.last == .redraw)
  }

  @Test func `a seed that is no number is a broken rule of its field`() {
    var world = Self.form()
    world.state.form.focus = .seed
    world.type("12a")
    #expect(world.state.form.check.broken[.seed] != nil)
    world.press(Key(.backspace))
    #expect(world.state.form.check.broken[.seed] == nil)
    #expect(world.state.form.draft.seed == 12)
  }
}
