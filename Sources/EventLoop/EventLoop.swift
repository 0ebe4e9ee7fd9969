/// The one place where the first thread waits: for input, signals, messages of other threads,
/// changes in folders, and the time.
///
/// It belongs to the thread that made it. Only its `mailbox` may be used by others.
public final class EventLoop<Message: Sendable> {
  /// How other threads reach this one.
  public let mailbox: Mailbox<Message>

  @usableFromInline let poller: Poller

  /// Blocks the signals (see `SignalMask`) and makes them events of this loop.
  public init(signals: [Int32]) throws(EventLoopError) {
    try SignalMask.block(signals)
    mailbox = try Mailbox()
    poller = try Poller(signals: signals, mailDescriptor: mailbox.descriptor)
  }

  /// Tells from now on when the descriptor can be read. Watching twice is watching once.
  public func watch(descriptor: Int32) { poller.watch(descriptor: descriptor) }

  /// Ends the watching of a descriptor. Call it before closing one.
  public func unwatch(descriptor: Int32) { poller.unwatch(descriptor: descriptor) }

  /// Tells from now on when an entry of the folder is made, written, moved or deleted.
  ///
  /// Changes made on another machine, on a network file system, are not seen.
  public func watchFolder(_ path: String) throws(EventLoopError) -> FolderWatch {
    try poller.watchFolder(path)
  }

  /// Ends the watching of a folder; an ended watch is left as it is.
  public func unwatchFolder(_ watch: FolderWatch) { poller.unwatchFolder(watch) }

  /// Waits until something happens and returns all that has, at least one event: signals first,
  /// then input, folders and messages, and `.deadline` last.
  ///
  /// - Parameter deadline: nil waits without end; a moment that has passed only looks.
  @inlinable
  public func wait(until deadline: MonotonicTime?) -> [LoopEvent<Message>] {
    // Inlinable: where the type of the messages is not known, looking it up costs more than the rest.
    while true {
      var events: [LoopEvent<Message>] = []
      for found in poller.wait(until: deadline) {
        switch found {
        case .readable(let descriptor): events.append(.readable(descriptor))
        case .hungUp(let descriptor): events.append(.hungUp(descriptor))
        case .signal(let signal): events.append(.signal(signal))
        case .folderChanged(let watch): events.append(.folderChanged(watch))
        case .mail: for message in mailbox.take() { events.append(.message(message)) }
        case .deadline: events.append(.deadline)
        }
      }
      // What the mailbox was woken for may have been taken before.
      if !events.isEmpty { return events }
    }
  }
}

@available(*, unavailable)
extension EventLoop: Sendable {}
