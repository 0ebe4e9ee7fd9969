internal import TerminalUI
internal import TextLayout
internal import VideoTasks
internal import Wording

/// The asset library: a list, what is known of the selected asset, and the upload being written.
struct AssetsView: View {
  var state: DashboardState

  /// Rows under the list: what is known of the selected asset.
  static let footRows = 2

  /// Rows that the upload takes: its fields, what is wrong with it, and a line.
  static func uploadRows(_ state: DashboardState) -> Int {
    guard let rect = state.layout.page, let upload = state.assets.upload else { return 0 }
    let problem = upload.problem.map {
      let words = CleanText.line(state.say($0), limit: 300)
      return Wrap.texts(words, columns: max(8, rect.columns - 6)).prefix(4).count
    }
    return AssetUploadForm.Field.allCases.count + (problem ?? 0) + 1
  }

  func draw(on canvas: inout Canvas, in rect: Rect) {
    let shown = state.shownAssets
    let hint =
      shown.count > state.assetRows
      ? say("{place} of {count}", ["place": state.assets.selected + 1, "count": shown.count]) : nil
    canvas.box(
      rect, title: title, hint: hint, focused: state.pane == .assets, ascii: state.ascii)
    let inner = rect.inset(by: 1)
    guard inner.rows > 0 else { return }
    var row = inner.row
    if let upload = state.assets.upload {
      row = draw(upload, on: &canvas, inner)
      // On a small screen the upload has the place for itself.
      guard inner.row + inner.rows - row > Self.footRows + 2 else { return }
    }
    let columns = AssetColumns(width: inner.columns, assets: shown, language: language)
    guard !shown.isEmpty else {
      drawEmpty(&canvas, inner, from: row)
      return
    }
    canvas.draw(
      columns.heading, inner.column + 1, row, columns: max(0, inner.columns - 1))
    row += 1
    let bottom = inner.row + inner.rows - Self.footRows
    for index in shown.indices.dropFirst(state.assets.top) where row < bottom {
      draw(
        shown[index], isSelected: index == state.assets.selected, on: &canvas, inner, row, columns)
      row += 1
    }
    drawFoot(&canvas, inner)
  }

  private var title: String {
    guard let purpose = state.assets.purpose else { return say(Pane.assets.title) }
    return say(
      "Library: {kind} for {field}",
      [
        "kind": purpose.role.kind.words, "field": say(purpose.role.label(0)).lowercased(),
      ])
  }

  private func drawEmpty(_ canvas: inout Canvas, _ inner: Rect, from row: Int) {
    let words = state.assets.isLoaded ? say(nothing) : say("Reading") + glyphs.ellipsis
    let lines = Wrap.texts(words, columns: max(8, inner.columns - 2))
    for (index, line) in lines.enumerated() where row + index < inner.row + inner.rows {
      canvas.draw(
        Line(line, .muted), inner.column + 1, row + index, columns: inner.columns - 2)
    }
  }

  /// What is said where there is nothing to choose from.
  private var nothing: Phrase {
    let kind = state.assets.purpose?.role.kind
    let none =
      switch kind {
      case nil: Phrase("Nothing was uploaded from here yet.")
      case .image: Phrase("No images were uploaded from here yet.")
      case .video: Phrase("No videos were uploaded from here yet.")
      case .audio: Phrase("No audios were uploaded from here yet.")
      }
    guard let key = state.keyName(.addAsset, in: .assets) else { return none }
    return .sentences([
      none,
      kind == nil
        ? Phrase("Press {key} to upload media.", ["key": key])
        : Phrase("{key} uploads one by its address.", ["key": key]),
    ])
  }

  private func draw(
    _ asset: AssetRecord, isSelected: Bool, on canvas: inout Canvas, _ inner: Rect, _ row: Int,
    _ columns: AssetColumns
  ) {
    if isSelected {
      drawSelection(
        in: Rect(column: inner.column, row: row, columns: inner.columns, rows: 1), on: &canvas)
    }
    let line = columns.line(asset, state)
    canvas.draw(
      isSelected ? line.selected : line, inner.column + 1, row, columns: inner.columns - 1)
  }

  /// What is known of the selected asset: where it came from, or why it cannot be used.
  private func drawFoot(_ canvas: inout Canvas, _ inner: Rect) {
    guard let asset = state.selectedAsset, inner.rows > Self.footRows + 1 else { return }
    let room = inner.columns - 2
    let first = inner.row + inner.rows - Self.footRows
    canvas.draw(
      Line(glyphs.cutMiddle(asset.url, room), .muted), inner.column + 1, first, columns: room)
    let words: (String, ColorRole) =
      switch (asset.status, asset.error) {
      case (.failed, let error):
        (error.map(explained) ?? "", .bad)
      case (.processing, let error?): (explained(error), .warning)
      case (.processing, nil):
        (say("The library looks at it; five minutes at most are usual."), .waiting)
      case (.active, _): (CleanText.line(asset.reference.text), .text)
      }
    canvas.draw(
      Line(glyphs.cut(words.0, room), words.1), inner.column + 1, first + 1, columns: room)
  }

  private func explained(_ error: TaskFailure) -> String {
    say(.sentences([.recorded(error.message), .recorded(error.advice)]))
  }

  // MARK: The upload

