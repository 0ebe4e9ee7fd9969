public import TerminalUI
public import VideoTasks
public import Wording

/// Something that happened, and that the dashboard's state may depend on.
///
/// Before the actions of one turn of the loop, send `.ticked` with the clock.
///
/// What is large lies elsewhere, so that a key is not carried around in the space of a task.
public enum DashboardAction: Hashable, Sendable {
  /// The program is ready; the first action.
  case started
  /// A key was pressed.
  case key(Key)
  /// A text was pasted, as one piece.
  case pasted(String)
  /// The mouse did something.
  ///
  /// - Parameter clicks: what `ClickCounter` says of it.
  case mouse(MouseEvent, clicks: Int)
  /// The terminal has another size.
  case resized(Size)
  /// The clock, now.
  case ticked(Timestamp)
  /// All keys that had come are taken in; a frame follows.
  case inputEnded
  /// A signal asked for the end, or the terminal went away.
  case endRequested
  /// Local time is now this many seconds ahead of UTC (daylight saving).
  case localTimeMoved(secondsFromUTC: Int)
  /// Rows of the table were read.
  indirect case pageLoaded(PageRequest, TablePage)
  /// Tasks to be marked were found, in the order of the rows.
  case marksLoaded(MarkRequest, [TaskID])
  /// The rows of the marked tasks were read; those that are gone are left out.
  indirect case markedLoaded(MarkedDeed, [TaskSummary])
  /// What was asked for all marked tasks was done, as far as it could be.
  indirect case markedDone(MarkedDeed, MarkedOutcome)
  /// A task was removed.
  case removed(TaskID)
  /// What was removed last was brought back; nothing at all when nothing was removed.
  case restored(MarkedOutcome)
  /// Texts of tasks were made; tasks that have none are left out.
  indirect case textsLoaded(CopiedText, [TaskID], Result<[String], ActionFailure>)
  /// The last frame of a task's video is in this file now, or it could not be taken.
  indirect case lastFrameTaken(TaskID, Result<String, ActionFailure>)
  /// A task that was made elsewhere is followed; or was already.
  indirect case adopted(TaskID, remoteID: String, isNew: Bool)
  /// The saved filters were read, by name.
  case filtersLoaded([NamedText])
  /// A task was read; nil when the store no longer has it.
  indirect case taskLoaded(TaskID, TaskRecord?, [TaskEvent])
  /// The tasks of each status were counted.
  case talliesLoaded([TaskStatus: Int])
  /// The costs of the tasks that ended since local midnight were read; sandbox tasks left out.
  case costsLoaded([Cost])
  /// Where the tasks stand that may still change was read.
  case standingsLoaded(Standings)
  /// Tasks that had turned were read; those that are gone are left out.
  case turnedLoaded([TaskSummary])
  /// The latest lines of the log were read, oldest first.
  case logLoaded([LogLine])
  /// Something went wrong that nobody has asked for; a sentence that stays until it was seen.
  case troubled(Phrase)
  /// When the next link to a video that is not on disk runs out; nil where there is none.
  case nextLinkLoaded(Timestamp?)
  /// An agent has begun or ended to work on the store.
  case agentChanged(isRunning: Bool)
  /// The line to the terminal has become slow, or is no longer.
  case lineChanged(isSlow: Bool)
  /// The numbers of the store were counted.
  case numbersLoaded(StoreNumbers)
  /// Pictures were made, or none can be.
  indirect case mediaShown(MediaOrder, Result<MediaPictures, MediaTrouble>)
  /// The terminal shows pictures otherwise: other colours, or pixels.
  case lookChanged
  /// How long the latest tasks of this kind took, newest first.
  case typicalDurationsLoaded(TaskKind, [Duration])
  /// Something changed in the store, here or in another process.
  case storeChanged
  /// A local file was looked at.
  indirect case probed(MediaReference, Result<MediaFacts, MediaProblem>)
  /// An address was looked at, because the user asked for it; why it was in vain is only a remark.
  indirect case addressProbed(MediaReference, Result<MediaFacts, ActionFailure>)
  /// What was uploaded to asset libraries from this machine was read, newest first.
  case assetsLoaded([AssetRecord])
  /// The names in a folder, folders with a slash at their end; empty when it cannot be read.
  case folderListed(String, [String])
  /// An order was carried out: its tasks are in the store. Or it was not, and nothing was sent.
  indirect case submitted(SubmitOrder, Result<[TaskID], ActionFailure>)
  /// A key was stored, and these are the profiles now; or it was not.
  indirect case keyStored(profile: String, Result<[ProfileChoice], ActionFailure>)
  /// What the form keeps was read: prompts the latest first, others by name.
  indirect case keptLoaded(KeptText.Kind, [KeptText])
  /// What would be sent for a request was made, or cannot be.
  indirect case requestPreviewed(RequestDraft, Result<RequestPreview, ActionFailure>)
  /// A task was made anew from another.
  case retried(TaskID, new: TaskID)
  /// What was to be read could not be; a sentence for the user. It may be asked for again.
  indirect case readFailed(DashboardEffect, Phrase)
  /// Something that was asked for did not work; a sentence for the user.
  case actionFailed(Phrase)
  /// Something worth a sentence happened.
  case notice(Phrase)
  /// The standing remarks in the header changed.
  case noticesChanged([Phrase])
  /// Keys or profiles changed.
  case profilesChanged([ProfileChoice])
  /// `$EDITOR` ended; nil when the text is to stay as it was.
  case editedExternally(String?)
}

/// Why something that was asked for was not done.
public struct ActionFailure: Error, Hashable, Sendable {
  /// What failed, what is still true, what to do next.
  public var message: Phrase

  /// Makes a failure from its sentence.
  public init(message: Phrase) { self.message = message }
}
