internal import Configuration
internal import Dashboard
internal import EventLoop
internal import MediaTools
internal import TaskStore
internal import VideoTasks
internal import Wording

/// Effects that change tasks, or make texts of them.
extension EffectRunner {
  func runOnTasks(_ effect: DashboardEffect) {
    let profiles = workspace.settings.profiles
    switch effect {
    case .remove(let id):
      change { store throws(StoreError) in try TaskActions.remove(id, store) ?? .removed(id) }
    case .doMarked(let deed, let ids):
      change { store throws(StoreError) in
        .markedDone(deed, TaskActions.perform(deed, ids, profiles: profiles, store))
      }
    case .restoreRemoved:
      change { store throws(StoreError) in .restored(try TaskActions.restoreRemoved(store)) }
    case .resolve(let id, let remoteID):
      change { store throws(StoreError) in
        try TaskActions.resolve(id, remoteID: remoteID, store)
          ?? .notice(
            remoteID == nil
              ? Phrase("Task {id} counts as failed; it was never made.", ["id": id])
              : Phrase("Task {id} is followed again.", ["id": id]))
      }
    case .adopt(let remoteID, let name): adopt(remoteID, name)
    case .loadTexts(let kind, let ids): makeTexts(kind, ids)
    case .takeLastFrame(let id, let file):
      let mailbox = mailbox
      files.async {
        let result = LastFrame.take(from: file).mapError {
          ActionFailure(message: Phrase.recorded($0.message))
        }
        mailbox.post(.action(.lastFrameTaken(id, result)))
      }
    default: break
    }
  }

  private func adopt(_ remoteID: String, _ name: String) {
    guard let profile = workspace.settings.profiles.first(where: { $0.name == name }) else {
      return
    }
    change { store throws(StoreError) in
      let (id, isNew) = try TaskActions.adopt(remoteID, profile: profile, store)
      return .adopted(id, remoteID: remoteID, isNew: isNew)
    }
  }

  /// Reads the tasks first, and then the files that a call of curl holds.
  private func makeTexts(_ kind: CopiedText, _ ids: [TaskID]) {
    let (mailbox, files, profiles) = (mailbox, files, workspace.settings.profiles)
    reader.records(ids) { result in
      files.async {
        mailbox.post(
          .action(
            .textsLoaded(
              kind, ids, result.flatMap { EffectRunner.texts(kind, $0, profiles) })))
      }
    }
  }

  private static func texts(
    _ kind: CopiedText, _ records: [TaskRecord], _ profiles: [Profile]
  ) -> Result<[String], ActionFailure> {
    guard kind == .curl else {
      let now = SystemClock.now()
      return .success(records.compactMap { $0.text(kind, at: now) })
    }
    var texts: [String] = []
    for record in records {
      do throws(CommandFailure) {
        texts.append(try CurlText.of(record, profiles))
      } catch {
        return .failure(ActionFailure(message: Phrase.recorded(error.sentence)))
      }
    }
    return .success(texts)
  }
}
