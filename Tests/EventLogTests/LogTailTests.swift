import FoundationEssentials
import TestSupport
import Testing
import VideoTasks

@testable import EventLog

/// Lines that are read again as they were written.
struct LogTailTests {
  private static let entries = [
    LogEntry(
      at: Timestamp(milliseconds: 1_795_183_385_000), process: 12, task: TaskID(7),
      kind: "accepted", detail: "cgt-1 雨夜  two blanks"),
    LogEntry(
      at: Timestamp(milliseconds: 1_795_183_385_123), process: 1, task: nil, kind: "started",
      detail: ""),
  ]

  @Test(arguments: entries) func `a line is read as it was written`(entry: LogEntry) {
    let line = String(decoding: entry.line().dropLast(), as: UTF8.self)
    let read = LogEntry(line: line)
    #expect(read?.task == entry.task)
    #expect(read?.kind == entry.kind)
    #expect(read?.process == entry.process)
    #expect(read.map { String(decoding: $0.line().dropLast(), as: UTF8.self) } == line)
  }

  @Test(arguments: [
    "", "x", "2026-11-20T14:03:05Z", "2026-11-20T14:03:05Z 12", "2026-11-20T14:03:05Z x rushes a",
    "2026-11-20T14:03:05Z 12 task", "2026-11-20T14:03:05Z 12 task x y",
    "2026-11-20T14:03:05Z 12 other started", "yesterday 12 rushes started",
    "2026-11-20T14:03:05Z 12 rushes", "2026-11-20T14:03:05Z 12 rushes ",
  ])
  func `what is no line is none`(text: String) {
    #expect(LogEntry(line: text) == nil)
  }

  @Test func `the end of a log is read in whole lines`() throws {
    let folder = try TemporaryFolder("tail")
    let path = folder.file("log")
    #expect(LogEntry.tail(of: path) == [])
    #expect(LogEntry.tail(of: folder.path) == [])
    let line = "2026-11-20T14:03:05Z 12 task 7 accepted cgt-1\n"
    try Data((String(repeating: line, count: 100) + "2026-11-20T").utf8)
      .write(to: URL(filePath: path))
    #expect(LogEntry.tail(of: path).count == 100)
    let last = LogEntry.tail(of: path, bytes: line.utf8.count * 3 + 20)
    #expect(last.count == 3)
    #expect(last.allSatisfy { $0.kind == "accepted" && $0.detail == "cgt-1" })
  }
}
