internal import TaskStore
public import VideoTasks

/// Where finished videos go and what they are called.
public struct VideoFolder {
  /// An absolute path without a slash at its end.
  public let folder: String
  let files: any VideoFiles
  private let nameOf: (TaskRecord) -> String
  /// Writes what is to be known of a video beside it; why it could not, in a sentence.
  let describe: (TaskRecord) -> String?

  /// Makes a folder.
  ///
  /// - Parameters:
  ///   - nameOf: gives a safe name without an ending, see `FileNaming`.
  ///   - describe: writes a file beside a video that has its name, see `Sidecar`; returns why it
  ///     could not, and nil when all is well.
  public init(
    folder: String, files: any VideoFiles, nameOf: @escaping (TaskRecord) -> String,
    describe: @escaping (TaskRecord) -> String? = { _ in nil }
  ) {
    self.describe = describe
    self.folder = folder
    self.files = files
    self.nameOf = nameOf
  }

  func name(_ record: TaskRecord) -> String { nameOf(record) }

  /// Where a task's bytes go until they are whole: no other task's file, and no other engine's.
  ///
  /// - Parameters:
  ///   - begun: where they went before: gone on with as long as it is there, also when the folder of
  ///     the settings is another one by now. Nil when somebody may still write there.
  ///   - number: of the owner's call. Another engine may have gone on with a file that this one
  ///     began, and be stopped over it: that name is never given again.
  func partialFile(
    _ record: TaskRecord, _ begun: String?, isFrame: Bool, owner: OwnerID, number: UInt64
  ) -> String {
    let ending = isFrame ? ".png.part" : ".mp4.part"
    if let begun, begun.hasSuffix(ending), files.size(of: begun) != nil { return begun }
    let writer = "\(owner.rawValue.prefix(8))-\(number)"
    return "\(folder)/\(nameOf(record)).\(record.id)-\(writer)\(ending)"
  }
}
