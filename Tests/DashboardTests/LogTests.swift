import TerminalUI
import TestSupport
import Testing
import VideoTasks
import Wording

@testable import Dashboard

@Suite struct `The log` {
  static func lines() -> [LogLine] {
    func line(_ seconds: Int, _ id: Int64?, _ kind: String, _ text: String) -> LogLine {
      LogLine(
        at: Fixture.now - .seconds(seconds), task: id.map { TaskID($0) }, kind: kind, text: text)
    }
    return [
      line(90_000, nil, "started", "dashboard 0.1.0"), line(600, 9, "created", ""),
      line(80, 9, "accepted", "cgt-20261120220305-6bbjd"),
      line(
        70, 9, "poll-failed",
        "apiyi answers 503: 服务暂时不可用, try again later. It is asked again in 20 s."),
      line(30, 3, "failed", "OutputAudioSensitiveContentDetected: The audio was refused."),
      line(20, 5, "downloaded", "/home/lin/Videos/rushes/2026-11-20-5-宇航员在月球上弹钢琴.mp4"),
    ]
  }

  static func world(_ size: Size) -> World {
    var world = Fixture.started(size, profile: "apiyi", tasks: Fixture.everyStatus())
    world.send(.notice(Phrase("The store can be written again.")))
    world.log = lines()
    world.press(.letter("L"))
    return world
  }

  @Test func `the newest stands first, with what the screen has said among it`() {
    let world = Self.world(Size(columns: 80, rows: 24))
    let lines = world.screen.split(separator: "\n").map(String.init)
    #expect(lines[2].contains("The store can be written again."))
    #expect(lines[3].contains("downloaded"))
    #expect(world.screen.contains("Nov 19"))
  }

  @Test func `one key leaves out what matters less`() {
    var world = Self.world(Size(columns: 80, rows: 24))
    world.press(.letter("f"))
    #expect(!world.screen.contains("downloaded"))
    #expect(world.screen.contains("503"))
    world.press(.letter("f"))
    #expect(!world.screen.contains("503"))
    #expect(world.screen.contains("OutputAudioSensitive"))
    world.press(.letter("f"))
    #expect(world.screen.contains("downloaded"))
  }

  @Test func `what is looked at further down stays where it is when more is told`() {
    var world = Self.world(Size(columns: 40, rows: 12))
    world.press(.letter("j"), .letter("j"))
    let before = world.screen.split(separator: "\n").dropFirst(2).prefix(5)
    #expect(world.state.log.top == 2)
    world.log.append(LogLine(at: Fixture.now, task: nil, kind: "ended", text: "agent"))
    world.send(.storeChanged)
    #expect(Array(world.screen.split(separator: "\n").dropFirst(2).prefix(5)) == Array(before))
    world.press(.letter("g"))
    #expect(world.state.log.top == 0)
    world.press(.letter("G"))
    #expect(world.screen.contains("started"))
    world.press(Key(.escape))
    #expect(world.state.pane == .table)
  }

  @Test(arguments: [
    ("started", LogLevel.info), ("poll-failed", .warning), ("refused", .error), ("", .info),
  ])
  func `how much a line matters follows from its kind`(kind: String, level: LogLevel) {
    #expect(LogLevel(kind: kind) == level)
  }
}
