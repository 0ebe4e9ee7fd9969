import Dispatch
import FoundationEssentials
import Glibc
import Synchronization
import TestSupport
import Testing
import VideoTasks

@testable import EventLog

/// An entry about a task.
private func entry(_ detail: String, kind: String = "queued", task: Int64? = 7) -> LogEntry {
  LogEntry(
    at: Timestamp(milliseconds: 1_790_000_000_123), process: 42, task: task.map { TaskID($0) },
    kind: kind, detail: detail)
}

private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

@Suite struct `A line of the log` {
  @Test func `says when, who, about what, what and why`() {
    #expect(
      text(entry("as cgt-1").line()) == "2026-09-21T14:13:20.123Z 42 task 7 queued as cgt-1\n")
    #expect(
      text(entry("", kind: "started", task: nil).line())
        == "2026-09-21T14:13:20.123Z 42 rushes started\n")
  }

  @Test func `is told to somebody else too, without keys, also where no file can be written`() {
    let log = EventLog()
    let told = Mutex<[String]>([])
    let done = DispatchSemaphore(value: 0)
    log.begin(at: "/proc/none/log")
    log.hide("secret-of-mine")
    log.echo { entry, words in
      told.withLock { $0.append("\(entry.kind): \(words)") }
      done.signal()
    }
    log.write(entry("as \u{1B}secret-of-mine"))
    done.wait()
    #expect(told.withLock { $0 } == ["queued: task 7 queued as (key)"])
  }

  @Test(arguments: [
    ("a\nb\r\u{1B}[2Jc\u{7}\u{9B}1m\u{202E}d\u{0}e\u{2028}f", "a b [2Jc1mde f"),
    ("at https://h.example/v.mp4?X-Tos-Signature=abc&x=1 now", "at https://h.example/v.mp4?… now"),
    ("Authorization: Bearer abcdefgh12345", "Authorization: Bearer …"),
    ("key sk-abcdefghijklmnop", "key sk-…"),
    ("image data:image/png;base64,iVBORw0KGgo= was", "image data:image/png;base64,… was"),
    ("body \(String(repeating: "QUJD", count: 40)) end", "body … end"),
    (
      "file /home/ada/Videos/rushes/\(String(repeating: "a", count: 90)).mp4",
      "file /home/ada/Videos/rushes/\(String(repeating: "a", count: 90)).mp4"
    ),
  ])
  func `holds nothing that it must not`(detail: String, expected: String) {
    #expect(text(entry(detail).line()).hasSuffix(" task 7 queued \(expected)\n"))
  }

  @Test func `leaves out the keys that it is told of, wherever they stand`() {
    let line = text(
      entry("no key my-own-secret:x", kind: "my-own-secret").line(hiding: ["my-own-secret"]))
    #expect(line.hasSuffix(" (key) no key (key):x\n"))
  }

  @Test(arguments: ["x", "漢", "e\u{301}", "👨‍👩‍👧 ", "\u{200B}", " "])
  func `is bounded, whole text and one line`(piece: String) {
    let line = entry(String(repeating: piece, count: 2_000_000)).line()
    #expect(line.count <= LogEntry.maximumBytes)
    #expect(line.count(where: { $0 == 10 }) == 1)
    #expect(line.last == 10)
    #expect(String(validating: line, as: UTF8.self) != nil)
  }

  @Test(arguments: 0..<200)
  func `is printable whatever it is made of`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let bytes = (0..<300).map { _ in UInt8.random(in: 0...255, using: &random) }
    let line = entry(text(bytes), kind: text(bytes)).line()
    for scalar in text(line.dropLast()).unicodeScalars {
      #expect(scalar.value >= 0x20 && !(0x7F..<0xA0).contains(scalar.value))
    }
  }
}

