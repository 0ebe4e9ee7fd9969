import TerminalUI
import Testing
import VideoTasks
import Wording

@testable import Dashboard

/// What a key will lead to is made before it comes, and shown when it comes.
@Suite struct `What is foreseen` {
  private static let down = Key.letter("j")

  /// A screen with the first rows of a long table, drawn once.
  private static func screen(of total: Int = 1_000) throws -> DashboardScreen {
    let screen = DashboardScreen(
      Fixture.context(Size(columns: 120, rows: 40), profile: "apiyi"))
    let request = try #require(
      screen.reduce(.started).compactMap {
        if case .loadPage(let request) = $0 { request } else { nil }
      }.first)
    let rows = (0..<min(total, request.limit)).map {
      Fixture.task(Int64(total - $0), .succeeded, "镜头 \($0)")
    }
    _ = screen.reduce(.pageLoaded(request, TablePage(rows: rows, total: total)))
    let first = try #require(rows.first)
    _ = screen.reduce(.taskLoaded(first.id, Fixture.record(first), []))
    _ = frame(of: screen)
    return screen
  }

  private static func frame(of screen: DashboardScreen) -> Frame? {
    var shown: Frame?
    _ = screen.draw {
      shown = $0
      return true
    }
    return shown
  }

  private static func frameForeseen(_ screen: DashboardScreen, after key: Key) -> Frame? {
    var shown: Frame?
    let isShown = screen.showForeseen(after: key) {
      shown = $0
      return true
    }
    #expect(isShown == (shown != nil))
    return shown
  }

  @Test func `is what the key leads to, row by row and where the table scrolls`() throws {
    let (screen, other) = (try Self.screen(), try Self.screen())
    for _ in 0..<30 {
      var prepared: Frame?
      screen.foresee(Self.down) { prepared = $0 }
      let foreseen = try #require(Self.frameForeseen(screen, after: Self.down))
      for screen in [screen, other] { _ = screen.reduce(.key(Self.down)) }
      let frame = Self.frame(of: other)
      #expect(prepared == frame && foreseen == frame)
      #expect(Self.frame(of: screen) == frame)
    }
  }

  @Test func `is not shown after another key, after anything else, or twice`() throws {
    let screen = try Self.screen()
    #expect(Self.frameForeseen(screen, after: Self.down) == nil)
    screen.foresee(Self.down) { _ in }
    #expect(screen.foresees(Self.down) && !screen.foresees(.letter("k")))
    #expect(Self.frameForeseen(screen, after: .letter("k")) == nil)
    _ = screen.reduce(.notice(Phrase.verbatim("something happened")))
    #expect(Self.frameForeseen(screen, after: Self.down) == nil)
    screen.foresee(Self.down) { _ in }
    _ = screen.reduce(.key(Self.down))
    #expect(!screen.foresees(Self.down))
  }

  @Test func `changes nothing where it was wrong`() throws {
    let (screen, other) = (try Self.screen(), try Self.screen())
    for key in [Key.letter("k"), .letter("G"), Key(.tab), .letter("?"), .letter("x"), Key(.escape)]
    {
      screen.foresee(Self.down) { _ in }
      #expect(screen.reduce(.key(key)) == other.reduce(.key(key)))
      #expect(Self.frame(of: screen) == Self.frame(of: other))
    }
  }

  @Test(arguments: [Key.letter("M"), .letter("c"), .control("l")])
  func `is not shown of a key that does something outside the screen`(key: Key) throws {
    let screen = try Self.screen()
    screen.foresee(key) { _ in }
    #expect(!screen.foresees(key))
    #expect(screen.reduce(.key(key)).count > 0)
  }

  @Test func `is not shown where the store must be asked first`() throws {
    let screen = try Self.screen()
    screen.foresee(.letter("G")) { _ in }
    #expect(!screen.foresees(.letter("G")))
    #expect(Self.frameForeseen(screen, after: .letter("G")) == nil)
  }
}
