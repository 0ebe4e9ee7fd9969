internal import VideoTasks

/// A command of `rushes`: the one table from which parsing, help, the man page, completions and
/// dispatch are made. Options stand in `Verb+Options.swift`, examples in `Verb+Examples.swift`.
enum Verb: String, CaseIterable, Sendable {
  case submit, batch, list, show, wait, download, cancel, retry, remove, resolve, adopt, join, asset
  case agent
  case models
  case sandbox, doctor, key, completions

  /// One line for the list of verbs.
  var summary: String {
    switch self {
    case .submit: "make one video, or several of the same request"
    case .batch: "make many videos from the lines of a file, or go on with them"
    case .list: "list the tasks of this machine"
    case .show: "show everything known of a task"
    case .wait: "follow tasks until their videos are on disk"
    case .download: "fetch videos that are finished, again if need be, and copy them"
    case .cancel: "cancel tasks that were not sent yet, or are queued where the API can cancel"
    case .retry: "make new tasks from the requests of ones that have ended"
    case .remove: "forget tasks; their files stay"
    case .resolve: "settle a task whose create lost its answer"
    case .adopt: "follow a task that was made elsewhere"
    case .join: "join finished videos to one film"
    case .asset: "upload media to the vendor's library by its address, list it, remove it"
    case .agent: "send, follow and fetch without a screen, for as long as it runs"
    case .models: "list profiles and models, and what each takes"
    case .sandbox: "serve the four APIs, simulated, on a loopback port"
    case .doctor: "check terminal, settings, keys, store, disks, programs and clock"
    case .key: "store the key of a profile"
    case .completions: "print what makes a shell complete commands, options, profiles and tasks"
    }
  }

  /// What follows the verb.
  var usage: String {
    switch self {
    case .submit: "[REQUEST] [--count N] [--once NAME] [--after ID] [--wait] [--dry-run] [--json]"
    case .batch:
      "FILE [REQUEST] [--batch NAME] [--skip-invalid] [--again] [--max-cost N] [--wait] [--dry-run] "
        + "[--json]"
    case .list: "[--status S] [--profile P] [--filter TEXT] [--short] [--links] [--json]"
    case .show: "ID [--curl] [--links] [--json]"
    case .wait: "ID… [--timeout SECONDS] [--json]"
    case .download: "ID… [--to DIR] [--json]"
    case .cancel: "ID… [--json]"
    case .retry: "ID… [--audio off] [--wait] [--json]"
    case .remove: "ID… [--abandon] [--json]"
    case .resolve: "ID --created REMOTE_ID | --not-created [--json]"
    case .adopt: "REMOTE_ID --profile P [--model ID] [--wait] [--json]"
    case .join: "ID… --out FILE [--json]"
    case .asset:
      "add URL --kind image|video|audio [--name N] | list | remove ID [--profile P] [--json]"
    case .agent: "[--install]"
    case .models: "[--profile NAME] [--json]"
    case .sandbox: "[--port N] [--seconds S] [--real-times] [--clips shared] [--faults FILE]"
    case .doctor: "[--online] [--json]"
    case .key: "set PROFILE"
    case .completions: "bash|zsh|fish"
    }
  }

  /// What the words after the verb are that are no options, by their place.
  ///
  /// - Parameter earlier: the words before it.
  func operand(after earlier: [String]) -> ValueKind? {
    let place = earlier.count
    switch self {
    case .submit, .list, .agent, .models, .sandbox, .doctor: return nil
    case .batch: return place == 0 ? .file : nil
    case .show: return place == 0 ? .task(nil) : nil
    case .wait: return .task([.waiting, .submitting, .queued, .running, .succeeded])
    case .download, .join: return .task([.succeeded])
    case .cancel: return .task([.waiting, .queued])
    case .retry, .remove: return .task([.succeeded, .failed, .expired, .cancelled])
    case .resolve: return place == 0 ? .task([.unconfirmed]) : nil
    case .adopt: return place == 0 ? .text : nil
    case .asset:
      if place == 0 { return .words(["add", "list", "remove"]) }
      return place == 1 && earlier[0] == "remove" ? .asset : nil
    case .key: return place == 0 ? .words(["set"]) : place == 1 ? .profile : nil
    case .completions: return place == 0 ? .words(Shell.allCases.map(\.rawValue)) : nil
    }
  }

  /// Every option of the verb.
  var options: [OptionSpec] { ownOptions + OptionSpec.common }
}

extension Verb {
  /// What is to be known beyond the options; ends with a line break.
  var notes: String? {
    switch self {
    case .sandbox: SandboxCommand.notes
    case .agent: AgentCommand.notes
    case .list: ListCommand.notes
    case .join: JoinCommand.notes
    case .batch: BatchCommand.notes
    case .completions: CompletionsCommand.notes
    default: nil
    }
  }
}
