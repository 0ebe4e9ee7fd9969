import Testing

@testable import TaskStore

struct StoreErrorTests {
  @Test(arguments: [
    StoreError.Kind.cannotMakeFolder, .cannotOpen, .missing, .exposed, .foreign,
    .newer(version: 2, known: 1), .older(version: 1, known: 2), .readOnly, .full, .damaged, .locked,
    .uncertain, .failed,
  ])
  func `every error names the place and is made of whole sentences`(kind: StoreError.Kind) {
    let message = StoreError(kind, path: "/data/rushes.db", detail: "reason").message
    #expect(message.contains("/data/rushes.db"))
    #expect(!message.contains("  "))
    #expect(kind == .exposed || message.hasSuffix("."))
  }

  @Test func `a newer store is named with both versions`() {
    let error = StoreError(.newer(version: 3, known: 1), path: "/d/rushes.db")
    #expect(
      error.message
        == "The task store /d/rushes.db was written by a newer rushes (version 3 of the store; "
        + "this rushes knows 1) and was not touched. Use the newer rushes.")
  }

  @Test(arguments: [
    ("/d/rushes.db", "/d/rushes.db"), ("/my data/rushes.db", "'/my data/rushes.db'"),
    ("/it's/rushes.db", "'/it'\\''s/rushes.db'"), ("/视频/rushes.db", "'/视频/rushes.db'"),
  ])
  func `the command that closes a store can be pasted into a shell`(path: String, word: String) {
    #expect(StoreError(.exposed, path: path).message.hasSuffix("chmod 600 " + word))
  }
}