  /// Draws the fields of the upload; returns the row after them.
  private func draw(_ upload: AssetUploadForm, on canvas: inout Canvas, _ inner: Rect) -> Int {
    var row = inner.row
    for field in AssetUploadForm.Field.allCases where row < inner.row + inner.rows {
      let isFocused = upload.focus == field
      canvas.draw(
        Line(say(field.label), isFocused ? .accent : .muted, isFocused ? .bold : []),
        inner.column + 1,
        row, columns: 12)
      draw(
        field, upload, on: &canvas,
        Rect(column: inner.column + 13, row: row, columns: inner.columns - 14, rows: 1))
      row += 1
    }
    if let problem = upload.problem {
      let lines = Wrap.texts(
        CleanText.line(say(problem), limit: 300), columns: max(8, inner.columns - 4))
      for (index, text) in lines.prefix(4).enumerated() where row < inner.row + inner.rows {
        canvas.draw(
          Line((index == 0 ? "\(glyphs.wrong) " : "  ") + text, .bad), inner.column + 1, row,
          columns: inner.columns - 2)
        row += 1
      }
    }
    return row + 1
  }

  private func draw(
    _ field: AssetUploadForm.Field, _ upload: AssetUploadForm, on canvas: inout Canvas, _ rect: Rect
  ) {
    let isFocused = upload.focus == field
    switch field {
    case .url: draw(upload.url, isFocused, "https://", on: &canvas, rect)
    case .name: draw(upload.name, isFocused, say("as you like, or nothing"), on: &canvas, rect)
    case .kind: draw(say(upload.kind.words), isFocused, on: &canvas, rect)
    case .profile: draw(upload.profile, isFocused, on: &canvas, rect)
    }
  }

  private func draw(
    _ text: TextEditor, _ isFocused: Bool, _ empty: String, on canvas: inout Canvas, _ rect: Rect
  ) {
    if isFocused {
      canvas.write(
        text.layout(columns: max(1, rect.columns)), in: rect, style: Style(.text, on: .field),
        showsCursor: true)
    } else if !text.isEmpty {
      let words = glyphs.cutMiddle(CleanText.line(text.text), rect.columns)
      canvas.draw(Line(words, .second), rect.column, rect.row, columns: rect.columns)
    }
    guard text.isEmpty else { return }
    let style = Style(.muted, on: isFocused ? .field : .background)
    canvas.draw(
      Line(glyphs.cut(empty, rect.columns), style), rect.column, rect.row, columns: rect.columns)
  }

  private func draw(_ words: String, _ isFocused: Bool, on canvas: inout Canvas, _ rect: Rect) {
    let words = CleanText.line(words, limit: 60)
    guard isFocused else {
      canvas.draw(Line(words, .second), rect.column, rect.row, columns: rect.columns)
      return
    }
    var line = Line(glyphs.less + " ", Style(.accent, on: .field))
    line.add(glyphs.cut(words, rect.columns - 4), Style(.text, on: .field, .bold))
    line.add(" " + glyphs.more, Style(.accent, on: .field))
    canvas.draw(line, rect.column, rect.row, columns: rect.columns)
  }
}

/// The columns of the library at a width.
struct AssetColumns: Speaks {
  var language: Language
  private var idColumns: Int
  private var nameColumns: Int
  private var profileColumns: Int
  private var isNarrow: Bool
  private static let kindColumns = 6
  private static let ageColumns = 6

  init(width: Int, assets: [AssetRecord], language: Language) {
    self.language = language
    // One column for the marker, one that stays free at the right.
    let room = width - 2
    isNarrow = room < 60
    let longest = assets.map { Columns.of(CleanText.line($0.assetID)) }.max() ?? 8
    idColumns = min(max(8, longest), room / 3)
    // Which library it is in matters only where there are several.
    profileColumns = room >= 74 && Set(assets.map(\.profile)).count > 1 ? 11 : 0
    let fixed =
      (isNarrow ? 1 : 12) + 1 + Self.kindColumns + 1 + idColumns + 1
      + (profileColumns > 0 ? profileColumns + 1 : 0) + (isNarrow ? 0 : Self.ageColumns)
    nameColumns = max(4, room - fixed - 1)
  }

  var heading: Line {
    var line = Line(Padding.right(isNarrow ? "" : say("State"), columns: isNarrow ? 2 : 13), .muted)
    line.add(Padding.right(say("Kind"), columns: Self.kindColumns + 1), .muted)
    line.add(Padding.right(say("Name"), columns: nameColumns + 1), .muted)
    line.add(Padding.right(say("Id"), columns: idColumns + 1), .muted)
    if profileColumns > 0 {
      line.add(Padding.right(say("Profile"), columns: profileColumns + 1), .muted)
    }
    if !isNarrow { line.add(Padding.left(say("Age"), columns: Self.ageColumns), .muted) }
    return line
  }

  func line(_ asset: AssetRecord, _ state: DashboardState) -> Line {
    let glyphs = state.glyphs
    let (sign, role) = glyphs.asset(asset.status)
    var line = Line(sign + " ", role, .bold)
    if !isNarrow { line.add(Padding.right(say(asset.status.words), columns: 11), role) }
    line.add(Padding.right(say(asset.kind.words), columns: Self.kindColumns + 1), .muted)
    let name = glyphs.cut(asset.name ?? glyphs.dash, nameColumns)
    line.add(Padding.right(name, columns: nameColumns + 1), asset.name == nil ? .faint : .text)
    line.add(
      Padding.right(
        glyphs.cutMiddle(CleanText.line(asset.assetID), idColumns), columns: idColumns + 1), .second
    )
    if profileColumns > 0 {
      line.add(
        Padding.right(
          glyphs.cut(CleanText.line(asset.profile), profileColumns), columns: profileColumns + 1),
        .muted)
    }
    if !isNarrow {
      let age = Words(language: language).about(max(.zero, state.now - asset.createdAt))
      line.add(Padding.left(age, columns: Self.ageColumns), .muted)
    }
    return line
  }
}
