import FoundationEssentials
import MediaTools
import TerminalUI
import TestSupport
import Testing

@testable import Pictures

@Suite struct PictureDeskTests {
  private let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder("desk") }

  private static let look = PictureLook(depth: .direct, glyphs: .blocks)

  private func request(
    _ path: String, _ order: FrameOrder = .sheet(count: 6), box: Size = Size(columns: 60, rows: 17),
    look: PictureLook = look, budget: PictureBudget = .local
  ) -> PictureRequest {
    PictureRequest(path: path, order: order, box: box, look: look, budget: budget)
  }

  private func answer(_ desk: PictureDesk, _ request: PictureRequest) async
    -> Result<PictureAnswer, PictureProblem>
  {
    await withCheckedContinuation { continuation in
      desk.order(request) { _, result in continuation.resume(returning: result) }
    }
  }

  private func desk(_ name: String? = nil) -> PictureDesk {
    PictureDesk(
      folder: name.map { PictureFolder(path: folder.file($0)) }, seed: 5,
      timeLimit: .seconds(600))
  }

  /// A program that says that it has started, by a file with its number, and then does nothing.
  private func sleeper() throws -> (program: String, started: String) {
    let (program, started) = (folder.file("slow"), folder.file("started"))
    let script =
      "#!/bin/sh\necho $$ > \(started).new; mv \(started).new \(started); exec sleep 1000\n"
    try Data(script.utf8).write(to: URL(filePath: program))
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: program)
    return (program, started)
  }

  private func waitFor(_ file: String) async throws -> String {
    while !FileManager.default.fileExists(atPath: file) { await Task.yield() }
    let text = String(decoding: try Data(contentsOf: URL(filePath: file)), as: UTF8.self)
    return String(text.prefix { $0.isNumber })
  }

  @Test func `a contact sheet has its tiles in the box, in the order of time`() async throws {
    let clip = try Samples.clip(folder.file("a.mp4"))
    let found = try await answer(desk(), request(clip)).get()
    #expect(found.tiles.count == 6)
    #expect(
      found.tiles.map(\.picture.size) == Array(repeating: Size(columns: 19, rows: 5), count: 6))
    #expect(found.tiles.map(\.seconds) == [0.25, 0.75, 1.25, 1.75, 2.25, 2.75])
    #expect(found.length == 3)
    #expect(found.rate == 0)
    #expect(found.bytes > 6 * 19 * 5)
  }

  @Test func `a clip plays at the rate that was asked for, in the whole box`() async throws {
    let clip = try Samples.clip(folder.file("a.mp4"))
    let found = try await answer(desk(), request(clip, .run(from: 1, rate: 6, count: 100))).get()
    #expect(found.tiles.count == 12)
    #expect(found.rate == 6)
    #expect(found.tiles[0].seconds == 1)
    #expect(found.tiles[0].picture.size == Size(columns: 60, rows: 17))
    #expect(found.tiles.contains { $0.picture.cells != found.tiles[0].picture.cells })
  }

  @Test func `pictures that a terminal keeps have numbers of their own`() async throws {
    let clip = try Samples.clip(folder.file("a.mp4"))
    var look = Self.look
    look.graphics = GraphicsSupport(kitty: .placeholders, cell: .init(width: 8, height: 16))
    let desk = desk("cache")
    let sheet = try await answer(desk, request(clip, look: look)).get()
    let still = try await answer(desk, request(clip, .still(at: 1), look: look)).get()
    let numbers = (sheet.tiles + still.tiles).compactMap(\.picture.graphic?.id)
    #expect(numbers.count == 7)
    #expect(Set(numbers).count == 7)
    #expect(numbers.allSatisfy { (0x80_0000...0xFF_FFFF).contains($0) })
    // Another program finds the pixels on disk, and gives them numbers of its own.
    let other = PictureDesk(
      folder: PictureFolder(path: folder.file("cache")), seed: 6, ffmpeg: "/nonexistent")
    let again = try await answer(other, request(clip, look: look)).get()
    #expect(again.tiles.map(\.seconds) == sheet.tiles.map(\.seconds))
    let others = again.tiles.compactMap(\.picture.graphic?.id)
    #expect(others.count == 6)
    #expect(Set(others).isDisjoint(with: numbers))
  }

  @Test func `what was made once is not made again, until the file is another`() async throws {
    let clip = try Samples.clip(folder.file("a.mp4"))
    let first = try await answer(desk("cache"), request(clip)).get()
    let idle = PictureDesk(
      folder: PictureFolder(path: folder.file("cache")), seed: 1, ffmpeg: "/nonexistent",
      ffprobe: "/nonexistent")
    #expect(try await answer(idle, request(clip)).get() == first)
    let date = Date(timeIntervalSince1970: 1_700_000_000)
    try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: clip)
    #expect(
      await answer(idle, request(clip)) == .failure(.file(.noProgram("ffprobe"))))
  }

  @Test func `an order that is replaced is ended, and only the last is delivered`() async throws {
    let clip = try Samples.clip(folder.file("a.mp4"))
    let (program, started) = try sleeper()
    let desk = PictureDesk(
      folder: nil, seed: 1, timeLimit: .seconds(600 * slowness), ffmpeg: program)
    desk.order(request(clip)) { _, _ in Issue.record("delivered what nobody wants") }
    let number = try await waitFor(started)
    let missing = request(folder.file("gone.mp4"))
    let result = await answer(desk, missing)
    #expect(result == .failure(.file(.missing)))
    // The program is reaped before its place is free; the file system shows it gone.
    while FileManager.default.fileExists(atPath: "/proc/\(number)") { await Task.yield() }
  }

  @Test func `a cancelled order and those of a closed desk are not delivered`() async throws {
    let clip = try Samples.clip(folder.file("a.mp4"))
    let (program, started) = try sleeper()
    let desk = PictureDesk(
      folder: nil, seed: 1, timeLimit: .seconds(600 * slowness), ffmpeg: program)
    desk.order(request(clip)) { _, _ in Issue.record("delivered after a cancel") }
    let number = try await waitFor(started)
    desk.cancel(.shown)
    while FileManager.default.fileExists(atPath: "/proc/\(number)") { await Task.yield() }
    desk.close()
    desk.order(request(clip)) { _, _ in Issue.record("delivered by a closed desk") }
  }

  @Test func `no more than two are made at once, and all come`() async throws {
    let clip = try Samples.clip(folder.file("a.mp4"))
    let desk = desk()
    let clips = (0..<6).map { request(clip, .still(at: Double($0) / 3)) }
    let found = await withTaskGroup(of: Int?.self) { group in
      for (slot, wanted) in clips.enumerated() {
        group.addTask {
          await withCheckedContinuation { continuation in
            desk.order(wanted, slot: .init(slot)) { _, result in
              if case .success = result {
                continuation.resume(returning: slot)
              } else {
                continuation.resume(returning: nil)
              }
            }
          }
        }
      }
      return await group.reduce(into: [Int?]()) { $0.append($1) }
    }
    #expect(found.compactMap { $0 }.sorted() == [0, 1, 2, 3, 4, 5])
  }

  @Test(arguments: [
    Size(columns: 0, rows: 0), Size(columns: 3, rows: 1), Size(columns: -5, rows: 9),
  ])
  func `a box without room says so`(box: Size) async throws {
    let clip = try Samples.clip(folder.file("a.mp4"))
    #expect(await answer(desk(), request(clip, box: box)) == .failure(.tooSmall))
  }

  @Test func `a budget for nothing says so`() async throws {
    let clip = try Samples.clip(folder.file("a.mp4"))
    let budget = PictureBudget(bytesPerPicture: 10, bytesPerSecond: 10)
    let result = await answer(desk(), request(clip, budget: budget))
    #expect(result == .failure(.tooCostly))
    #expect(PictureProblem.tooCostly.message.hasSuffix("."))
  }

  @Test func `files that hold no picture end in a sentence`() async throws {
    try Data("no clip\n".utf8).write(to: URL(filePath: folder.file("text.mp4")))
    for name in ["text.mp4", "gone.mp4", ""] {
      let result = await answer(desk(), request(name.isEmpty ? "" : folder.file(name)))
      guard case .failure(let problem) = result else {
        Issue.record("\(name) gave pictures")
        continue
      }
      #expect(problem.message.hasPrefix("There is no picture"))
    }
  }

  @Test func `a still picture is one tile, also as a sheet`() async throws {
    let file = try Samples.clip(folder.file("a.png"), "testsrc=s=640x360", ["-frames:v", "1"])
    for order in [FrameOrder.sheet(count: 6), .still(at: 2), .run(from: 0, rate: 8, count: 9)] {
      let found = try await answer(desk(), request(file, order)).get()
      #expect(found.tiles.map(\.picture.size) == [Size(columns: 60, rows: 17)])
      #expect(found.length == nil)
    }
  }
}
