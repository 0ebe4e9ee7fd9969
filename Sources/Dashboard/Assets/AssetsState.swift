internal import TerminalUI
internal import VideoTasks
internal import Wording

/// The asset library: what was uploaded from here, and the upload that is being written.
struct AssetsState: Equatable, Sendable {
  /// What was uploaded, newest first, its words fit for a terminal.
  var records: [AssetRecord] = []
  var isLoaded = false
  /// The selected asset, counted from 0 among those that are shown.
  var selected = 0
  /// The first row on the screen.
  var top = 0
  /// What the library was opened for; nil when only to look.
  var purpose: Purpose?
  /// The upload that is being written; nil while there is none.
  var upload: AssetUploadForm?
  /// The upload that was left or sent last: what was written is not lost with a failure.
  var lastUpload: AssetUploadForm?

  /// A row of the form that an asset is wanted for.
  struct Purpose: Hashable, Sendable {
    var role: MediaRole
    var index: Int
  }
}

/// What is to be uploaded, as far as it is written.
struct AssetUploadForm: Equatable, Sendable {
  /// The fields in their order.
  enum Field: Hashable, CaseIterable, Sendable {
    case url, kind, name, profile

    var isText: Bool { self == .url || self == .name }

    var label: Phrase {
      switch self {
      case .url: Phrase("Address")
      case .kind: Phrase("Kind")
      case .name: Phrase("Name")
      case .profile: Phrase("Library of")
      }
    }
  }

  var url = TextEditor(isMultiline: false, maximumBytes: 4096)
  var name = TextEditor(isMultiline: false, maximumBytes: 200)
  var kind: MediaKind
  var profile: String
  var focus = Field.url
  /// What is wrong with it, once it was to be sent.
  var problem: Phrase?

  /// What is to be sent, without blanks at the ends of texts.
  var order: NewAsset {
    let name = FormState.trimmed(name.text)
    return NewAsset(
      profile: profile, kind: kind, url: FormState.trimmed(url.text),
      name: name.isEmpty ? nil : name)
  }
}

extension DashboardState {
  /// The assets that can be seen: all of them, or those of the kind that is wanted.
  var shownAssets: [AssetRecord] {
    guard let purpose = assets.purpose else { return assets.records }
    return assets.records.filter { $0.kind == purpose.role.kind }
  }

  /// The selected asset, as far as there is one.
  var selectedAsset: AssetRecord? {
    let shown = shownAssets
    return shown.indices.contains(assets.selected) ? shown[assets.selected] : nil
  }

  /// The profiles whose API has a library.
  var assetProfiles: [ProfileChoice] { profiles.filter { $0.profile.api.hasAssets } }

  /// Why no asset can be put into the focused row of media; nil when one can.
  var refusalOfAssets: Phrase? {
    guard let choice = currentProfile else { return Phrase("There is no profile.") }
    guard form.model(in: profiles)?.media.takesAssets == true else {
      return Phrase(
        "{profile} takes no assets: give an address.", ["profile": choice.profile.name])
    }
    guard choice.profile.api.hasAssets else {
      return Phrase(
        "The library of {profile} is not reached from here: write asset://ID.",
        ["profile": choice.profile.name])
    }
    return nil
  }

  /// Rows of the list on the screen.
  var assetRows: Int {
    guard pane == .assets, let rect = layout.page else { return 0 }
    let upload = assets.upload == nil ? 0 : AssetsView.uploadRows(self)
    return max(1, rect.rows - 3 - AssetsView.footRows - upload)
  }
}

extension AssetStatus {
  /// The state on the screen.
  var words: Phrase {
    switch self {
    case .processing: Phrase("processing")
    case .active: Phrase("active")
    case .failed: Phrase("failed")
    }
  }
}
