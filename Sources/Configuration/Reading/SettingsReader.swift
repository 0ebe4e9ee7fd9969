internal import VideoTasks
internal import Wording

/// Reads the whole file into settings.
struct SettingsReader {
  let paths: Paths

  private var file: String { paths.configFile }

  func read(_ root: YAMLNode, into settings: inout Settings) throws(ConfigurationError) {
    let top = try Section(
      root, file: file, name: "",
      known: [
        "default_profile", "theme", "language", "download", "profiles", "sandbox", "colors",
        "mouse", "notifications", "slow_line", "motion", "plain", "ascii", "selection", "keys",
      ])
    settings.stated = Set(top.stated.map(\.key))
    if let theme = try top.text("theme", allowed: Phrase("the name of a theme").english) {
      settings.theme = theme
    }
    try readScreen(top, into: &settings.screen)
    try readLanguage(top, into: &settings)
    try readDownload(top, into: &settings)
    try readSandbox(top, into: &settings)
    if let profiles = try top.section("profiles", known: nil) {
      for entry in profiles.all {
        try ProfileReader(paths: paths).read(entry, into: &settings)
      }
    }
    try readKeys(top, into: &settings)
    try readDefaultProfile(top, into: &settings)
  }

  /// Commands and keys by context: `keys: { table: { retry: [R] } }`.
  private func readKeys(_ top: Section, into settings: inout Settings) throws(ConfigurationError) {
    guard let contexts = try top.section("keys", known: nil) else { return }
    for context in contexts.stated {
      guard let commands = try contexts.section(context.key, known: nil) else { continue }
      for command in commands.all {
        let elements = command.value.elements ?? [command.value]
        var keys: [String] = []
        for element in elements {
          guard let key = element.scalar, !key.isEmpty, key.utf8.count <= 40 else {
            throw commands.wrong(
              command.key, command.value, Phrase("the name of a key, or a list of names").english)
          }
          keys.append(key)
        }
        settings.keys.append(
          KeySetting(
            context: context.key, command: command.key, keys: keys, line: command.line))
      }
    }
  }

  private func readScreen(
    _ top: Section, into screen: inout ScreenSettings
  ) throws(ConfigurationError) {
    if let colors: ScreenSettings.Colors = try top.choice("colors") { screen.colors = colors }
    if let mouse = try top.bool("mouse") { screen.mouse = mouse }
    try readNotifications(top, into: &screen)
    if let slow: ScreenSettings.SlowLine = try top.choice("slow_line") { screen.slowLine = slow }
    if let motion: ScreenSettings.Motion = try top.choice("motion") { screen.motion = motion }
    if let plain = try top.bool("plain") { screen.plain = plain }
    if let ascii = try top.bool("ascii") { screen.ascii = ascii }
    if let style: ScreenSettings.Selection = try top.choice("selection") {
      screen.selection = style
    }
  }

  /// One word for all that is told, or one for each event.
  private func readNotifications(
    _ top: Section, into screen: inout ScreenSettings
  ) throws(ConfigurationError) {
    guard case .mapping? = top.node("notifications")?.content else {
      if let form: ScreenSettings.Notifications = try top.choice("notifications") {
        screen.notifications = form
      }
      return
    }
    let events = ScreenSettings.Notifications.events
    guard
      let section = try top.section("notifications", known: events.map(\.rawValue))
    else { return }
    for event in events {
      if let form: ScreenSettings.Notifications = try section.choice(event.rawValue) {
        screen.notificationsByEvent[event] = form
      }
    }
  }

  private func readLanguage(
    _ top: Section, into settings: inout Settings
  ) throws(ConfigurationError) {
    let allowed = Language.codes.joined(separator: " or ")
    guard let language = try top.text("language", allowed: allowed),
      let node = top.node("language")
    else { return }
    guard Language.codes.contains(language) else { throw top.wrong("language", node, allowed) }
    settings.language = language
  }

  private func readDownload(
    _ top: Section, into settings: inout Settings
  ) throws(ConfigurationError) {
    let known = ["directory", "automatic", "name", "sidecar"]
    guard let download = try top.section("download", known: known) else { return }
    if let automatic = try download.bool("automatic") { settings.automaticDownload = automatic }
    if let sidecar = try download.bool("sidecar") {
      settings.writesSidecars = sidecar
      settings.stated.insert("download.sidecar")
    }
    let allowed = Phrase("a path that begins with / or ~/").english
    if let directory = try download.text("directory", allowed: allowed),
      let node = download.node("directory")
    {
      guard directory.hasPrefix("/") || directory == "~" || directory.hasPrefix("~/") else {
        throw download.wrong("directory", node, allowed)
      }
      if !paths.hasOwnDataFolder {
        settings.downloadDirectory = Paths.resolve(directory, home: paths.home, folder: "/")
      }
    }
    if let name = try download.text("name"), let node = download.node("name") {
      try check(template: name, node, download)
      settings.nameTemplate = name
    }
  }

  private func check(
    template: String, _ node: YAMLNode, _ section: Section
  ) throws(ConfigurationError) {
    guard template.utf8.count <= 200, !template.contains("/"), !template.hasPrefix("."),
      !template.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
    else {
      throw section.wrong(
        "name", node,
        Phrase("a file name of at most 200 bytes without \"/\" that does not begin with \".\"")
          .english)
    }
    if let name = FileNaming.unknownWords(in: template).first {
      throw section.unknown(
        Phrase("There is no placeholder \"{name}\".", ["name": OutsideText.line(name, limit: 60)]),
        name,
        at: node.line, among: FileNaming.words
      ) { Phrase("The placeholders are {names}.", ["names": $0]) }
    }
    var isOpen = false
    for character in template where character == "{" || character == "}" {
      guard isOpen == (character == "}") else {
        throw section.wrong("name", node, Self.pairs)
      }
      isOpen.toggle()
    }
    guard !isOpen else { throw section.wrong("name", node, Self.pairs) }
  }

  private static let pairs =
    Phrase("a text with pairs of {open} and {close}", ["open": "{", "close": "}"]).english

  private func readSandbox(
    _ top: Section, into settings: inout Settings
  ) throws(ConfigurationError) {
    guard let sandbox = try top.section("sandbox", known: ["seconds", "real_times"]) else { return }
    settings.sandbox.seconds = try sandbox.number(
      "seconds", 0...86_400, allowed: Phrase("a number of seconds from 0 to 86400").english)
    if let realTimes = try sandbox.bool("real_times") { settings.sandbox.realTimes = realTimes }
    if settings.sandbox.realTimes, let node = sandbox.node("seconds"),
      settings.sandbox.seconds != nil
    {
      throw ConfigurationError(
        file: file, line: node.line,
        problem: Phrase("\"seconds\" and \"real_times: true\" cannot hold together.").english,
        fix: Phrase("Take one of them away.").english)
    }
  }

  private func readDefaultProfile(
    _ top: Section, into settings: inout Settings
  ) throws(ConfigurationError) {
    guard
      let name = try top.text("default_profile", allowed: Phrase("the name of a profile").english),
      let node = top.node("default_profile")
    else { return }
    let names = settings.profiles.map(\.name)
    guard names.contains(name) else {
      throw top.unknown(
        Phrase("There is no profile \"{name}\".", ["name": OutsideText.line(name, limit: 60)]),
        name,
        at: node.line, among: names
      ) { Phrase("The profiles are {names}.", ["names": $0]) }
    }
    settings.defaultProfile = name
  }
}
