internal import FoundationEssentials
internal import Glibc
internal import TextLayout
internal import VideoTasks

/// Reads a request from the options of a command line.
enum RequestOptions {
  /// Prompts larger than this are refused before anything else looks at them.
  static let mostPromptBytes = 1 << 20

  /// The draft that the options state, over the one of `--request` where there is one; what is not
  /// stated stays unstated.
  static func draft(_ arguments: Arguments) throws(CommandFailure) -> RequestDraft {
    if arguments.value("request") == "-", arguments.value("prompt-file") == "-" {
      throw .usage(
        "Standard input can be read once only, and both --request - and --prompt-file - ask for it. "
          + "Name a file with one of them, or give the words with --prompt.")
    }
    var draft = try arguments.value("request").map(stored) ?? RequestDraft()
    if let text = try prompt(arguments) { draft.prompt = text }
    draft.model = arguments.value("model") ?? draft.model
    draft.ratio = arguments.value("ratio") ?? draft.ratio
    draft.resolution = arguments.value("resolution") ?? draft.resolution
    draft.duration = try small(arguments, "duration") ?? draft.duration
    draft.audio = try arguments.flag("audio") ?? draft.audio
    draft.seed = try arguments.integer("seed") ?? draft.seed
    draft.watermark = try arguments.flag("watermark") ?? draft.watermark
    if arguments.has("return-last-frame") { draft.returnLastFrame = true }
    draft.expiresAfter = try small(arguments, "expires-after") ?? draft.expiresAfter
    draft.firstFrame = arguments.value("first-frame").map(reference) ?? draft.firstFrame
    draft.lastFrame = arguments.value("last-frame").map(reference) ?? draft.lastFrame
    draft.images = references(arguments, "image") ?? draft.images
    draft.videos = references(arguments, "video") ?? draft.videos
    draft.voices = references(arguments, "voice") ?? draft.voices
    return draft
  }

  /// A request that was kept as JSON: the object itself, or a task that `show --json` printed.
  private static func stored(_ file: String) throws(CommandFailure) -> RequestDraft {
    guard let bytes = LocalPath.read(file, limit: mostPromptBytes) else {
      throw CommandFailure(
        .usage, code: "RequestFile", "The request file \(file) cannot be read.",
        advice: "Name a file that `rushes show ID --json` wrote, or - for standard input.")
    }
    var value = JSONValue(parsing: bytes)
    if case .array(let elements)? = value {
      guard elements.count == 1 else {
        throw CommandFailure(
          .usage, code: "RequestFile",
          "\(file) holds \(elements.count) requests, and submit takes one.",
          advice: "Give one of them, or all of them to: rushes batch FILE")
      }
      value = elements[0]
    }
    let object = value?["request"] ?? value
    if case .object(let members)? = object {
      for name in members.keys.sorted() where !RequestDraft.memberNames.contains(name) {
        throw unknownMember(name, file)
      }
    }
    // The decoder's own words name Swift types; what the user can do is the same for all of them.
    guard case .object? = object,
      let draft = try? JSONDecoder().decode(RequestDraft.self, from: Data(object?.bytes ?? []))
    else {
      throw CommandFailure(
        .usage, code: "RequestFile", "\(file) holds no request in JSON.",
        advice: "Write one as `rushes show ID --json` prints it.")
    }
    return draft
  }

  /// A slip of the pen would be sent without what was meant by it.
  private static func unknownMember(_ name: String, _ file: String) -> CommandFailure {
    let known = RequestDraft.memberNames
    let isOption = name == "profile"
    return CommandFailure(
      .usage, code: "RequestFile",
      "\(CleanText.line(file)) states \(CleanText.line(name, limit: 80)), which no request has; "
        + "nothing was sent.",
      advice: isOption
        ? "Name it with --profile."
        : Nearest.name(name, among: known).map { "Did you mean \($0)?" }
          ?? "Known are \(known.joined(separator: ", ")).")
  }

  private static func references(_ arguments: Arguments, _ name: String) -> [MediaReference]? {
    arguments.has(name) ? arguments.values(name).map(reference) : nil
  }

  /// A reference with a local path made absolute, so that it holds wherever the engine runs.
  static func reference(_ text: String) -> MediaReference { absolute(MediaReference(text)) }

  private static func absolute(
    _ reference: MediaReference, from folder: String? = nil
  ) -> MediaReference {
    // What is no path must not become one, such as the current folder for an empty text.
    guard case .file(let path) = reference, !reference.isMalformed else { return reference }
    return .file(LocalPath.absolute(path, from: folder))
  }

  /// The request with every local path made absolute, from the current folder or another one.
  static func absolute(_ draft: RequestDraft, from folder: String? = nil) -> RequestDraft {
    var draft = draft
    draft.firstFrame = draft.firstFrame.map { absolute($0, from: folder) }
    draft.lastFrame = draft.lastFrame.map { absolute($0, from: folder) }
    draft.images = draft.images.map { absolute($0, from: folder) }
    draft.videos = draft.videos.map { absolute($0, from: folder) }
    draft.voices = draft.voices.map { absolute($0, from: folder) }
    return draft
  }

  private static func small(
    _ arguments: Arguments, _ name: String
  ) throws(CommandFailure) -> Int? {
    guard let number = try arguments.integer(name) else { return nil }
    return Int(clamping: number)
  }

  private static func prompt(_ arguments: Arguments) throws(CommandFailure) -> String? {
    guard let file = arguments.value("prompt-file") else { return arguments.value("prompt") }
    guard arguments.value("prompt") == nil else {
      throw .usage("--prompt and --prompt-file exclude each other.")
    }
    guard let text = prompt(inFile: file) else {
      throw CommandFailure(
        .usage, code: "PromptFile",
        "The prompt file \(file) cannot be read, or is larger than 1 MiB.",
        advice: "Name a text file, or - for standard input.")
    }
    return text
  }

  /// The prompt that a file holds, without line breaks at its end; nil when it cannot be read or is
  /// too large.
  static func prompt(inFile file: String) -> String? {
    guard let bytes = LocalPath.read(file, limit: mostPromptBytes) else { return nil }
    var text = String(decoding: bytes, as: UTF8.self)
    while text.last?.isNewline == true { text.removeLast() }
    return text
  }
}

/// Paths as users write them.
enum LocalPath {
  /// The path with `~` expanded, from the root on; else from `folder`, or the current one.
  static func absolute(_ path: String, from folder: String? = nil) -> String {
    if path == "~" || path.hasPrefix("~/"), let home = getenv("HOME") {
      return String(cString: home) + path.dropFirst()
    }
    if path.hasPrefix("/") { return path }
    if let folder { return folder + "/" + path }
    guard let folder = getcwd(nil, 0) else { return path }
    defer { free(folder) }
    return String(cString: folder) + "/" + path
  }

  /// Whether there is something at a path.
  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// The bytes of a file, or of standard input for `-`; nil when unreadable or above `limit`.
  static func read(_ path: String, limit: Int) -> [UInt8]? {
    let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { if descriptor != STDIN_FILENO { close(descriptor) } }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 64 << 10)
    while bytes.count <= limit {
      let count = Glibc.read(descriptor, &piece, piece.count)
      if count == 0 { return bytes }
      if count < 0 {
        if errno == EINTR { continue }
        return nil
      }
      bytes += piece[..<count]
    }
    return nil
  }
}
