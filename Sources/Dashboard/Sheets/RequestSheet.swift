internal import FoundationEssentials
internal import TerminalUI
internal import TextLayout
internal import VideoTasks
internal import Wording

/// What will be sent, read before it is: one of the requests that the form stands for.
struct RequestSheet: Equatable, Sendable {
  var profile: String
  /// The different requests that the form stands for.
  var all: [RequestDraft]
  /// The one that is shown.
  var place = 0
  /// What was found; nil while it is read.
  var answer: Result<RequestPreview, ActionFailure>?
  /// The answer as rows of the screen.
  var lines: [JSONLine] = []
  var top = 0

  /// Method, address and body as one text, for the clipboard.
  var text: String? {
    guard case .success(let preview)? = answer else { return nil }
    let body = preview.body.map { JSONLine.of($0, indent: 0) } ?? []
    return ([preview.method + " " + preview.url] + body.map(\.text)).joined(separator: "\n")
  }

  /// Makes the rows anew for a width.
  mutating func wrap(columns: Int) {
    guard case .success(let preview)? = answer else {
      lines = []
      return
    }
    let head = JSONLine(indent: 0, name: preview.method, value: preview.url, isHead: true)
    let body = preview.body.map { JSONLine.of($0, indent: 0) } ?? []
    lines =
      head.wrapped(columns: columns)
      + [JSONLine(indent: 0, name: nil, value: "")]
      + body.flatMap { $0.wrapped(columns: columns) }
  }
}

/// One line of JSON that is laid out for reading, or what is before it.
struct JSONLine: Hashable, Sendable {
  var indent: Int
  /// A member's name, as it is written with its colon.
  var name: String?
  var value: String
  /// Whether it is method and address.
  var isHead = false

  /// The whole line.
  var text: String {
    String(repeating: " ", count: indent) + (name.map { $0 + " " } ?? "") + value
  }

  /// The line with its colours.
  var line: Line {
    var line = Line(String(repeating: " ", count: indent), .text)
    if let name { line.add(name + " ", isHead ? .accent : .muted, isHead ? .bold : []) }
    line.add(value, .text)
    return line
  }

  /// A value with every member in a line of its own, members by name.
  static func of(_ value: JSONValue, indent: Int) -> [JSONLine] {
    of(value, indent: indent, name: nil, end: "")
  }

  private static func of(
    _ value: JSONValue, indent: Int, name: String?, end: String
  ) -> [JSONLine] {
    switch value {
    case .object(let members) where !members.isEmpty:
      let names = members.keys.sorted()
      let inner = names.enumerated().flatMap { index, key in
        of(
          members[key] ?? .null, indent: indent + 2, name: text(.string(key)) + ":",
          end: index + 1 < names.count ? "," : "")
      }
      return [JSONLine(indent: indent, name: name, value: "{")] + inner
        + [JSONLine(indent: indent, name: nil, value: "}" + end)]
    case .array(let elements) where !elements.isEmpty:
      let inner = elements.enumerated().flatMap { index, element in
        of(
          element, indent: indent + 2, name: nil, end: index + 1 < elements.count ? "," : "")
      }
      return [JSONLine(indent: indent, name: name, value: "[")] + inner
        + [JSONLine(indent: indent, name: nil, value: "]" + end)]
    default: return [JSONLine(indent: indent, name: name, value: text(value) + end)]
    }
  }

  /// A value without line breaks, with signs that do not show escaped.
  private static func text(_ value: JSONValue) -> String {
    String(decoding: value.bytes, as: UTF8.self)
  }

  /// The rows that it takes: what does not fit goes on further in.
  func wrapped(columns: Int) -> [JSONLine] {
    let before = indent + (name.map { Columns.of($0) + 1 } ?? 0)
    let inner = min(indent + 2, columns / 2)
    guard before + Columns.of(value) > columns else { return [self] }
    // Under a long name there is no room for the value beside it.
    let room = max(8, columns - max(inner, before < columns / 2 ? before : inner))
    let texts = Wrap.texts(value, columns: room)
    guard before < columns / 2, let first = texts.first else {
      var head = self
      head.value = ""
      return [head] + texts.map { JSONLine(indent: inner, name: nil, value: $0) }
    }
    var head = self
    head.value = first
    return [head] + texts.dropFirst().map { JSONLine(indent: before, name: nil, value: $0) }
  }
}

extension DashboardState {
  /// Shows what would be sent, or says why nothing would.
  mutating func previewPressed() -> [DashboardEffect] {
    form.isTouched = true
    form.recheck(profiles)
    // A key is needed to send it, not to read it.
    let broken = form.fields(profiles).filter {
      form.check.broken[$0].map { $0.rule != FormState.keyless } ?? false
    }
    guard broken.isEmpty else {
      message = Message(
        text: Phrase("To mend first: {list}.", ["list": Phrase.list(broken.map(\.label))]),
        tone: .bad)
      scrollForm()
      return focus(on: broken[0])
    }
    let all = form.variants(profiles).different(limit: FormState.countLimit)
    sheet = .request(RequestSheet(profile: form.profile, all: all))
    return leaveField() + readRequest()
  }

  mutating func showVariant(by step: Int) -> [DashboardEffect] {
    guard case .request(var page) = sheet else { return [] }
    page.place = max(0, min(page.all.count - 1, page.place + step))
    // The last one stays on the screen until the next is read.
    sheet = .request(page)
    return readRequest()
  }

  private func readRequest() -> [DashboardEffect] {
    guard case .request(let page) = sheet, page.all.indices.contains(page.place) else { return [] }
    return [.previewRequest(profile: page.profile, page.all[page.place])]
  }

  /// Takes in what would be sent, unless another request is looked at by now.
  mutating func requestPreviewed(
    _ request: RequestDraft, _ result: Result<RequestPreview, ActionFailure>
  ) {
    guard case .request(var page) = sheet, page.all[page.place] == request else { return }
    page.answer = result
    page.wrap(columns: sheetBody.columns)
    sheet = .request(page)
    scrollSheet(by: 0)
  }
}
