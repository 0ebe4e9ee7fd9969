import Engine
import Testing
import VideoTasks

struct CreatePreparationTests {
  @Test func `an API that is not spoken gets no request at all`() throws {
    let profile = Profile(
      name: "x1", api: .x1, server: .url("https://api.test"), maxActive: 1,
      requestsPerMinute: 60, pollInterval: .seconds(10), catalogue: .ark)
    var draft = RequestDraft(prompt: "a fox")
    draft.model = ModelCatalogue.ark.models.first?.id
    let failure = try #require(
      #expect(throws: CallFailure.self) {
        try CreatePreparation.call(draft, profile: profile) { _ in nil }
      })
    #expect(failure.kind == .unready)
    #expect(!failure.mayHaveBeenSent)
    #expect(failure.reason == "This version does not speak the API x1 yet.")
  }
}
