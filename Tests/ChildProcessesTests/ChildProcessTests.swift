import ChildProcesses
import Dispatch
import FoundationEssentials
import Glibc
import Testing

/// Runs a shell script, with a limit that no test comes near.
private func shell(_ script: String, limit: Duration = .seconds(60)) throws -> ChildProcess.Output {
  try ChildProcess.run(.init("sh", ["-c", script], timeLimit: limit))
}

private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

@Suite struct `Running a program` {
  @Test func `its output, its errors and its exit status come back`() throws {
    let result = try shell("echo out; echo err >&2; exit 7")
    #expect(text(result.output) == "out\n")
    #expect(text(result.errorOutput) == "err\n")
    #expect(result.status == .exited(7))
    #expect(!result.succeeded)
    #expect(!result.outputWasCut)
  }

  @Test func `an end by a signal is told from an exit`() throws {
    #expect(try shell("kill -KILL $$").status == .signalled(SIGKILL))
  }

  @Test func `a name that is nowhere is not found`() {
    let command = ChildProcess.Command("no-such-program-here", timeLimit: .seconds(60))
    #expect(throws: ChildProcessError.notFound("no-such-program-here")) {
      try ChildProcess.run(command)
    }
  }

  @Test func `a folder that is not there is a refusal of the system`() {
    let command = ChildProcess.Command(
      "true", directory: "/no/such/folder", timeLimit: .seconds(60))
    #expect(throws: ChildProcessError.cannotStart(ENOENT)) { try ChildProcess.run(command) }
  }

  @Test func `a zero byte in an argument is refused and not cut off`() {
    let command = ChildProcess.Command("echo", ["a\0b"], timeLimit: .seconds(60))
    #expect(throws: ChildProcessError.cannotStart(EINVAL)) { try ChildProcess.run(command) }
  }

  @Test func `a program reads all of its input, also more than a pipe holds`() throws {
    let input = [UInt8](repeating: 65, count: 3_000_000)
    let result = try ChildProcess.run(
      .init("cat", input: input, timeLimit: .seconds(60), outputLimit: 4_000_000))
    #expect(result.output == input)
  }

  @Test func `a program that does not read its input does no harm`() throws {
    let input = [UInt8](repeating: 65, count: 3_000_000)
    let result = try ChildProcess.run(.init("true", input: input, timeLimit: .seconds(60)))
    #expect(result.succeeded)
  }

  @Test func `without input a program reads nothing`() throws {
    #expect(try shell("cat").output.isEmpty)
  }

  @Test func `both outputs are drained at once and cut at the limit`() throws {
    let script = "head -c 2000000 /dev/zero; head -c 2000000 /dev/zero >&2; echo end"
    let result = try ChildProcess.run(
      .init("sh", ["-c", script], timeLimit: .seconds(60), outputLimit: 1000))
    #expect(result.output == [UInt8](repeating: 0, count: 1000))
    #expect(result.errorOutput.count == 1000)
    #expect(result.outputWasCut)
    #expect(result.succeeded)
  }

  @Test func `what a program leaves in the background is not waited for`() throws {
    #expect(text(try shell("sleep 300 & echo done; exit 0").output) == "done\n")
  }

  @Test func `environment and folder are as stated`() throws {
    let result = try ChildProcess.run(
      .init(
        "/bin/sh", ["-c", "echo $WORD; pwd; echo ${HOME-none}"], environment: ["WORD": "ratio"],
        directory: "/usr", timeLimit: .seconds(60)))
    #expect(text(result.output) == "ratio\n/usr\nnone\n")
  }

  @Test func `a polite program is made nicer`() throws {
    let script = "until [ $(nice) = 7 ]; do :; done; echo nicer"
    let result = try ChildProcess.run(
      .init("sh", ["-c", script], timeLimit: .seconds(60), niceness: 7))
    #expect(text(result.output) == "nicer\n")
  }
}

@Suite struct `What a child inherits` {
  @Test func `neither blocked nor ignored signals`() throws {
    var mask = sigset_t()
    var before = sigset_t()
    sigemptyset(&mask)
    sigaddset(&mask, SIGUSR1)
    pthread_sigmask(SIG_BLOCK, &mask, &before)
    let handler = signal(SIGUSR2, SIG_IGN)
    defer {
      pthread_sigmask(SIG_SETMASK, &before, nil)
      signal(SIGUSR2, handler)
    }
    let status = text(try shell("grep -E '^Sig(Blk|Ign)' /proc/self/status").output)
    let masks = status.split(separator: "\n").map { UInt64($0.suffix(16), radix: 16) }
    // glibc ignores its own two signals, 32 and 33, in every program that it spawns.
    let ownOfLibrary: UInt64 = 3 << 31
    #expect(masks.map { $0.map { $0 & ~ownOfLibrary } } == [0, 0])
  }

