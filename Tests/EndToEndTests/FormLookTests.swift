import FoundationEssentials
import TaskStore
import TestSupport
import Testing
import VideoTasks

extension `End to end` {
  /// The form of every API as a terminal shows it, with the draft that was left in it.
  @Suite struct `Looks of the form` {
    private static let config = """
      default_profile: apiyi
      profiles:
        apiyi: { base_url: "http://127.0.0.1:9/api/v3" }
        kyyvideo2: { base_url: "http://127.0.0.1:9/2" }
        kyyaipower: { base_url: "http://127.0.0.1:9/3" }
        x1: { base_url: "http://127.0.0.1:9/4" }

      """

    /// A draft as the dashboard keeps it.
    private struct Draft: Encodable {
      var profile: String
      var request = RequestDraft(
        prompt: "一只橘猫在雨夜的霓虹街道上慢慢走过，镜头低角度跟随, cinematic, 35mm")
      var count = 1
    }

    @Test(arguments: Terminal.depths.keys.sorted())
    func `a draft, its rules and its warnings can be read at each API`(depth: String) throws {
      let studio = try Studio(config: Self.config)
      let store = try TaskStore(
        folder: studio.data, access: .readWrite,
        now: Timestamp(milliseconds: Int64(Date().timeIntervalSince1970) * 1000))
      let terminal = try Terminal(
        studio, depth: depth, environment: ["APIYI_API_KEY": "k", "KYY_API_KEY": "k"])
      for profile in ["apiyi", "kyyvideo2", "kyyaipower", "x1"] {
        var draft = Draft(profile: profile)
        draft.request.firstFrame = .url("http://127.0.0.1:9/first.png")
        try start(terminal, store, draft)
        if profile == "x1" { try terminal.check("form-restored", depth, [], showing: "35mm") }
        try terminal.check(
          "form-\(profile)", depth, ["Tab", "Tab", "Tab"], showing: "begins with this picture")
        if profile == "x1" {
          try terminal.check("form-address", depth, ["C-p"], showing: "! not seen")
        }
        try terminal.quit("C-q")
      }
      var draft = Draft(profile: "kyyvideo2", count: 2)
      draft.request.model = "seedance_2_0"
      try start(terminal, store, draft)
      try terminal.check("form-needs-clip", depth, ["C-s"], showing: "To mend: Videos")
      try terminal.quit("C-q")
    }

    /// Starts the dashboard with a draft that was left in its form.
    private func start(_ terminal: Terminal, _ store: TaskStore, _ draft: Draft) throws {
      try store.saveDraft(String(decoding: try JSONEncoder().encode(draft), as: UTF8.self), at: 1)
      try terminal.start(showing: draft.profile)
    }
  }
}
