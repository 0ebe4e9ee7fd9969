import ChildProcesses
import FoundationEssentials
import TestSupport
import Testing
import VideoTasks

@testable import MediaTools

@Suite struct `Joining clips` {
  private let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder("join") }

  /// Makes a clip of one colour, two seconds long.
  private func clip(
    _ name: String, _ color: String, size: String = "64x48", rate: Int = 10, hasSound: Bool = false
  ) throws -> String {
    let file = folder.file(name)
    let picture = ["-f", "lavfi", "-i", "color=\(color):s=\(size):r=\(rate):d=2"]
    let sound =
      hasSound
      ? ["-f", "lavfi", "-i", "sine=r=48000:d=2", "-map", "0", "-map", "1", "-c:a", "aac"] : []
    let result = try ChildProcess.run(
      .init(
        "ffmpeg",
        ["-nostdin", "-v", "error"] + picture + sound + ["-pix_fmt", "yuv420p", file],
        timeLimit: .seconds(60)))
    try #require(result.succeeded, "\(String(decoding: result.errorOutput, as: UTF8.self))")
    return file
  }

  private func join(_ files: [String], to name: String) throws -> (JoinPlan, String) {
    let plan = try JoinPlan(clips: files, timeLimit: .seconds(60))
    let target = folder.file(name)
    let work = try JoinWork(plan, to: target)
    defer { work.remove() }
    let film = try work.run(cancellation: MediaCancellation())
    #expect(film.bytes == fileBytes(target).map { Int64($0.count) })
    #expect(abs(film.seconds - plan.seconds) < 0.5)
    return (plan, target)
  }

  /// The strongest of red, green and blue in the middle of the picture at a moment.
  private func color(_ file: String, at seconds: Double) throws -> String {
    let facts = try MediaProbe.probe(path: file, timeLimit: .seconds(60)).get()
    let frames = try MediaFrames.read(
      path: file, facts: facts, order: .still(at: seconds), width: 9, height: 9,
      timeLimit: .seconds(60)
    ).get()
    let middle = frames[0].pixels.bytes[(4 * 9 + 4) * 3..<(4 * 9 + 5) * 3]
    let names = ["red", "green", "blue"]
    return zip(middle, names).max { $0.0 < $1.0 }?.1 ?? ""
  }

  /// Names that would say something else to a shell, to ffmpeg, or in a list of files.
  private static let names = ["it's red.mp4", "-i 蓝 %03d.mp4", "a\nfile 'b.mp4"]

  @Test func `clips that match are copied in their order, whatever they are called`() throws {
    let red = try clip("r.mp4", "red")
    let blue = try clip("b.mp4", "blue")
    for (name, file) in zip(Self.names, [red, blue, red]) {
      try FileManager.default.copyItem(atPath: file, toPath: folder.file(name))
    }
    let (plan, film) = try join(Self.names.map { folder.file($0) }, to: "fi'lm\n1.mp4")
    #expect(!plan.encodesAnew)
    #expect(try [1, 3, 5].map { try color(film, at: $0) } == ["red", "blue", "red"])
    // Nothing else is left beside them.
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(Set(left) == Set(Self.names + ["r.mp4", "b.mp4", "fi'lm\n1.mp4"]))
  }

  @Test
  func `clips that differ get the size of the first one, its rate, and sound where any has it`()
    throws
  {
    let first = try clip("1.mp4", "red")
    let second = try clip("2.mp4", "blue", size: "48x96", rate: 25, hasSound: true)
    let (plan, film) = try join([first, second], to: "film.mp4")
    #expect(plan.encodesAnew)
    #expect(plan.difference?.clip == 1)
    #expect(plan.difference?.words == "is 48×96, not 64×48")
    let made = try JoinPlan(clips: [film], timeLimit: .seconds(60)).clips[0].shape
    #expect(made.width == 64 && made.height == 48 && made.rate == "10/1")
    #expect(made.sound != nil)
    #expect(try [1, 3].map { try color(film, at: $0) } == ["red", "blue"])
    let words = [
      try JoinPlan(clips: [first, try clip("3.mp4", "red", rate: 20)], timeLimit: .seconds(60)),
      try JoinPlan(
        clips: [first, try clip("4.mp4", "red", hasSound: true)], timeLimit: .seconds(60)),
    ].map { $0.difference?.words }
    #expect(words == ["has another frame rate", "has sound, which the first one has not"])
  }

  @Test func `a file that is there is never written over, also when it comes late`() throws {
    let plan = try JoinPlan(clips: [try clip("1.mp4", "red")], timeLimit: .seconds(60))
    let target = folder.file("film.mp4")
    let work = try JoinWork(plan, to: target)
    try Data("mine".utf8).write(to: URL(filePath: target))
    #expect(throws: JoinProblem.exists(target)) {
      try work.run(cancellation: MediaCancellation())
    }
    work.remove()
    #expect(throws: JoinProblem.exists(target)) { try JoinWork(plan, to: target) }
    #expect(fileBytes(target) == Array("mine".utf8))
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(left.sorted() == ["1.mp4", "film.mp4"])
  }

  @Test func `what cannot be joined is told by its name, and nothing is left`() throws {
    let good = try clip("1.mp4", "red")
    let text = folder.file("2.mp4")
    try Data("ffconcat version 1.0\nfile /etc/passwd\n".utf8).write(to: URL(filePath: text))
    #expect(throws: JoinProblem.missing(text + ".no")) {
      try JoinPlan(clips: [good, text + ".no"])
    }
    do throws(JoinProblem) {
      _ = try JoinPlan(clips: [good, text], timeLimit: .seconds(60))
      Issue.record("a text was taken for a clip")
    } catch {
      #expect(error.message.contains(text))
    }
    #expect(throws: JoinProblem.noProgram("no-such-ffprobe")) {
      try JoinPlan(clips: [good], program: "no-such-ffprobe")
    }
    let plan = try JoinPlan(clips: [good], timeLimit: .seconds(60))
    let cancelled = MediaCancellation()
    cancelled.cancel()
    let work = try JoinWork(plan, to: folder.file("film.mp4"))
    #expect(throws: JoinProblem.cancelled) { try work.run(cancellation: cancelled) }
    work.remove()
    #expect(throws: JoinProblem.self) { try JoinWork(plan, to: "/proc/no/film.mp4") }
    #expect(fileBytes(folder.file("film.mp4")) == nil)
  }
}
