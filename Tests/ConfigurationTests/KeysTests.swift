import FoundationEssentials
import Glibc
import Testing
import VideoTasks

@testable import Configuration

@Suite struct `Finding keys` {
  private let apiyi = builtIn[0]

  private func keys(
    _ source: KeySource? = nil, environment: [String: String] = [:],
    files table: [String: String] = [:], mode: UInt32 = 0o600
  ) -> Keys {
    var settings = Settings(paths: paths(), builtIn: builtIn)
    settings.keySources["apiyi"] = source
    return Keys(
      settings: settings, paths: paths(), environment: environment, files: files(table, mode: mode))
  }

  private let credentials = "/home/ada/.config/rushes/credentials.yaml"

  @Test func `the profile's own source comes first, then the variable, then the file`() throws {
    let environment = ["OWN": " own\n", "APIYI_API_KEY": "usual"]
    let table = [credentials: "apiyi: 'stored'\nother: x"]
    let own = keys(.environment("OWN"), environment: environment, files: table)
    #expect(try own.find(apiyi)?.secret == "own")
    let unset = keys(.environment("NONE"), environment: environment, files: table)
    #expect(try unset.find(apiyi)?.secret == "usual")
    #expect(try keys(environment: environment, files: table).find(apiyi)?.secret == "usual")
    let blank = keys(environment: ["APIYI_API_KEY": " "], files: table)
    #expect(try blank.find(apiyi)?.secret == "stored")
    #expect(try keys().find(apiyi) == nil)
    for finder in [own, unset, blank] { #expect(finder.isPresent(apiyi)) }
    #expect(!keys().isPresent(apiyi))
  }

  @Test(arguments: [
    ("volcengine", "ARK_API_KEY"), ("byteplus", "BYTEPLUS_API_KEY"), ("kyyvideo2", "KYY_API_KEY"),
    ("kyyaipower", "KYY_API_KEY"), ("x1", "KYY_API_KEY"),
  ])
  func `every built-in profile has its variable`(name: String, variable: String) throws {
    var profile = apiyi
    profile.name = name
    #expect(try keys(environment: [variable: "k"]).find(profile)?.secret == "k")
    profile.name = "mine"
    #expect(try keys(environment: [variable: "k"]).find(profile) == nil)
  }

  @Test func `the sandbox gets no key`() throws {
    var profile = apiyi
    profile.server = .sandbox
    #expect(try keys(environment: ["APIYI_API_KEY": "k"]).find(profile) == nil)
  }

  @Test func `a file holds a key, and a missing one is not passed over`() throws {
    let found = keys(.file("/k"), environment: ["APIYI_API_KEY": "no"], files: ["/k": "abc\r\n"])
    #expect(try found.find(apiyi)?.secret == "abc")
    let missing = keys(.file("/k"), environment: ["APIYI_API_KEY": "no"])
    #expect(!missing.isPresent(apiyi))
    #expect(
      throws: KeyError.unreadable(profile: "apiyi", path: "/k", reason: "there is no such file")
    ) { try missing.find(apiyi) }
  }

  @Test func `a command prints a key`() throws {
    #expect(try keys(.command("echo ' sk-1 '")).find(apiyi)?.secret == "sk-1")
    let word = keys(.command("echo $WORD"), environment: ["WORD": "x", "PATH": "/bin"])
    #expect(try word.find(apiyi)?.secret == "x")
  }

  @Test(arguments: [
    ("echo secret; echo secret >&2; exit 3", "It ended with status 3."),
    ("kill -KILL $$", "Signal 9 ended it."),
  ])
  func `a command that fails shows nothing of what it printed`(
    command: String, reason: String
  ) throws {
    #expect(throws: KeyError.commandFailed(profile: "apiyi", reason: reason)) {
      try keys(.command(command)).find(apiyi)
    }
  }

  @Test func `asking whether a key is there runs nothing`() throws {
    let mark = FileManager.default.temporaryDirectory
      .appending(path: "rushes-\(UUID().uuidString)").path
    #expect(keys(.command("touch '\(mark)'")).isPresent(apiyi))
    #expect(!FileManager.default.fileExists(atPath: mark))
  }

  @Test(arguments: ["se cret", "sec\nret", "sec\u{7}ret", "secrét", "sec\u{200B}ret", "sec\0ret"])
  func `a text that no header can carry is refused without being shown`(_ text: String) throws {
    let error = #expect(throws: KeyError.self) {
      try keys(environment: ["APIYI_API_KEY": text]).find(apiyi)
    }
    #expect(error == .malformed(profile: "apiyi", source: "The variable APIYI_API_KEY"))
    let message = try #require(error?.message)
    #expect(!message.contains("sec") && !message.contains("ret,"))
  }

  @Test func `nothing is not a key`() {
    #expect(throws: KeyError.empty(profile: "apiyi", source: "What the command printed")) {
      try keys(.command("echo")).find(apiyi)
    }
  }

  @Test(arguments: [0o640, 0o604, 0o644, 0o660, 0o601] as [UInt32])
  func `credentials that others may read are not used`(_ mode: UInt32) throws {
    let open = keys(files: [credentials: "apiyi: k"], mode: mode)
    let error = #expect(throws: KeyError.self) { try open.find(apiyi) }
    #expect(
      error?.message
        == "Other users may read \(credentials), so it was not used. Run: chmod 600 \(credentials)")
    // It is there all the same: the sandbox must not be taken in its place.
    #expect(open.isPresent(apiyi))
  }

  @Test(arguments: [
    ("sk-secret", 1), ("apiyi: k\nsk-secret", 2), ("a: [sk-secret]", 1), ("a: b\na: sk-secret", 2),
    ("a: *secret", 1),
  ])
  func `broken credentials are named by their line alone`(text: String, line: Int) throws {
    let broken = keys(files: [credentials: text])
    let error = #expect(throws: KeyError.self) { try broken.find(apiyi) }
    #expect(error == .badCredentials(path: credentials, line: line))
    #expect(try !#require(error?.message).contains("secret"))
    #expect(!broken.isPresent(apiyi))
  }
}

