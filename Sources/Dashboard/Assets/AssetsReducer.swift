internal import TerminalUI
internal import TextLayout
internal import VideoTasks
internal import Wording

/// Looking through the asset library, uploading to it, and taking from it.
extension DashboardState {
  /// Opens the library, to look or to pick for a row of the form.
  mutating func showAssets(for purpose: AssetsState.Purpose?) -> [DashboardEffect] {
    if assets.purpose != purpose { (assets.selected, assets.top) = (0, 0) }
    assets.purpose = purpose
    assets.upload = nil
    return show(.assets) + [.loadAssets]
  }

  /// Reads the list again when it is on the screen.
  func reloadAssets() -> [DashboardEffect] { pane == .assets ? [.loadAssets] : [] }

  /// Takes the list in, and keeps the selection on its asset.
  mutating func assetsLoaded(_ records: [AssetRecord]) {
    let selected = selectedAsset
    assets.records = records.map(\.cleaned)
    assets.isLoaded = true
    if let selected {
      let place = shownAssets.firstIndex {
        $0.assetID == selected.assetID && $0.profile == selected.profile
      }
      assets.selected = place ?? assets.selected
    }
    // What was sent is in the list: the next upload begins with an empty form.
    if let sent = assets.lastUpload?.order, records.contains(where: { $0.url == sent.url }) {
      assets.lastUpload = nil
    }
    keepAssetOnScreen()
  }

  /// Opens the library for the focused row of media.
  mutating func pickAsset() -> [DashboardEffect] {
    guard case .media(let role, let index) = form.focus else { return [] }
    if let refusal = refusalOfAssets {
      message = Message(text: refusal, tone: .plain)
      return []
    }
    return showAssets(for: AssetsState.Purpose(role: role, index: index))
  }

  /// Does what a key of the library asks for.
  mutating func actOnAssets(_ command: Command) -> [DashboardEffect] {
    switch command {
    case .useAsset: return useAsset()
    case .addAsset: beginUpload()
    case .sendAsset: return sendUpload()
    case .leaveAssets: return leaveAssets()
    case .copyAsset:
      guard let asset = selectedAsset else { return [] }
      message = Message(
        text: Phrase("Copied: {text}", ["text": asset.reference.text]), tone: .plain)
      return [.copy(asset.reference.text)]
    case .removeAsset: question = selectedAsset.map { .removeAsset($0) }
    default: break
    }
    return []
  }

  /// Esc: out of the upload, else back to where the library was opened from.
  private mutating func leaveAssets() -> [DashboardEffect] {
    if let upload = assets.upload {
      (assets.lastUpload, assets.upload) = (upload, nil)
      keepAssetOnScreen()
      return []
    }
    let wanted: Pane = assets.purpose == nil ? .table : .form
    assets.purpose = nil
    return show(wanted)
  }

  /// Puts the selected asset into the row that it was wanted for.
  private mutating func useAsset() -> [DashboardEffect] {
    guard let asset = selectedAsset, let purpose = assets.purpose else { return [] }
    guard asset.status == .active else {
      message = Message(
        text: asset.status == .processing
          ? Phrase(
            "It is still looked at by {profile}, and can be used in a few minutes at most.",
            ["profile": asset.profile])
          : Phrase(
            "The library does not take it: {reason}",
            ["reason": asset.error.map { .recorded($0.message) } ?? Phrase("no reason given")]
          ),
        tone: .bad)
      return []
    }
    assets.purpose = nil
    form.focus = .media(purpose.role, purpose.index)
    form.writeFocusedRow(asset.reference.text)
    form.isTouched = true
    form.tidyMedia(form.model(in: profiles))
    let effects = formChanged(at: now)
    return effects + show(.form)
  }

  mutating func scrollAssets(_ command: Command) -> [DashboardEffect] {
    let count = shownAssets.count
    let page = max(1, assetRows)
    switch command {
    case .rowDown: assets.selected += 1
    case .rowUp: assets.selected -= 1
    case .pageDown: assets.selected += page
    case .pageUp: assets.selected -= page
    case .firstRow: assets.selected = 0
    default: assets.selected = count - 1
    }
    keepAssetOnScreen()
    return []
  }

