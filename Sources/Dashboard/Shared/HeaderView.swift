internal import FoundationEssentials
internal import TerminalUI
internal import TextLayout
internal import VideoTasks
internal import Wording

/// The top row: where tasks go, how many there are, what needs a look, and what today has cost.
struct HeaderView: SharingView {
  let shown: Shown

  func draw(on canvas: inout Canvas, in rect: Rect) {
    canvas.fill(rect, style: Style(.text, on: .bar))
    let fit = HeaderFit(left + right, columns: rect.columns - 1)
    var column = rect.column
    for line in fit.lines.prefix(left.count) {
      column += canvas.draw(line, column, rect.row, columns: rect.column + rect.columns - column)
    }
    column = rect.column + rect.columns - 1
    for line in fit.lines.suffix(right.count).reversed() {
      column -= line.columns
      canvas.draw(line, column, rect.row, columns: line.columns)
    }
  }

  /// From the left: the program, the profile, and the tasks by state.
  private var left: [HeaderPart] {
    // On a narrow screen the name of the program is what can be missed.
    let name = state.size.columns >= 60 ? " rushes " : ""
    let brand = HeaderPart([Line(name, Style(.accent, on: .bar, .bold))], weight: 0)
    return [brand, profile].compactMap { $0 } + counts
  }

  /// Up to the right edge: remarks, how things are, and the money.
  private var right: [HeaderPart] {
    var parts: [HeaderPart] = []
    if let notice = state.notices.first {
      let words = CleanText.line(say(notice), limit: 80)
      parts.append(
        part([words, glyphs.cut(words, 30), glyphs.cut(words, 16)], .warning, weight: 4))
    }
    if state.lineIsSlow { parts.append(part([say("slow line")], .warning, weight: 8)) }
    if let link = linkWords {
      parts.append(
        part(
          [say("link ends in {time}", ["time": link]), say("link {time}", ["time": link])],
          .warning, weight: 5))
    }
    if state.agentRuns {
      parts.append(part([say("agent running"), say("agent")], .good, weight: 9))
    }
    let spent = words.sum(state.costs)
    if !spent.isEmpty {
      let amount = words.sum(state.costs, isShort: true)
      parts.append(
        part([say("today {cost}", ["cost": spent]), spent, amount], .muted, weight: 10))
    }
    return parts
  }

  private func part(_ forms: [String], _ role: ColorRole, weight: Int) -> HeaderPart {
    HeaderPart(forms.map { Line("  " + $0, Style(role, on: .bar)) }, weight: weight)
  }

  /// How long the next link lasts, once that is worth a warning; nil before.
  var linkWords: String? {
    guard let end = state.nextLink else { return nil }
    let left = end - state.progressNow
    guard left > .zero, left < TaskSummary.linkIsShort else { return nil }
    return words.about(left)
  }

  private var profile: HeaderPart? {
    guard let choice = state.currentProfile else { return nil }
    let name = CleanText.line(choice.profile.name, limit: 40)
    guard choice.isSandbox else {
      let forms = [name, glyphs.cut(name, 12)]
      return HeaderPart(
        forms.map { Line(" " + $0, Style(.second, on: .bar, .bold)) }, weight: 1)
    }
    let sandbox = Line(
      " " + say("SANDBOX") + " ", Style(.warning, on: .bar, [.bold, .reverse]))
    guard choice.profile.name != "sandbox" else { return HeaderPart([sandbox], weight: 1) }
    var named = sandbox
    named.add(" " + name, Style(.second, on: .bar))
    return HeaderPart([named, sandbox], weight: 1)
  }

  private var counts: [HeaderPart] {
    Self.groups.compactMap { group in
      let count = group.counted.reduce(0) { $0 + (state.tallies[$1] ?? 0) }
      guard count > 0 else { return nil }
      let number = Words.grouped(count)
      let words = say("{count} {state}", ["count": number, "state": group.name])
      // A number alone says nothing without its sign.
      let forms = (state.isPlain ? [words] : [words, number]).map { text in
        // A screen reader would read the sign aloud.
        let sign = state.isPlain ? "" : glyphs.status(group.sign) + " "
        var line = Line("  " + sign, Style(Glyphs.role(group.sign), on: .bar, .bold))
        line.add(text, Style(.text, on: .bar))
        return line
      }
      return HeaderPart(forms, weight: group.weight)
    }
  }

  /// Tasks that count as one in the header.
  private struct Group {
    var sign: TaskStatus
    var counted: [TaskStatus]
    var name: Phrase
    var weight: Int
  }

  /// What may need a look comes first.
  private static let groups = [
    Group(
      sign: .unconfirmed, counted: [.unconfirmed], name: Phrase("unconfirmed"), weight: 2),
    Group(
      sign: .running, counted: [.submitting, .queued, .running], name: Phrase("running"),
      weight: 3),
    Group(sign: .waiting, counted: [.waiting], name: Phrase("waiting"), weight: 7),
    Group(sign: .failed, counted: [.failed, .expired], name: Phrase("failed"), weight: 6),
    Group(sign: .succeeded, counted: [.succeeded], name: Phrase("done"), weight: 11),
  ]
}

/// Something that stands in the header, in fewer and fewer words.
struct HeaderPart {
  /// The longest form first; at least one.
  var forms: [Line]
  /// What is lighter is placed first.
  var weight: Int

  init(_ forms: [Line], weight: Int) { (self.forms, self.weight) = (forms, weight) }
}

/// The parts of a row that has no room for all of them: first each that can be told in its shortest
/// form, in the order of their weights, then in the same order what can be told in full. What can be
/// missed comes after all of that.
struct HeaderFit {
  /// One line for each part; an empty one for what has no room.
  private(set) var lines: [Line]

  /// The weight from which on a part takes only what the others leave.
  static let canBeMissed = 11

  init(_ parts: [HeaderPart], columns: Int) {
    lines = parts.map { _ in Line() }
    var room = columns
    let all = parts.indices.sorted { parts[$0].weight < parts[$1].weight }
    let order = all.filter { parts[$0].weight < Self.canBeMissed }
    for index in order {
      guard let short = parts[index].forms.last, short.columns <= room else { continue }
      lines[index] = short
      room -= short.columns
    }
    for index in order where lines[index].columns > 0 {
      let most = room + lines[index].columns
      guard let long = parts[index].forms.first(where: { $0.columns <= most }) else { continue }
      room = most - long.columns
      lines[index] = long
    }
    for index in all where parts[index].weight >= Self.canBeMissed {
      guard let long = parts[index].forms.first(where: { $0.columns <= room }) else { continue }
      room -= long.columns
      lines[index] = long
    }
  }
}

extension Words {
  /// Money by currency, the largest sum first; then how many have no known price, which are never
  /// counted as 0.
  ///
  /// - Parameter isShort: whether the largest sum is enough.
  func sum(_ costs: [Cost], isShort: Bool = false) -> String {
    var sums: [String: Decimal] = [:]
    var unpriced = 0
    for cost in costs {
      if let amount = cost.amount, let currency = cost.currency {
        sums[currency, default: 0] += amount
      } else {
        unpriced += 1
      }
    }
    var parts = sums.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { Money.text($0.value, $0.key) }
    if unpriced > 0 { parts.append(say("{count} unpriced", ["count": Self.grouped(unpriced)])) }
    if isShort, parts.count > 1 { return parts[0] + " +" }
    return parts.joined(separator: " + ")
  }
}
