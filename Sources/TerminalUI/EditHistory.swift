/// What undo and redo need: edits with what they took out and put in.
struct EditHistory: Hashable, Sendable {
  /// One replacement of graphemes.
  struct Edit: Hashable, Sendable {
    var offset: Int
    var removed: [Character]
    var inserted: [Character]
  }

  /// What kind of edit a step is; edits of one kind in a row may share a step.
  enum Kind: Hashable, Sendable { case typing, erasingBackward, erasingForward, other }

  /// What one undo takes back.
  struct Step: Hashable, Sendable {
    var kind: Kind
    var edits: [Edit]
    var caretBefore: Int
    var anchorBefore: Int?
    var caretAfter: Int
  }

  /// Steps kept; the oldest go first.
  static let limit = 1000

  /// Edits that share a step at most: a sentence without blanks is not lost at once.
  static let runLimit = 40

  private var done: [Step] = []
  private var undone: [Step] = []
  private var isOpen = false

  /// Whether there is something to take back.
  var canUndo: Bool { !done.isEmpty }
  /// Whether there is something to do again.
  var canRedo: Bool { !undone.isEmpty }

  /// Adds a step; it joins the last one if that is open, of the same kind, and ended where this
  /// began.
  mutating func add(_ step: Step, startsAnew: Bool) {
    undone.removeAll()
    if isOpen, !startsAnew, step.kind != .other, var last = done.last, last.kind == step.kind,
      last.caretAfter == step.caretBefore, last.edits.count < Self.runLimit
    {
      last.edits += step.edits
      last.caretAfter = step.caretAfter
      done[done.count - 1] = last
      return
    }
    done.append(step)
    if done.count > Self.limit { done.removeFirst(done.count - Self.limit) }
    isOpen = true
  }

  /// Makes the next edit a step of its own.
  mutating func close() { isOpen = false }

  /// Moves the last step to what can be done again.
  mutating func takeUndo() -> Step? {
    guard let step = done.popLast() else { return nil }
    undone.append(step)
    isOpen = false
    return step
  }

  /// Moves the last step that was taken back to what is done.
  mutating func takeRedo() -> Step? {
    guard let step = undone.popLast() else { return nil }
    done.append(step)
    isOpen = false
    return step
  }
}
