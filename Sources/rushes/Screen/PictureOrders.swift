internal import Configuration
internal import Dashboard
internal import EventLoop
internal import Glibc
internal import MediaTools
internal import NcursesTerminal
internal import Pictures
internal import TerminalUI
internal import VideoTasks
internal import Wording

/// Carries the dashboard's orders for pictures to the desk, in the words of this terminal. Lives on
/// the first thread; pictures are made elsewhere, and come through the mailbox.
final class PictureOrders {
  private let desk: PictureDesk
  private let mailbox: Mailbox<DashboardNews>
  private let isPlain: Bool
  private let isConsole: Bool
  private let isRemote: Bool

  init(workspace: Workspace, mailbox: Mailbox<DashboardNews>) {
    self.mailbox = mailbox
    let environment = workspace.environment
    desk = PictureDesk(
      folder: PictureFolder(path: workspace.paths.cacheFolder + "/pictures"),
      seed: UInt32.random(in: 0...UInt32.max))
    isPlain = workspace.settings.screen.plain
    isConsole = environment["TERM", default: ""].hasPrefix("linux")
    isRemote = ["SSH_CONNECTION", "SSH_TTY"].contains { !environment[$0, default: ""].isEmpty }
  }

  /// Has pictures made.
  func show(_ order: MediaOrder, on terminal: NcursesTerminal, theme: Theme) {
    guard !isPlain else {
      let words = Phrase("Pictures are off: the screen is plain, for a screen reader.")
      mailbox.post(
        .action(.mediaShown(order, .failure(MediaTrouble(message: words, isLasting: true)))))
      return
    }
    let budget = budget(isSlow: order.isSlow)
    let request = PictureRequest(
      path: order.path, order: Self.frames(order.moments), box: order.box,
      look: look(of: terminal, theme), budget: budget)
    let mailbox = mailbox
    desk.order(request, slot: order.isAhead ? .ahead : .shown) { _, result in
      let answer = result.map { Self.pictures($0, order, limit: budget.bytesPerPicture) }
        .mapError { Self.trouble($0) }
      mailbox.post(.action(.mediaShown(order, answer)))
    }
  }

  /// The answer to an order whose file is gone; nil where it is there. Asks the disk.
  static func absence(of order: MediaOrder) -> DashboardAction? {
    guard access(order.path, F_OK) != 0, errno == ENOENT else { return nil }
    return .mediaShown(order, .failure(trouble(.file(.missing))))
  }

  /// Ends what is being made.
  func end() {
    desk.cancel(.shown)
    desk.cancel(.ahead)
  }

  /// Ends everything, at the program's end.
  func close() { desk.close() }

  private func look(of terminal: NcursesTerminal, _ theme: Theme) -> PictureLook {
    PictureLook(
      depth: terminal.colorDepth,
      glyphs: terminal.isUnicode ? (isConsole ? .halves : .blocks) : .ascii,
      graphics: terminal.graphics, foreground: theme[.text], background: theme[.background])
  }

  private func budget(isSlow: Bool) -> PictureBudget {
    isSlow ? .slow : isRemote ? .remote : .local
  }

  private static func frames(_ moments: MediaOrder.Moments) -> FrameOrder {
    switch moments {
    case .sheet(let count): .sheet(count: count)
    case .still(let seconds): .still(at: seconds)
    case .run(let from, let rate, let count): .run(from: from, rate: rate, count: count)
    }
  }

  private static func pictures(
    _ answer: PictureAnswer, _ order: MediaOrder, limit: Int
  ) -> MediaPictures {
    MediaPictures(
      order: order,
      tiles: answer.tiles.map {
        MediaPictures.Tile(seconds: $0.seconds, place: $0.place, picture: $0.picture)
      }, rate: answer.rate, length: answer.length, limit: limit)
  }

  private static func trouble(_ problem: PictureProblem) -> MediaTrouble {
    let isLasting =
      switch problem {
      case .off, .file(.noProgram): true
      case .file, .tooSmall, .tooCostly: false
      }
    return MediaTrouble(message: Phrase.recorded(problem.message), isLasting: isLasting)
  }
}
