internal import TerminalUI
internal import TextLayout
internal import VideoTasks
internal import Wording

/// The page for a first start, and the entry of a key.
struct WelcomeView: View {
  var state: DashboardState
  var page: WelcomeSheet

  func draw(on canvas: inout Canvas) {
    let body = state.sheetBody
    let lines = self.lines
    let top = max(0, min(page.top, lines.count - body.rows))
    let below = lines.count - top - body.rows
    canvas.box(
      state.sheetRect, title: title,
      hint: below > 0 ? plural("{count} more row", "{count} more rows", below) : nil,
      focused: true, ascii: state.ascii)
    for row in 0..<body.rows where top + row < lines.count {
      canvas.draw(lines[top + row], body, row)
    }
  }

  private var title: String {
    guard let entry = page.entry else { return say("Welcome to rushes") }
    return say("A key for {profile}", ["profile": CleanText.line(entry.profile, limit: 40)])
  }

  /// All rows of the page.
  var lines: [Line] { page.entry.map(keyLines) ?? (head + offers.flatMap(\.lines) + steps) }

  /// The row of the page at a place, counted from 0.
  func row(at place: Point) -> Int? {
    let body = state.sheetBody
    let row = max(0, min(page.top, lines.count - body.rows)) + place.row - body.row
    return body.contains(place) && row < lines.count ? row : nil
  }

  /// What a row of the first page offers to do.
  func offer(at row: Int) -> Command? {
    var end = head.count
    guard page.entry == nil, row >= end else { return nil }
    return offers.first { offer in
      end += offer.lines.count
      return row < end
    }?.command
  }

  private var head: [Line] {
    wrapped(say("rushes makes videos from words and pictures, through the APIs of four vendors."))
      + [Line()]
  }

  private var offers: [(command: Command, lines: [Line])] {
    [
      (.beginInSandbox, say("New video in the sandbox: nothing costs money.")),
      (.enterKey, say("Enter a vendor's key. It is stored here, and goes to the vendor alone.")),
    ].map { ($0, offer($0, $1)) }
  }

  private var steps: [Line] {
    var lines = [Line()]
    for (number, words) in [
      say("Write what the video should show; add pictures, clips or sounds."),
      state.keyName(.submit, in: .prompt).map {
        say("{key} sends it. What costs money asks first, with its price.", ["key": $0])
      } ?? say("What costs money asks first, with its price."),
      say("The table shows each task; the finished video is saved by itself."),
    ].enumerated() {
      lines += offer("\(number + 1)", words, .muted)
    }
    lines.append(Line())
    lines += wrapped(
      say("The sandbox is an API played on this machine; it makes test clips."), .muted)
    lines += file(say("Settings:"), state.configFile) + file(say("Keys:"), state.credentialsFile)
    return lines
  }

  private func keyLines(_ entry: KeyEntry) -> [Line] {
    let names = state.profilesOfVendors
    var lines = names.map { choice in
      let isChosen = choice.profile.name == entry.profile
      let name = CleanText.line(choice.profile.name, limit: 24)
      var line = Line(isChosen ? glyphs.more + " " : "  ", .accent, .bold)
      line.add(Padding.right(name, columns: 16), isChosen ? .text : .muted, isChosen ? .bold : [])
      if choice.hasKey { line.add(glyphs.right + " " + say("has a key"), .good) }
      return line
    }
    lines.append(Line())
    var line = Line(say("Key") + "  ", .accent, .bold)
    let count = entry.key.text.utf8.count
    if count == 0 {
      line.add(say("type or paste it; it is not shown"), Style(.muted, on: .field))
    } else {
      line.add(String(repeating: glyphs.bullet, count: min(count, 12)), Style(.text, on: .field))
      line.add("  " + plural("{count} character", "{count} characters", count), .muted)
    }
    lines.append(line)
    lines.append(Line())
    if entry.isBeingStored {
      lines.append(Line(say("being stored") + glyphs.ellipsis, .active))
    } else {
      lines += wrapped(
        say(
          "It replaces the key that is stored for this profile; only your user can read the file."),
        .muted)
    }
    return lines + file(say("Keys:"), state.credentialsFile)
  }

  private func offer(_ command: Command, _ words: String) -> [Line] {
    offer(state.keyName(command, in: .welcome) ?? "", words, .text)
  }

  private func offer(_ label: String, _ words: String, _ role: ColorRole) -> [Line] {
    let texts = Wrap.texts(words, columns: max(8, state.sheetTextColumns - 7))
    return texts.enumerated().map { index, text in
      var line = Line(Padding.right(index == 0 ? label : "", columns: 7), .accent, .bold)
      line.add(text, role)
      return line
    }
  }

  private func file(_ label: String, _ path: String) -> [Line] {
    guard !path.isEmpty else { return [] }
    var line = Line(label + " ", .muted)
    let room = state.sheetTextColumns - Columns.of(label) - 1
    line.add(glyphs.cutMiddle(CleanText.line(path), room), .second)
    return [line]
  }

  private func wrapped(_ words: String, _ role: ColorRole = .text) -> [Line] {
    Wrap.texts(words, columns: state.sheetTextColumns).map { Line($0, role) }
  }
}
