internal import CLinux
internal import CNcurses

/// What the terminal can do, found out without touching it.
public struct TerminalExamination: Hashable, Sendable {
  /// Whether standard input and output are a terminal.
  public var isTerminal: Bool
  /// The description that would be used; nil when there is none that suits.
  public var type: String?
  /// How many colours that description has.
  public var colors: Int
  /// Whether signs outside ASCII can be shown.
  public var isUnicode: Bool
  /// Sentences about what is not as the user has set it; usually none.
  public var notices: [String]
  /// Why the dashboard could not be shown on any terminal of this type.
  public var problem: TerminalError?
}

extension NcursesTerminal {
  /// Whether the environment says that the terminal's background is light; nil when it says nothing.
  ///
  /// COLORFGBG is set by rxvt, Konsole and iTerm2; its last number is the background's.
  public static func hasLightBackground(environment: [String: String]) -> Bool? {
    guard let last = environment["COLORFGBG"]?.split(separator: ";").last,
      let number = Int(last), (0...15).contains(number)
    else { return nil }
    return number == 7 || number > 8
  }

  /// Looks at what the environment says of the terminal, as opening it would.
  public static func examine(environment: [String: String]) -> TerminalExamination {
    let locale = CharacterLocale.set(from: environment)
    var found = TerminalExamination(
      isTerminal: rushes_terminal_is(0) && rushes_terminal_is(1), colors: 0,
      isUnicode: locale.isUnicode, notices: [locale.notice].compactMap { $0 })
    do throws(TerminalError) {
      let type = try TerminalType.choose(environment: environment, depth: nil)
      found.type = type.name
      found.notices += [type.notice].compactMap { $0 }
      if cn_describe(type.name) {
        found.colors = max(0, Int(cn_colors()))
        cn_forget_description()
      }
    } catch {
      found.problem = error
    }
    return found
  }
}
