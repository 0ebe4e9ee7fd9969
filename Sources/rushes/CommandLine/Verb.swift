/// A command of `rushes`: the one table from which parsing, help and dispatch are made.
enum Verb: String, CaseIterable, Sendable {
  case submit, batch, list, show, wait, download, cancel, retry, remove, resolve, adopt, join, asset
  case agent
  case models
  case sandbox, doctor, key

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
    }
  }

  /// The options, those that go with every verb left out.
  var ownOptions: [OptionSpec] {
    switch self {
    case .submit:
      OptionSpec.request + [
        OptionSpec("count", "N", "make N equal tasks"),
        OptionSpec("request", "FILE", "begin with a request in JSON, as `show --json` prints it"),
        OptionSpec("once", "NAME", "the same name again shows the task that exists"),
        OptionSpec(
          "after", "ID",
          "send it when that task has succeeded; without --first-frame it begins with its last one"),
        OptionSpec("wait", nil, "end when the video is on disk"),
        OptionSpec("probe", nil, "look at remote media too, over the network"),
        OptionSpec("dry-run", nil, "check and show what would be sent; send nothing"),
        .json,
      ]
    case .batch:
      OptionSpec.request + [
        OptionSpec("batch", "NAME", "by what it is known again, in place of the file's path"),
        OptionSpec("skip-invalid", nil, "leave broken lines out, and go on with the rest"),
        OptionSpec("again", nil, "make lines anew that were made before"),
        OptionSpec("max-cost", "N", "stop before the videos may cost more than this"),
        OptionSpec("wait", nil, "end when the videos are on disk"),
        OptionSpec("probe", nil, "look at remote media too, over the network"),
        OptionSpec("dry-run", nil, "check and show what would be made; send nothing"),
        .json,
      ]
    case .list:
      [
        OptionSpec("status", "S", "only this status: waiting, running, succeeded, …"),
        OptionSpec("profile", "P", "only this profile"),
        OptionSpec("filter", "TEXT", "only tasks that meet this: see below"),
        OptionSpec("short", nil, "one line of counts, for a status bar"),
        OptionSpec("links", nil, "print signed links too"),
        .json,
      ]
    case .show:
      [
        OptionSpec("curl", nil, "print its request as a call of curl, without the key"),
        OptionSpec("links", nil, "print signed links too"), .json,
      ]
    case .wait: [OptionSpec("timeout", "SECONDS", "give up waiting after this long"), .json]
    case .download: [OptionSpec("to", "DIR", "copy the videos to this folder"), .json]
    case .cancel: [.json]
    case .retry:
      [
        OptionSpec("audio", "on|off", "with or without sound this time"),
        OptionSpec("wait", nil, "end when the videos are on disk"), .json,
      ]
    case .remove:
      [OptionSpec("abandon", nil, "also what may still produce a paid video"), .json]
    case .resolve:
      [
        OptionSpec("created", "REMOTE_ID", "it exists at the server under this id: follow it"),
        OptionSpec("not-created", nil, "it was never made: it counts as failed"), .json,
      ]
    case .adopt:
      [
        OptionSpec("profile", "P", "the profile whose server made it"),
        OptionSpec("model", "ID", "the model that it was made with, for its price"),
        OptionSpec("wait", nil, "end when the video is on disk"), .json,
      ]
    case .join:
      [OptionSpec("out", "FILE", "the film to make, in MPEG-4; never overwritten"), .json]
    case .asset:
      [
        OptionSpec("kind", "KIND", "with add: image, video or audio"),
        OptionSpec("name", "N", "with add: what the library calls it"),
        OptionSpec("profile", "P", "whose library: a profile of a kyy API"), .json,
      ]
    case .agent:
      [
        OptionSpec(
          "install", nil, "write a service of the user for systemd, and say how to start it")
      ]
    case .models: [OptionSpec("profile", "NAME", "only this profile"), .json]
    case .doctor:
      [OptionSpec("online", nil, "ask each server that has a key, for what nobody has"), .json]
    case .key: []
    case .sandbox:
      [
        OptionSpec("port", "N", "the port on 127.0.0.1; any free one without it"),
        OptionSpec("seconds", "S", "how long a task takes"),
        OptionSpec("real-times", nil, "take as long as the real servers do"),
        OptionSpec("clips", "shared", "make one clip of each size and length, and serve it to all"),
        OptionSpec("faults", "FILE", "what goes wrong, and when: see below"),
      ]
    }
  }

  /// Every option of the verb.
  var options: [OptionSpec] { ownOptions + OptionSpec.common }

  /// Examples that work as they stand, in the sandbox.
  var examples: [String] {
    switch self {
    case .submit:
      [
        "rushes submit --profile sandbox --prompt \"a cat in the rain\" --wait",
        "rushes submit --profile sandbox --prompt \"一只猫\" --ratio 9:16 --duration 4 --dry-run",
      ]
    case .batch:
      [
        "printf 'prompt,seed\\n{red|blue} fox,1-2\\n' > foxes.csv",
        "rushes batch foxes.csv --profile sandbox --resolution 480p --dry-run",
        "rushes batch foxes.csv --profile sandbox --resolution 480p --max-cost 20 --wait",
      ]
    case .list:
      [
        "rushes list", "rushes list --status succeeded --json",
        "rushes list --filter \"cat status:failed,expired after:yesterday\"",
      ]
    case .show: ["rushes show 1", "rushes show 1 --json", "rushes show 1 --curl"]
    case .wait: ["rushes wait 1 --timeout 60"]
    case .download: ["rushes download 1 --to ."]
    case .cancel: ["rushes cancel 3"]
    case .retry: ["rushes retry 2", "rushes retry 2 --audio off --wait"]
    case .remove: ["rushes remove 2"]
    case .resolve:
      ["rushes resolve 5 --created cgt-20261120221207-gtgy8", "rushes resolve 5 --not-created"]
    case .adopt: ["rushes adopt cgt-20261120221207-gtgy8 --profile sandbox"]
    case .join: ["rushes join 1 2 --out film.mp4"]
    case .asset:
      [
        "rushes asset add https://example.com/face.png --kind image --name face",
        "rushes asset list", "rushes asset remove asset-20260330142158-q75m8",
      ]
    case .agent: ["rushes agent", "rushes agent --install"]
    case .models: ["rushes models --profile sandbox"]
    case .sandbox: ["rushes sandbox --port 8700", "rushes sandbox --port 8700 --seconds 1"]
    case .doctor: ["rushes doctor", "rushes doctor --online"]
    case .key: ["rushes key set apiyi"]
    }
  }
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
    default: nil
    }
  }
}

/// The texts of `--help`.
enum HelpText {
  /// The help of the program as a whole.
  static var program: String {
    let width = Verb.allCases.map(\.rawValue.count).max() ?? 0
    let verbs = Verb.allCases.map { "  rushes \(pad($0.rawValue, width))  \($0.summary)" }
    return """
      rushes makes videos with Seedance, from a terminal.

        rushes \(pad("", width))  the dashboard
      \(verbs.joined(separator: "\n"))

      Every command explains itself: rushes submit --help
      With no key at all, everything works against the built-in sandbox: --profile sandbox

      """
  }

  /// The help of one verb.
  static func verb(_ verb: Verb) -> String {
    let names = verb.options.map { "--\($0.name)" + ($0.value.map { " \($0)" } ?? "") }
    let width = names.map(\.count).max() ?? 0
    let lines = zip(names, verb.options).map { "  \(pad($0, width))  \($1.help)" }
    return """
      rushes \(verb.rawValue): \(verb.summary)

        rushes \(verb.rawValue) \(verb.usage)

      \(lines.joined(separator: "\n"))

      Examples:
      \(verb.examples.map { "  \($0)" }.joined(separator: "\n"))

      """ + (verb.notes.map { "\n" + $0 } ?? "")
  }

  private static func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
