public import VideoTasks

/// An order of the dashboard to the world outside; its result comes back as an action.
public enum DashboardEffect: Hashable, Sendable {
  /// Read rows of the table; answered by `.pageLoaded`.
  indirect case loadPage(PageRequest)
  /// Find tasks to mark, at most `MarkRequest.most`; answered by `.marksLoaded`.
  indirect case loadMarks(MarkRequest)
  /// Read the rows of the marked tasks, to ask about them; answered by `.markedLoaded`.
  indirect case loadMarked(MarkedDeed, [TaskID])
  /// Do something to tasks, one after the other; answered by `.markedDone`, exactly once.
  indirect case doMarked(MarkedDeed, [TaskID])
  /// Bring back what was removed last, in one step as it went; answered by `.restored`.
  case restoreRemoved
  /// Make texts of tasks; answered by `.textsLoaded` with the same tasks.
  indirect case loadTexts(CopiedText, [TaskID])
  /// Take the last frame out of a task's video, into a file of its own; answered by
  /// `.lastFrameTaken`.
  case takeLastFrame(TaskID, file: String)
  /// Settle a task whose create lost its answer: it exists under an id, or with nil nowhere;
  /// `.notice` or `.actionFailed` tells.
  case resolve(TaskID, remoteID: String?)
  /// Follow a task that was made elsewhere; answered by `.adopted` or `.actionFailed`.
  case adopt(remoteID: String, profile: String)
  /// Read the saved filters; answered by `.filtersLoaded`.
  case loadFilters
  /// Keep a filter under its name; answered by `.filtersLoaded`.
  case saveFilter(NamedText)
  /// Forget a saved filter; answered by `.filtersLoaded`.
  case forgetFilter(String)
  /// Count the tasks of each status; answered by `.talliesLoaded`.
  case loadTallies
  /// Read what the tasks that ended since local midnight cost; answered by `.costsLoaded`.
  case loadCosts
  /// Read where the tasks stand that may still change, and those that came after one; answered by
  /// `.standingsLoaded`.
  case loadStandings(after: TaskID?)
  /// Read tasks that have turned; answered by `.turnedLoaded`.
  case loadTurned([TaskID])
  /// Read the latest lines of the program's log; answered by `.logLoaded`.
  case loadLog
  /// Tell the user something while he may look elsewhere; not answered.
  indirect case tell(Telling)
  /// Find out when the next link to a video that is not on disk runs out, from now on; answered by
  /// `.nextLinkLoaded`.
  case loadNextLink
  /// Read one task and its story; answered by `.taskLoaded`.
  case loadTask(TaskID)
  /// Read how long tasks of a kind took; answered by `.typicalDurationsLoaded`.
  case loadTypicalDurations(TaskKind)
  /// Store and send tasks; answered by `.submitted` with the same order, exactly once.
  indirect case submit(SubmitOrder)
  /// Store a profile's key in the file of keys; answered by `.keyStored`.
  case storeKey(profile: String, EnteredKey)
  /// Read what the form keeps; answered by `.keptLoaded`.
  case loadKept(KeptText.Kind)
  /// Keep something under its name, in place of what had it; answered by `.keptLoaded`.
  indirect case keep(KeptText.Kind, KeptText)
  /// Forget something that was kept; answered by `.keptLoaded`.
  indirect case forget(KeptText.Kind, KeptText)
  /// Make what would be sent to a profile for a request, and send nothing; answered by
  /// `.requestPreviewed` with the same request.
  indirect case previewRequest(profile: String, RequestDraft)
  /// Make a new task from one that ended; answered by `.retried` or `.actionFailed`.
  case retry(TaskID)
  /// The same without sound; answered the same way.
  case retryWithoutSound(TaskID)
  /// Cancel a task, here or at its server; the store's change is the answer, or `.actionFailed`.
  case cancel(TaskID)
  /// Remove an ended task from the store; answered by `.removed` or `.actionFailed`.
  case remove(TaskID)
  /// Fetch a finished video again; the store's change is the answer, or `.actionFailed`.
  case downloadAgain(TaskID)
  /// Look at a local file; answered by `.probed`.
  case probe(MediaReference)
  /// Look at what an `http` or `https` address gives; answered by `.addressProbed`.
  case probeAddress(MediaReference)
  /// Read what was uploaded to asset libraries; answered by `.assetsLoaded`.
  case loadAssets
  /// Upload media to an asset library by its address; `.notice` or `.actionFailed` tells what has
  /// become of it, and the store's change that the list is another.
  indirect case addAsset(NewAsset)
  /// Remove an asset from its library; told of in the same way.
  indirect case removeAsset(AssetRecord)
  /// Count what the plots show, of the last `StoreNumbers.days` days; answered by `.numbersLoaded`.
  case loadNumbers
  /// Make pictures of a file; answered by `.mediaShown`, unless another order of the same kind or
  /// `.endMedia` comes first.
  indirect case showMedia(MediaOrder)
  /// Make no more pictures of what was ordered.
  case endMedia
  /// List a folder for path completion; answered by `.folderListed` with the same text.
  ///
  /// The text is a path as the user wrote it up to its last slash (`~/clips/`), or empty for the
  /// working folder.
  case listFolder(String)
  /// Keep the form for the next start; not answered.
  indirect case saveForm(FormDraft)
  /// Turn the reports of the mouse on or off; not answered.
  case useMouse(Bool)
  /// Keep a choice for the next start; not answered.
  indirect case savePreference(Preference)
  /// Show a file with the desktop's own program, as far as there is one; `.notice` tells.
  case openFile(String)
  /// Put a text on the clipboard (OSC 52); not answered.
  case copy(String)
  /// Give the terminal to `$EDITOR` with this text; answered by `.editedExternally`.
  case editExternally(String)
  /// Draw in another theme, by its name; a theme that cannot be read leaves the old one, and
  /// `.actionFailed` says so.
  case useTheme(String)
  /// Draw every cell anew.
  case redraw
  /// Give the terminal back and stop, as Ctrl-Z asks.
  case suspend
  /// End the program.
  case quit
}

