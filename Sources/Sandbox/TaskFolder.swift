internal import FoundationEssentials
internal import Glibc
internal import VideoTasks

/// The sandbox's files: tasks, the journal of creates, the secret for links, and the clips.
struct TaskFolder: Sendable {
  let path: String
  var clips: String { path + "/clips" }
  private var tasks: String { path + "/tasks" }

  init(path: String) throws(SandboxError) {
    self.path = path
    try Disk.makeFolder(path + "/tasks")
    try Disk.makeFolder(path + "/clips")
  }

  /// The key that links are signed with, the same for every process.
  func secret() throws(SandboxError) -> [UInt8] {
    let file = path + "/secret"
    if let known = Disk.read(file), !known.isEmpty { return known }
    let fresh = Disk.randomBytes(32)
    if try Disk.writeNew(file, fresh) { return fresh }
    guard let other = Disk.read(file) else { throw .folder(path: file, errno) }
    return other
  }

  /// Adds the task that `make` builds for a new id; it is asked again while the id is taken.
  func add(
    for api: SandboxAPI, at now: Timestamp, make: (String) throws(SandboxError) -> StoredTask
  ) throws(SandboxError) -> StoredTask {
    while true {
      let task = try make(TaskID.make(for: api, at: now))
      if try Disk.writeNew(file(task.id), Self.json(task)) { return task }
    }
  }

  /// The task, or nil when there is none, or the vendor would have forgotten it.
  func task(_ id: String, now: Timestamp) -> StoredTask? {
    guard let made = TaskID.moment(of: id), now < made + TaskID.keptFor(id),
      let bytes = Disk.read(file(id))
    else { return nil }
    // A file that cannot be read as a task is as good as none: the answer is 404 either way.
    return try? JSONDecoder().decode(StoredTask.self, from: Data(bytes))
  }

  /// Every task that is still known, newest first.
  func all(now: Timestamp) -> [StoredTask] {
    Disk.names(in: tasks).compactMap { name in
      name.hasSuffix(".json") ? task(String(name.dropLast(5)), now: now) : nil
    }.sorted { ($1.createdAt, $1.id) < ($0.createdAt, $0.id) }
  }

  func replace(_ task: StoredTask) throws(SandboxError) {
    try Disk.replace(file(task.id), Self.json(task))
  }

  func remove(_ id: String) { unlink(file(id)) }

  /// Adds one line to the journal, on disk when this returns.
  func note(_ entry: JournalEntry) throws(SandboxError) {
    try Disk.append(path + "/journal", Self.json(entry) + [UInt8(ascii: "\n")])
  }

  /// Removes what the vendors would have forgotten, by the age that the id tells.
  func prune(now: Timestamp) {
    for folder in [tasks, clips] {
      for name in Disk.names(in: folder) {
        guard let id = TaskID.start(of: name), let made = TaskID.moment(of: id) else { continue }
        if made + TaskID.keptFor(id) <= now { unlink(folder + "/" + name) }
      }
    }
  }

  /// Any value as one line of JSON with sorted members.
  static func json(_ value: some Encodable) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Only numbers that are not numbers cannot be encoded, and none of our values hold one.
    return (try? encoder.encode(value)).map(Array.init) ?? []
  }

  private func file(_ id: String) -> String { tasks + "/" + id + ".json" }
}

/// One line of the journal: a create that reached the sandbox, whatever became of it.
struct JournalEntry: Encodable {
  var time: Timestamp
  var api: SandboxAPI
  /// The path below which it came in.
  var prefix: String
  /// The file that holds its body, in the sandbox's folder; nil when it was too large to be kept.
  var body: String?
  /// The task that was made, or nil.
  var id: String?
  /// The code of the refusal, or nil.
  var error: String?
  var model: String?
  /// At most 80 characters of the prompt.
  var prompt: String?
  /// What went wrong because it was asked for, or nil.
  var faults: [String]?
}
