import EventLoop
import Glibc
import Testing

struct MailboxTests {
  private struct Parcel: Equatable, Sendable {
    let sender: Int
    let number: Int
  }

  @Test func `messages of many threads all arrive, once each and in the order of each thread`()
    throws
  {
    let senders = 8
    let each = 5_000
    let loop = try EventLoop<Parcel>(signals: [])
    let mailbox = loop.mailbox
    let threads = (0..<senders).map { sender in
      startThread {
        for number in 0..<each { mailbox.post(Parcel(sender: sender, number: number)) }
      }
    }
    var next = [Int](repeating: 0, count: senders)
    var received = 0
    // A lost wake-up would leave the loop here for ever; the far deadline makes that a failure.
    let limit = MonotonicTime.now() + .seconds(60)
    receiving: while received < senders * each {
      for event in loop.wait(until: limit) {
        guard case .message(let parcel) = event else { break receiving }
        #expect(next[parcel.sender] == parcel.number)
        next[parcel.sender] = parcel.number + 1
        received += 1
      }
    }
    #expect(received == senders * each)
    #expect(loop.wait(until: atOnce) == [.deadline])
    for thread in threads { pthread_join(thread, nil) }
  }

  @Test func `each message of a thread that waits for its answer wakes the loop`() throws {
    let rounds = 2_000
    let here = try EventLoop<Int>(signals: [])
    let there = try EventLoop<Int>(signals: [])
    let answers = here.mailbox
    // Handed over to the thread, which is the only one to use it from now on.
    nonisolated(unsafe) let other = there
    let questions = there.mailbox
    let limit = MonotonicTime.now() + .seconds(60)
    let thread = startThread {
      for _ in 0..<rounds {
        guard case .message(let number)? = other.wait(until: limit).first else { return }
        answers.post(number + 1)
      }
    }
    for number in 0..<rounds {
      questions.post(number)
      #expect(here.wait(until: limit) == [.message(number + 1)])
    }
    pthread_join(thread, nil)
  }

  @Test func `messages posted before the loop waits come together and leave nothing behind`()
    throws
  {
    let loop = try EventLoop<Int>(signals: [])
    for number in 0..<3 { loop.mailbox.post(number) }
    #expect(loop.wait(until: nil) == [.message(0), .message(1), .message(2)])
    #expect(loop.wait(until: atOnce) == [.deadline])
    loop.mailbox.post(3)
    #expect(loop.wait(until: nil) == [.message(3)])
  }

  @Test func `a post after the end of the loop harms nothing`() throws {
    var loop: EventLoop<Int>? = try EventLoop<Int>(signals: [])
    let mailbox = try #require(loop).mailbox
    loop = nil
    mailbox.post(1)
  }
}
