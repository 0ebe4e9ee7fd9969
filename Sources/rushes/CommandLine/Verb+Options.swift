internal import VideoTasks

extension Verb {
  /// The options, those that go with every verb left out.
  var ownOptions: [OptionSpec] {
    switch self {
    case .submit:
      OptionSpec.request + [
        OptionSpec("count", "N", "make N equal tasks"),
        OptionSpec(
          "request", "FILE",
          "begin with a request in JSON, as `show --json` prints it; - reads it from standard input",
          takes: .file),
        OptionSpec("once", "NAME", "the same name again shows the task that exists"),
        OptionSpec(
          "after", "ID",
          "send it when that task has succeeded; without --first-frame it begins with its last one",
          takes: .task(nil)),
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
        OptionSpec(
          "status", "S", "only this status: waiting, running, succeeded, …; may be given again",
          takes: .words(TaskStatus.allCases.map(\.rawValue)), repeats: true),
        OptionSpec("profile", "P", "only this profile", takes: .profile),
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
    case .download:
      [OptionSpec("to", "DIR", "copy the videos to this folder", takes: .folder), .json]
    case .cancel: [.json]
    case .retry:
      [
        OptionSpec("audio", "on|off", "with or without sound this time", takes: .onOff),
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
        OptionSpec("profile", "P", "the profile whose server made it", takes: .profile),
        OptionSpec("model", "ID", "the model that it was made with, for its price", takes: .model),
        OptionSpec("wait", nil, "end when the video is on disk"), .json,
      ]
    case .join:
      [
        OptionSpec("out", "FILE", "the film to make, in MPEG-4; never overwritten", takes: .file),
        .json,
      ]
    case .asset:
      [
        OptionSpec(
          "kind", "KIND", "with add: image, video or audio",
          takes: .words(MediaKind.allCases.map(\.rawValue))),
        OptionSpec("name", "N", "with add: what the library calls it"),
        OptionSpec("profile", "P", "whose library: a profile of a kyy API", takes: .profile), .json,
      ]
    case .agent:
      [
        OptionSpec(
          "install", nil, "write a service of the user for systemd, and say how to start it")
      ]
    case .models: [OptionSpec("profile", "NAME", "only this profile", takes: .profile), .json]
    case .doctor:
      [OptionSpec("online", nil, "ask each server that has a key, for what nobody has"), .json]
    case .key: []
    case .completions: [.complete]
    case .sandbox:
      [
        OptionSpec("port", "N", "the port on 127.0.0.1; any free one without it"),
        OptionSpec("seconds", "S", "how long a task takes"),
        OptionSpec("real-times", nil, "take as long as the real servers do"),
        OptionSpec(
          "clips", "shared", "make one clip of each size and length, and serve it to all",
          takes: .words(["shared"])),
        OptionSpec("faults", "FILE", "what goes wrong, and when: see below", takes: .file),
      ]
    }
  }
}
