import Testing

@testable import Wording

@Suite struct `Phrases known again` {
  private static let known = KnownPhrases([
    "Nothing was billed.", "failed", "Send it again with: rushes retry ID.",
    "There is no profile {name}.", "{profile} asks to wait: {reason}",
    "Look at {profile} for a task made with {model}.", "{count} {state}", "{names} and {last}",
    "There are {list}.",
    "Task {id} is like task {id}.", "It has ended. It is done.", "created as {remote}",
    "The task is {status} already.", "No connection to the server{detail}.", ": {words}",
  ])

  /// A language that says every literal in capitals, so that it shows what was known.
  private static let loud = Language(
    code: "loud",
    catalogue: .init(
      text: { text in
        text.split(separator: "{", omittingEmptySubsequences: false).enumerated().map { part in
          guard part.offset > 0, let end = part.element.firstIndex(of: "}") else {
            return part.element.uppercased()
          }
          return "{" + part.element[...end]
            + part.element[part.element.index(after: end)...].uppercased()
        }.joined()
      }, plural: { $2 == 1 ? $0 : $1 }, recorded: { known.phrase(of: $0) }))

  @Test(arguments: [
    ("Nothing was billed.", "NOTHING WAS BILLED."), ("failed", "FAILED"),
    ("There is no profile north pole.", "THERE IS NO PROFILE north pole."),
    ("apiyi asks to wait: Nothing was billed.", "apiyi ASKS TO WAIT: NOTHING WAS BILLED."),
    ("apiyi asks to wait: too fast", "apiyi ASKS TO WAIT: too fast"),
    (
      "Nothing was billed. The server said no. Send it again with: rushes retry ID.",
      "NOTHING WAS BILLED. The server said no. SEND IT AGAIN WITH: RUSHES RETRY ID."
    ),
    (
      "It has ended. It is done. Nothing was billed.",
      "IT HAS ENDED. IT IS DONE. NOTHING WAS BILLED."
    ),
    ("Task 3 is like task 3.", "TASK 3 IS LIKE TASK 3."),
    ("created as cgt-7", "CREATED AS cgt-7"),
    ("The task is failed already.", "THE TASK IS FAILED ALREADY."),
    ("The task is new already.", "THE TASK IS new ALREADY."),
    ("HTTP404: Nothing was billed.", "HTTP404: NOTHING WAS BILLED."),
    (
      "No connection to the server: failed.", "NO CONNECTION TO THE SERVER: FAILED."
    ),
  ]) func `are said in the language`(stored: String, said: String) {
    #expect(Self.loud.say(.recorded(stored)) == said)
  }

  @Test(arguments: [
    "", "Something else.", "3 failed", "this and that", "Task 3 is like task 4.",
    "failed.", "There are too many requests.", "created as it should be",
  ]) func `are not seen where there are none`(stored: String) {
    #expect(Self.loud.say(.recorded(stored)) == stored)
    #expect(Self.known.phrase(of: stored) == .verbatim(stored))
  }

  @Test func `cost English nothing`() {
    #expect(Phrase.recorded("Nothing was billed.").english == "Nothing was billed.")
    #expect(Phrase.recorded("").isEmpty)
  }
}
