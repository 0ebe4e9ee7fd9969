/// The disk, as far as finished videos need it.
///
/// Calls block; the driver makes them on the engine's own thread.
public protocol VideoFiles {
  /// The size of a file in bytes, or nil when there is none.
  func size(of path: String) -> Int64?

  /// Bytes that may still be written in a folder; nil when the system does not say.
  func freeBytes(in folder: String) -> Int64?

  /// Makes a folder and those above it.
  func makeFolder(_ path: String) throws(DiskError)

  /// Whether a file is a whole video (or any other file, where it does not end in `.mp4`).
  func isWhole(_ path: String) -> Bool

  /// Makes the bytes durable and gives the file a name, in its own folder, that no other file has.
  ///
  /// `name` is taken when it is free, else `name-2`, `name-3`, … before the ending. The partial name
  /// stays beside it, where the disk can do that, until `remove`; a file that has been given a name
  /// before gets the same one again. Returns the path.
  func publish(_ partial: String, name: String, ending: String) throws(DiskError) -> String

  /// Whether `publish` has given a partial file its name already: it was whole then, and durable.
  func hasName(_ partial: String) -> Bool

  /// Removes a file; a missing one is fine.
  func remove(_ path: String)
}

/// A call to the disk that failed.
public struct DiskError: Error, Hashable, Sendable {
  /// The system's number for the reason.
  public let code: Int32
  /// What was being done, to which path.
  public let operation: String

  /// Makes an error.
  public init(code: Int32, operation: String) {
    self.code = code
    self.operation = operation
  }
}
