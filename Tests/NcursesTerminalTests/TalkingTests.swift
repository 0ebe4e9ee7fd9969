import TestSupport
import Testing

@testable import NcursesTerminal

@Suite struct `What is said to a terminal` {
  private static let escape = "\u{1B}"

  /// The texts inside the strings that tmux or screen hand through.
  private func unwrapped(_ text: String, _ wrapping: TerminalProgram.Wrapping) -> String {
    let start = wrapping == .tmux ? "\u{1B}Ptmux;" : "\u{1B}P"
    return text.components(between: start, and: "\u{1B}\\").joined()
      .replacingDoubled(wrapping == .tmux ? "\u{1B}" : nil)
  }

  @Test(arguments: [TerminalProgram.Wrapping.tmux, .screen])
  func `what is wrapped reaches the terminal outside as it is`(
    wrapping: TerminalProgram.Wrapping
  ) {
    for text in [
      "\u{1B}]9;done\u{7}", "\u{1B}]52;c;" + String(repeating: "é4K", count: 5000) + "\u{7}",
    ] {
      let wrapped = EscapeSequences.wrapped(text, wrapping)
      #expect(unwrapped(wrapped, wrapping) == text)
    }
    #expect(EscapeSequences.wrapped("\u{1B}]9;done\u{7}", .none) == "\u{1B}]9;done\u{7}")
  }

  @Test func `screen is given no string that it cannot hold`() {
    let text = "\u{1B}]52;c;" + String(repeating: "漢", count: 9000) + "\u{7}"
    let parts = EscapeSequences.wrapped(text, .screen)
      .components(between: "\u{1B}P", and: "\u{1B}\\")
    #expect(parts.allSatisfy { $0.utf8.count < 768 && !$0.isEmpty })
  }

