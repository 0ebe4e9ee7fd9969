import TaskStore
public import VideoTasks

/// What a night has come to.
public struct NightReport: Sendable {
  /// The promises that were broken, in sentences.
  public var broken: [String] = []
  /// From the first engine's start to the last task's end.
  public var time = Duration.zero
  /// Engines that were killed.
  public var kills = 0
  /// Creates that came in, and those that made a task.
  public var creates = 0
  /// Creates that made a task.
  public var made = 0
  /// Tasks by their status at the end.
  public var statuses: [TaskStatus: Int] = [:]
  /// How often each line stands in the stories of all tasks.
  public var events: [String: Int] = [:]
  /// Videos on disk, and their bytes.
  public var videos = 0
  /// Bytes of the videos on disk.
  public var bytes: Int64 = 0
  /// What the user had to settle: as made, as not made.
  public var confirmed = 0
  /// Tasks that the user settled as not made.
  public var denied = 0
  /// Intents that the user asked for again.
  public var retried = 0
  /// Videos that the user asked for again.
  public var fetched = 0
  /// Processor time of all programs but the sandbox's clips.
  public var processorSeconds = 0.0

  /// The figures, a line each.
  public var text: String {
    func lines(_ table: [String: Int]) -> String {
      table.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
    }
    let statuses = Dictionary(uniqueKeysWithValues: statuses.map { ($0.key.rawValue, $0.value) })
    return """
      time         \(time)
      processor    \(processorSeconds) s of all engines and commands
      kills        \(kills)
      creates      \(creates) came in, \(made) made a task
      tasks        \(lines(statuses))
      videos       \(videos), \(bytes) bytes
      unconfirmed  \(events["unconfirmed"] ?? 0); the list settled \(events["found"] ?? 0), the user \
      \(confirmed) as made and \(denied) as not made
      asked again  \(retried) intents that were certainly not made, \(fetched) videos
      trouble      \(events["poll-failed"] ?? 0) polls failed, \(events["download-broke-off"] ?? 0) \
      downloads broke off, \(events["link-renewed"] ?? 0) links were renewed
      stories      \(lines(events))

      """
  }
}
