internal import TerminalUI
internal import VideoTasks
internal import Wording

/// The pictures in the details: a contact sheet above the page, or a player in its place.
struct ViewerState: Equatable, Sendable {
  enum Mode: Hashable, Sendable {
    /// A contact sheet above the page.
    case page
    /// A contact sheet in place of the page.
    case sheet
    /// One picture in place of the page, which plays or stands.
    case player
  }

  var mode = Mode.page
  /// Which of the task's media is shown, counted from 0.
  var media = 0
  /// What is shown, as soon as it is made.
  var pictures: MediaPictures?
  /// What comes after it.
  var ahead: MediaPictures?
  /// Which of the pictures the player shows.
  var place = 0
  var isPlaying = false
  /// When the player shows the next picture; nil while it waits or stands.
  var nextAt: Timestamp?
  /// What the player wants to show.
  var moments = MediaOrder.Moments.still(at: 0)
  /// The order for what is to be shown, and the one for what comes after it.
  var asked: MediaOrder?
  var askedAhead: MediaOrder?
  /// Why there is no picture.
  var problem: Phrase?
  /// Why there will be none of any file.
  var isOff: Phrase?
  /// How many orders there were in this run of the program.
  var orders = 0
  /// The number of the terminal's look.
  var look = 0
  /// What pictures have cost on the line so far, in bytes.
  var bytes = 0
  /// Whether the pane had the screen to itself before the viewer was given it; nil if it was not.
  var wasZoomed: Bool?

  /// Pictures a second that a clip is played at, as far as the line allows.
  static let rate = 6
  /// How many pictures are made before the first is shown, and how many at a time after them.
  static let firstRun = 12
  static let laterRun = 60

  /// The picture that the player shows, as far as it is there.
  var tile: MediaPictures.Tile? {
    pictures.flatMap { $0.tiles.indices.contains(place) ? $0.tiles[place] : nil }
  }

  /// The terminal looks otherwise: pictures are made anew.
  mutating func lookChanged() { look += 1 }

  /// Forgets pictures and orders; what counts for the whole run of the program stays.
  mutating func clear() {
    (pictures, ahead, asked, askedAhead) = (nil, nil, nil, nil)
    (place, nextAt, problem) = (0, nil, nil)
  }
}

/// A file of a task that can be looked at.
struct ShownMedia: Hashable, Sendable {
  var label: Phrase
  var path: String
  var kind: MediaKind
}

extension TaskRecord {
  /// What can be seen of it on this machine: its video, its last frame, and its references.
  var shownMedia: [ShownMedia] {
    var all: [ShownMedia] = []
    if let file, status == .succeeded {
      all.append(ShownMedia(label: Phrase("Video"), path: file, kind: .video))
    }
    if let lastFrameFile {
      all.append(ShownMedia(label: Phrase("Last frame"), path: lastFrameFile, kind: .image))
    }
    for (role, index, reference) in request.media where role.kind != .audio {
      guard let path = reference.path else { continue }
      all.append(ShownMedia(label: role.label(index), path: path, kind: role.kind))
    }
    return all
  }
}

extension DetailsState {
  /// What can be looked at of the shown task.
  var shownMedia: [ShownMedia] {
    guard let record, record.id == id else { return [] }
    return record.shownMedia
  }

  /// What is looked at.
  var media: ShownMedia? {
    let all = shownMedia
    return all.indices.contains(viewer.media) ? all[viewer.media] : all.first
  }
}