@Suite struct `The file of the log` {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder("log") }

  private func lines(_ name: String = "log") -> [String] {
    text(fileBytes(folder.file(name)) ?? []).split(separator: "\n").map(String.init)
  }

  private func expect(_ found: Bool, is expected: Bool) { #expect(found == expected) }

  private func append(_ text: String, _ file: inout LogFile) -> Bool {
    file.append(Array(text.utf8))
  }

  private func mode(_ path: String) -> mode_t {
    var facts = stat()
    return stat(path, &facts) == 0 ? facts.st_mode & 0o777 : 0
  }

  @Test func `is made with its folders, for its owner alone`() {
    var file = LogFile(path: folder.file("state/rushes/log"))
    expect(append("one\n", &file), is: true)
    #expect(mode(folder.file("state")) == 0o700)
    #expect(mode(folder.file("state/rushes")) == 0o700)
    #expect(mode(folder.file("state/rushes/log")) == 0o600)
  }

  @Test func `is closed to others when it was open to them`() {
    #expect(FileManager.default.createFile(atPath: folder.file("log"), contents: nil))
    chmod(folder.file("log"), 0o644)
    var file = LogFile(path: folder.file("log"))
    expect(append("one\n", &file), is: true)
    #expect(mode(folder.file("log")) == 0o600)
  }

  @Test func `keeps two older parts, and no more than it may hold`() {
    var file = LogFile(path: folder.file("log"), maximumBytes: 100)
    for number in 100..<160 { expect(append("line \(number)\n", &file), is: true) }
    #expect(lines().last == "line 159")
    let all = lines("log.2") + lines("log.1") + lines()
    #expect(all == (160 - all.count..<160).map { "line \($0)" })
    #expect(all.count > 22)
    for name in ["log", "log.1", "log.2"] {
      #expect(fileBytes(folder.file(name))?.count ?? 0 <= 100)
      #expect(mode(folder.file(name)) == 0o600)
    }
    #expect(!FileManager.default.fileExists(atPath: folder.file("log.3")))
  }

  @Test func `of many writers at once no line is lost, mixed or written twice`() {
    let path = folder.file("log")
    DispatchQueue.concurrentPerform(iterations: 8) { writer in
      // Large enough that at most one change of parts falls into the test.
      var file = LogFile(path: path, maximumBytes: 40_000)
      for number in 0..<300 { _ = file.append(Array("writer \(writer) line \(number)\n".utf8)) }
      file.close()
    }
    let all = lines("log.2") + lines("log.1") + lines()
    #expect(all.count == 2400)
    #expect(
      Set(all) == Set((0..<8).flatMap { writer in (0..<300).map { "writer \(writer) line \($0)" } })
    )
  }

  @Test func `is found again when somebody has moved it away`() {
    var file = LogFile(path: folder.file("log"))
    expect(append("one\n", &file), is: true)
    rename(folder.file("log"), folder.file("elsewhere"))
    expect(append("two\n", &file), is: true)
    #expect(lines() == ["two"])
    #expect(lines("elsewhere") == ["one"])
  }

  @Test(arguments: ["/proc/nowhere/log", "/dev/full", "pipe", "folder"])
  func `that cannot be written hurts nobody`(place: String) throws {
    mkfifo(folder.file("pipe"), 0o600)
    mkdir(folder.file("folder"), 0o700)
    let path = place.hasPrefix("/") ? place : folder.file(place)
    var file = LogFile(path: path)
    expect(append("one\n", &file), is: false)
    let log = EventLog()
    log.begin(at: path)
    for number in 0..<50 { log.write(entry("\(number)")) }
    log.drain()
  }

  @Test func `is written by the time the log is drained`() {
    let log = EventLog()
    log.write(entry("before it begins"))
    log.begin(at: folder.file("log"))
    log.hide("a-secret-key")
    for number in 0..<500 { log.write(entry("a-secret-key \(number)")) }
    log.drain()
    #expect(lines().count == 500)
    #expect(lines().last?.hasSuffix(" task 7 queued (key) 499") == true)
  }
}
