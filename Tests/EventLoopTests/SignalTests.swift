import EventLoop
import Glibc
import Testing

/// Signals reach a loop of their own here: they are sent to the thread that waits, because the
/// other threads of the test process do not block them.
@Suite(.serialized)
struct SignalTests {
  @Test func `signals are events, several of a kind are one, and messages come after them`()
    throws
  {
    let loop = try EventLoop<Int>(signals: [SIGUSR1, SIGUSR2])
    loop.mailbox.post(1)
    pthread_kill(pthread_self(), SIGUSR2)
    pthread_kill(pthread_self(), SIGUSR2)
    pthread_kill(pthread_self(), SIGUSR1)
    let events = loop.wait(until: nil)
    #expect(events.count == 3)
    #expect(events.contains(.signal(SIGUSR1)))
    #expect(events.contains(.signal(SIGUSR2)))
    #expect(events.last == .message(1))
    #expect(loop.wait(until: atOnce) == [.deadline])
  }

  @Test func `a window change is an event although its usual effect is none`() throws {
    let loop = try EventLoop<Int>(signals: [SIGWINCH])
    pthread_kill(pthread_self(), SIGWINCH)
    #expect(loop.wait(until: nil) == [.signal(SIGWINCH)])
  }

  @Test func `threads started after the block inherit it`() throws {
    try SignalMask.block([SIGUSR1])
    let pipe = try Pipe()
    let writing = pipe.writing
    let thread = startThread {
      var set = sigset_t()
      pthread_sigmask(SIG_BLOCK, nil, &set)
      var answer: UInt8 = sigismember(&set, SIGUSR1) == 1 ? 1 : 0
      _ = write(writing, &answer, 1)
    }
    pthread_join(thread, nil)
    #expect(pipe.read(1) == "\u{1}")
  }

  @Test func `a signal that was ignored at the start stays ignored`() throws {
    let before = signal(SIGURG, SIG_IGN)
    defer { signal(SIGURG, before) }
    let loop = try EventLoop<Int>(signals: [SIGURG])
    pthread_kill(pthread_self(), SIGURG)
    #expect(loop.wait(until: atOnce) == [.deadline])
  }
}
