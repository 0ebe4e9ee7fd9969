import FoundationEssentials
import Testing
import VideoTasks

@Suite struct EstimateTests {
  @Test(
    "the formula gives the tokens of the published samples",
    arguments: [
      (Resolution.p720, 5, 108_900), (.p720, 4, 87_300), (.p480, 4, 40_594),
    ])
  func samples(resolution: Resolution, seconds: Int, tokens: Int) throws {
    let size = try #require(Pixels.size(ratio: .wide, resolution: resolution))
    #expect(
      Estimate.tokens(width: size.width, height: size.height, seconds: Double(seconds)) == tokens)
  }
}
