internal import Configuration
internal import Engine
internal import FoundationEssentials
internal import Glibc
internal import TaskStore
internal import TextLayout
internal import VideoTasks

/// `rushes download`: fetches finished videos that are not on disk, and copies them where asked.
enum DownloadCommand {
  static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
    let ids = try TaskIDs.read(arguments)
    let target = try arguments.value("to").map(folder)
    let workspace = try Workspace(arguments)
    let store = try workspace.existingStore(ids)
    do throws(StoreError) {
      for id in ids { try want(id, store) }
    } catch {
      throw CommandFailure(store: error)
    }
    let following = Following(workspace: workspace, store: store, tasks: ids)
    let isJSON = arguments.has("json")
    let progress = ProgressLine(isWanted: !isJSON)
    let end = try following.run(to: .settled) {
      progress.show(ProgressLine.words($0), else: ProgressLine.counts($0))
    }
    progress.close()
    if ScreenChoices.writesSidecars(workspace.settings, store) {
      try describe(following, json: isJSON)
    }
    if let target, end == .done { try copy(following, to: target, json: isJSON) }
    return try FollowReport.finish(following, end, arguments, asArray: arguments.words.count > 1)
  }

  /// Orders a download unless the file is there.
  private static func want(_ id: TaskID, _ store: TaskStore) throws(StoreError) {
    let now = SystemClock.now()
    _ = try store.change(id, now: now) { record, schedule in
      schedule.wantsDownload = true
      return TaskActions.orderDownload(&record, &schedule, now: now)
    }
  }

  private static func folder(_ path: String) throws(CommandFailure) -> String {
    let folder = LocalPath.absolute(path)
    var facts = stat()
    guard stat(folder, &facts) == 0, facts.st_mode & S_IFMT == S_IFDIR else {
      throw CommandFailure(
        .usage, code: "NoFolder", "\(CleanText.line(path)) is not a folder.",
        advice: "Make it first, or name another one.")
    }
    return folder
  }

  /// Writes the request beside each video that lacks it.
  private static func describe(_ following: Following, json: Bool) throws(CommandFailure) {
    for record in try records(following) {
      guard let file = record.file, LocalPath.exists(file),
        !LocalPath.exists(Sidecar.path(of: file)), let trouble = Sidecar.write(record)
      else { continue }
      Output.report(CommandFailure(.machine, code: "Sidecar", trouble), json: json)
    }
  }

  /// Copies the request beside a copied video; one that cannot be copied is only told of.
  private static func copySidecar(of file: String, to folder: String, json: Bool) {
    let sidecar = Sidecar.path(of: file)
    let copy = folder + "/" + (sidecar.split(separator: "/").last ?? "")
    guard LocalPath.exists(sidecar), copy != sidecar else { return }
    do {
      try FileManager.default.copyItem(atPath: sidecar, toPath: copy)
    } catch {
      let failure = CommandFailure(
        .machine, code: "Sidecar",
        "\(CleanText.line(sidecar)) could not be copied to \(CleanText.line(copy)); the video was.")
      Output.report(failure, json: json)
    }
  }

  private static func copy(
    _ following: Following, to folder: String, json: Bool
  ) throws(CommandFailure) {
    for record in try records(following) {
      for file in [record.file, record.lastFrameFile].compactMap({ $0 }) {
        let name = file.split(separator: "/").last.map(String.init) ?? "video.mp4"
        let copy = folder + "/" + name
        if copy == file { continue }
        do {
          try FileManager.default.copyItem(atPath: file, toPath: copy)
        } catch {
          throw CommandFailure(
            .machine, code: "Copy",
            "\(CleanText.line(file)) could not be copied to \(CleanText.line(copy)); "
              + "the video itself is safe. Is there a file of this name, or no room?")
        }
      }
      if let file = record.file { copySidecar(of: file, to: folder, json: json) }
    }
  }

  private static func records(_ following: Following) throws(CommandFailure) -> [TaskRecord] {
    do throws(StoreError) {
      return try following.records()
    } catch {
      throw CommandFailure(store: error)
    }
  }
}
