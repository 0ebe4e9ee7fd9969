import TerminalUI
import Testing
import VideoTasks
import Wording

@testable import Dashboard

/// Sentences that name a key, with other keys than the usual ones.
@Suite struct `Keys in sentences` {
  private static let wide = Size(columns: 120, rows: 40)

  /// A moment in which a sentence names keys.
  private struct Moment: CustomTestStringConvertible {
    var testDescription: String
    /// The sentence with the usual keys, and with `ñ` for each of them.
    var usual: String
    var changed: String
    var come: @Sendable (inout World) -> Void

    init(
      _ name: String, _ usual: String, _ changed: String,
      _ come: @escaping @Sendable (inout World) -> Void
    ) {
      (testDescription, self.usual, self.changed, self.come) = (name, usual, changed, come)
    }
  }

  private static let moments = [
    Moment("no tasks", "in the form (F2) and press ^S.", "in the form (ñ) and press ñ.") {
      $0.tasks = []
      $0.send(.storeChanged)
    },
    Moment("none that match", "Esc shows all of them.", "ñ shows all of them.") {
      $0.state.table.isFiltering = true
      $0.send(.pasted("nothing like it"))
    },
    Moment("a filter", "after:yesterday; Tab completes.", "after:yesterday; ñ completes.") {
      $0.send(.resized(Size(columns: 200, rows: 50)))
      $0.obey(.filter)
    },
    Moment("no filters", "write one with / and press ^S.", "write one with ñ and press ñ.") {
      $0.obey(.openFilters)
      $0.send(.filtersLoaded([]))
    },
    Moment("sorts", "Enter reverses it", "ñ reverses it") { $0.obey(.openSorts) },
    Moment("no snippets", "No snippet yet: ^S saves", "No snippet yet: ñ saves") {
      $0.obey(.showSnippets)
      $0.send(.keptLoaded(.snippets, []))
    },
    Moment("no templates", "No template yet: ^S saves", "No template yet: ñ saves") {
      $0.obey(.showTemplates)
      $0.send(.keptLoaded(.templates, []))
    },
    Moment("first steps", "^S sends it.", "ñ sends it.") { $0.obey(.showWelcome) },
    Moment("a first step", "Enter  New video", "ñ      New video") { $0.obey(.showWelcome) },
    Moment("a form that is ready", "^S submits", "ñ submits") { $0.obey(.showForm) },
    Moment("a question", "stays. y/n", "stays. ñ/ñ") { $0.state.question = .remove(TaskID(3)) },
    Moment("a lost answer", "then settle it with R.", "then settle it with ñ.") {
      $0.send(.resized(Size(columns: 200, rows: 50)))
      $0.select(.unconfirmed)
      $0.obey(.openDetails)
    },
    Moment("a lost answer, cancelled", "Look there, then settle it with R", "settle it with ñ") {
      $0.select(.unconfirmed)
      $0.obey(.cancel)
    },
    Moment("a sound that is refused", "Press s to make it again", "Press ñ to make it again") {
      $0.select(.failed)
      $0.obey(.openDetails)
    },
    Moment("a removal", "is removed; U brings it back.", "is removed; ñ brings it back.") {
      $0.send(.removed(TaskID(3)))
    },
    Moment("removals", "U brings them back.", "ñ brings them back.") {
      $0.send(.markedDone(.remove, MarkedOutcome(done: [TaskID(3), TaskID(4)])))
    },
    Moment("failures", "The log (L) tells of all.", "The log (ñ) tells of all.") {
      let failures = [3, 4].map {
        MarkedFailure(id: TaskID($0), message: Phrase.verbatim("No."))
      }
      $0.send(.markedDone(.remove, MarkedOutcome(failures: failures)))
    },
    Moment("a prompt that is too long", "Send it again with r, or", "Send it again with ñ, or") {
      var record = Fixture.record($0.tasks[0])
      record.request.prompt = String(repeating: "long ", count: 20_000)
      _ = $0.state.takeIntoForm(record)
    },
    Moment("an empty library", "Press a to upload media.", "Press ñ to upload media.") {
      $0.obey(.showAssets)
      $0.send(.assetsLoaded([]))
    },
    Moment("no picture in it", "a uploads one by its address.", "ñ uploads one by its address.") {
      $0.obey(.showAssets)
      $0.state.assets.purpose = AssetsState.Purpose(role: .firstFrame, index: 0)
      $0.send(.assetsLoaded([]))
    },
    Moment("help", "↓ more", "ñ more") {
      $0.state.size = Size(columns: 80, rows: 24)
      $0.obey(.help)
    },
  ]

  private static func world(_ moment: Moment, _ keymap: Keymap) -> World {
    var world = Fixture.started(
      wide, profile: "apiyi", tasks: Fixture.everyStatus(),
      saved: FormDraft(profile: "apiyi", request: Fixture.request(), count: 1))
    world.state.keymap = keymap
    moment.come(&world)
    return world
  }

  /// A keymap in which every command of every place has these keys.
  private static func keymap(_ keys: [Key]) -> Keymap {
    var keymap = Keymap.usual
    for context in KeyContext.allCases {
      for binding in keymap.bindings(context) {
        keymap.replaceKeys(of: binding.command, with: keys, in: context)
      }
    }
    return keymap
  }

  @Test(arguments: moments)
  private func `are those that hold`(_ moment: Moment) {
    let usual = Self.world(moment, .usual).screen
    #expect(usual.contains(moment.usual), "\(usual)")
    let changed = Self.world(moment, Self.keymap([.letter("ñ")])).screen
    #expect(changed.contains(moment.changed), "\(changed)")
  }

  /// The editor's own keys stand in the help whatever is changed: no command has them.
  @Test(arguments: moments.filter { $0.testDescription != "help" })
  private func `none is named that is not bound`(_ moment: Moment) {
    let named =
      #/
      \^[A-Z] | \b(Enter(?!\ a\ )|Esc|Tab|Space|PgDn|F\d+|Alt-.)\b | y\/n | \([A-Z]\)
      | with\ [a-zA-Z]\b
      /#
    for keys in [[Key.letter("ñ")], []] {
      let screen = Self.world(moment, Self.keymap(keys)).screen
      #expect(!screen.contains(named), "\(keys)\n\(screen)")
      if keys.isEmpty { #expect(!screen.contains("ñ")) }
    }
  }
}

extension `Keys in sentences` {
  @Test func `the help names no key of the editor that a command has been given`() {
    var world = Fixture.started(Size(columns: 200, rows: 120))
    world.obey(.help)
    #expect(world.screen.contains("^W       delete a word"))
    #expect(world.screen.contains("^U ^K    delete to line's ends"))
    world.state.keymap.replaceKeys(
      of: .editExternally, with: [.control("w"), .control("u")], in: .prompt)
    #expect(!world.screen.contains("delete a word"))
    #expect(world.screen.contains("^K       delete to line's ends"))
  }
}

extension World {
  /// Does what a command asks for, whatever its key; what it orders is left undone.
  fileprivate mutating func obey(_ command: Command) {
    _ = state.obey(command, in: state.keyContext)
  }

  /// Selects the first task in a state.
  fileprivate mutating func select(_ status: TaskStatus) {
    guard let index = tasks.firstIndex(where: { $0.status == status }) else { return }
    for _ in 0..<index { obey(.rowDown) }
    rest()
  }
}
