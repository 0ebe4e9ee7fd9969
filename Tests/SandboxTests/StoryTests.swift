import ChildProcesses
import FoundationEssentials
import Glibc
import HTTPTransport
import Testing
import VideoTasks

@testable import Sandbox

@Suite(.serialized) struct StoryTests {
  @Test(arguments: [SandboxPrefix.apiyi, .official])
  func `a task is queued, runs, succeeds, and its video can be fetched`(
    prefix: SandboxPrefix
  ) async throws {
    let stage = try Stage()
    let body = Body.text("a fox", "\"duration\":4, \"resolution\":\"480p\", \"seed\":7")
    let id = try await stage.create(body, at: prefix)
    #expect(id.hasPrefix("cgt-20260606160057-"), "Beijing's time of the clock")

    let queued = try await stage.query(id, at: prefix)
    #expect(queued["status"]?.string == "queued")
    for absent in ["content", "usage", "seed", "ratio", "duration", "error"] {
      #expect(queued[absent] == nil)
    }
    stage.clock.advance(.seconds(1))
    #expect(try await stage.query(id, at: prefix)["status"]?.string == "running")
    #expect(await stage.rendered(id))
    #expect(try await stage.query(id, at: prefix)["status"]?.string == "running", "not due yet")
    stage.clock.advance(.seconds(3))

    let done = try await stage.query(id, at: prefix)
    #expect(done["status"]?.string == "succeeded")
    #expect(done["usage"]?["completion_tokens"] == .integer(40_594))
    #expect(done["usage"]?["total_tokens"] == .integer(40_594))
    #expect(done["seed"] == .integer(7))
    #expect(done["resolution"]?.string == "480p")
    #expect(done["ratio"]?.string == "16:9", "adaptive without a picture")
    #expect(done["duration"] == .integer(4))
    #expect(done["framespersecond"] == .integer(24))
    #expect(done["generate_audio"] == .bool(true))
    #expect(done["draft"] == .bool(false))
    #expect(done["created_at"] == .integer(1_780_732_857))
    #expect(done["updated_at"] == .integer(1_780_732_861))
    let link = try #require(done["content"]?["video_url"]?.string)
    #expect(link.hasPrefix("http://127.0.0.1:\(stage.server.port)/clips/"))
    let video = try await stage.send("GET", link)
    #expect(video.status == 200)
    #expect(video.header("Content-Type") == "video/mp4")
    #expect(Array(video.body[4..<8]) == Array("ftyp".utf8))
  }

