import FoundationEssentials
import TestSupport
import Testing

@testable import Configuration

@Suite struct `The service of an agent` {
  let folder: TemporaryFolder
  let unit = ServiceUnit(
    program: "/usr/local/bin/rushes", arguments: ["agent"], environment: ["PATH": "/usr/bin:/bin"])

  init() throws { folder = try TemporaryFolder("unit") }

  private func services() -> UserServices {
    UserServices(user: "ada", configHome: folder.file("config"), root: folder.path)
  }

  private func makeFolder(_ name: String) throws {
    try FileManager.default.createDirectory(
      atPath: folder.file(name), withIntermediateDirectories: true)
  }

  @Test func `tells systemd what design.md promises`() {
    let lines = unit.text.split(separator: "\n").map(String.init)
    for line in [
      "Type=notify", "ExecStart=/usr/local/bin/rushes agent", "Restart=on-failure",
      "TimeoutStopSec=90", "Environment=PATH=/usr/bin:/bin", "WantedBy=default.target",
    ] {
      #expect(lines.contains(line), "\(line)")
    }
    #expect(lines.contains { $0.hasPrefix("WatchdogSec=") })
  }

  /// By systemd.syntax(7) and "Command lines" of systemd.service(5).
  @Test(arguments: [
    ("/home/ada/my videos", "\"/home/ada/my videos\""), ("/a%h", "/a%%h"), ("/a$HOME", "/a$$HOME"),
    ("/a\"b\\c", "\"/a\\\"b\\\\c\""), ("/a;b", "\"/a;b\""),
    ("/a\nExecStart=x", "\"/a\\nExecStart=x\""),
    ("/影片", "/影片"),
  ])
  func `says every path as it is`(path: String, word: String) {
    var unit = unit
    unit.arguments = ["agent", "--data", path]
    #expect(
      unit.text.contains("ExecStart=/usr/local/bin/rushes agent --data \(word)\n"), "\(unit.text)")
  }

  @Test func `is written, written anew, and left alone when it is the same`() throws {
    let services = services()
    #expect(!services.hasUnit)
    #expect(try services.install(unit))
    #expect(services.hasUnit)
    #expect(try !services.install(unit))
    var other = unit
    other.arguments = ["agent", "--data", "/srv/rushes"]
    #expect(try services.install(other))
    let written = FileManager.default.contents(atPath: services.unitFile)
    #expect(written == Data(other.text.utf8))
    let names = try FileManager.default.contentsOfDirectory(
      atPath: folder.file("config/systemd/user"))
    #expect(names == ["rushes-agent.service"])
  }

  @Test func `never takes the place of somebody else's`() throws {
    let services = services()
    try makeFolder("config/systemd/user")
    let theirs = Data("[Service]\nExecStart=/bin/true\n".utf8)
    try theirs.write(to: URL(filePath: services.unitFile))
    #expect {
      _ = try services.install(unit)
    } throws: { error in
      (error as? ServiceUnitError)?.message.contains("was not written by rushes") == true
    }
    #expect(FileManager.default.contents(atPath: services.unitFile) == theirs)
    // A folder that is a file.
    let blocked = UserServices(user: "ada", configHome: services.unitFile, root: folder.path)
    #expect(throws: ServiceUnitError.self) { try blocked.install(unit) }
  }

  @Test func `outlives a logout only where lingering is on`() throws {
    let services = services()
    #expect(!services.areThere)
    try makeFolder("run/systemd/system")
    #expect(services.areThere)
    #expect(!services.linger)
    #expect(services.lingerAdvice.contains("loginctl enable-linger ada"))
    try makeFolder("var/lib/systemd/linger/ada")
    #expect(services.linger)
  }
}