  @Test func `no descriptor but the standard three`() throws {
    // Without close-on-exec, as a careless library would open it.
    let open = dup(0)
    defer { close(open) }
    #expect(open > 2)
    // The fourth is the folder that `ls` itself reads.
    let result = try ChildProcess.run(.init("ls", ["/proc/self/fd"], timeLimit: .seconds(60)))
    #expect(text(result.output) == "0\n1\n2\n3\n")
  }

  @Test func `a process group of its own`() throws {
    let lines = text(try shell("echo $$; cut -d ' ' -f 5 /proc/$$/stat").output)
      .split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines.first == lines.last)
  }
}

@Suite struct `Ending a program` {
  @Test(arguments: ["", "trap '' TERM;"])
  func `at the time limit its whole group is ended`(_ trap: String) throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "rushes-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    // If this fails, only litter is left.
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let line = folder + "/line"
    try #require(mkfifo(line, 0o600) == 0)
    let reading = open(line, O_RDONLY | O_NONBLOCK)
    defer { close(reading) }
    // The grandchild holds the writing end for as long as it lives.
    let script = "\(trap) exec 9>'\(line)'; echo up >&9; sleep 300 & sleep 300; sleep 300"
    #expect(throws: ChildProcessError.timedOut(.milliseconds(500))) {
      try shell(script, limit: .milliseconds(500))
    }
    var bytes = [UInt8](repeating: 0, count: 16)
    #expect(read(reading, &bytes, bytes.count) == 3)
    // The last holder's end shows as the end of the line; poll waits for just that.
    var polled = [pollfd(fd: reading, events: Int16(POLLIN), revents: 0)]
    #expect(poll(&polled, 1, 10_000) == 1)
    #expect(read(reading, &bytes, bytes.count) == 0)
  }

  @Test func `a cancel before the wait counts`() throws {
    let running = try ChildProcess.start(.init("sleep", ["300"], timeLimit: .seconds(600)))
    running.cancel()
    #expect(throws: ChildProcessError.cancelled) { try running.wait() }
    // Asked again it says the same, and a late cancel does nothing.
    running.cancel()
    #expect(throws: ChildProcessError.cancelled) { try running.wait() }
  }

  @Test func `a cancel from another thread ends the wait`() throws {
    let running = try ChildProcess.start(.init("sleep", ["300"], timeLimit: .seconds(600)))
    DispatchQueue.global().async { running.cancel() }
    #expect(throws: ChildProcessError.cancelled) { try running.wait() }
  }

  @Test func `a cancel after the end changes nothing`() throws {
    let running = try ChildProcess.start(.init("true", timeLimit: .seconds(60)))
    #expect(try running.wait().succeeded)
    running.cancel()
    #expect(try running.wait().succeeded)
  }

  @Test func `no descriptor stays open, however it ended`() throws {
    func descriptors() throws -> Set<String> {
      Set(try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd"))
    }
    // Other tests run beside this one: the least of several counts is what stays.
    func least() throws -> Int { try (0..<20).map { _ in try descriptors().count }.min() ?? 0 }
    let before = try least()
    for _ in 0..<150 {
      _ = try ChildProcess.run(.init("true", timeLimit: .seconds(60)))
      _ = try ChildProcess.start(.init("sleep", ["300"], timeLimit: .seconds(60)))
      _ = #expect(throws: ChildProcessError.self) {
        try ChildProcess.run(.init("true", directory: "/no/such/folder", timeLimit: .seconds(60)))
      }
    }
    #expect(try least() < before + 150)
  }
}

@Suite struct `Looking a program up` {
  @Test(arguments: [
    ("sh", "/nowhere:/bin", "/bin/sh"), ("sh", "::/bin/", "/bin//sh"), ("/bin/sh", "", "/bin/sh"),
  ])
  func `the first folder that has it wins`(name: String, path: String, found: String) {
    #expect(ChildProcess.find(name, path: path) == found)
  }

  @Test(arguments: ["", "etc", "a\0b", "/etc/passwd", "/usr", "no-such-program-here"])
  func `folders, plain files and nonsense are not programs`(_ name: String) {
    #expect(ChildProcess.find(name, path: "/:/usr/bin") == nil)
  }
}

@Suite struct `The words of a failure` {
  @Test(arguments: [
    (ChildProcessError.notFound("ffprobe"), "ffprobe is not installed, or not in PATH."),
    (.cannotStart(ENOEXEC), "The program could not be started: Exec format error."),
    (.timedOut(.seconds(5)), "The program was ended because it took longer than 5 s."),
    (.timedOut(.milliseconds(250)), "The program was ended because it took longer than 250 ms."),
    (.cancelled, "The program was ended before it was done."),
  ])
  func `say what happened`(error: ChildProcessError, words: String) {
    #expect(error.message == words)
  }
}
