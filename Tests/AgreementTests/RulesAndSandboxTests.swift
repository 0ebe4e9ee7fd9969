import Engine
import FoundationEssentials
import Sandbox
import Testing
import VideoAPIs
import VideoTasks

/// The rules that are checked before sending against the sandbox's own checks, which were written
/// from the vendors' pages a second time.
@Suite struct RulesAndSandboxTests {
  static let scenes = 1000

  @Test(arguments: Target.all)
  func `what keeps the rules is taken, and what is refused breaks a rule`(target: Target) {
    var census = Census()
    for number in 0..<Self.scenes {
      census.hold(SceneMaker.scene(number, for: target), "scene \(number)")
    }
    if let report = census.report { Issue.record("\(report)") }
    let share = Double(census.kept) / Double(Self.scenes)
    #expect((0.4...0.7).contains(share), "\(census.kept) of \(Self.scenes) keep the rules")
  }

  @Test(arguments: Target.all)
  func `a model that the user made narrower is held to what the user wrote`(target: Target) {
    var census = Census()
    for number in 0..<40 {
      var dice = Dice("narrowed " + target.testDescription, number)
      let narrowed = target.narrowed(&dice)
      for scene in 0..<10 {
        census.holdKept(
          SceneMaker.scene(1000 * number + scene, for: narrowed), "model \(number), scene \(scene)")
      }
    }
    if let report = census.report { Issue.record("\(report)") }
    #expect(census.kept > 100)
  }

  @Test(arguments: Target.all)
  func `every address and every id is taken by both or by neither`(target: Target) {
    var census = Census()
    for address in Addresses.good + Addresses.odd + Addresses.oddAssets {
      var scene = Scene(target: target, draft: RequestDraft(prompt: "A red fox"))
      scene.draft.model = target.model.id
      let good = MediaReference.url("https://media.example/a")
      if target.model.modes.contains(.references) {
        scene.draft.videos = [good]
        census.hold(scene.with { $0.images = [MediaReference(address)] }, address)
        census.hold(scene.with { $0.videos.append(MediaReference(address)) }, address)
        census.hold(scene.with { $0.voices = [MediaReference(address)] }, address)
      }
      if target.model.modes.contains(.firstAndLastFrame) {
        scene.draft.videos = []
        scene.draft.firstFrame = good
        census.hold(scene.with { $0.lastFrame = MediaReference(address) }, address)
        census.hold(scene.with { $0.firstFrame = MediaReference(address) }, address)
      }
    }
    if let report = census.report { Issue.record("\(report)") }
    #expect(census.kept >= 2 * Addresses.good.count)
  }

  @Test func `every case in which only the rules refuse is met`() {
    var census = Census()
    for target in Target.all {
      for number in 0..<Self.scenes / 4 {
        census.hold(SceneMaker.scene(number, for: target), "scene \(number)")
      }
    }
    for (index, allowance) in Allowance.all.enumerated() {
      #expect(census.met.contains(index), "\(allowance.rule.rawValue): \(allowance.why)")
    }
  }
}
