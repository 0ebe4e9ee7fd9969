import FoundationEssentials
import Glibc
import TestSupport
import Testing

/// The request that stands beside every finished video.
@Suite struct Sidecars {
  private static let make = [
    "submit", "--duration", "4", "--resolution", "480p", "--wait", "--json",
  ]

  private func quick(_ more: String = "") throws -> Studio {
    try Studio(config: "default_profile: sandbox\n\(more)" + Studio.configuration(seconds: 0.2))
  }

  private func sidecar(_ task: JSON) throws -> String {
    String(try #require(task["file"]?.string).dropLast(4)) + ".json"
  }

  @Test func `a sidecar is what show prints, and makes the same request again`() throws {
    let studio = try quick()
    let made = try studio.run(
      Self.make + ["--prompt", "a \"pier\" 码头", "--seed", "7", "--return-last-frame"])
    #expect(made.status == 0, "\(made)")
    let path = try sidecar(made.json)
    let text = String(decoding: try #require(fileBytes(path)), as: UTF8.self)
    let shown = try studio.run("show", "1", "--json")
    #expect(try JSON(parsing: text)["request"] == shown.json["request"])
    #expect(try JSON(parsing: text)["last_frame_file"]?.string?.hasSuffix(".png") == true)
    #expect(try JSON(parsing: text).names == shown.json.names)
    #expect(!text.contains("http"))
    // From the file, from standard input, and from an array of one.
    for (words, input) in [
      (["--request", path], nil), (["--request", "-"], text), (["--request", "-"], shown.output),
      (["--request", "-"], "[\(text)]"),
    ] {
      let again = try studio.run(
        Self.make.dropLast(2) + ["--dry-run", "--json"] + words, input: input)
      #expect(again.status == 0, "\(again)")
      #expect(try again.json["http"]?["body"]?["seed"]?.number == 7)
      #expect(try again.json["http"]?["body"]?["return_last_frame"]?.bool == true)
    }
    let many = try studio.run(["submit", "--request", "-"], input: "[\(text),\(text)]")
    #expect(many.status == 2 && many.errors.contains("holds 2 requests"), "\(many)")
  }

  @Test func `a copied video takes its sidecar along, and one that is missing is written`() throws {
    let studio = try quick()
    let made = try studio.run(Self.make + ["--prompt", "one"])
    let path = try sidecar(made.json)
    unlink(path)
    try studio.write("", to: "there/x")
    let copied = try studio.run("download", "1", "--to", "there")
    #expect(copied.status == 0, "\(copied)")
    let name = try #require(path.split(separator: "/").last)
    let copy = try #require(studio.read("there/\(name)"))
    #expect(copy == fileBytes(path).map { String(decoding: $0, as: UTF8.self) })
    #expect(try JSON(parsing: copy)["id"]?.number == 1)
  }

  @Test func `it can be switched off`() throws {
    let studio = try quick("download: { sidecar: false }\n")
    let made = try studio.run(Self.make + ["--prompt", "one"])
    #expect(made.status == 0, "\(made)")
    #expect(fileBytes(try sidecar(made.json)) == nil)
    #expect(try studio.run("download", "1").status == 0)
    #expect(fileBytes(try sidecar(made.json)) == nil)
  }

  @Test func `it can be switched off on the screen, for every program on the store`() throws {
    let studio = try quick()
    let terminal = try Terminal(studio)
    try terminal.start()
    try terminal.press("Escape", ",")
    try terminal.waitFor("the settings") { $0.contains("Sidecar files") }
    try terminal.press("G")
    try terminal.waitFor("the last of them") { $0.contains("NAME.json with the request") }
    try terminal.press("Right", "C-q")
    try terminal.waitFor("the shell") { $0.isAtPrompt }
    let made = try studio.run(Self.make + ["--prompt", "one"])
    #expect(made.status == 0, "\(made)")
    #expect(fileBytes(try sidecar(made.json)) == nil)
    #expect(try studio.run("download", "1").status == 0)
    #expect(fileBytes(try sidecar(made.json)) == nil)
    // What the configuration says is worth more.
    let stated = "default_profile: sandbox\ndownload: { sidecar: true }\n"
    try studio.write(stated + Studio.configuration(seconds: 0.2), to: "config.yaml")
    let other = try studio.run(Self.make + ["--prompt", "two"])
    #expect(fileBytes(try sidecar(other.json)) != nil)
  }

  @Test func `another file of its name stays as it is, and the video is done all the same`() throws
  {
    let studio = try quick("download: { name: \"{prompt}\" }\n")
    try studio.write("mine", to: "data/videos/one.json")
    try studio.write(
      #"{"id":2,"created_at":"2026-01-01T00:00:00.000Z"}"#, to: "data/videos/two.json")
    for prompt in ["one", "two"] {
      let made = try studio.run(Self.make + ["--prompt", prompt])
      #expect(made.status == 0, "\(made)")
      #expect(try made.json["download"]?.string == "done")
      #expect(
        try studio.run("show", "\(made.json["id"]?.number.map { Int($0) } ?? 0)")
          .output.contains("no-sidecar"))
    }
    #expect(studio.read("data/videos/one.json") == "mine")
    #expect(studio.read("data/videos/two.json")?.contains("2026-01-01") == true)
    #expect(studio.read("data/log")?.contains("no-sidecar") == true)
  }
}
