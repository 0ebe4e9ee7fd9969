internal import TerminalUI
internal import VideoTasks
internal import Wording

/// The form for a new task.
struct FormState: Equatable, Sendable {
  /// The longest prompt that the form edits: with more, a key would take longer than it may.
  static let mostPromptBytes = 64_000

  /// The name of the profile to submit to.
  var profile: String
  /// What is chosen; prompt, media, seed and expiry are taken from their editors.
  var choices: RequestDraft
  var prompt: TextEditor
  /// The text of every media row; a role that takes several has an empty row at its end.
  var media: [MediaRole: [TextEditor]]
  /// One seed, or several: see `SeedList`.
  var seed = FormState.seedText("")
  var expiresAfter = TextEditor(isMultiline: false, maximumBytes: 24)
  /// The model that each profile had last.
  var models: [String: String] = [:]
  /// How many equal tasks to make, 1 to `countLimit`.
  var count = 1

  /// The latest text that was cut, copied, or taken out by more than a character.
  var takenOut = ""
  /// Digits that were typed in a field of numbers, as long as more of them may follow.
  var typed = ""

  var focus = FormField.prompt
  /// How many rows of the form are scrolled out at the top.
  var top = 0
  /// Whether the user has written or asked to submit: before that, nothing is called wrong.
  var isTouched = false
  /// The last change after which nothing was looked at yet.
  var changedAt: Timestamp?
  /// The first change that is not yet saved.
  var unsavedSince: Timestamp?

  /// How long a change waits to be saved, however fast others follow it.
  static let saveRest = Duration.seconds(1)

  /// What was found in local files, and on request behind addresses.
  var facts: [MediaReference: Result<MediaFacts, MediaProblem>] = [:]
  /// What is to be said of addresses that were looked at in vain.
  var remarks: [MediaReference: Phrase] = [:]
  /// Files and addresses that are being looked at.
  var probing: Set<MediaReference> = []
  /// The folder that was listed last, for path completion.
  var listing: FolderListing?
  /// The folder that was asked for, and whether Tab waits for it.
  var wantedFolder: WantedFolder?
  /// What Tab would add to the path: shown under the field while there are several.
  var candidates: [String] = []

  var check = FormCheck()
  /// The order that is under way; while there is one, nothing else is submitted.
  var submitting: SubmitOrder?
  var orders = 0

  static let countLimit = 50

  /// A folder's names as they were listed.
  struct FolderListing: Hashable, Sendable {
    var folder: String
    var names: [String]
  }

  /// A folder that is being listed.
  struct WantedFolder: Hashable, Sendable {
    var folder: String
    var completes: Bool
  }

  /// The form at the start: as it was saved, else empty with the profile's own model.
  init(saved: FormDraft?, profile: String, profiles: [ProfileChoice]) {
    self.profile = profile
    choices = RequestDraft()
    prompt = TextEditor(isMultiline: true, maximumBytes: Self.mostPromptBytes)
    media = [:]
    if let saved, profiles.contains(where: { $0.profile.name == saved.profile }) {
      self.profile = saved.profile
      count = Self.fitting(saved.count)
      fill(saved.request)
      if let seeds = saved.seeds { seed = Self.seedText(seeds) }
    }
    if choices.model == nil { chooseModel(profiles) }
    tidyMedia(model(in: profiles))
    recheck(profiles)
  }

  /// All that is written, also what the model has no field for.
  var draft: RequestDraft {
    var draft = choices
    draft.prompt = prompt.text
    draft.seed = seeds.first
    draft.expiresAfter = Int(expiresAfter.text)
    draft.firstFrame = references(.firstFrame).first
    draft.lastFrame = references(.lastFrame).first
    draft.images = references(.referenceImage)
    draft.videos = references(.referenceVideo)
    draft.voices = references(.referenceVoice)
    return draft
  }

  /// How many rows the prompt's text fills at a width, the caret's row included; at most 60.
  func promptRowsWanted(columns: Int) -> Int {
    // A text that fills any screen need not be wrapped to know so.
    guard prompt.byteCount < 60 * columns else { return 60 }
    return min(60, prompt.layout(columns: columns).rows.count)
  }

  /// The references that are written in the rows of a role; empty rows left out.
  func references(_ role: MediaRole) -> [MediaReference] {
    (media[role] ?? []).map { Self.trimmed($0.text) }.filter { !$0.isEmpty }
      .map { MediaReference($0) }
  }

  /// The profile's model that is chosen.
  func model(in profiles: [ProfileChoice]) -> ModelSpec? {
    guard let choice = profiles.first(where: { $0.profile.name == profile }) else { return nil }
    // A failure is a broken rule of its own, and stands in the check.
    return try? Choice.model(for: choices, in: choice.profile).get()
  }

  /// Chooses the model that the profile would.
  mutating func chooseModel(_ profiles: [ProfileChoice]) {
    guard let choice = profiles.first(where: { $0.profile.name == profile }) else { return }
    var draft = self.draft
    draft.model = nil
    let catalogue = choice.profile.catalogue
    choices.model =
      (catalogue.model(for: draft, preferred: choice.profile.model) ?? catalogue.models.first)?.id
  }

  /// Writes a request into the fields.
  mutating func fill(_ request: RequestDraft) {
    choices = request
    prompt = TextEditor(request.prompt, isMultiline: true, maximumBytes: Self.mostPromptBytes)
    seed = Self.seedText(request.seed.map { "\($0)" } ?? "")
    expiresAfter = TextEditor(
      request.expiresAfter.map { "\($0)" } ?? "", isMultiline: false, maximumBytes: 24)
    media = [:]
    for (role, _, reference) in request.media {
      media[role, default: []].append(Self.mediaText(reference.text))
    }
  }

  /// The seeds as they are written; none while the text is no list of them.
  var seeds: [Int64] {
    // Why it is none is told by the check.
    (try? SeedList(seed.text, limit: Self.countLimit).seeds) ?? []
  }

  /// The seeds as they are written, also while they are no list; nil where the request says it.
  var writtenSeeds: String? {
    let stated = seeds.first.map { "\($0)" } ?? ""
    return seed.text == stated ? nil : seed.text
  }

  /// A count that the form can have.
  static func fitting(_ count: Int) -> Int { max(1, min(countLimit, count)) }

  static func seedText(_ text: String) -> TextEditor {
    TextEditor(text, isMultiline: false, maximumBytes: 400)
  }

  /// What would be sent, as often as it would be.
  func variants(_ profiles: [ProfileChoice]) -> Variants {
    let draft = request(profiles)
    return Variants(of: draft, seeds: draft.seed == nil ? [] : seeds, copies: count)
  }

  static func mediaText(_ text: String) -> TextEditor {
    TextEditor(text, isMultiline: false, maximumBytes: 4096)
  }

  /// A text without blanks at its ends, and without the quotes that a dragged file brings.
  static func trimmed(_ text: String) -> String {
    var rest = text[...]
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    if rest.count >= 2, let mark = rest.first, mark == "'" || mark == "\"", rest.last == mark {
      rest = rest.dropFirst().dropLast()
    }
    return String(rest)
  }
}
