import TerminalUI
import Testing
import TextLayout
import VideoTasks
import Wording

@testable import Dashboard

/// Words have their place in every language: labels, headings and buttons are never cut.
@Suite struct `Widths in every language` {
  private static func fits(
    _ phrase: Phrase, _ columns: Int, _ language: Language,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let words = language.say(phrase)
    #expect(
      Columns.of(words) <= columns, "\(language.code): “\(words)” in \(columns) columns",
      sourceLocation: sourceLocation)
  }

  @Test(arguments: Language.all) func `labels of the form stand in their column`(
    language: Language
  ) {
    let roles = MediaRole.allCases.flatMap { role in (0..<9).map { FormField.media(role, $0) } }
    let fields: [FormField] =
      [
        .prompt, .profile, .model, .ratio, .resolution, .duration, .audio, .seed, .watermark,
        .returnLastFrame, .expiresAfter, .count,
      ] + roles
    // A broken rule puts a sign and a blank before the label, and a blank follows it.
    for field in fields { Self.fits(field.label, 14 - 3, language) }
    for field in AssetUploadForm.Field.allCases { Self.fits(field.label, 11, language) }
  }

  @Test(arguments: Language.all) func `hints of the form fit into its border`(
    language: Language
  ) {
    let fields: [FormField] =
      [
        .profile, .model, .ratio, .resolution, .duration, .audio, .seed, .watermark,
        .returnLastFrame, .expiresAfter, .count,
      ] + MediaRole.allCases.map { .media($0, 0) }
    for field in fields { if let hint = field.hint { Self.fits(hint, 41, language) } }
  }

  @Test(arguments: Language.all) func `states and kinds stand in their columns`(
    language: Language
  ) {
    for status in TaskStatus.allCases { Self.fits(status.words, 11, language) }
    for status in [AssetStatus.processing, .active, .failed] {
      Self.fits(status.words, 10, language)
    }
    for kind in MediaKind.allCases { Self.fits(kind.words, 6, language) }
  }

  @Test(arguments: Language.all, 40...200)
  func `headings of the table stand in their columns`(language: Language, width: Int) {
    let columns = TableColumns(width: width, highestID: 999, language: language)
    var canvas = Canvas(size: Size(columns: width, rows: 1))
    columns.drawHeadings(
      on: &canvas, Rect(column: 0, row: 0, columns: width, rows: 1))
    let text = FrameText.render(canvas.frame)
    #expect(!text.contains("…"), "\(text)")
    for item in columns.list { #expect(item.width > 0) }
  }

  /// What the table says of a task's progress, in its narrow column and in its wide one.
  @Test(arguments: Language.all, [9, 18])
  func `progress stands in its column`(language: Language, columns: Int) {
    var rows: [(TaskSummary, TaskProgress)] = Fixture.everyStatus().map { ($0, .none) }
    let running = Fixture.task(1, .running, "")
    for seconds in [0, 5, 89, 90, 3600, 5399, 7100] {
      let time = Duration.seconds(seconds)
      rows.append((running, .elapsed(time)))
      rows.append((running, .estimated(percent: 88, left: time)))
      if seconds < 5400 || columns > 9 { rows.append((running, .overdue(time))) }
      var link = Fixture.task(2, .succeeded, "")
      (link.download, link.linkExpiresAt) = (.none, Fixture.now + time)
      rows.append((link, .none))
    }
    rows.append((running, .fetching(percent: 100, bytes: 999_000_000)))
    let words = ProgressWords(
      language: language, glyphs: Glyphs(ascii: false), columns: columns, now: Fixture.now)
    for (row, progress) in rows where row.errorCode == nil {
      let line = words.line(row, progress)
      let text = line.spans.map(\.text).joined()
      #expect(line.columns <= columns && !text.contains("…"), "\(language.code): “\(text)”")
    }
  }

  @Test(arguments: Language.all) func `keys and their words stand beside each other in the help`(
    language: Language
  ) {
    for context in KeyContext.allCases {
      // At 40 columns: without borders and blanks, and without the keys.
      for binding in Keymap.bindings(context) { Self.fits(binding.words, 40 - 8 - 9, language) }
    }
  }

  @Test(arguments: Language.all, KeyContext.allCases)
  func `the footer has room for help and quit beside the first key`(
    language: Language, context: KeyContext
  ) {
    let shown = Keymap.bindings(context).filter(\.inFooter)
    let kept = shown.filter { $0.command == .help || $0.command == .quit }
    let first = shown.first { $0.command != .help && $0.command != .quit }
    let columns = (kept + [first].compactMap { $0 }).reduce(1) {
      $0 + Columns.of($1.label) + 1 + Columns.of(language.say($1.words)) + 2
    }
    #expect(columns <= 40, "\(language.code) \(context)")
  }
}
