/// What the mouse did, at a cell.
public struct MouseEvent: Hashable, Sendable {
  /// What happened.
  public var kind: Kind
  /// The cell under the pointer; it may lie outside a screen that has just shrunk.
  public var place: Point
  /// What was held down. Shift is mostly kept by the terminal, to select text as usual.
  public var modifiers: Key.Modifiers

  /// A button of the mouse.
  public enum Button: Hashable, Sendable {
    case left, middle, right
  }

  /// Where the wheel was turned to.
  public enum Wheel: Hashable, Sendable {
    case up, down, left, right
  }

  /// What a mouse does.
  public enum Kind: Hashable, Sendable {
    case press(Button)
    /// Old terminals do not say which button: nil.
    case release(Button?)
    /// The pointer went to another cell with a button down.
    case drag(Button)
    /// One notch.
    case wheel(Wheel)
  }

  /// Makes an event.
  public init(_ kind: Kind, at place: Point, _ modifiers: Key.Modifiers = []) {
    self.kind = kind
    self.place = place
    self.modifiers = modifiers
  }
}

extension MouseEvent {
  /// Reads xterm's report: the code of what was done, and column and row from 1.
  ///
  /// nil for buttons above the third, for movement without a button, and for places that are none.
  /// Source: xterm's `ctlseqs`, "Mouse Tracking".
  ///
  /// - Parameter isRelease: the report ended in `m`; nil in the old form, where code 3 says it.
  init?(code: Int, column: Int, row: Int, isRelease: Bool?) {
    guard code >= 0, code < 128, (1...9999).contains(column), (1...9999).contains(row) else {
      return nil
    }
    place = Point(column: column - 1, row: row - 1)
    modifiers = []
    if code & 4 != 0 { modifiers.insert(.shift) }
    if code & 8 != 0 { modifiers.insert(.alt) }
    if code & 16 != 0 { modifiers.insert(.control) }
    let low = code & 3
    if code & 64 != 0 {
      guard isRelease != true else { return nil }
      kind = .wheel([.up, .down, .left, .right][low])
      return
    }
    let button: Button? = low < 3 ? [.left, .middle, .right][low] : nil
    if isRelease == true || (isRelease == nil && low == 3 && code & 32 == 0) {
      kind = .release(button)
      return
    }
    guard let button else { return nil }
    kind = code & 32 != 0 ? .drag(button) : .press(button)
  }
}

/// Counts clicks: the second at one place within a short time is a double click.
public struct ClickCounter: Hashable, Sendable {
  /// The longest time between the presses of a double click.
  public static let interval = Duration.milliseconds(400)

  private struct Click: Hashable {
    let button: MouseEvent.Button
    let place: Point
    let time: Duration
    let count: Int
  }

  private var last: Click?

  /// Makes a counter that has seen no click.
  public init() {}

  /// How many clicks a press ends: 1, 2 or 3, and then 1 again; 0 for anything but a press.
  ///
  /// - Parameter time: since any fixed moment, never going back.
  public mutating func count(_ event: MouseEvent, at time: Duration) -> Int {
    guard case .press(let button) = event.kind else {
      // A drag ends a click, so that a press after it is a first one.
      if case .drag = event.kind { last = nil }
      return 0
    }
    var count = 1
    if let last, last.button == button, last.place == event.place,
      time - last.time <= Self.interval, last.count < 3
    {
      count = last.count + 1
    }
    last = Click(button: button, place: event.place, time: time, count: count)
    return count
  }
}
