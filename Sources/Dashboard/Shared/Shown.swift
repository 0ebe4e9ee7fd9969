/// A state that is drawn, held by reference: the views share it, where each would copy it otherwise.
final class Shown: Sendable {
  let state: DashboardState

  init(_ state: DashboardState) { self.state = state }
}

/// A view that every key may draw.
protocol SharingView: View {
  var shown: Shown { get }
}

extension SharingView {
  var state: DashboardState { _read { yield shown.state } }
}
