import FoundationEssentials
import Testing
import VideoTasks

/// The rules that are checked before sending against the sandbox's own checks, which were written
/// from the vendors' pages a second time.
///
/// `RUSHES_SCENES=5000` in the environment tries so many drafts of each model.
@Suite struct RulesAndSandboxTests {
  static let scenes =
    ProcessInfo.processInfo.environment["RUSHES_SCENES"].flatMap(Int.init) ?? 300

  @Test(arguments: Target.all)
  func `what keeps the rules is taken, and what is refused breaks a rule`(target: Target) {
    var census = Census()
    for number in 0..<Self.scenes {
      census.hold(SceneMaker.scene(number, for: target), "scene \(number)")
    }
    if let report = census.report { Issue.record("\(report)") }
    let share = Double(census.kept) / Double(Self.scenes)
    #expect((0.35...0.75).contains(share), "\(census.kept) of \(Self.scenes) keep the rules")
  }

  @Test(arguments: Target.all)
  func `a model that the user made narrower is held to what the user wrote`(target: Target) {
    var census = Census()
    for number in 0..<Self.scenes / 40 {
      var dice = Dice("narrowed " + target.testDescription, number)
      let narrowed = target.narrowed(&dice)
      for place in 0..<10 {
        let scene = SceneMaker.scene(1000 * number + place, for: narrowed)
        // What an endpoint leads to is the account's affair: the sandbox takes the standard model.
        if scene.draft.model?.hasPrefix("ep-") == true { continue }
        census.holdKept(scene, "model \(number), scene \(place)")
      }
    }
    if let report = census.report { Issue.record("\(report)") }
    #expect(census.kept > Self.scenes / 20)
  }

  @Test(arguments: Target.all)
  func `every address and every id is taken by both or by neither`(target: Target) {
    var census = Census()
    for (name, scene) in Addresses.scenes(for: target) { census.hold(scene, name) }
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
    for target in Target.all where ["apiyi", "x1"].contains(target.profile.name) {
      for (name, scene) in Addresses.scenes(for: target) { census.hold(scene, name) }
    }
    let unmet = Set(Allowance.all.map(\.why)).subtracting(census.met)
    #expect(unmet.isEmpty)
  }
}
