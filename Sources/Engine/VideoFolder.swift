public import VideoTasks

/// Where finished videos go and what they are called.
public struct VideoFolder {
  /// An absolute path without a slash at its end.
  public let folder: String
  let files: any VideoFiles
  private let nameOf: (TaskRecord) -> String

  /// Makes a folder; `nameOf` gives a safe name without an ending, see `FileNaming`.
  public init(
    folder: String, files: any VideoFiles, nameOf: @escaping (TaskRecord) -> String
  ) {
    self.folder = folder
    self.files = files
    self.nameOf = nameOf
  }

  func name(_ record: TaskRecord) -> String { nameOf(record) }

  /// Where a task's bytes go until they are whole; the same after a restart, and no other task's.
  func partialFile(_ record: TaskRecord, isFrame: Bool) -> String {
    "\(folder)/\(nameOf(record)).\(record.id)\(isFrame ? ".png" : ".mp4").part"
  }
}
