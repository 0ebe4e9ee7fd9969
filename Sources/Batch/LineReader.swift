internal import VideoTasks

/// Makes a line of its fields, whether they come as cells of text or as members in JSON.
struct LineReader {
  private(set) var line: BatchLine
  private(set) var problems: [LineProblem] = []

  init(number: Int) { line = BatchLine(number: number) }

  /// Takes the cell of a column; an empty one states nothing.
  mutating func take(cell: String, _ field: BatchField, column: Int?) {
    // A prompt is taken as it stands; the ends of all else are a spreadsheet's.
    let text = field == .prompt ? cell : cell.trimmed
    guard !cell.trimmed.isEmpty else { return }
    if field.isList {
      let parts = text.split(separator: "|").map { String($0).trimmed }.filter { !$0.isEmpty }
      return append(parts, field)
    }
    take(.string(text), field, column: column)
  }

  /// Takes the object of a line in JSON.
  mutating func take(object: [String: JSONValue]) {
    guard case .object(let request)? = object["request"] else { return take(members: object) }
    // A task as `show --json` prints it: its request, and what is no part of that.
    line.isLiteral = true
    take(members: request)
    let outer: Set<String> = ["name", "profile", "model", "count", "after"]
    let known = Self.membersOfTasks.union(outer).union(["request"])
    let own = object.filter { outer.contains($0.key) || !known.contains($0.key) }
    take(members: own)
  }

  /// Members of a task in JSON that say what became of it, and not what it was to be.
  private static let membersOfTasks: Set<String> = [
    "id", "api", "prompt", "status", "remote_id", "created_at", "updated_at", "retry_of",
    "estimate", "cost", "file", "bytes", "last_frame_file", "download", "download_bytes",
    "link_expires_at", "poll_error", "error", "video_link", "last_frame_link",
  ]

  private mutating func take(members: [String: JSONValue]) {
    var seen: [BatchField: String] = [:]
    for (name, value) in members.sorted(by: { $0.key < $1.key }) {
      guard let field = BatchField(written: name) else {
        fail(
          nil, .unknownField, "There is no member \(name.shown).", BatchField.advice(for: name))
        continue
      }
      if let other = seen.updateValue(name, forKey: field), !field.isList {
        fail(field, .fieldTwice, "\(other.shown) and \(name.shown) are the same.", "Leave one out.")
      }
      if value != .null { take(value, field, column: nil) }
    }
  }

  // MARK: Values

  private mutating func take(_ value: JSONValue, _ field: BatchField, column: Int?) {
    switch field {
    case .name: takeName(value, column)
    case .prompt:
      guard let text = text(value, field, column) else { return }
      line.request.prompt = text
      line.hasPrompt = true
    case .promptFile: line.promptFile = text(value, field, column)
    case .profile: line.profile = text(value, field, column)
    case .model: line.request.model = text(value, field, column)
    case .ratio: line.request.ratio = text(value, field, column)
    case .resolution: line.request.resolution = text(value, field, column)
    case .firstFrame: line.request.firstFrame = text(value, field, column).map(MediaReference.init)
    case .lastFrame: line.request.lastFrame = text(value, field, column).map(MediaReference.init)
    case .duration: line.request.duration = whole(value, field, column).map { Int(clamping: $0) }
    case .expiresAfter:
      line.request.expiresAfter = whole(value, field, column).map { Int(clamping: $0) }
    case .audio: line.request.audio = flag(value, field, column)
    case .watermark: line.request.watermark = flag(value, field, column)
    case .returnLastFrame: line.request.returnLastFrame = flag(value, field, column)
    case .image, .video, .voice: takeList(value, field, column)
    case .seed: takeSeeds(value, column)
    case .count: takeCount(value, column)
    case .after: takeAfter(value, column)
    }
  }

  private mutating func takeName(_ value: JSONValue, _ column: Int?) {
    guard let text = text(value, .name, column) else { return }
    let isWord = !text.isEmpty && text == OutsideText.line(text, limit: 200)
    guard isWord, Int64(text) == nil else {
      fail(
        .name, .nameForm, "\(text.shown) cannot be a name.",
        "Take up to 200 characters on one line, and not digits alone, which are a task's number.",
        column)
      return
    }
    line.name = text
  }

  private mutating func takeList(_ value: JSONValue, _ field: BatchField, _ column: Int?) {
    if let text = value.string { return append([text], field) }
    guard let all = value.array?.map(\.string), !all.contains(nil) else {
      return wrong(value, field, "a text or a list of texts", column)
    }
    append(all.compactMap { $0 }, field)
  }

  private mutating func append(_ texts: [String], _ field: BatchField) {
    let references = texts.map(MediaReference.init)
    switch field {
    case .video: line.request.videos += references
    case .voice: line.request.voices += references
    default: line.request.images += references
    }
  }

  private mutating func takeSeeds(_ value: JSONValue, _ column: Int?) {
    if let seed = value.integer {
      line.seeds = [seed]
    } else if let all = value.array?.map(\.integer), !all.contains(nil), !all.isEmpty {
      var seen: Set<Int64> = []
      line.seeds = all.compactMap { $0 }.filter { seen.insert($0).inserted }
    } else if let text = value.string {
      do throws(SeedList.Problem) {
        line.seeds = try SeedList(text, limit: BatchLine.mostVideos).seeds
      } catch {
        line.seeds = []
      }
    }
    if line.seeds.isEmpty || line.seeds.count > BatchLine.mostVideos {
      wrong(
        value, .seed, "a whole number, several, or a range as 1-5, at most 1000 together", column)
    }
  }

  private mutating func takeCount(_ value: JSONValue, _ column: Int?) {
    guard let count = value.integer, (1...Int64(BatchLine.mostVideos)).contains(count) else {
      return wrong(value, .count, "a whole number from 1 to 1000", column)
    }
    line.count = Int(count)
  }

  private mutating func takeAfter(_ value: JSONValue, _ column: Int?) {
    if let number = value.integer, number > 0 {
      line.after = .task(number)
    } else if let name = value.string, !name.isEmpty, Int64(name) == nil {
      line.after = .line(name)
    } else {
      wrong(value, .after, "the name of a line or the number of a task", column)
    }
  }

  private mutating func text(
    _ value: JSONValue, _ field: BatchField, _ column: Int?
  ) -> String? {
    if let text = value.string { return text }
    wrong(value, field, "a text", column)
    return nil
  }

  private mutating func whole(
    _ value: JSONValue, _ field: BatchField, _ column: Int?
  ) -> Int64? {
    if let number = value.integer { return number }
    wrong(value, field, "a whole number", column)
    return nil
  }

  private mutating func flag(_ value: JSONValue, _ field: BatchField, _ column: Int?) -> Bool? {
    if let flag = value.bool { return flag }
    switch value.string?.lowercased() {
    case "on", "true", "yes": return true
    case "off", "false", "no": return false
    default:
      wrong(value, field, "on or off", column)
      return nil
    }
  }

  // MARK: Problems

  private mutating func wrong(
    _ value: JSONValue, _ field: BatchField, _ wanted: String, _ column: Int?
  ) {
    let text = value.string ?? String(decoding: value.bytes, as: UTF8.self)
    fail(
      field, .valueForm, "\(field.rawValue) is \(text.shown).", "State \(wanted), or leave it out.",
      column)
  }

  private mutating func fail(
    _ field: BatchField?, _ rule: BatchRule, _ message: String, _ fix: String,
    _ column: Int? = nil
  ) {
    problems.append(
      LineProblem(
        line: line.number, column: column, field: field, rule: rule, message: message, fix: fix))
  }
}