@Suite struct `Storing a key` {
  private func withFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "rushes-\(UUID().uuidString)").path
    // If this fails, only litter is left.
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
  }

  private func keys(_ folder: String) -> Keys {
    let paths = paths(config: folder + "/deep/config.yaml")
    return Keys(
      settings: Settings(paths: paths, builtIn: builtIn), paths: paths, environment: [:])
  }

  private func mode(_ path: String) -> UInt32 {
    var status = stat()
    return stat(path, &status) == 0 ? UInt32(status.st_mode) & 0o777 : 0
  }

  @Test func `it is found again, beside those that were there, by its owner alone`() throws {
    try withFolder { folder in
      try keys(folder).store(profile: builtIn[0], key: " it's:#a-key \n")
      try keys(folder).store(profile: builtIn[1], key: "second")
      #expect(try keys(folder).find(builtIn[0])?.secret == "it's:#a-key")
      #expect(try keys(folder).find(builtIn[1])?.secret == "second")
      #expect(mode(folder + "/deep/credentials.yaml") == 0o600)
      #expect(mode(folder + "/deep") == 0o700)
      let names = try FileManager.default.contentsOfDirectory(atPath: folder + "/deep")
      #expect(names == ["credentials.yaml"])
    }
  }

  @Test func `a file that others could read is closed to them`() throws {
    try withFolder { folder in
      try keys(folder).store(profile: builtIn[0], key: "one")
      chmod(folder + "/deep/credentials.yaml", 0o644)
      try keys(folder).store(profile: builtIn[1], key: "two")
      #expect(try keys(folder).find(builtIn[0])?.secret == "one")
    }
  }

  @Test func `a link stays a link`() throws {
    try withFolder { folder in
      try FileManager.default.createDirectory(
        atPath: folder + "/deep", withIntermediateDirectories: true)
      let target = folder + "/target"
      try Data("apiyi: old".utf8).write(to: URL(filePath: target))
      let link = folder + "/deep/credentials.yaml"
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: target)
      try keys(folder).store(profile: builtIn[0], key: "new")
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == target)
      #expect(try keys(folder).find(builtIn[0])?.secret == "new")
      #expect(mode(target) == 0o600)
    }
  }

  @Test func `a broken file is not overwritten`() throws {
    try withFolder { folder in
      let file = folder + "/deep/credentials.yaml"
      try FileManager.default.createDirectory(
        atPath: folder + "/deep", withIntermediateDirectories: true)
      try Data("apiyi old".utf8).write(to: URL(filePath: file))
      #expect(throws: KeyError.badCredentials(path: file, line: 1)) {
        try keys(folder).store(profile: builtIn[0], key: "new")
      }
      #expect(try Data(contentsOf: URL(filePath: file)) == Data("apiyi old".utf8))
    }
  }

  @Test func `what is no key is not stored`() throws {
    try withFolder { folder in
      #expect(throws: KeyError.malformed(profile: "apiyi", source: "What was entered")) {
        try keys(folder).store(profile: builtIn[0], key: "a b")
      }
      #expect(!FileManager.default.fileExists(atPath: folder))
    }
  }

  @Test func `a folder that cannot be made is an error that says so`() throws {
    try withFolder { folder in
      try Data().write(to: URL(filePath: folder))
      let file = folder + "/deep/credentials.yaml"
      #expect(throws: KeyError.cannotWrite(path: file, ENOTDIR)) {
        try keys(folder).store(profile: builtIn[0], key: "k")
      }
    }
  }
}
