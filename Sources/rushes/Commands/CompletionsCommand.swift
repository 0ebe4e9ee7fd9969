internal import TextLayout

/// `rushes completions`: a script for a shell, which asks this program what fits.
enum CompletionsCommand {
  /// What the help says beyond the options.
  static let notes = """
    bash finds the file by itself where the package bash-completion is installed; else put
      source <(rushes completions bash)
    into ~/.bashrc. zsh needs the folder before compinit, in ~/.zshrc:
      fpath=(~/.zsh $fpath); autoload -U compinit; compinit
    fish finds the file by itself.

    """

  static func run(_ arguments: Arguments) throws(CommandFailure) -> ExitStatus {
    if arguments.has("complete") {
      let completion = Completion(values: CompletionValues.look)
      // Every part of it is cleaned, and parted by tabs.
      Output.write(Array(text(completion.answer(arguments.words)).utf8))
      return .done
    }
    guard arguments.words.count == 1, let shell = Shell(rawValue: arguments.words[0]) else {
      throw .usage("Write: rushes completions bash, zsh or fish")
    }
    Output.write(Array(shell.script.utf8))
    return .done
  }

  /// First what kind of answer it is, then one word a line, with its description after a tab.
  private static func text(_ answer: Completion.Answer) -> String {
    switch answer {
    case .files: ":files\n"
    case .folders: ":folders\n"
    case .words(let words):
      ":words\n"
        + words.map { candidate in
          let word = CleanText.line(candidate.word)
          let description = CleanText.line(candidate.description)
          return word + (description.isEmpty ? "" : "\t" + description) + "\n"
        }.joined()
    }
  }
}

/// A shell that can complete.
enum Shell: String, CaseIterable, Sendable {
  case bash, zsh, fish

  /// What the shell reads.
  var script: String {
    switch self {
    case .bash: CompletionScripts.bash
    case .zsh: CompletionScripts.zsh
    case .fish: CompletionScripts.fish
    }
  }
}
