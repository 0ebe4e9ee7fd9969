import Engine
import Testing
import VideoAPIs
import VideoTasks

struct CreatePreparationTests {
  @Test(
    "a create goes out in the words of its profile's API",
    arguments: [
      (API.ark, "/contents/generations/tasks"), (.kyyvideo2, "/v1/kyyvideo2/videos"),
      (.kyyaipower, "/v1/seedance/videos"), (.x1, "/v1/seedance-x1/videos"),
    ])
  func path(api: API, path: String) throws {
    let profile = Profile(
      name: "p", api: api, server: .url("https://api.test"), maxActive: 1,
      requestsPerMinute: 60, pollInterval: .seconds(10), catalogue: .ark)
    var draft = RequestDraft(prompt: "a fox")
    draft.model = ModelCatalogue.ark.models.first?.id
    let call = try CreatePreparation.call(draft, profile: profile) { _ in nil }
    #expect(call.method == "POST")
    #expect(call.path == path)
  }
}