/// Tasks that take about the same time: earlier ones tell how far a running one is.
public struct TaskKind: Hashable, Sendable {
  /// The model's id.
  public var model: String
  /// The stated resolution (`720p`); nil where none was stated.
  public var resolution: String?
  /// Seconds of video, or -1 where the model chooses; nil where none was stated.
  public var duration: Int?

  /// Makes a kind.
  public init(model: String, resolution: String?, duration: Int?) {
    self.model = model
    self.resolution = resolution
    self.duration = duration
  }

  /// The kind of a row.
  public init(_ row: TaskSummary) {
    self.init(model: row.model, resolution: row.resolution, duration: row.duration)
  }
}

/// Tasks to be made: one key press makes one order, and only one order is under way at a time.
public struct SubmitOrder: Hashable, Sendable {
  /// The number of the order in this run of the program, from 1.
  public var number: Int
  /// The name of the profile.
  public var profile: String
  /// The request as stated; it breaks no rule that was known.
  public var draft: RequestDraft
  /// How many equal tasks, 1 or more.
  public var count: Int
  /// The seeds, each of which makes a task; empty where the draft says it all.
  public var seeds: [Int64]

  /// Makes an order.
  public init(
    number: Int, profile: String, draft: RequestDraft, count: Int, seeds: [Int64] = []
  ) {
    self.number = number
    self.profile = profile
    self.draft = draft
    self.count = count
    self.seeds = seeds
  }

  /// The tasks: alternatives in the prompt make one each, with every seed, so often.
  public var variants: Variants { Variants(of: draft, seeds: seeds, copies: count) }
}

/// Media that is to be uploaded to an asset library.
public struct NewAsset: Hashable, Sendable {
  /// The name of the profile whose library it goes to.
  public var profile: String
  /// What it is.
  public var kind: MediaKind
  /// The `http` or `https` address that the library fetches it from; it breaks no rule.
  public var url: String
  /// What the library is to call it; nil leaves that out.
  public var name: String?

  /// Makes an order for an upload.
  public init(profile: String, kind: MediaKind, url: String, name: String? = nil) {
    self.profile = profile
    self.kind = kind
    self.url = url
    self.name = name
  }
}
