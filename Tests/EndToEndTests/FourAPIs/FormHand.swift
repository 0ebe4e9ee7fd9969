/// Fills in the form for a new video with keys, as somebody does who looks at the screen.
struct FormHand {
  let terminal: Terminal

  struct Failure: Error {
    var what: String
  }

  /// The titles of the models of each profile, in the order of the form.
  private static let titles: [String: [(id: String, title: String)]] = [
    "apiyi": [
      ("doubao-seedance-2-0-260128", "Seedance 2.0"),
      ("doubao-seedance-2-0-fast-260128", "Seedance 2.0 fast"),
      ("doubao-seedance-2-0-mini-260615", "Seedance 2.0 mini"),
    ],
    "kyyvideo2": [
      ("seedance_2_0", "Seedance 2.0"), ("seedance_2_0_fast", "Seedance 2.0 fast"),
      ("seedance_2_0_pro", "Seedance 2.0 pro"), ("seedance_2_0_fast_pro", "Seedance 2.0 fast pro"),
    ],
    "kyyaipower": [
      ("seedance_1_5_pro_480p", "Seedance 1.5 pro 480p"),
      ("seedance_1_5_pro_720p", "Seedance 1.5 pro 720p"),
      ("seedance_1_5_pro_1080p", "Seedance 1.5 pro 1080p"),
      ("seedance_2_0_4s_5s", "Seedance 2.0, 4–5 s"),
      ("seedance_2_0_6s_10s", "Seedance 2.0, 6–10 s"),
    ],
    "x1": [
      ("seedance_2_0_x1_official", "Seedance X1 official"),
      ("seedance_2_0_x1_discount", "Seedance X1 discount"),
      ("seedance_fast_2_0_x1_official", "Seedance X1 fast official"),
      ("seedance_fast_2_0_x1_discount", "Seedance X1 fast discount"),
    ],
  ]

  /// The model that a command line without one takes.
  private static let usual = [
    "apiyi": "doubao-seedance-2-0-260128", "kyyvideo2": "seedance_2_0_pro",
    "kyyaipower": "seedance_1_5_pro_480p", "x1": "seedance_2_0_x1_official",
  ]

  /// The option that a field's label stands for; rows of media after the first have a number.
  private static let options = [
    "First frame": "first-frame", "Last frame": "last-frame", "Images": "image", "image": "image",
    "Videos": "video", "video": "video", "Voices": "voice", "voice": "voice", "Ratio": "ratio",
    "Resolution": "resolution", "Duration": "duration", "Sound": "audio", "Seed": "seed",
    "Watermark": "watermark", "Return last": "return-last-frame", "Expires": "expires-after",
  ]

  private static let media = ["first-frame", "last-frame", "image", "video", "voice"]

  /// Fills the form in, from an empty prompt on, and submits it.
  ///
  /// What is left of the task before is taken out.
  func make(_ item: BodyCase) throws {
    try write(item.value("prompt") ?? "")
    for label in ["Profile", "Model"] { try go("Tab", to: label) }
    try choose(item)
    var left = item.options
    while true {
      let before = try field()
      // Tab would complete a path.
      let isMedia = Self.options[before.label].map(Self.media.contains) ?? false
      let field = try move(isMedia ? "Enter" : "Tab", from: before)
      if field.label == "Count" { break }
      guard let option = Self.options[field.label] else {
        throw Failure(what: "unknown field \(field.label)\n\(try terminal.screen())")
      }
      let index = left.firstIndex { $0.option == option }
      let value = index.map { left.remove(at: $0).value }
      if Self.media.contains(option) || ["seed", "expires-after"].contains(option) {
        try replace(field, value ?? "")
      } else {
        try choose(field, option, value)
      }
    }
    try terminal.press("C-s")
    try terminal.waitFor("the question") { $0.contains("y/n") }
    try terminal.press("y")
    try terminal.waitFor("the task") { $0.contains("is on its way") }
  }

  // MARK: Looking

  /// The focused field as the screen has it.
  private struct Field {
    var label: String
    var value: String
    var isDefault: Bool
    /// Where its row begins: its label need not tell it from the next one.
    var place: [Int]

    /// How many rows of media there are after the first of each role.
    var furtherRows: Int

    /// What is written in it, without what is said of it beside that.
    var written: String { value.split(separator: "  ").first.map(String.init) ?? "" }
  }

  /// A screen that is half drawn has none yet: it is looked at twice.
  private func field(_ what: String = "a field", where isIt: (Field) -> Bool = { _ in true }) throws
    -> Field
  {
    var found: Field?
    try terminal.waitFor(what) { screen in
      guard let field = try? Self.field(screen), isIt(field),
        ["Profile", "Model", "Count"].contains(field.label) || Self.options[field.label] != nil,
        let again = try? terminal.screen(), again.description == screen.description,
        again.cursor == screen.cursor
      else { return false }
      found = field
      return true
    }
    guard let found else { throw Failure(what: what) }
    return found
  }