  @Test func `a task never succeeds before its clip is there`() async throws {
    let stage = try Stage()
    let body = Body.text(
      "a fox", "\"duration\":4, \"resolution\":\"480p\", \"generate_audio\":false")
    // A desk whose renderer is stopped makes the task and leaves the clip to others.
    let desk = TaskDesk(
      folder: try TaskFolder(path: stage.folder), options: SandboxOptions(seconds: 0))
    desk.renderer.stop()
    let order = try SandboxCheck.order(Array(body.utf8), for: .official)
    let wish = Wish(order.prompt, for: .ark)
    let task = try desk.create(order, wish, at: .official, now: stage.clock.now)
    let id = task.id
    // Whoever holds the lock is rendering, as far as anybody else can tell.
    let lock = open(
      "\(stage.folder)/clips/\(id).lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    #expect(flock(lock, LOCK_EX) == 0)
    let server = try stage.anotherServer(options: SandboxOptions(seconds: 0, clips: .each))
    defer { server.stop() }
    #expect(try await stage.query(id, of: server)["status"]?.string == "running")
    #expect(!Disk.exists("\(stage.folder)/clips/\(task.clip.video)"))
    close(lock)
    #expect(await stage.rendered(id, by: server))
    #expect(try await stage.query(id, of: server)["status"]?.string == "succeeded")
  }

  @Test func `a clip has exactly the size, length and sound that were asked for`() async throws {
    let stage = try Stage(options: SandboxOptions(seconds: 0))
    let cases = [
      ("\"resolution\":\"720p\", \"ratio\":\"4:3\", \"duration\":4", 1112, 834, true),
      (
        "\"resolution\":\"480p\", \"ratio\":\"9:16\", \"duration\":6, \"generate_audio\":false",
        496, 864, false
      ),
    ]
    for (more, width, height, hasSound) in cases {
      let id = try await stage.create(
        Body.text(
          "a fox, 一只狐狸, 100% %{pts} 'quoted' \\\"twice\\\" : [x]",
          more + ", \"watermark\":true, \"return_last_frame\":true"))
      #expect(await stage.rendered(id))
      let done = try await stage.query(id)
      let length = try #require(done["duration"]?.integer)
      let path = "\(stage.folder)/clips/\(id).mp4"
      let streams = try probe(path)
      let film = try #require(streams.first { $0["codec_type"]?.string == "video" })
      #expect(film["codec_name"]?.string == "h264")
      #expect(film["pix_fmt"]?.string == "yuv420p")
      #expect(film["width"]?.integer == Int64(width))
      #expect(film["height"]?.integer == Int64(height))
      #expect(film["r_frame_rate"]?.string == "24/1")
      #expect(film["nb_frames"]?.integer == 24 * length)
      let sound = streams.first { $0["codec_type"]?.string == "audio" }
      #expect((sound != nil) == hasSound)
      if let sound {
        #expect(sound["codec_name"]?.string == "aac")
        #expect(sound["channels"]?.integer == 1)
        #expect(abs((sound["duration"]?.number ?? 0) - Double(length)) < 0.1)
      }
      let picture = try #require(done["content"]?["last_frame_url"]?.string)
      let png = ImageHeader(try await stage.send("GET", picture).body)
      #expect(png?.format == "png")
      #expect(png?.width == width && png?.height == height)
    }
  }

  @Test func `adaptive takes the shape of the picture, and -1 is answered with a length`()
    async throws
  {
    let stage = try Stage(options: SandboxOptions(seconds: 0))
    let picture = Sample.dataURL("image/bmp", Sample.bmp(300, 420))
    let id = try await stage.create(
      Body.content(
        Body.image("first_frame", picture) + "," + Body.image("last_frame", picture),
        "\"duration\":-1, \"resolution\":\"480p\""))
    #expect(await stage.rendered(id))
    let done = try await stage.query(id)
    #expect(done["ratio"]?.string == "3:4")
    #expect(done["duration"]?.integer == 5)
    let film = try probe("\(stage.folder)/clips/\(id).mp4").first
    #expect(film?["width"]?.integer == 560)
    // The first picture is of one colour: so is the beginning of the clip.
    #expect(try middleOfFirstFrame("\(stage.folder)/clips/\(id).mp4").allSatisfy { $0 > 180 })
  }

  @Test func `reference pictures are shown, and a damaged one does not spoil the clip`()
    async throws
  {
    let stage = try Stage(options: SandboxOptions(seconds: 0))
    let whole = Sample.dataURL("image/bmp", Sample.bmp(320, 320))
    let damaged = Sample.dataURL("image/png", Sample.png(320, 320))
    for url in [whole, damaged] {
      let id = try await stage.create(
        Body.content(
          "{\"type\":\"text\",\"text\":\"a fox\"}," + Body.image("reference_image", url),
          "\"duration\":4, \"resolution\":\"480p\", \"generate_audio\":false"))
      #expect(await stage.rendered(id))
      #expect(try await stage.query(id)["ratio"]?.string == "1:1")
    }
  }

  @Test func `a prompt can ask for a failure, and a failed task is HTTP 200`() async throws {
    let stage = try Stage()
    let failing = try await stage.create(
      Body.text("a [fail: OutputAudioSensitiveContentDetected] b"))
    let expiring = try await stage.create(Body.text("[expire]"))
    stage.clock.advance(.seconds(1))
    #expect(try await stage.query(failing)["status"]?.string == "running")
    stage.clock.advance(.seconds(3))
    let answer = try await stage.call("GET", Stage.tasks + "/" + failing)
    #expect(answer.status == 200)
    #expect(answer.json["status"]?.string == "failed")
    #expect(answer.code == "OutputAudioSensitiveContentDetected")
    #expect(answer.json["content"] == nil)
    #expect(try await stage.query(expiring)["status"]?.string == "expired")
  }

  @Test func `a task that is not done in its time expires`() async throws {
    let stage = try Stage(options: SandboxOptions(seconds: 10_000, clips: .shared))
    let id = try await stage.create(Body.text("a", "\"execution_expires_after\":3600"))
    stage.clock.advance(.seconds(3599))
    #expect(try await stage.query(id)["status"]?.string == "running")
    stage.clock.advance(.seconds(1))
    #expect(try await stage.query(id)["status"]?.string == "expired")
    stage.clock.advance(.seconds(20_000))
    #expect(try await stage.query(id)["status"]?.string == "expired", "and stays so")
  }

  @Test func `any server answers for any task, also after a restart`() async throws {
    let stage = try Stage()
    let id = try await stage.create(
      Body.text("a", "\"duration\":4, \"resolution\":\"480p\", \"generate_audio\":false"))
    let other = try stage.anotherServer()
    #expect(other.port != stage.server.port)
    stage.clock.advance(.seconds(1))
    #expect(try await stage.query(id, of: other)["status"]?.string == "running")
    stage.server.stop()
    other.stop()
    stage.clock.advance(.seconds(10))
    let third = try stage.anotherServer()
    defer { third.stop() }
    #expect(await stage.rendered(id, by: third))
    let done = try await stage.query(id, of: third)
    #expect(done["status"]?.string == "succeeded")
    let link = try #require(done["content"]?["video_url"]?.string)
    #expect(link.contains(":\(third.port)/"), "the link leads to the server that answers")
    #expect(try await stage.send("GET", link).status == 200)
  }

  @Test func `two servers render a clip once`() async throws {
    let stage = try Stage(options: SandboxOptions(seconds: 0))
    let other = try stage.anotherServer(options: SandboxOptions(seconds: 0))
    defer { other.stop() }
    let id = try await stage.create(
      Body.text("a", "\"duration\":4, \"resolution\":\"480p\", \"generate_audio\":false"))
    async let first = stage.rendered(id)
    async let second = stage.rendered(id, by: other)
    #expect(await first)
    let before = try #require(identity("\(stage.folder)/clips/\(id).mp4"))
    #expect(await second)
    #expect(try #require(identity("\(stage.folder)/clips/\(id).mp4")) == before)
    let left = Disk.names(in: stage.folder + "/clips").filter { $0.hasPrefix(id) }.sorted()
    #expect(left == [id + ".mp4", id + ".png"], "nothing else is left behind")
  }

  @Test func `a stopped server is gone, and stopping again does nothing`() async throws {
    let stage = try Stage(options: SandboxOptions(clips: .each))
    _ = try await stage.create(
      Body.content(Body.words, "\"resolution\":\"1080p\", \"duration\":15", model: Body.standard))
    let start = ContinuousClock.now
    stage.server.stop()
    stage.server.stop()
    #expect(ContinuousClock.now - start < .seconds(2), "a rendering does not hold it up")
    await #expect(throws: HTTPFailure.self) {
      try await stage.call("GET", Stage.tasks)
    }
  }

