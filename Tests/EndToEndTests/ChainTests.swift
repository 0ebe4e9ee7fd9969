import FoundationEssentials
import Testing

/// Films of several clips: `--after` with the real program, against the sandbox.
@Suite struct `A chain of tasks` {
  private func make(_ studio: Studio, _ words: String...) throws -> Ended {
    try studio.run(["submit", "--duration", "4", "--resolution", "480p"] + words)
  }

  /// The bodies of the creates that reached the sandbox, in order.
  private func bodies(_ studio: Studio) throws -> [JSON] {
    try studio.journal().map { create in
      let name = try #require(create["body"]?.string)
      return try JSON(parsing: try #require(studio.read("data/sandbox/" + name)))
    }
  }

  /// The picture that a create has carried as its first frame, as `data:`; nil where it had none.
  private func frame(_ body: JSON) -> String? {
    let items = body["content"]?.array ?? []
    return items.first { $0["role"]?.string == "first_frame" }?["image_url"]?["url"]?.string
  }

  @Test func `three links become three videos, each begun with the end of the one before`() throws {
    let studio = try Studio()
    #expect(try make(studio, "--prompt", "one").status == 0)
    #expect(try make(studio, "--prompt", "two", "--after", "1").status == 0)
    let third = try make(studio, "--prompt", "three", "--after", "2", "--wait", "--json")
    #expect(third.status == 0, "\(third)")
    let journal = try bodies(studio)
    #expect(journal.count == 3)
    #expect(frame(journal[0]) == nil)
    for create in journal.dropFirst() {
      #expect(frame(create)?.hasPrefix("data:image/png;base64,") == true, "\(create)")
      #expect(create["return_last_frame"]?.bool == true)
    }
    #expect(frame(journal[1]) != frame(journal[2]))
    let shown = try third.json
    #expect(shown["after"]?.number == 2)
    // What was sent is told: the picture of the second one's end.
    let second = try studio.run("show", "2", "--json").json
    let picture = try #require(second["last_frame_file"]?.string)
    #expect(shown["request"]?["first_frame"]?.string == picture)
    #expect(shown["last_frame_file"]?.string?.hasSuffix(".png") == true)
    #expect(try studio.run("show", "3").output.contains("first-frame"))
  }

  @Test func `a video that was made without its last frame gives it all the same`() throws {
    let studio = try Studio(
      config: "default_profile: sandbox\ndownload: { automatic: false }\n"
        + Studio.configuration(seconds: 0.5))
    let first = try make(studio, "--prompt", "one", "--wait", "--json")
    #expect(try first.json["download"]?.string == "none", "\(first)")
    let second = try make(studio, "--prompt", "two", "--after", "1", "--json")
    #expect(second.status == 0, "\(second)")
    #expect(try second.json["status"]?.string == "queued")
    let picture = try #require(try second.json["request"]?["first_frame"]?.string)
    #expect(picture.hasSuffix(".last.png"))
    #expect(try studio.run("show", "1", "--json").json["download"]?.string == "done")
    #expect(try frame(bodies(studio)[1]) != nil)
  }

  @Test func `what cannot be a link is refused at once, with what to do, and nothing is stored`()
    throws
  {
    let studio = try Studio(
      config: "default_profile: sandbox\n"
        + Studio.configuration(
          seconds: 60,
          profiles: "  kyy: { api: kyyvideo2, base_url: sandbox, model: seedance_2_0_pro }"))
    #expect(try make(studio, "--prompt", "one").status == 0)
    #expect(try studio.run("submit", "--profile", "kyy", "--prompt", "two").status == 0)
    let picture = try studio.write("no picture", to: "a.png")
    for (words, said) in [
      (["--prompt", "x", "--after", "2"], "no last frame"),
      (["--prompt", "x", "--after", "1", "--image", "https://a.test/b.png"], "--image"),
      (["--prompt", "x", "--after", "1", "--profile", "kyy"], "the last frame of task 1"),
      (["--prompt", "x", "--after", "1", "--first-frame", picture], "--first-frame"),
    ] {
      let ended = try studio.run(["submit"] + words)
      #expect(ended.status == 4 && ended.errors.contains(said), "\(ended)")
    }
    #expect(try studio.run("submit", "--prompt", "x", "--after", "9").status == 2)
    #expect(try studio.run("list", "--json").json.array?.count == 2)
    let refusal = try studio.run("submit", "--prompt", "x", "--after", "2", "--json")
    #expect(try JSON(parsing: refusal.errors)["error"]?["code"]?.string == "NoLastFrame")
  }

  @Test func `who waits behind a task whose answer was lost is told so, and not for ever`()
    throws
  {
    let studio = try Studio(
      config: "default_profile: sandbox\n"
        + Studio.configuration(
          seconds: 0.2, profiles: "  kyyvideo2: { base_url: sandbox, poll_seconds: 0.2 }"))
    let lost = try studio.run(
      "submit", "--profile", "kyyvideo2", "--prompt", "x [fault: lost-answer]")
    #expect(lost.status == 6, "\(lost)")
    try Media.makePicture(studio.path("a.png"), width: 400, height: 400)
    let second = try make(
      studio, "--prompt", "two", "--first-frame", "a.png", "--after", "1", "--wait")
    #expect(second.status == 6 && second.errors.contains("rushes resolve 1"), "\(second)")
    let third = try make(studio, "--prompt", "three", "--after", "2", "--wait", "--json")
    #expect(third.status == 6, "\(third)")
    #expect(try third.json["status"]?.string == "waiting")
    // Settled, it all goes on.
    _ = try studio.run("resolve", "1", "--not-created")
    let waited = try studio.run("wait", "2", "3", "--json")
    #expect(waited.status == 1, "\(waited)")
    let codes = try waited.json.array?.compactMap { $0["error"]?["code"]?.string }
    #expect(codes == ["EarlierTaskFailed", "EarlierTaskFailed"])
  }

  @Test func `a dry run of a link says where its first frame comes from`() throws {
    let studio = try Studio()
    #expect(try make(studio, "--prompt", "one").status == 0)
    let dry = try make(studio, "--prompt", "two", "--after", "1", "--dry-run", "--json")
    #expect(dry.status == 0, "\(dry)")
    let content = try dry.json["http"]?["body"]?["content"]?.array
    let addresses = content?.compactMap { $0["image_url"]?["url"]?.string }
    #expect(addresses == ["the last frame of task 1"])
    #expect(try dry.json["http"]?["body"]?["return_last_frame"]?.bool == true)
  }

  @Test func `a task that still waits is made to return its last frame when one is to follow it`()
    throws
  {
    let studio = try Studio(
      config: "default_profile: sandbox\nsandbox: { seconds: 2 }\nprofiles:\n"
        + "  sandbox: { poll_seconds: 0.2, max_active: 1 }\n")
    #expect(try make(studio, "--prompt", "one").status == 0)
    let second = try make(studio, "--prompt", "two", "--json")
    #expect(try second.json["status"]?.string == "waiting")
    #expect(try make(studio, "--prompt", "three", "--after", "2").status == 0)
    let changed = try studio.run("show", "2", "--json").json
    #expect(changed["request"]?["return_last_frame"]?.bool == true)
    #expect(try studio.run("wait", "3").status == 0)
    #expect(try bodies(studio)[1]["return_last_frame"]?.bool == true)
  }
}