  private static func field(_ screen: ScreenText) throws -> Field {
    let further = screen.lines.count { line in
      ["image ", "video ", "voice "].contains { line.hasPrefix("│ \($0)") }
    }
    // A field of choice shows that there is more; in all others stands the cursor.
    if let row = screen.lines.firstIndex(where: { $0.contains("◂") }) {
      let line = screen.lines[row]
      let parts = line.split(separator: "◂", maxSplits: 1).map(String.init)
      let rest = parts[1].split(separator: "▸", maxSplits: 1).map(String.init)
      return Field(
        label: cleaned(String(parts[0].suffix(14))), value: cleaned(rest[0]),
        // The word is cut where there is no room for it.
        isDefault: rest.last?.hasPrefix("  de") == true, place: [row, parts[0].count],
        furtherRows: further)
    }
    let place = screen.cursor.split(separator: ",").compactMap { Int($0) }
    guard place.count == 2, screen.lines.indices.contains(place[1]) else {
      throw Failure(what: "no field is focused:\n\(screen)")
    }
    let line = Array(screen.lines[place[1]])
    func label(_ column: Int) -> String {
      cleaned(String(line.dropFirst(column).prefix(14)))
    }
    let isMedia = options[label(2)].map(media.contains) ?? false
    let column = isMedia || place[0] < 54 ? 2 : 40
    let value = String(line.dropFirst(column + 14).prefix(isMedia ? 62 : 22))
    return Field(
      label: label(column), value: cleaned(value), isDefault: false, place: [place[1], column],
      furtherRows: further)
  }

  /// Without blanks and frames at the ends, the sign of a broken rule, and the number of a row.
  private static func cleaned(_ text: String) -> String {
    var rest = text[...]
    while let last = rest.last, last == " " || last == "│" { rest.removeLast() }
    while let first = rest.first, first == " " || first == "│" || first == "✗" {
      rest.removeFirst()
    }
    if let role = ["image ", "video ", "voice "].first(where: rest.hasPrefix), rest.count < 9 {
      return String(role.dropLast())
    }
    return String(rest)
  }

  // MARK: Typing

  private func write(_ prompt: String) throws {
    for (index, line) in prompt.split(separator: "\n").enumerated() {
      if index > 0 { try terminal.press("Enter") }
      try terminal.type(String(line))
    }
    guard let last = prompt.split(separator: "\n").last else { return }
    try terminal.waitFor("the prompt") { $0.contains(String(last)) }
  }

  /// Goes to another field and says which.
  private func move(_ key: String, from before: Field) throws -> Field {
    try terminal.press(key)
    // In a form that scrolls the next row stands where the last one stood.
    return try field("another field than \(before.label)") {
      $0.place != before.place || $0.label != before.label || $0.written != before.written
        // A row that is left empty goes away, and the next one stands in its place.
        || $0.furtherRows < before.furtherRows
    }
  }

  private func go(_ key: String, to label: String) throws {
    try terminal.press(key)
    try terminal.waitFor("the field \(label)") {
      // A screen that is half drawn has no field yet.
      (try? Self.field($0))?.label == label
    }
  }

  /// Writes over what a field of text holds.
  private func replace(_ field: Field, _ value: String) throws {
    try terminal.press("C-u")
    // What is written has no blanks; what is said in an empty field has, or is a word.
    if !field.written.isEmpty, !field.written.contains(" "),
      !["–", "random"].contains(field.written)
    {
      _ = try self.field("an empty \(field.label)") { $0.written != field.written }
    }
    guard !value.isEmpty else { return }
    try terminal.type(value)
    try terminal.waitFor("\(value) in \(field.label)") {
      (try? Self.field($0))?.value.hasPrefix(String(value.prefix(20))) == true
    }
  }

  // MARK: Choosing

  private func choose(_ item: BodyCase) throws {
    let titles = Self.titles[item.profile] ?? []
    let wanted = item.value("model") ?? Self.usual[item.profile]
    guard let last = titles.firstIndex(where: { $0.id == wanted }) else {
      throw Failure(what: "unknown model \(wanted ?? "")")
    }
    try terminal.press("Left", "Left", "Left", "Left", "Left", "Left")
    for index in 0...last {
      if index > 0 { try terminal.press("Right") }
      try terminal.waitFor(titles[index].title) { screen in
        // A long title is cut.
        let shown = (try? Self.field(screen))?.value ?? ""
        return shown.last == "…"
          ? titles[index].title.hasPrefix(String(shown.dropLast())) : shown == titles[index].title
      }
    }
  }

  private func choose(_ field: Field, _ option: String, _ value: String?) throws {
    guard value != nil || !field.isDefault else { return }
    if !field.isDefault {
      try terminal.press("-N", "30", "Left")
      _ = try self.field("the default of \(field.label)", where: \.isDefault)
    }
    guard let value else { return }
    let words =
      switch (option, value) {
      case ("duration", "-1"): "model chooses"
      case ("duration", _): "\(value) s"
      case ("return-last-frame", _): "on"
      default: value
      }
    for _ in 0..<30 {
      let before = try self.field()
      if !before.isDefault, before.value == words || before.value.hasPrefix(words + " ") { return }
      try terminal.press("Right")
      _ = try self.field("another \(field.label)") {
        $0.value != before.value || $0.isDefault != before.isDefault
      }
    }
    throw Failure(what: "no \(words) in \(field.label)\n\(try terminal.screen())")
  }
}
