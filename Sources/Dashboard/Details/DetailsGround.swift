internal import TerminalUI
internal import Wording

/// All that decides which files of the shown task are looked at and which pictures are wanted; as long
/// as it stays, nobody needs to ask.
struct DetailsGround: Equatable {
  private var details: Boxed<DetailsState>
  private var pane: Pane
  private var size: Size
  private var sizes: PaneSizes
  private var hasPaneAlone: Bool
  private var language: Language
  private var message: Boxed<Message?>
  private var question: Boxed<Question?>
  private var alerts: [Alert]
  private var isStill: Bool
  private var lineIsSlow: Bool

  init(_ state: DashboardState) {
    details = state.$details
    (pane, size, sizes) = (state.pane, state.size, state.sizes)
    hasPaneAlone = state.isZoomed || state.isPlain
    // The lines above the footer take rows from the panes.
    language = state.language
    (message, question, alerts) = (state.$message, state.$question, state.alerts)
    (isStill, lineIsSlow) = (state.showsStills, state.lineIsSlow)
  }
}

extension DashboardState {
  var detailsGround: DetailsGround { DetailsGround(self) }
}
