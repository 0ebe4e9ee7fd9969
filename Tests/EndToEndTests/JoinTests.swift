import ChildProcesses
import FoundationEssentials
import Glibc
import TestSupport
import Testing

/// `rushes join` with the real program.
@Suite struct `Joining videos` {
  private func studio(_ tasks: [[String]]) throws -> Studio {
    let studio = try Studio(
      config: "default_profile: sandbox\n" + Studio.configuration(seconds: 0.2))
    for (number, words) in tasks.enumerated() {
      let made = try studio.run(
        ["submit", "--prompt", "clip \(number + 1)", "--resolution", "480p", "--wait"] + words)
      #expect(made.status == 0, "\(made)")
    }
    return studio
  }

  @Test func `finished videos become a film, in the order that was asked for`() throws {
    let studio = try studio([["--duration", "4"], ["--duration", "5"]])
    let joined = try studio.run("join", "2", "1", "2", "--out", "film.mp4")
    #expect(joined.status == 0 && joined.errors.isEmpty, "\(joined)")
    #expect(joined.output.contains("film.mp4 is made of 3 videos: 14.0 s"), "\(joined)")
    let clip = try Media.measure(studio.path("film.mp4"))
    #expect(clip.seconds == 14 && clip.height == 496 && clip.hasSound)
    let told = try studio.run("join", "1", "--out", "one.mp4", "--json")
    #expect(try told.json.names == ["file", "bytes", "seconds", "reencoded", "ids"])
    #expect(try told.json["reencoded"]?.bool == false)
    #expect(try told.json["file"]?.string == studio.path("one.mp4"))
  }

  @Test func `videos of other shapes are encoded anew, which is said`() throws {
    let studio = try studio([["--duration", "4"], ["--duration", "4", "--ratio", "9:16"]])
    let joined = try studio.run("join", "1", "2", "--out", "film.mp4")
    #expect(joined.status == 0, "\(joined)")
    #expect(joined.errors.contains("encoded anew: that of task 2 is 496×864, not 864×496"))
    let clip = try Media.measure(studio.path("film.mp4"))
    #expect(clip == Media.Clip(width: 864, height: 496, seconds: 8, hasSound: true))
  }

  @Test func `what cannot be joined is refused before anything is made`() throws {
    let studio = try studio([["--duration", "4"]])
    _ = try studio.run(
      "submit", "--prompt", "x [fail: OutputVideoSensitiveContentDetected]", "--wait")
    _ = try studio.run("submit", "--prompt", "late")
    let refused = try studio.run("join", "1", "2", "3", "--out", "film.mp4")
    #expect(refused.status == 4, "\(refused)")
    #expect(refused.errors.contains("rushes retry 2") && refused.errors.contains("rushes wait 3"))
    #expect(!refused.errors.contains("ask 1"))
    try studio.write("mine", to: "mine.mp4")
    for (words, status) in [
      (["join", "1", "--out", "mine.mp4"], 2), (["join", "1", "--out", "film.txt"], 2),
      (["join", "1"], 2), (["join", "--out", "film.mp4"], 2), (["join", "9", "--out", "a.mp4"], 2),
      (["join", "1", "--out", "no/film.mp4"], 2), (["join", "1", "--out", "/proc/film.mp4"], 7),
    ] {
      let ended = try studio.run(words)
      #expect(ended.status == Int32(status) && !ended.errors.isEmpty, "\(words): \(ended)")
    }
    #expect(studio.read("mine.mp4") == "mine")
    #expect(studio.read("film.mp4") == nil)
    let file = try #require(try studio.run("show", "1", "--json").json["file"]?.string)
    unlink(file)
    let gone = try studio.run("join", "1", "--out", "film.mp4", "--json")
    #expect(gone.status == 4)
    let error = try JSON(parsing: gone.errors)["error"]
    #expect(error?["code"]?.string == "NoVideo")
    #expect(error?["message"]?.string?.contains("rushes download 1") == true)
  }

  @Test func `an interruption leaves nothing behind`() throws {
    let studio = try studio([["--duration", "4"], ["--duration", "15", "--ratio", "9:16"]])
    // The signal comes while ffmpeg works: its folder tells when that is. What a shell like this
    // starts in the background is deaf to an interrupt.
    let script = """
      rushes join 1 2 2 2 2 2 --out film.mp4 & pid=$!
      until ls -d .rushes-join-*/film.mp4 >/dev/null 2>&1; do kill -0 $pid || exit 9; done
      kill -TERM $pid; wait $pid; echo "ended $?"; ls -A
      """
    let output = try ChildProcess.run(
      ChildProcess.Command(
        "sh", ["-c", script], environment: studio.environment(), directory: studio.folder.path,
        timeLimit: .seconds(120 * slowness)))
    let text = String(decoding: output.output, as: UTF8.self)
    #expect(text.contains("ended 130"), "\(text)")
    #expect(!text.contains("film.mp4") && !text.contains(".rushes-join"), "\(text)")
  }
}
