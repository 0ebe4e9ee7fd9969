import ChildProcesses
import FoundationEssentials
import TestSupport
import Testing

extension `End to end` {
  @Suite struct `At rest` {
    /// libdispatch counts the threads of a concurrent queue every second from its first use on; it
    /// waits for that moment with an epoll descriptor, which nothing else here has.
    @Test func `nothing wakes the program from time to time`() throws {
      let studio = try Studio()
      let filled = try ChildProcess.run(
        .init(
          Studio.programs + "/rushes-bench",
          ["fill", "--tasks", "300", "--data", studio.data], timeLimit: .seconds(60 * slowness)))
      #expect(filled.succeeded)
      let terminal = try Terminal(studio, columns: 120, rows: 40)
      try terminal.start(showing: "There is no picture")
      // The request of a task comes into the form, and its files are looked at.
      try terminal.press("F3", "e")
      try terminal.waitFor("the form") { $0.contains("The form holds the request") }
      try terminal.waitForSilence(.milliseconds(400))
      let folder = "/proc/\(try terminal.process())/fd"
      let open = try FileManager.default.contentsOfDirectory(atPath: folder).compactMap {
        // One that was closed meanwhile is none.
        try? FileManager.default.destinationOfSymbolicLink(atPath: folder + "/" + $0)
      }
      #expect(open.count > 5)
      #expect(!open.contains { $0.contains("eventpoll") || $0.contains("timerfd") }, "\(open)")
    }
  }
}
