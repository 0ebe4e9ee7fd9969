import ChildProcesses
import FoundationEssentials
import TestSupport
import Testing

/// Completions in the shells themselves, and the manual page in man.
@Suite struct `Completions` {
  /// A world with a finished task, one that has failed, and a prompt that shells could trip over.
  private func studio() throws -> Studio {
    let studio = try Studio(
      config: "default_profile: sandbox\n"
        + Studio.configuration(seconds: 0.1, profiles: "  mine: { api: ark, base_url: sandbox }"))
    for prompt in ["a `cat`: \"x\"\\ $HOME 雨", "no [fail: OutputVideoSensitiveContentDetected]"] {
      _ = try studio.run(
        "submit", "--prompt", prompt, "--duration", "4", "--resolution", "480p", "--wait")
    }
    return studio
  }

  private func offers(_ studio: Studio, _ words: [String]) throws -> [String] {
    let ended = try studio.run(["completions", "--complete", "--"] + words)
    #expect(ended.status == 0 && ended.errors.isEmpty, "\(ended)")
    return ended.output.split(separator: "\n").map(String.init)
  }

  /// What stands in the tables of verbs and options, and what is looked up.
  @Test func `the program knows what fits`() throws {
    let studio = try studio()
    for (words, fitting) in [
      (["joi"], ["join"]), (["--ve"], ["--version"]),
      (["submit", "--ret"], ["--return-last-frame"]),
      (["submit", "--audio", ""], ["on", "off"]), (["submit", "--ratio=9"], ["--ratio=9:16"]),
      (["list", "--status", "failed", "--status", "ex"], ["expired"]),
      (["submit", "--profile", "mi"], ["mine"]), (["key", "set", "mi"], ["mine"]),
      (
        ["submit", "--profile", "x1", "--model", "seedance_2_0_x1_o"], ["seedance_2_0_x1_official"]
      ),
      (["show", ""], ["2", "1"]), (["download", ""], ["1"]), (["retry", "1", ""], ["2"]),
      (["cancel", ""], []), (["wait", "--", "2"], ["2"].filter { _ in false }),
      (["asset", "add", "--kind", "v"], ["video"]), (["completions", "f"], ["fish"]),
      (["nonsense", ""], []), (["show", "1", ""], []), (["--data", "/no", "show", ""], []),
      (["show", "--data", "/no/such", ""], []), (["list", "--profile", "a", "--profi"], []),
      (["completions", "--comp"], []),
    ] {
      let lines = try offers(studio, words)
      #expect(lines.first == ":words", "\(words)")
      let offered = lines.dropFirst().map { String($0.prefix { $0 != "\t" }) }
      #expect(offered == fitting, "\(words)")
    }
    #expect(try offers(studio, ["submit", "--image", "a"]) == [":files"])
    #expect(try offers(studio, ["download", "1", "--to", ""]) == [":folders"])
    #expect(try offers(studio, ["batch", ""]) == [":files"])
    let task = try offers(studio, ["show", "1"])
    #expect(task.last == "1\tsucceeded: a `cat`: \"x\"\\ $HOME 雨")
    let verbs = try offers(studio, [""]).dropFirst().map { String($0.prefix { $0 != "\t" }) }
    let help = try studio.run("--help").output
    #expect(verbs.count > 15 && verbs.allSatisfy { help.contains("rushes \($0) ") })
  }

  @Test func `a store or a configuration that is broken is met with silence`() throws {
    let studio = try Studio(config: "profiles: [")
    try studio.write("no store", to: "data/rushes.db")
    #expect(try offers(studio, ["show", ""]) == [":words"])
    #expect(try offers(studio, ["submit", "--profile", "sand"]).last?.hasPrefix("sandbox") == true)
    // Nothing is made where there is nothing.
    let empty = try Studio()
    #expect(try offers(empty, ["show", ""]) == [":words"])
    #expect(!FileManager.default.fileExists(atPath: empty.data + "/rushes.db"))
  }