  /// Pulls the selection into the list, and the window over the selection.
  mutating func keepAssetOnScreen() {
    let count = shownAssets.count
    let height = max(1, assetRows)
    assets.selected = max(0, min(assets.selected, count - 1))
    assets.top = min(assets.top, assets.selected)
    assets.top = max(assets.top, assets.selected - height + 1)
    assets.top = max(0, min(assets.top, count - height))
  }

  // MARK: Uploading

  private mutating func beginUpload() {
    guard let first = assetProfiles.first(where: \.hasKey) ?? assetProfiles.first else {
      message = Message(text: Phrase("No profile's API has an asset library."), tone: .bad)
      return
    }
    let own = currentProfile.flatMap { $0.profile.api.hasAssets ? $0.profile.name : nil }
    var upload =
      assets.lastUpload
      ?? AssetUploadForm(
        kind: assets.purpose?.role.kind ?? .image, profile: own ?? first.profile.name)
    (upload.focus, upload.problem) = (.url, nil)
    assets.upload = upload
    keepAssetOnScreen()
  }

  mutating func moveUploadFocus(by step: Int) {
    let all = AssetUploadForm.Field.allCases
    guard let focus = assets.upload?.focus, let place = all.firstIndex(of: focus) else { return }
    assets.upload?.focus = all[(place + step + all.count) % all.count]
  }

  mutating func changeUpload(by step: Int) {
    guard let upload = assets.upload else { return }
    switch upload.focus {
    case .kind:
      let all = MediaKind.allCases
      assets.upload?.kind = Self.stepped(all, from: upload.kind, by: step) ?? upload.kind
    case .profile:
      let all = assetProfiles.map(\.profile.name)
      assets.upload?.profile = Self.stepped(all, from: upload.profile, by: step) ?? upload.profile
    case .url, .name: break
    }
    assets.upload?.problem = nil
  }

  private static func stepped<Value: Equatable>(
    _ all: [Value], from value: Value, by step: Int
  ) -> Value? {
    guard let place = all.firstIndex(of: value) else { return all.first }
    return all[max(0, min(all.count - 1, place + step))]
  }

  mutating func typeInAssetForm(_ key: Key) -> [DashboardEffect] {
    switch assets.upload?.focus {
    case .url: _ = assets.upload?.url.apply(key)
    case .name: _ = assets.upload?.name.apply(key)
    default: return []
    }
    assets.upload?.problem = nil
    return []
  }

  mutating func pasteInAssetForm(_ text: String) -> [DashboardEffect] {
    switch assets.upload?.focus {
    case .url: assets.upload?.url.paste(FormState.trimmed(text))
    case .name: assets.upload?.name.paste(FormState.trimmed(text))
    default: break
    }
    assets.upload?.problem = nil
    return []
  }

  /// Sends the upload on its way, or says what is wrong with it.
  private mutating func sendUpload() -> [DashboardEffect] {
    guard let upload = assets.upload else { return [] }
    let order = upload.order
    if let problem = problem(of: order) {
      assets.upload?.problem = problem
      assets.upload?.focus = .url
      return []
    }
    (assets.lastUpload, assets.upload) = (upload, nil)
    message = Message(
      text: Phrase(
        "Asking {profile} to fetch {address}",
        ["profile": order.profile, "address": order.url]), tone: .plain)
    keepAssetOnScreen()
    return [.addAsset(order)]
  }

  private func problem(of order: NewAsset) -> Phrase? {
    guard let choice = assetProfiles.first(where: { $0.profile.name == order.profile }) else {
      return Phrase(
        "There is no profile named {profile} with a library.", ["profile": order.profile])
    }
    guard choice.hasKey else {
      let problem = Phrase("The profile {profile} has no key.", ["profile": order.profile])
      return .sentences([problem] + [choice.keyAdvice].compactMap { $0 })
    }
    if order.url.isEmpty { return Phrase("Give the address that the library is to fetch.") }
    return AssetRules.violation(url: order.url).map { .sentences([$0.problem, $0.remedy]) }
  }
}

extension AssetRecord {
  /// The record with its texts fit for a terminal, but for the ids that it is known by.
  var cleaned: AssetRecord {
    var record = self
    record.name = name.map { CleanText.line($0, limit: 120) }
    record.url = CleanText.line(url, limit: 400)
    record.error = error.map {
      TaskFailure(
        code: CleanText.line($0.code, limit: 80), message: CleanText.line($0.message, limit: 300),
        advice: CleanText.line($0.advice, limit: 300))
    }
    return record
  }
}
