import EventLoop
import Testing

/// A moment that has passed: the loop only looks.
let atOnce = MonotonicTime(nanoseconds: 0)

struct DescriptorTests {
  @Test func `bytes on a watched descriptor are an event until they are read`() throws {
    let loop = try EventLoop<Int>(signals: [])
    let pipe = try Pipe()
    loop.watch(descriptor: pipe.reading)
    #expect(loop.wait(until: atOnce) == [.deadline])
    pipe.write("ab")
    #expect(loop.wait(until: nil) == [.readable(pipe.reading)])
    #expect(pipe.read(1) == "a")
    #expect(loop.wait(until: nil) == [.readable(pipe.reading)])
    #expect(pipe.read(1) == "b")
    #expect(loop.wait(until: atOnce) == [.deadline])
  }

  @Test func `what was written before a hang-up is read before it is told, and it is told once`()
    throws
  {
    let loop = try EventLoop<Int>(signals: [])
    let pipe = try Pipe()
    loop.watch(descriptor: pipe.reading)
    pipe.write("xy")
    pipe.closeWriting()
    #expect(loop.wait(until: nil) == [.readable(pipe.reading)])
    #expect(pipe.read(1) == "x")
    #expect(loop.wait(until: nil) == [.readable(pipe.reading)])
    #expect(pipe.read(1) == "y")
    #expect(loop.wait(until: nil) == [.hungUp(pipe.reading)])
    // It would return at once for ever if the descriptor were still watched.
    #expect(loop.wait(until: atOnce) == [.deadline])
  }

  @Test func `a descriptor that is not open counts as hung up and does not spin`() throws {
    let loop = try EventLoop<Int>(signals: [])
    // No process here has so many open.
    loop.watch(descriptor: 1_000_000)
    #expect(loop.wait(until: nil) == [.hungUp(1_000_000)])
    #expect(loop.wait(until: atOnce) == [.deadline])
  }

  @Test func `a descriptor watched twice is told once, and not at all after unwatch`() throws {
    let loop = try EventLoop<Int>(signals: [])
    let pipe = try Pipe()
    loop.watch(descriptor: pipe.reading)
    loop.watch(descriptor: pipe.reading)
    pipe.write("a")
    #expect(loop.wait(until: nil) == [.readable(pipe.reading)])
    loop.unwatch(descriptor: pipe.reading)
    #expect(loop.wait(until: atOnce) == [.deadline])
  }

  @Test func `a deadline is told even when input never stops`() throws {
    let loop = try EventLoop<Int>(signals: [])
    let pipe = try Pipe()
    loop.watch(descriptor: pipe.reading)
    pipe.write("never read")
    let events = loop.wait(until: atOnce)
    #expect(events == [.readable(pipe.reading), .deadline])
  }

  @Test func `a wait ends at its deadline and never before`() throws {
    let loop = try EventLoop<Int>(signals: [])
    for step in 1...20 {
      let deadline = MonotonicTime.now() + .microseconds(137 * step)
      #expect(loop.wait(until: deadline) == [.deadline])
      #expect(MonotonicTime.now() >= deadline)
    }
  }
}
