import FoundationEssentials
import Testing
import VideoTasks

@testable import Sandbox

/// The limits in bytes, of which no body is made: they would be large.
@Suite struct SizeTests {
  private let target = Target.all.first { $0.profile.api == .ark }

  private func scene(_ change: (inout Scene) -> Void) throws -> Scene {
    var scene = Scene(target: try #require(target), draft: RequestDraft(prompt: "A red fox"))
    change(&scene)
    return scene
  }

  private func file(_ kind: MediaKind, _ bytes: Int64) -> SampleFile {
    var facts = MediaFacts(kind: kind, format: kind == .image ? "png" : "mp3", bytes: bytes)
    if kind == .image { (facts.width, facts.height) = (640, 480) } else { facts.seconds = 4 }
    return SampleFile(bytes: [], facts: .success(facts), mime: kind == .image ? "image/png" : nil)
  }

  private func rules(_ scene: Scene) -> [String] {
    if case .failure(let violations) = scene.checked { violations.list.map(\.rule) } else { [] }
  }

  @Test(arguments: [-1, 0, 1] as [Int64])
  func `a picture and a sound may have as many bytes as the sandbox takes`(more: Int64) throws {
    let picture = try scene {
      $0.files["a"] = file(.image, Int64(ArkLimits.imageBytes) + more)
      $0.draft.firstFrame = .file("a")
    }
    #expect(rules(picture) == (more < 0 ? [] : ["image-size"]))
    let sound = try scene {
      $0.files["a"] = file(.audio, Int64(ArkLimits.audioBytes) + more)
      $0.draft.images = [.url("https://media.example/a.png")]
      $0.draft.voices = [.file("a")]
    }
    #expect(rules(sound) == (more > 0 ? ["voice-size"] : []))
  }

  @Test func `a body that keeps the rules is never larger than the sandbox takes`() throws {
    var dice = Dice("bodies", 0)
    var kept = 0
    var tight = 0
    for _ in 0..<500 {
      // Two pictures that come to about the limit in base64.
      let first = Int64(dice.number(20_000_000...28_000_000))
      let second = Int64(ArkLimits.bodyBytes) / 4 * 3 - first + Int64(dice.number(-9000...3000))
      let scene = try scene {
        $0.files["a"] = file(.image, first)
        $0.files["b"] = file(.image, second)
        $0.draft.prompt = String(
          repeating: dice.pick(["a", "\u{0}", "狐"]), count: dice.number(1...900))
        $0.draft.images = [.file("a"), .file("b"), .url("https://media.example/a.png")]
      }
      let base64 = [first, second].reduce(0) { $0 + ($1 + 2) / 3 * 4 }
      // Without bytes a path stands for each: so the prefixes of the data are added.
      let around =
        StatedBody(scene: scene).json.bytes.count + 2 * "data:image/png;base64,".utf8.count
      let isTaken = Int(base64) + around <= ArkLimits.bodyBytes
      let broken = rules(scene)
      if broken.isEmpty {
        kept += 1
        #expect(isTaken)
      } else {
        #expect(broken == ["body-size"])
        // What the rules leave free for the words around is no more than a few thousand bytes.
        #expect(Int(base64) + around + 20_000 > ArkLimits.bodyBytes)
        if !isTaken { tight += 1 }
      }
    }
    #expect(kept > 50 && tight > 50)
  }

  @Test func `words alone can be too many for one request`() throws {
    let scene = try scene { $0.draft.prompt = String(repeating: "\u{1}", count: 12 << 20) }
    #expect(rules(scene) == ["body-size"])
  }
}
