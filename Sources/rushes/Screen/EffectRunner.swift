internal import ChildProcesses
internal import Configuration
internal import Dashboard
internal import Engine
internal import EventLog
internal import EventLoop
internal import Glibc
internal import MediaTools
internal import NcursesTerminal
internal import TaskStore
internal import TextLayout
internal import VideoTasks
internal import Wording

/// Turns the dashboard's effects into calls; the only place that does. Lives on the first thread.
final class EffectRunner {
  let workspace: Workspace
  let reader: StoreReader
  private let engine: EngineThread
  /// Where this program's draft of the form is kept.
  private let draftPlace: Int
  let mailbox: Mailbox<DashboardNews>
  /// Looking at files and folders, which may be on a disk that is slow or gone.
  let files = SeparateThreads(label: "files")

  init(
    workspace: Workspace, reader: StoreReader, engine: EngineThread,
    mailbox: Mailbox<DashboardNews>, draftPlace: Int
  ) {
    self.workspace = workspace
    self.draftPlace = draftPlace
    self.reader = reader
    self.engine = engine
    self.mailbox = mailbox
  }

  /// Begins what an effect asks for; its result comes through the mailbox.
  ///
  /// Effects of the terminal and of the program's end are the session's own.
  func run(_ effect: DashboardEffect) {
    let mailbox = mailbox
    switch effect {
    case .loadPage, .loadTallies, .loadCosts, .loadNextLink, .loadTask, .loadTypicalDurations,
      .loadStandings, .loadTurned, .loadNumbers, .loadFilters, .loadMarks,
      .loadMarked, .loadKept:
      reader.answer(effect) { mailbox.post(.action($0)) }
    case .submit(let order): submit(order)
    case .keep(let kind, let kept):
      change { store throws(StoreError) in try KeptStorage.keep(kind, kept, store) }
    case .forget(let kind, let kept):
      change { store throws(StoreError) in try KeptStorage.forget(kind, kept, store) }
    case .storeKey(let profile, let key): store(key, profile)
    case .previewRequest(let profile, let draft): preview(draft, profile)
    case .retry(let id):
      change { store throws(StoreError) in try TaskActions.retry(id, store) }
    case .retryWithoutSound(let id):
      let profiles = workspace.settings.profiles
      change { store throws(StoreError) in
        try TaskActions.retry(id, audio: false, profiles: profiles, store)
      }
    case .cancel(let id):
      let profiles = workspace.settings.profiles
      change { store throws(StoreError) in
        try TaskActions.cancel(id, profiles: profiles, store)
      }
    case .remove, .doMarked, .restoreRemoved, .resolve, .adopt, .loadTexts, .takeLastFrame:
      runOnTasks(effect)
    case .downloadAgain(let id):
      change { store throws(StoreError) in try TaskActions.downloadAgain(id, store) }
    case .saveFilter(let filter):
      change { store throws(StoreError) in
        try store.save(filter, as: .filter)
        return .filtersLoaded(try store.named(.filter))
      }
    case .forgetFilter(let name):
      change { store throws(StoreError) in
        try store.forget(name, of: .filter)
        return .filtersLoaded(try store.named(.filter))
      }
    case .probe(let reference):
      files.async { mailbox.post(.action(.probed(reference, Probing.look(at: reference)))) }
    case .probeAddress(let reference):
      files.async {
        let result = Probing.lookAtAddress(reference).mapError {
          ActionFailure(message: Phrase.recorded($0.message))
        }
        mailbox.post(.action(.addressProbed(reference, result)))
      }
    case .loadAssets: reader.assets { mailbox.post(.action(.assetsLoaded($0))) }
    case .addAsset(let asset):
      engine.addAsset(
        AssetUpload(
          profile: asset.profile, kind: asset.kind, url: asset.url, name: asset.name))
    case .removeAsset(let asset): engine.removeAsset(asset)
    case .listFolder(let path):
      files.async { mailbox.post(.action(.folderListed(path, FolderListing.names(in: path)))) }
    case .saveForm(let form):
      let place = draftPlace
      save { store throws(StoreError) in
        try store.saveDraft(FormStorage.text(form), at: place)
      }
    case .savePreference(let preference):
      save { store throws(StoreError) in
        try store.setSetting(preference.key, preference.text)
      }
    case .openFile(let path):
      files.async { mailbox.post(.action(.notice(FileOpening.open(path)))) }
    case .loadLog:
      let path = workspace.paths.logFile
      files.async {
        let lines = LogEntry.tail(of: path).map {
          LogLine(at: $0.at, task: $0.task, kind: $0.kind, text: $0.detail)
        }
        mailbox.post(.action(.logLoaded(lines)))
      }
    case .showMedia, .endMedia: break
    case .tell, .useMouse, .useTheme, .copy, .editExternally, .redraw, .suspend, .quit: break
    }
  }

