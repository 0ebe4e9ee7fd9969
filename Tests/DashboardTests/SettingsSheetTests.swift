import TerminalUI
import Testing
import VideoTasks
import Wording

@testable import Dashboard

@Suite struct `Settings of the screen` {
  static func world(_ size: Size, change: (inout DashboardContext) -> Void = { _ in }) -> World {
    var context = Fixture.context(size)
    context.settings = [
      .language: "auto", .notifications: "auto", .motion: "full", .slowLine: "auto",
      .plain: "off", .selection: "bar", .colors: "auto", .sidecar: "on",
    ]
    (context.themes, context.theme) = (["nord", "dracula", "one-light"], "nord")
    context.configured = [.motion]
    change(&context)
    var world = World(state: DashboardState(context))
    world.tasks = Fixture.everyStatus()
    world.send(.started)
    world.press(.letter(","))
    return world
  }

  private static let size = Size(columns: 80, rows: 24)

  private static func go(to setting: ScreenSetting, _ world: inout World) {
    for _ in ScreenSetting.allCases.prefix(while: { $0 != setting }) { world.press(.letter("j")) }
  }

  @Test func `each takes the words that the configuration does, and is kept under its name`() {
    for setting in ScreenSetting.allCases where !setting.values.isEmpty {
      for word in setting.values {
        let kept = Preference.setting(setting, word)
        #expect(Preference.keys.contains(kept.key))
        #expect(Preference(key: kept.key, text: kept.text) == kept)
      }
      #expect(Preference(key: Preference.setting(setting, "").key, text: "\"nothing\"") == nil)
    }
  }

  @Test func `right takes the next value, at the end nothing, and it is kept a second later`() {
    var world = Self.world(Self.size)
    Self.go(to: .selection, &world)
    world.press(Key(.right), Key(.right))
    #expect(world.state.selectionStyle == .marker)
    #expect(world.state.message == nil)
    world.send(.ticked(Fixture.now + .seconds(1)))
    #expect(world.orders == [.savePreference(.setting(.selection, "marker"))])
    world.press(Key(.left))
    #expect(world.state.selectionStyle == .bar)
  }

  @Test func `sidecar files are switched off at once, and fewer colours hold from the next start`()
  {
    var world = Self.world(Self.size)
    Self.go(to: .sidecar, &world)
    world.press(Key(.right))
    #expect(world.state.message == nil)
    world.press(.letter("k"), Key(.right))
    #expect(world.state.message?.text.english == "This holds from the next start on.")
    world.send(.ticked(Fixture.now + .seconds(1)))
    #expect(
      world.orders == [
        .savePreference(.setting(.sidecar, "off")), .savePreference(.setting(.colors, "none")),
      ])
  }

  @Test func `how one is told of tasks holds at once, for all that is told`() {
    var world = Self.world(Self.size)
    Self.go(to: .notifications, &world)
    world.press(.letter("l"))
    #expect(Telling.events.allSatisfy { world.state.telling.forms[$0] == TellingForm.none })
  }

  @Test func `theme and mouse are those of their own keys`() {
    var world = Self.world(Self.size)
    Self.go(to: .theme, &world)
    world.press(Key(.left), Key(.right))
    #expect(world.orders == [.useTheme("dracula")])
    world.press(.letter("j"), .letter("j"), .letter(" "))
    #expect(world.orders.last == .useMouse(false))
  }

  @Test func `what holds only from the next start, and what the configuration names, is said`() {
    var world = Self.world(Self.size)
    world.press(Key(.right))
    #expect(world.state.settings[.language] == "en")
    #expect(world.state.message?.text.english == "This holds from the next start on.")
    Self.go(to: .motion, &world)
    world.press(Key(.right))
    #expect(world.state.reducesMotion)
    #expect(world.state.message?.text.english.contains("configuration") == true)
    world.press(.letter(","))
    #expect(world.state.sheet == nil)
  }
}
