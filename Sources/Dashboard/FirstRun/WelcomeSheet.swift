internal import TerminalUI
internal import TextLayout
internal import VideoTasks
internal import Wording

/// What somebody needs who has just installed the program: what it does, a first video, and a key.
struct WelcomeSheet: Equatable, Sendable {
  /// The key that is being entered; nil while the page is read.
  var entry: KeyEntry?
  var top = 0
}

/// A key that is being entered for a profile; it is never shown.
struct KeyEntry: Equatable, Sendable {
  /// The name of the profile.
  var profile: String
  var key = HiddenText()
  /// Whether it is being stored.
  var isBeingStored = false
}

/// A text that is written and never shown, printed or compared in a message.
struct HiddenText: Equatable, Sendable, CustomStringConvertible, CustomReflectable {
  private(set) var text = ""

  /// More than any key has.
  static let mostBytes = 4096

  var description: String { "…" }
  var customMirror: Mirror { Mirror(self, children: []) }

  /// Adds what is typed or pasted; blanks, line breaks and other signs that no key has are left out.
  mutating func add(_ more: String) {
    let signs = more.unicodeScalars.filter { (0x21...0x7E).contains($0.value) }
    guard text.utf8.count + signs.count <= Self.mostBytes else { return }
    text.unicodeScalars.append(contentsOf: signs)
  }

  mutating func removeLast() { if !text.isEmpty { text.removeLast() } }
  mutating func clear() { text = "" }
}

/// A key on its way to the file of keys; it is never printed.
public struct EnteredKey: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
  /// The key itself.
  public let secret: String

  init(_ secret: String) { self.secret = secret }

  /// No more than that there is one.
  public var description: String { "…" }
  /// Nothing of the key.
  public var customMirror: Mirror { Mirror(self, children: []) }
}

extension DashboardState {
  /// Profiles that a key can be entered for.
  var profilesOfVendors: [ProfileChoice] { profiles.filter { !$0.isSandbox } }

  /// Opens the page for a first start: there is no task, and no vendor to go to.
  mutating func welcome() {
    guard isFirstStart, sheet == nil, !profilesOfVendors.isEmpty,
      !profilesOfVendors.contains(where: \.hasKey)
    else { return }
    sheet = .welcome(WelcomeSheet())
  }

  /// Does what a key of the page asks for.
  mutating func actOnWelcome(_ command: Command) -> [DashboardEffect] {
    switch command {
    case .showWelcome: sheet = .welcome(WelcomeSheet())
    case .beginInSandbox:
      sheet = nil
      if let sandbox = profiles.first(where: \.isSandbox)?.profile.name, form.profile != sandbox {
        form.models[form.profile] = form.choices.model
        form.profile = sandbox
        form.chooseModel(profiles)
        form.tidyMedia(form.model(in: profiles))
        return show(.form) + focus(on: .prompt) + formChanged(at: now)
      }
      return show(.form) + focus(on: .prompt)
    case .enterKey: beginKey()
    case .nextKeyProfile, .previousKeyProfile:
      chooseProfileOfKey(by: command == .nextKeyProfile ? 1 : -1)
    case .storeKey: return storeKey()
    case .leaveKey: changeWelcome { $0.entry = nil }
    case .clearKey: changeWelcome { $0.entry?.key.clear() }
    default: break
    }
    return []
  }

  private mutating func changeWelcome(_ change: (inout WelcomeSheet) -> Void) {
    guard case .welcome(var page) = sheet else { return }
    change(&page)
    sheet = .welcome(page)
  }

  private mutating func beginKey() {
    // The one that the form would go to, where that is a vendor's.
    let all = profilesOfVendors
    let first =
      all.first { $0.profile.name == form.profile } ?? all.first { !$0.hasKey } ?? all.first
    guard let name = first?.profile.name else { return }
    changeWelcome {
      $0.entry = KeyEntry(profile: name)
      $0.top = 0
    }
  }

  /// Enters the key for a profile, counted from 0 among those of vendors.
  mutating func chooseProfileOfKey(_ place: Int) {
    let all = profilesOfVendors
    guard all.indices.contains(place) else { return }
    changeWelcome {
      guard $0.entry?.isBeingStored == false else { return }
      $0.entry?.profile = all[place].profile.name
    }
  }

  private mutating func chooseProfileOfKey(by step: Int) {
    let names = profilesOfVendors.map(\.profile.name)
    changeWelcome {
      guard var entry = $0.entry, let place = names.firstIndex(of: entry.profile) else { return }
      entry.profile = names[(place + step + names.count) % names.count]
      $0.entry = entry
    }
  }

  private mutating func storeKey() -> [DashboardEffect] {
    guard case .welcome(let page) = sheet, let entry = page.entry, !entry.isBeingStored,
      !entry.key.text.isEmpty
    else { return [] }
    changeWelcome { $0.entry?.isBeingStored = true }
    return [.storeKey(profile: entry.profile, EnteredKey(entry.key.text))]
  }

  /// A key of the keyboard that is text: for the key that is entered, else for the form.
  mutating func typeInWelcome(_ key: Key) -> [DashboardEffect] {
    guard case .welcome(let page) = sheet else { return [] }
    guard let entry = page.entry else {
      // Whoever just begins to write has seen enough.
      sheet = nil
      return reduce(.key(key))
    }
    guard !entry.isBeingStored else { return [] }
    switch key.code {
    case .character(let sign) where key.modifiers.isEmpty || key.modifiers == .shift:
      changeWelcome { $0.entry?.key.add(String(sign)) }
    case .backspace: changeWelcome { $0.entry?.key.removeLast() }
    default: break
    }
    return []
  }

  mutating func pasteInWelcome(_ text: String) -> [DashboardEffect] {
    guard case .welcome(let page) = sheet else { return [] }
    guard let entry = page.entry else {
      sheet = nil
      return reduce(.pasted(text))
    }
    if !entry.isBeingStored { changeWelcome { $0.entry?.key.add(text) } }
    return []
  }

  /// A key was stored, or was not.
  mutating func keyStored(
    _ profile: String, _ result: Result<[ProfileChoice], ActionFailure>
  ) -> [DashboardEffect] {
    switch result {
    case .failure(let failure):
      changeWelcome { $0.entry?.isBeingStored = false }
      message = Message(text: failure.message, tone: .bad)
      return []
    case .success(let choices):
      sheet = nil
      message = Message(
        text: Phrase(
          "The key of {profile} is stored. To have it checked: rushes doctor --online",
          ["profile": profile]), tone: .good)
      let effects = reduce(.profilesChanged(choices))
      if form.profile != profile, choices.contains(where: { $0.profile.name == profile }) {
        form.models[form.profile] = form.choices.model
        form.profile = profile
        if form.model(in: profiles) == nil { form.chooseModel(profiles) }
        form.tidyMedia(form.model(in: profiles))
      }
      return effects + show(.form) + formChanged(at: now)
    }
  }
}