  /// Keeps something; at the program's end this is the last thing the engine's thread does.
  private func save(_ body: @escaping @Sendable (TaskStore) throws(StoreError) -> Void) {
    let mailbox = mailbox
    engine.perform { store in
      do throws(StoreError) {
        try body(store)
      } catch {
        mailbox.post(.action(.actionFailed(Phrase.recorded(error.message))))
      }
    }
  }

  /// Checks the request once more, files included, and stores its tasks; the engine sends them.
  private func submit(_ order: SubmitOrder) {
    let (workspace, engine, mailbox) = (workspace, engine, mailbox)
    files.async {
      let prepared: PreparedSubmit
      do throws(CommandFailure) {
        prepared = try PreparedSubmit(order, workspace)
      } catch {
        let failure = ActionFailure(message: Phrase.recorded(error.sentence))
        mailbox.post(.action(.submitted(order, .failure(failure))))
        return
      }
      engine.perform { store in
        let result = prepared.insert(into: store)
        mailbox.post(.action(.submitted(order, result)))
      }
    }
  }

  /// Stores a key as `rushes key set` does.
  private func store(_ key: EnteredKey, _ name: String) {
    let (workspace, mailbox) = (workspace, mailbox)
    files.async {
      let result: Result<[ProfileChoice], ActionFailure>
      do throws(CommandFailure) {
        let profile = try workspace.profile(named: name, needsKey: false)
        try workspace.storeKey(key.secret, for: profile)
        result = .success(workspace.profileChoices())
      } catch {
        result = .failure(ActionFailure(message: Phrase.recorded(error.sentence)))
      }
      mailbox.post(.action(.keyStored(profile: name, result)))
    }
  }

  /// Makes what would be sent, by the code of `--dry-run`.
  private func preview(_ draft: RequestDraft, _ profile: String) {
    let (workspace, mailbox) = (workspace, mailbox)
    files.async {
      let result: Result<RequestPreview, ActionFailure>
      do throws(CommandFailure) {
        let http = try DryRun.http(of: draft, profile: profile, workspace)
        result = .success(RequestPreview(method: http.method, url: http.url, body: http.body))
      } catch {
        result = .failure(ActionFailure(message: Phrase.recorded(error.sentence)))
      }
      mailbox.post(.action(.requestPreviewed(draft, result)))
    }
  }

  func change(
    _ body: @escaping @Sendable (TaskStore) throws(StoreError) -> DashboardAction?
  ) {
    let mailbox = mailbox
    engine.perform { store in
      do throws(StoreError) {
        if let action = try body(store) { mailbox.post(.action(action)) }
      } catch {
        mailbox.post(.action(.actionFailed(Phrase.recorded(error.message))))
      }
    }
  }
}

/// What other threads tell the first one.
enum DashboardNews: Sendable {
  case action(DashboardAction)
}

/// An order that was checked and can be stored.
struct PreparedSubmit: Sendable {
  private let tasks: [NewTask]
  /// The prompt as it was written, alternatives and all.
  private let prompt: String

  init(_ order: SubmitOrder, _ workspace: Workspace) throws(CommandFailure) {
    let profile = try workspace.profile(named: order.profile, needsKey: true)
    // Another process may send it, from another folder.
    prompt = order.draft.prompt
    var order = order
    order.draft = RequestOptions.absolute(order.draft)
    // All of them have the same media, which are looked at once.
    let findings = Probing.findings(of: order.draft)
    tasks = try order.variants.requests(limit: SubmitCommand.mostTasks).map {
      request throws(CommandFailure) in
      var draft = request
      let checked = try workspace.check(&draft, profile, findings)
      if case .failure(let violations) = checked.request {
        throw CommandFailure(violations: violations)
      }
      return NewTask(
        profile: profile.name, api: profile.api, model: checked.model.id, request: draft,
        estimate: checked.estimate)
    }
    try workspace.requireKey(profile)
  }

  func insert(into store: TaskStore) -> Result<[TaskID], ActionFailure> {
    do throws(StoreError) {
      let ids = try store.insert(tasks, now: SystemClock.now())
      // The history is a convenience: without it the tasks are as good.
      try? store.notePrompt(prompt)
      return .success(ids)
    } catch {
      return .failure(ActionFailure(message: Phrase.recorded(error.message)))
    }
  }
}