  private func shell(_ studio: Studio, _ program: String, _ script: String) throws -> String {
    let output = try ChildProcess.run(
      ChildProcess.Command(
        program, ["-c", script], environment: studio.environment(),
        directory: studio.folder.path, timeLimit: .seconds(60 * slowness)))
    #expect(
      output.succeeded && output.errorOutput.isEmpty,
      "\(String(decoding: output.errorOutput, as: UTF8.self))")
    return String(decoding: output.output, as: UTF8.self)
  }

  @Test func `bash completes what it has parted, too`() throws {
    let studio = try studio()
    try studio.write("", to: "a file.png")
    // As bash calls it: the line, and its words parted at blanks, = and :.
    let script = #"""
      source <(rushes completions bash)
      complete -p rushes
      try() {
        COMP_LINE=$1 COMP_POINT=${#1}
        shift
        COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMPREPLY=()
        _rushes
        printf '%s|' "${COMPREPLY[@]}"
        echo
      }
      try 'rushes su' rushes su
      try 'rushes submit --ratio 9:' rushes submit --ratio 9 :
      try 'rushes submit --ratio=9:' rushes submit --ratio = 9 :
      try 'rushes submit --ratio=' rushes submit --ratio =
      try 'rushes  wait   ' rushes wait ''
      try 'rushes list --status fa' rushes list --status fa
      try 'rushes submit --profile mi' rushes submit --profile mi
      try 'rushes submit --image a' rushes submit --image a
      try 'rushes submit --model seedance_2_0_x1_o' rushes submit --model seedance_2_0_x1_o
      """#
    #expect(
      try shell(studio, "bash", script).split(separator: "\n") == [
        "complete -F _rushes rushes", "submit|", "16|", "16|",
        "16:9|4:3|1:1|3:4|9:16|21:9|adaptive|", "1|", "failed|", "mine|", "a file.png|",
        "seedance_2_0_x1_official|",
      ])
  }

  @Test func `fish completes, with what a task is about`() throws {
    let studio = try studio()
    try studio.write("", to: "film.csv")
    let script = #"""
      source (rushes completions fish | psub)
      for line in 'rushes su' 'rushes show ' 'rushes submit --ret' 'rushes submit --profile mi' \
          'rushes submit --model seedance_2_0_x1_o' 'rushes batch fi' 'rushes list --status fa'
        complete -C $line
      end
      """#
    let lines = try shell(studio, "fish", script).split(separator: "\n").map(String.init)
    #expect(lines.first == "submit\tmake one video, or several of the same request")
    #expect(lines.contains("1\tsucceeded: a `cat`: \"x\"\\ $HOME 雨"))
    #expect(lines.contains { $0.hasPrefix("2\tfailed: no") })
    let words = lines.map { String($0.prefix { $0 != "\t" }) }
    #expect(
      words.suffix(5) == [
        "--return-last-frame", "mine", "seedance_2_0_x1_official", "film.csv", "failed",
      ])
  }

  @Test func `zsh completes at its prompt, from a file in fpath`() throws {
    let studio = try studio()
    try studio.write(try studio.run("completions", "zsh").output, to: "functions/_rushes")
    try studio.write(
      """
      PROMPT='zsh> '
      fpath=(\(studio.path("functions")) $fpath)
      autoload -U compinit && compinit -u -D
      """, to: ".zshrc")
    let terminal = try Terminal(
      studio, columns: 100, environment: ["ZDOTDIR": studio.folder.path])
    try terminal.enter("zsh -i")
    try terminal.waitFor("the prompt of zsh") { $0.contains("zsh>") }
    for (typed, whole) in [
      ("rushes su", "rushes submit"), ("rushes download ", "rushes download 1"),
      ("rushes submit --ret", "rushes submit --return-last-frame"),
      ("rushes submit --profile mi", "rushes submit --profile mine"),
      ("rushes submit --ratio=9", "rushes submit --ratio=9:16"),
      ("rushes submit --model seedance_2_0_x1_o", "rushes submit --model seedance_2_0_x1_official"),
    ] {
      try terminal.type(typed)
      try terminal.press("Tab")
      try terminal.waitFor(whole) { $0.contains("zsh> \(whole)") }
      try terminal.press("C-u")
    }
    // Several tasks are listed with what they are about.
    try terminal.type("rushes show ")
    try terminal.press("Tab")
    try terminal.waitFor("the tasks") {
      $0.contains("succeeded: a `cat`") && $0.contains("failed: no")
    }
  }

  @Test(arguments: ["C.UTF-8", "C"])
  func `the manual page is shown without a warning, and tells of every command`(
    locale: String
  ) throws {
    let studio = try Studio()
    try studio.write(try studio.run("--man").output, to: "rushes.1")
    let shown = try ChildProcess.run(
      ChildProcess.Command(
        "man", ["--warnings", "-l", "rushes.1"],
        environment: studio.environment(["LC_ALL": locale, "MANWIDTH": "200"]),
        directory: studio.folder.path, timeLimit: .seconds(60 * slowness)))
    #expect(
      shown.succeeded && shown.errorOutput.isEmpty,
      "\(String(decoding: shown.errorOutput, as: UTF8.self))")
    let page = String(decoding: shown.output, as: UTF8.self)
    for line in try offers(studio, [""]).dropFirst() {
      let verb = line.prefix { $0 != "\t" }
      #expect(page.contains("rushes \(verb)"), "\(verb)")
      let help = try studio.run(String(verb), "--help").output
      for option in help.split(whereSeparator: { " \n".contains($0) })
      where option.hasPrefix("--") && option.dropFirst(2).allSatisfy({ $0.isLetter || $0 == "-" }) {
        #expect(page.contains(option), "\(verb) \(option)")
      }
    }
    for heading in ["EXIT STATUS", "FILES", "ENVIRONMENT", "RUSHES_DATA", "--plain"] {
      #expect(page.contains(heading))
    }
  }

  @Test func `words after two dashes are no options`() throws {
    let studio = try studio()
    #expect(try studio.run("show", "--json", "--", "1").json["id"]?.number == 1)
    #expect(try studio.run("wait", "--", "1", "1").status == 0)
    #expect(try studio.run("show", "--", "--json").status == 2)
    #expect(try studio.run("show", "--").status == 2)
  }
}
