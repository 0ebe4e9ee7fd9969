internal import TerminalUI
internal import TextLayout
internal import VideoTasks

/// Completing the path of a local file by Tab.
extension DashboardState {
  /// The path in the focused field, cut at its last slash; nil when it is not a path.
  var focusedPath: (folder: String, start: String)? {
    guard case .media(let role, let index) = form.focus,
      let rows = form.media[role], rows.indices.contains(index)
    else { return nil }
    let text = FormState.trimmed(rows[index].text)
    guard !text.isEmpty, let path = MediaReference(text).path else { return nil }
    guard let slash = path.lastIndex(of: "/") else { return ("", path) }
    return (String(path[...slash]), String(path[path.index(after: slash)...]))
  }

  /// Asks for the folder that the focused path lies in, unless it is known.
  mutating func listFolderOfFocus(completes: Bool) -> [DashboardEffect] {
    guard let path = focusedPath else { return [] }
    if form.listing?.folder == path.folder && !completes { return [] }
    if let wanted = form.wantedFolder, wanted.folder == path.folder {
      form.wantedFolder?.completes = wanted.completes || completes
      return []
    }
    form.wantedFolder = FormState.WantedFolder(folder: path.folder, completes: completes)
    return [.listFolder(path.folder)]
  }

  /// Tab in a media field: completes the path, or goes on when there is nothing to complete.
  mutating func completePath() -> [DashboardEffect] {
    guard let path = focusedPath else { return moveFocus(by: 1) }
    guard form.listing?.folder == path.folder else { return listFolderOfFocus(completes: true) }
    return complete(path.folder, path.start)
  }

  /// Takes a folder's names in.
  mutating func folderListed(_ folder: String, _ names: [String]) -> [DashboardEffect] {
    guard let wanted = form.wantedFolder, wanted.folder == folder else { return [] }
    form.wantedFolder = nil
    form.listing = FormState.FolderListing(folder: folder, names: names.sorted())
    guard wanted.completes, let path = focusedPath, path.folder == folder else { return [] }
    return complete(path.folder, path.start)
  }

  /// Takes one of the names that would complete the path.
  mutating func takeCandidate(_ name: String) -> [DashboardEffect] {
    guard let path = focusedPath, form.candidates.contains(name) else { return [] }
    form.candidates = []
    replaceFocusedPath(path.folder + name)
    scrollForm()
    return formChanged(at: now)
      + (name.hasSuffix("/") ? listFolderOfFocus(completes: false) : probeMedia())
  }

  private mutating func complete(_ folder: String, _ start: String) -> [DashboardEffect] {
    let names = (form.listing?.names ?? []).filter {
      $0.hasPrefix(start) && (!start.isEmpty || !$0.hasPrefix("."))
    }
    let common = Self.commonStart(names)
    guard let first = names.first, common != start || names.count > 1 else {
      return moveFocus(by: 1)
    }
    if common == start && !form.candidates.isEmpty { return moveFocus(by: 1) }
    form.candidates = names.count > 1 ? names : []
    if common != start { replaceFocusedPath(folder + common) }
    scrollForm()
    guard names.count == 1 else { return formChanged(at: now) }
    let effects = formChanged(at: now)
    return effects
      + (first.hasSuffix("/") ? listFolderOfFocus(completes: false) : probeMedia())
  }

  private mutating func replaceFocusedPath(_ path: String) {
    guard case .media(let role, let index) = form.focus else { return }
    form.media[role]?[index] = FormState.mediaText(path)
    form.tidyMedia(form.model(in: profiles))
    form.isTouched = true
  }

  /// The longest start that all names share.
  static func commonStart(_ names: [String]) -> String {
    guard var common = names.first else { return "" }
    for name in names.dropFirst() {
      while !name.hasPrefix(common) { common.removeLast() }
    }
    return common
  }
}

extension FormState {
  /// The names that Tab would add to the path, as they are shown under it.
  var candidateWords: String { shownCandidates.joined(separator: Self.betweenCandidates) }

  private static let betweenCandidates = "  "

  private var shownCandidates: [String] { candidates.prefix(12).map { CleanText.line($0) } }

  /// The name at a column of those words.
  func candidate(at column: Int) -> String? {
    var start = 0
    for (name, words) in zip(candidates, shownCandidates) {
      let end = start + Columns.of(words)
      if (start..<end).contains(column) { return name }
      start = end + Self.betweenCandidates.count
    }
    return nil
  }
}
