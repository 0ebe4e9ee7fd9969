internal import CLinux
internal import Glibc
internal import Synchronization

/// A queue through which any thread hands messages to the thread that runs a loop.
///
/// Messages of one thread arrive in the order of posting; none is lost or doubled. A post costs a
/// lock, and one system call if the loop has not been woken since it last took messages.
public final class Mailbox<Message: Sendable>: Sendable {
  private struct Waiting {
    var messages: [Message] = []
    /// The descriptor is readable. True exactly while `messages` holds something: both change
    /// under the lock only, so no wake-up can be lost between them.
    var isAwake = false
  }

  /// Readable while messages wait.
  let descriptor: Int32
  private let waiting = Mutex(Waiting())

  init() throws(EventLoopError) {
    let opened = rushes_wake_open()
    guard opened >= 0 else { throw EventLoopError(.wakeUp, opened) }
    descriptor = opened
  }

  deinit {
    close(descriptor)
  }

  /// Adds a message and wakes the loop. A message posted after the loop has ended is dropped when
  /// the mailbox is.
  public func post(_ message: Message) {
    waiting.withLock { waiting in
      waiting.messages.append(message)
      guard !waiting.isAwake else { return }
      waiting.isAwake = true
      rushes_wake_post(descriptor)
    }
  }

  /// Takes all messages that wait.
  @usableFromInline
  func take() -> [Message] {
    waiting.withLock { waiting in
      guard waiting.isAwake else { return [] }
      waiting.isAwake = false
      rushes_wake_clear(descriptor)
      let messages = waiting.messages
      waiting.messages = []
      return messages
    }
  }
}
