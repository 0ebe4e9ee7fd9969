internal import TerminalUI

/// Keys that come while the table looks for the task that was gone to. They are meant for that task,
/// and wait until it is selected: done at once, they would be done to the one selected before.
extension DashboardState {
  /// More than anybody types while a page is read; what comes after them is let go.
  private static let mostHeldKeys = 100

  private var seeksTask: Bool { table.goTo != nil && table.requested != nil }

  /// Keeps a key for later where it would act on a task; false where it is to be done now.
  mutating func holds(_ key: Key, _ command: Command?, in context: KeyContext) -> Bool {
    guard seeksTask, context == .table || context == .details else { return false }
    switch command {
    // Whatever the store does, these are there at once.
    case .quit, .suspend, .redraw: return false
    default: break
    }
    if heldKeys.count < Self.mostHeldKeys { heldKeys.append(key) }
    return true
  }

  /// Does what the held keys say, once the task is selected or is known to be nowhere.
  mutating func releaseKeys() -> [DashboardEffect] {
    guard !heldKeys.isEmpty, !seeksTask else { return [] }
    let keys = heldKeys
    heldKeys = []
    return keys.flatMap { pressed($0) }
  }
}
