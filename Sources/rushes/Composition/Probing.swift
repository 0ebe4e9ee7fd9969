internal import Dispatch
internal import Glibc
internal import MediaTools
internal import Synchronization
internal import TextLayout
internal import VideoTasks

/// Looks at media: on this machine always, behind addresses when that was asked for.
enum Probing {
  /// How many files or addresses are looked at at once.
  static let mostAtOnce = 4

  /// What is known of the media of a draft.
  struct Findings: Sendable {
    /// For the rules.
    var facts: [MediaReference: Result<MediaFacts, MediaProblem>] = [:]
    /// Sentences about addresses that gave nothing: they break no rule, because the server may still
    /// be able to fetch them.
    var warnings: [String] = []
  }

  /// What is known of one local file; of anything else nothing is.
  static func look(at reference: MediaReference) -> Result<MediaFacts, MediaProblem> {
    guard let path = reference.path else { return .success(MediaFacts()) }
    return MediaProbe.probe(path: LocalPath.absolute(path))
  }

  /// What an address gives. Blocks while others are looked at, and for ten seconds at most.
  static func lookAtAddress(_ reference: MediaReference) -> Result<MediaFacts, AddressProblem> {
    guard case .url(let address) = reference else { return .failure(.notAnAddress) }
    places.wait()
    defer { places.signal() }
    return MediaProbe.probe(url: address)
  }

  private static let places = DispatchSemaphore(value: mostAtOnce)

  /// What is known of the media of a draft. Blocks for as long as the probes take.
  ///
  /// - Parameter alsoRemote: whether what addresses give is looked at too, over the network.
  static func findings(of draft: RequestDraft, alsoRemote: Bool = false) -> Findings {
    var findings = Findings()
    findings.facts = each(distinct(draft) { $0.path != nil }, look)
    guard alsoRemote else { return findings }
    let addresses = distinct(draft) { if case .url = $0 { true } else { false } }
    let answers = each(addresses, lookAtAddress)
    for address in addresses {
      switch answers[address] {
      case .success(let facts)?: findings.facts[address] = .success(facts)
      case .failure(let problem)?:
        let name = CleanText.line(address.text, limit: 80)
        findings.warnings.append("\(name): \(problem.message)")
      case nil: break
      }
    }
    return findings
  }

  private static func distinct(
    _ draft: RequestDraft, _ isWanted: (MediaReference) -> Bool
  ) -> [MediaReference] {
    var found: [MediaReference] = []
    var seen: Set<MediaReference> = []
    for item in draft.media where isWanted(item.reference) && seen.insert(item.reference).inserted {
      found.append(item.reference)
    }
    return found
  }

  /// Looks at several, a few at once.
  private static func each<Problem: Error>(
    _ references: [MediaReference],
    _ look: @escaping @Sendable (MediaReference) -> Result<MediaFacts, Problem>
  ) -> [MediaReference: Result<MediaFacts, Problem>] {
    let found = Mutex<[MediaReference: Result<MediaFacts, Problem>]>([:])
    let rest = Mutex(references[...])
    let queue = DispatchQueue(label: "media", attributes: .concurrent)
    let group = DispatchGroup()
    for _ in 0..<min(mostAtOnce, references.count) {
      queue.async(group: group) {
        while let reference = rest.withLock({ $0.popFirst() }) {
          let result = look(reference)
          found.withLock { $0[reference] = result }
        }
      }
    }
    group.wait()
    return found.withLock { $0 }
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
