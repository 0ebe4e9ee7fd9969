import Testing
import VideoTasks

struct LostCreateTests {
  @Test func `it says when, with which model, and how the prompt begins`() {
    var record = TaskRecord(
      id: TaskID(12), profile: "apiyi", api: .ark, model: "doubao-1",
      request: RequestDraft(prompt: "A heron\n\u{1b}[31m" + String(repeating: "x", count: 500)),
      status: .unconfirmed, createdAt: Timestamp(seconds: 0))
    record.submittedAt = Timestamp(seconds: 1_795_000_000)
    let trace = LostCreate.trace(record)
    #expect(trace.contains("apiyi"))
    #expect(trace.contains("2026-11-18T11:06:40Z with doubao-1"))
    #expect(trace.contains("A heron"))
    #expect(trace.count < 200)
    #expect(!trace.contains("\u{1b}"))
    let settling = LostCreate.settling(record.id)
    #expect(settling.contains("rushes resolve 12 --created"))
    #expect(settling.contains("rushes resolve 12 --not-created"))
  }
}
