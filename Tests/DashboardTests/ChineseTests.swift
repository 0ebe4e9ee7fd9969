import FoundationEssentials
import TerminalUI
import TestSupport
import Testing
import VideoTasks
import Wording

@testable import Dashboard

/// Nothing but names, codes and other people's words is left of English on a Chinese screen.
@Suite struct `The screen in Chinese` {
  private static let sizes = [Size(columns: 120, rows: 40), Size(columns: 80, rows: 24)]

  /// What the tests' own tasks, users and servers say.
  private static let others: Set<String> = {
    var words: Set<String> = [
      "home", "lin", "Videos", "cinematic", "dreamina", "official", "discount",
    ]
    for text in Fixture.everyStatus().map(\.prompt) {
      words.formUnion(text.split { !$0.isLetter || !$0.isASCII }.map(String.init))
    }
    return words
  }()

  private func check(
    _ world: World, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    var world = world
    world.speak(.chinese)
    look(world, sourceLocation)
    // The end of a page that is longer than the screen.
    if world.state.pane == .details {
      world.press(.letter("G"))
      look(world, sourceLocation)
    }
  }

  private func look(_ world: World, _ sourceLocation: SourceLocation) {
    for line in world.screen.split(separator: "\n") where !line.contains("by the dashboard") {
      // A word of theirs may be cut at the end of a column.
      let left = EnglishWords.left(in: String(line)).filter { word in
        !Self.others.contains { $0.hasPrefix(word) || $0.hasSuffix(word) }
      }
      #expect(left.isEmpty, "\(line)", sourceLocation: sourceLocation)
    }
  }

  /// The details of a task whose record a test makes.
  private func details(
    _ size: Size, _ status: TaskStatus, _ events: [(String, String)],
    _ change: (inout TaskRecord) -> Void
  ) -> World {
    let summary = Fixture.task(7, status, "一条龙在云海中穿行")
    var world = Fixture.started(size, profile: "apiyi", tasks: [summary])
    world.press(Key(.down), Key(.enter))
    world.speak(.chinese)
    var record = Fixture.record(summary)
    record.error = nil
    change(&record)
    let story = events.enumerated().map { index, event in
      TaskEvent(at: Fixture.now - .seconds(60 - index), kind: event.0, detail: event.1)
    }
    world.state.details.loading = summary.id
    world.send(.taskLoaded(summary.id, record, story))
    return world
  }

  @Test(arguments: sizes, ["apiyi", "kyyvideo2", "kyyaipower", "x1"])
  func `a form that breaks rules says so`(size: Size, profile: String) {
    for draft in Self.brokenDrafts {
      var world = Fixture.started(
        size, profile: profile, saved: FormDraft(profile: profile, request: draft, count: 1))
      world.press(Key(.function(2)), .control("s"))
      check(world)
    }
  }

  private static let brokenDrafts: [RequestDraft] = {
    var frames = Fixture.request()
    frames.lastFrame = .url("https://example.com/last.png")
    frames.images = [.url("https://example.com/a.png"), .asset("asset-20261120140101-q75m8")]
    var numbers = RequestDraft(prompt: "")
    numbers.seed = 7
    numbers.duration = 99
    numbers.ratio = "5:4"
    numbers.resolution = "8k"
    numbers.expiresAfter = 5
    var sound = Fixture.request()
    sound.model = "dreamina"
    sound.voices = [.url("https://example.com/a.wav")]
    sound.prompt = String(repeating: "云", count: 3000)
    return [frames, numbers, sound, RequestDraft(prompt: "")]
  }()

  @Test(
    arguments: sizes,
    [
      "OutputAudioSensitiveContentDetected", "InputImageSensitiveContentDetected", "QuotaExceeded",
      "ServerOverloaded", "AuthenticationError", "InternalServiceError", "Unheard.Of",
    ])
  func `a failed task says why and what to do`(size: Size, code: String) {
    check(
      details(
        size, .failed,
        [("created", ""), ("submitting", ""), ("accepted", "cgt-20261120220305-6bbjd")]
      ) {
        $0.error = TaskFailure(
          code: code, message: "服务端的原话", advice: ErrorAdvice.advice(code: code))
      })
  }

  @Test(arguments: sizes) func `a task that lost its answer says how to settle it`(size: Size) {
    check(
      details(
        size, .unconfirmed,
        [
          ("claimed", ""), ("submitting", ""),
          ("unconfirmed", "The server took too long: there is no answer."),
        ]
      ) {
        $0.error = TaskFailure(
          code: "NoAnswer", message: LostCreate.trace($0), advice: LostCreate.settling($0.id))
      })
  }

  @Test(arguments: sizes) func `a task that waits says for what`(size: Size) {
    for reason in [
      "for task 3 to succeed", "for the video of task 3", "2 tasks are at apiyi, its limit of 2",
    ] {
      check(details(size, .waiting, [("waiting", reason)]) { $0.waitReason = reason })
    }
  }

  @Test(arguments: sizes, [TaskStatus.expired, .cancelled])
  func `a task that ended otherwise has a story`(size: Size, status: TaskStatus) {
    check(
      details(
        size, status,
        [
          ("created", ""), ("cancel-asked", ""), ("poll-failed", "The connection broke off."),
          (status.rawValue, ""),
        ]
      ) { _ in })
  }

  @Test(arguments: sizes) func `the log has the words of the store`(size: Size) {
    var world = Fixture.started(size, profile: "apiyi", tasks: Fixture.everyStatus())
    world.log = [
      ("created", ""), ("waiting", "for task 3 to succeed"), ("submitting", ""),
      ("unconfirmed", "It was removed while it was being sent, so its answer found nobody."),
      ("download-ordered", "task 4 begins with its end"),
      ("started", "dashboard 0.1.0"), ("engine", "begins, for all tasks"), ("ended", "dashboard"),
      ("engine", "begins, for 3 named tasks"), ("rescued", "from a damaged store"),
      ("last-frame-wanted", "task 4 is to begin with it"),
    ].enumerated().map { index, event in
      LogLine(
        at: Fixture.now - .seconds(index), task: TaskID(7), kind: event.0, text: event.1)
    }
    world.press(.letter("L"))
    check(world)
  }

  @Test(arguments: sizes) func `pictures that are not there say why`(size: Size) {
    for sentence in [
      "Pictures are off: ffmpeg is not installed (Debian, Ubuntu: apt install ffmpeg).",
      "There is no picture: the file is gone.", "There is no room for a picture here.",
    ] {
      var world = `Pictures of a task`.world(size, off: sentence)
      world.press(.letter("j"), .letter("k"))
      check(world)
    }
  }
}
