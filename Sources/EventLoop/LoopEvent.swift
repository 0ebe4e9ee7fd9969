/// Something that a loop waited for.
public enum LoopEvent<Message: Sendable>: Sendable {
  /// A watched descriptor has bytes, or its end of file.
  case readable(Int32)
  /// The other end of a watched descriptor is gone and all its bytes are read. It is no longer
  /// watched, so this is told once.
  case hungUp(Int32)
  /// A signal of the loop's set came in; several of one kind in a row are one.
  case signal(Int32)
  /// A message came through the mailbox.
  case message(Message)
  /// Something in a watched folder changed, once or many times.
  case folderChanged(FolderWatch)
  /// The deadline that `wait` was given has passed.
  case deadline
}

extension LoopEvent: Equatable where Message: Equatable {}

/// A folder that a loop watches.
public struct FolderWatch: Hashable, Sendable {
  let number: Int32
}