  @Test func `a task is forgotten after seven days, and its files go at the next start`()
    async throws
  {
    let stage = try Stage()
    let id = try await stage.create(Body.text("[expire]"))
    stage.clock.advance(.seconds(7 * 24 * 3600 - 1))
    #expect(try await stage.query(id)["status"]?.string == "expired")
    stage.clock.advance(.seconds(1))
    #expect(try await stage.call("GET", Stage.tasks + "/" + id).status == 404)
    try stage.anotherServer().stop()
    #expect(Disk.names(in: stage.folder + "/tasks").isEmpty)
  }

  // MARK: What a clip holds

  private func identity(_ path: String) -> UInt64? {
    var status = stat()
    return stat(path, &status) == 0 ? UInt64(status.st_ino) : nil
  }

  private func probe(_ path: String) throws -> [JSONValue] {
    let output = try ChildProcess.run(
      ChildProcess.Command(
        "ffprobe", ["-v", "error", "-show_streams", "-of", "json", path],
        timeLimit: .seconds(20)))
    let value = try JSONDecoder().decode(JSONValue.self, from: Data(output.output))
    return value["streams"]?.array ?? []
  }

  private func middleOfFirstFrame(_ path: String) throws -> [UInt8] {
    let output = try ChildProcess.run(
      ChildProcess.Command(
        "ffmpeg",
        [
          "-v", "error", "-i", path, "-frames:v", "1", "-vf", "crop=4:4", "-f", "rawvideo",
          "-pix_fmt", "gray", "-",
        ], timeLimit: .seconds(20)))
    #expect(output.output.count == 16)
    return output.output
  }
}
