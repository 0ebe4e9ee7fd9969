internal import TerminalUI
internal import VideoTasks

/// Signs of one column each, and what stands for them where only ASCII may be drawn.
struct Glyphs: Hashable, Sendable {
  var ascii: Bool

  /// The sign of a status; every status has its own, so that colour is never needed.
  func status(_ status: TaskStatus) -> String {
    switch status {
    case .waiting: ascii ? "o" : "○"
    case .submitting: ascii ? "^" : "↑"
    case .unconfirmed: "?"
    case .queued: ascii ? "=" : "◔"
    case .running: ascii ? "*" : "●"
    case .succeeded: ascii ? "+" : "✓"
    case .failed: ascii ? "x" : "✗"
    case .expired: ascii ? "~" : "◌"
    case .cancelled: ascii ? "-" : "–"
    }
  }

  /// The colour of a status.
  static func role(_ status: TaskStatus) -> ColorRole {
    switch status {
    case .waiting, .queued: .waiting
    case .submitting, .running: .active
    case .unconfirmed: .warning
    case .succeeded: .good
    case .failed, .expired: .bad
    case .cancelled: .muted
    }
  }

  /// The sign of an asset's state, and its colour.
  func asset(_ status: AssetStatus) -> (String, ColorRole) {
    switch status {
    case .processing: (ascii ? "=" : "◔", .waiting)
    case .active: (ascii ? "+" : "✓", .good)
    case .failed: (ascii ? "x" : "✗", .bad)
    }
  }

  /// A drawing of a ratio, at most two columns.
  func shape(_ ratio: Ratio) -> String {
    switch ratio {
    case .cinema: ascii ? "__" : "▬▬"
    case .wide: ascii ? "=" : "▬"
    case .classic: ascii ? "#" : "▭"
    case .square: ascii ? "o" : "□"
    case .portrait: ascii ? "n" : "▯"
    case .tall: ascii ? "|" : "▮"
    case .adaptive: ascii ? "~" : "◇"
    }
  }

  var marker: String { ascii ? ">" : "▌" }
  /// The sign of a marked row, and of one that is selected too.
  var mark: String { ascii ? "*" : "◆" }
  var selectedMark: String { ascii ? "#" : "◈" }
  var wrong: String { ascii ? "!" : "✗" }
  var right: String { ascii ? "+" : "✓" }
  var less: String { ascii ? "<" : "◂" }
  var more: String { ascii ? ">" : "▸" }
  var dot: String { ascii ? "-" : "·" }
  var approximately: String { ascii ? "~" : "≈" }
  var down: String { ascii ? "v" : "↓" }
  var bullet: String { ascii ? "*" : "•" }
  var times: String { ascii ? "x" : "×" }
  var dash: String { ascii ? "--" : "–" }
  /// The sign of an order of rows: greatest or least first.
  func order(_ sort: TaskSort) -> String {
    sort.isDescending ? (ascii ? "v" : "▼") : (ascii ? "^" : "▲")
  }
  var ellipsis: String { ascii ? "..." : "…" }

  /// The label of a key, without signs that ASCII lacks.
  func key(_ label: String) -> String {
    guard ascii else { return label }
    let names: [Character: String] = [
      "⇧": "S-", "↑": "Up", "↓": "Down", "←": "Left ", "→": "Right",
    ]
    return label.map { names[$0] ?? String($0) }.joined()
  }
}
