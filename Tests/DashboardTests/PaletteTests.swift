import TerminalUI
import TestSupport
import Testing
import VideoTasks
import Wording

@testable import Dashboard

@Suite struct `The palette` {
  private static let wide = Size(columns: 120, rows: 40)

  private static func world(_ size: Size = wide) -> World {
    Fixture.started(size, profile: "apiyi", tasks: Fixture.everyStatus())
  }

  private static func palette(_ world: World) -> PaletteState? {
    if case .palette(let palette) = world.state.overlay { palette } else { nil }
  }

  private static func type(_ text: String, _ world: inout World) {
    for character in text { world.press(.letter(character)) }
  }

  private static func words(_ world: World) -> [String] {
    palette(world)?.found.map { $0.entry.words.english } ?? []
  }

  @Test func `typing finds an action by its letters, and Enter does it`() {
    var world = Self.world()
    world.press(.letter(":"))
    Self.type("lib", &world)
    #expect(Self.words(world).first == "library")
    world.press(Key(.enter))
    #expect(world.state.overlay == nil)
    #expect(world.state.pane == .assets)
  }

  @Test func `every action of the table and the form is there, with its key`() throws {
    var world = Self.world()
    world.press(.letter(":"))
    let entries = try #require(Self.palette(world)).entries
    for (words, label) in [
      ("submit", "^S"), ("retry", "r"), ("remove", "D"), ("find", "/"), ("help", "?"),
      ("quit", "q"), ("whole screen", "z"), ("editor", "^O"),
    ] {
      #expect(entries.contains { $0.words.english == words && $0.label == label }, "\(words)")
    }
  }

  @Test func `an action that is not possible now says so and changes nothing`() throws {
    var world = Self.world()
    world.press(.letter(":"))
    Self.type("copy path", &world)
    let entry = try #require(Self.palette(world)?.selected)
    #expect(!entry.isAvailable)
    world.press(Key(.enter))
    #expect(world.state.message?.text.english == "Not possible now: copy path.")
    #expect(world.state.overlay != nil)
  }

  @Test func `nothing is sent from the palette without the question that its key asks`() {
    var world = Fixture.started(
      Self.wide, saved: FormDraft(profile: "apiyi", request: Fixture.request(), count: 1))
    world.press(Key(.function(3)), .letter(":"))
    Self.type("submit", &world)
    world.press(Key(.enter))
    #expect(world.state.pane == .form)
    guard case .submit? = world.state.question else {
      Issue.record("no question was asked")
      return
    }
    #expect(!world.orders.contains { if case .submit = $0 { true } else { false } })
  }

  @Test func `a paste goes into the query, and its newline runs nothing`() {
    var world = Self.world()
    world.press(.letter(":"))
    world.send(.pasted("quit\n"))
    #expect(Self.palette(world)?.query.text.hasPrefix("quit") == true)
    #expect(!world.orders.contains(.quit))
  }

  @Test func `Esc and Ctrl-G close it and leave everything as it was`() {
    for key in [Key(.escape), .control("g"), Key(.character("x"), .alt)] {
      var world = Self.world()
      let before = world.state
      world.press(.letter(":"), .letter("q"), key)
      #expect(world.state.overlay == nil)
      #expect(world.state.pane == before.pane)
      #expect(!world.orders.contains(.quit))
    }
  }

  @Test func `what was used last stands first`() {
    var world = Self.world()
    world.press(.letter(":"))
    Self.type("library", &world)
    world.press(Key(.enter), .letter("2"), .letter(":"))
    #expect(Self.words(world).first == "library")
  }

  @Test func `a profile is chosen by its name`() {
    var world = Self.world()
    world.press(.letter(":"))
    Self.type("profile x1", &world)
    world.press(Key(.enter))
    #expect(world.state.form.profile == "x1")
    #expect(world.state.pane == .form)
  }

  @Test(arguments: Screens.sizes) func `the palette looks as it should`(size: Size) {
    var world = Self.world(size)
    world.press(.letter(":"))
    Self.type("re", &world)
    world.press(Key(.down))
    Screens().check(world, "palette")
  }
}

@Suite struct `The theme picker` {
  private static let names = ["dracula", "gruvbox-light", "nord", "tokyo-night"]

  private static func world(
    _ size: Size = Size(columns: 120, rows: 40), configured: Bool = false
  ) -> World {
    var context = Fixture.context(size, profile: "apiyi")
    (context.themes, context.theme) = (names, "nord")
    context.themeIsConfigured = configured
    var world = World(state: DashboardState(context))
    world.tasks = Fixture.everyStatus()
    world.send(.started)
    return world
  }

  @Test func `moving shows each theme, and Enter keeps it for the next start`() {
    var world = Self.world()
    world.press(.letter("T"), .letter("j"))
    #expect(world.orders == [.useTheme("tokyo-night")])
    world.press(.letter("k"), .letter("k"), Key(.enter))
    #expect(world.orders.last == .useTheme("gruvbox-light"))
    #expect(world.state.theme == "gruvbox-light")
    #expect(world.state.overlay == nil)
    world.send(.ticked(world.state.now + .seconds(2)))
    #expect(world.orders.contains(.savePreference(.theme("gruvbox-light"))))
    #expect(world.state.message == nil)
  }

  @Test func `Esc brings the theme back that was there before`() {
    var world = Self.world()
    world.press(.letter("T"), .letter("g"), Key(.escape))
    #expect(world.orders == [.useTheme("dracula"), .useTheme("nord")])
    #expect(world.state.theme == "nord")
    world.send(.ticked(world.state.now + .seconds(2)))
    #expect(!world.orders.contains { if case .savePreference = $0 { true } else { false } })
  }

  @Test func `a configured theme is said to come back`() {
    var world = Self.world(configured: true)
    world.press(.letter("T"), .letter("j"), Key(.enter))
    #expect(
      world.state.message?.text.english
        == "tokyo-night until rushes ends: the configuration names a theme, which comes back then.")
  }

  @Test func `the palette knows the themes by name`() {
    var world = Self.world()
    world.press(.letter(":"))
    for character in "dracula" { world.press(.letter(character)) }
    world.press(Key(.enter))
    #expect(world.orders == [.useTheme("dracula")])
    #expect(world.state.theme == "dracula")
  }

  @Test(arguments: Screens.sizes) func `the picker leaves the screen to be seen`(size: Size) {
    var world = Self.world(size)
    world.press(.letter("T"), .letter("j"))
    Screens().check(world, "themes")
  }
}
