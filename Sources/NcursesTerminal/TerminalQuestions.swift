internal import TerminalUI

/// What a terminal is asked about itself, as one text.
///
/// The last question is DA1, which every terminal answers: the others have been answered by then,
/// or never will be.
enum TerminalQuestions {
  /// DSR 5, the shortest question; measures the line.
  static let present = "\u{1B}[5n"

  private static let background = "\u{1B}]11;?\u{07}"
  private static let version = "\u{1B}[>0q"
  private static let cellSize = "\u{1B}[16t"
  private static let synchronizedOutput = "\u{1B}[?2026$p"
  private static let keyboard = "\u{1B}[?u"
  private static let attributes = "\u{1B}[c"
  /// A picture of one dot that is only asked about.
  private static let graphics = "\u{1B}_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\u{1B}\\"

  /// The questions for a program. tmux takes a string after `ESC _` as the pane's title and screen
  /// as its status line, so neither is asked about pictures; Apple's terminal prints what it does
  /// not know.
  static func all(for program: TerminalProgram) -> String {
    if program.isShy { return background + attributes }
    let pictures = program.wrapping == .none ? graphics : ""
    return background + version + cellSize + synchronizedOutput + keyboard + pictures + attributes
  }
}