  @Test(arguments: [
    ("", ""), ("a", "YQ=="), ("ab", "YWI="), ("abc", "YWJj"), ("漢", "5ryi"),
    ("\u{1B}]0;x\u{7}", "G10wO3gH"),
  ])
  func `a copied text is in base 64`(text: String, encoded: String) {
    let sequence = "\u{1B}]52;c;\(encoded)\u{7}"
    #expect(EscapeSequences.clipboard(text, .none) == sequence)
    // tmux takes the first itself, or hands the second on.
    #expect(
      EscapeSequences.clipboard(text, .tmux)
        == sequence + "\u{1B}Ptmux;\u{1B}\(sequence)\u{1B}\\")
    #expect(EscapeSequences.clipboard(text, .screen) == "\u{1B}P\(sequence)\u{1B}\\")
  }

  @Test(
    arguments: [
      (NotificationForm.none, nil), (.bell, "\u{7}"), (.osc9, "\u{1B}]9;Task 7: done\u{7}"),
      (.osc777, "\u{1B}]777;notify;Task 7;done\u{7}"),
      (.osc99, "\u{1B}]99;i=rushes:d=0;Task 7\u{7}\u{1B}]99;i=rushes:d=1:p=body;done\u{7}"),
    ] as [(NotificationForm, String?)])
  func `each form of notification is as its inventor wrote it`(
    form: NotificationForm, sequence: String?
  ) {
    #expect(Notification(title: "Task 7", body: "done").sequence(form, .none) == sequence)
  }

  @Test(arguments: NotificationForm.allCases)
  func `nothing in a notification ends it or turns the writing`(form: NotificationForm) {
    let nasty = "a\u{7}\u{1B}\\\u{9C}\u{9B}31m\u{202E}b\n" + String(repeating: "x", count: 900)
    guard let text = Notification(title: nasty, body: nasty).sequence(form, .none) else { return }
    let controls = text.unicodeScalars.filter {
      $0.value < 0x20 || (0x7F..<0xA0).contains($0.value)
    }
    // Each sequence has the two that frame it.
    let sequences = form == .bell || form == .auto ? 0 : form == .osc99 ? 2 : 1
    #expect(controls.filter { $0 == "\u{1B}" }.count == sequences)
    #expect(controls.count == max(1, 2 * sequences))
    #expect(!text.unicodeScalars.contains("\u{202E}"))
    #expect(text.utf8.count < 700)
  }

  @Test func `a number at the beginning is not taken for a command of ConEmu`() {
    let text = Notification(title: "4;1;50", body: "").sequence(.osc9, .none)
    #expect(text == "\u{1B}]9; 4;1;50\u{7}")
    let parts = Notification(title: "a;b", body: "c;d").sequence(.osc777, .none)
    #expect(parts == "\u{1B}]777;notify;a,b;c;d\u{7}")
  }

  @Test func `a title is one line without controls, and not long`() {
    #expect(EscapeSequences.title("2 run\u{7}ning\n\u{1B}]0;x") == "\u{1B}]2;2 running]0;x\u{7}")
    #expect(EscapeSequences.title(String(repeating: "漢", count: 900)).utf8.count < 700)
  }

  // MARK: Who is spoken to

  private static let programs: [([String: String], String, NotificationForm)] = [
    ([:], "xterm-256color", .bell), ([:], "xterm-kitty", .osc99), ([:], "xterm-ghostty", .osc777),
    ([:], "foot-extra", .osc777), ([:], "rxvt-unicode-256color", .osc777), ([:], "linux", .bell),
    ([:], "", .bell), (["TERM_PROGRAM": "WezTerm"], "xterm-256color", .osc777),
    (["TERM_PROGRAM": "Apple_Terminal"], "xterm-256color", .bell),
    (["LC_TERMINAL": "iTerm2"], "xterm-256color", .osc9),
    (["TMUX": "/tmp/x,1,0", "TERM_PROGRAM": "tmux"], "screen-256color", .bell),
    (["TMUX": "/tmp/x,1,0"], "xterm-kitty", .bell), ([:], "tmux-256color", .bell),
    (["STY": "1.x"], "screen", .bell),
  ]

  @Test(arguments: programs)
  func `the form of notification is the one that the program is known to show`(
    environment: [String: String], type: String, form: NotificationForm
  ) {
    #expect(TerminalProgram(environment: environment, type: type).notification == form)
  }

  @Test func `what a terminal calls itself counts more than its type`() {
    var program = TerminalProgram(environment: [:], type: "xterm-256color")
    program.take(name: "kitty(0.32.2)")
    #expect(program.notification == .osc99)
    program.take(name: "tmux 3.3a")
    #expect(program.wrapping == .tmux)
    #expect(program.notification == .bell)
    // Inside tmux over SSH only TERM says screen.
    var inner = TerminalProgram(environment: [:], type: "screen-256color")
    #expect(inner.wrapping == .screen)
    inner.take(name: "tmux 3.3a")
    #expect(inner.wrapping == .tmux)
  }

  @Test func `every terminal is asked in the end what every terminal answers`() {
    let environments: [([String: String], String)] = [
      ([:], "xterm-256color"), (["TMUX": "x"], "tmux-256color"), (["STY": "x"], "screen"),
      (["TERM_PROGRAM": "Apple_Terminal"], "xterm-256color"),
    ]
    for (environment, type) in environments {
      let text = TerminalQuestions.all(
        for: TerminalProgram(environment: environment, type: type))
      #expect(text.hasSuffix("\u{1B}[c"))
      #expect(text.contains("\u{1B}]11;?"))
      // tmux and screen would show the question about pictures as a title.
      #expect(text.contains("\u{1B}_") == (type == "xterm-256color" && environment.isEmpty))
    }
  }

  @Test(
    arguments: [
      ("15;0", false), ("0;15", true), ("0;default;15", true), ("0;7", true), ("7;8", false),
      ("12;8", false), ("", nil), ("0;default", nil), ("0;99", nil),
    ] as [(String, Bool?)])
  func `a variable tells of the background`(value: String, isLight: Bool?) {
    #expect(NcursesTerminal.hasLightBackground(environment: ["COLORFGBG": value]) == isLight)
  }
}

extension String {
  /// What stands between each pair of marks, which follow one another.
  fileprivate func components(between start: String, and end: String) -> [String] {
    var found: [String] = []
    var rest = Substring(self)
    while rest.hasPrefix(start) {
      rest = rest.dropFirst(start.count)
      var inner = Substring()
      while !rest.isEmpty, !rest.unicodeScalars.starts(with: end.unicodeScalars) {
        inner.unicodeScalars.append(rest.unicodeScalars.removeFirst())
      }
      rest.unicodeScalars.removeFirst(min(2, rest.unicodeScalars.count))
      found.append(String(inner))
    }
    return found
  }

  fileprivate func replacingDoubled(_ mark: String?) -> String {
    guard let mark else { return self }
    return split(separator: mark + mark, omittingEmptySubsequences: false).joined(separator: mark)
  }
}
