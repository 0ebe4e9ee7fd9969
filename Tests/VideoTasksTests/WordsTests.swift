import Testing
import VideoTasks

@Suite struct WordsTests {
  @Test(
    "state words are read in any case",
    arguments: [
      ("queued", .queued), ("RUNNING", .running), ("processing", .running),
      ("Succeeded", .succeeded), ("completed", .succeeded), ("failed", .failed),
      ("expired", .expired), ("cancelled", .cancelled), ("canceled", .cancelled),
      ("pending", nil), ("", nil),
    ] as [(String, TaskStatus?)])
  func states(word: String, status: TaskStatus?) {
    #expect(TaskStatus(word: word) == status)
  }

  @Test func `only the rate codes mean too fast`() {
    #expect(ErrorAdvice.isRate(code: "RateLimitExceeded.X"))
    #expect(ErrorAdvice.isRate(code: "RequestBurstTooFast"))
    #expect(!ErrorAdvice.isRate(code: "RateLimitExceededNot"))
    #expect(!ErrorAdvice.isRate(code: "AccountQuotaExceeded"))
  }

  @Test(
    "text from outside becomes one harmless line",
    arguments: [
      ("plain", "plain"), ("a\r\n\tb", "a b"), ("\u{1B}]0;title\u{7}x", "]0;titlex"),
      ("\u{202E}abc\u{200B}\u{FEFF}", "abc"), ("", ""), ("狐狸", "狐狸"),
      ("Incorrect key: sk-abcdef1234567890.", "Incorrect key: sk-…."),
      ("risk-management-plan", "risk-management-plan"),
      ("Bearer abcdefghij is wrong", "Bearer … is wrong"),
      ("see https://a.example/v.mp4?X-Tos-Signature=1 now", "see https://a.example/v.mp4?… now"),
    ])
  func lines(text: String, expected: String) {
    #expect(OutsideText.line(text) == expected)
  }

  @Test func `a long line is cut`() {
    let line = OutsideText.line(String(repeating: "x", count: 1_000_000), limit: 10)
    #expect(line == "xxxxxxxxx…")
  }
}
