import FoundationEssentials
import Glibc
import TaskStore
import VideoTasks

/// `rushes-bench`: makes stores to measure with, and measures the store.
@main
struct Bench {
  static let help = """
    Usage: rushes-bench fill --tasks N --data DIR
           rushes-bench store --data DIR

    fill   writes the store that N finished tasks of all kinds would have left, with no work due.
           DIR must hold no tasks yet. The same N gives the same store.
    store  times the store in DIR, and prints each time beside that of a bare SQLite doing a
           SELECT 1 in the same run, and how many times that it is.

    Exit status: 0 done, 2 usage or a store that cannot be used.

    """

  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    if arguments.isEmpty || arguments.contains("--help") {
      print(help, terminator: "")
      exit(arguments.isEmpty ? 2 : 0)
    }
    do throws(StoreError) {
      switch arguments[0] {
      case "fill":
        let options = options(arguments.dropFirst(), known: ["--tasks", "--data"])
        guard let tasks = options["--tasks"].flatMap({ Int($0) }), tasks >= 0 else {
          refuse("--tasks wants a number, 0 or more.")
        }
        try fill(tasks: tasks, folder: folder(options))
      case "store":
        try StoreBench.run(folder: folder(options(arguments.dropFirst(), known: ["--data"])))
      default:
        refuse("There is no \(arguments[0]). Verbs: fill, store.")
      }
    } catch {
      refuse(error.message)
    }
  }

  private static func options(
    _ arguments: ArraySlice<String>, known: Set<String>
  ) -> [String: String] {
    var options: [String: String] = [:]
    var rest = arguments
    while let name = rest.popFirst() {
      guard known.contains(name) else {
        refuse("There is no option \(name) here. See rushes-bench --help.")
      }
      guard let value = rest.popFirst() else { refuse("\(name) wants a value.") }
      options[name] = value
    }
    return options
  }

  private static func folder(_ options: [String: String]) -> String {
    guard let folder = options["--data"], !folder.isEmpty else {
      refuse("--data DIR is needed.")
    }
    if folder.hasPrefix("/") { return folder }
    return FileManager.default.currentDirectoryPath + "/" + folder
  }

  private static func refuse(_ message: String) -> Never {
    var line = "rushes-bench: \(message)\n"
    line.withUTF8 { bytes in _ = write(STDERR_FILENO, bytes.baseAddress, bytes.count) }
    exit(2)
  }

  /// Stores `tasks` made-up tasks, the newest of which has just ended.
  private static func fill(tasks: Int, folder: String) throws(StoreError) {
    let end = Timestamp(seconds: Int64(time(nil)))
    try store(tasks, endingAt: end, in: folder)
    // Left as every other store is: with a write-ahead log.
    _ = try TaskStore(folder: folder, access: .readWrite, now: end)
    print("\(tasks) tasks are in \(folder).")
  }

  private static func store(
    _ tasks: Int, endingAt end: Timestamp, in folder: String
  ) throws(StoreError) {
    let store = try TaskStore(
      folder: folder, access: .readWrite, now: end, options: StoreOptions(isForFilling: true))
    guard try store.count(TaskQuery()) == 0 else {
      refuse("There are tasks in \(folder) already. Name an empty folder.")
    }
    // Tasks follow each other by 201 seconds on average, and the last takes up to two days.
    let start = end - .seconds(201 * tasks + 200_000)
    var maker = TaskMaker(seed: 1, start: start, videos: folder + "/videos")
    var number = 1
    while number <= tasks {
      let next = min(number + 20_000, tasks + 1)
      try store.store((number..<next).map { maker.task(number: $0) })
      number = next
    }
  }
}
