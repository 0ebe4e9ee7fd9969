internal import Glibc
internal import MediaTools
internal import VideoTasks

/// Looks at media on this machine.
enum Probing {
  /// What is known of one reference: only local files are looked at.
  static func look(at reference: MediaReference) -> Result<MediaFacts, MediaProblem> {
    guard let path = reference.path else { return .success(MediaFacts()) }
    return MediaProbe.probe(path: LocalPath.absolute(path))
  }

  /// What is known of all local media of a draft. Blocks for as long as the probes take.
  ///
  /// - Parameter alsoRemote: whether media elsewhere is looked at too, over the network.
  static func facts(
    of draft: RequestDraft, alsoRemote: Bool = false
  ) -> [MediaReference: Result<MediaFacts, MediaProblem>] {
    var facts: [MediaReference: Result<MediaFacts, MediaProblem>] = [:]
    for item in draft.media
    where (alsoRemote || item.reference.path != nil) && facts[item.reference] == nil {
      facts[item.reference] = look(at: item.reference)
    }
    return facts
  }
}

/// The names in a folder, for the completion of paths.
enum FolderListing {
  /// More names than this help nobody.
  static let most = 2000

  /// The names, folders with a slash at their end, sorted; empty when the folder cannot be read.
  static func names(in path: String) -> [String] {
    let folder = LocalPath.absolute(path.isEmpty ? "." : path)
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while names.count < most, let entry = readdir(stream) {
      let name = withUnsafePointer(to: entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name == "." || name == ".." { continue }
      names.append(isFolder(folder + "/" + name) ? name + "/" : name)
    }
    return names.sorted()
  }

  private static func isFolder(_ path: String) -> Bool {
    var facts = stat()
    return stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR
  }
}
