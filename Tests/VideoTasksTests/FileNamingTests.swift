import TestSupport
import Testing
import VideoTasks

@Suite struct FileNamingTests {
  private func name(
    _ prompt: String, template: String = "{date}-{id}-{prompt}", ratio: String? = nil
  ) -> String {
    FileNaming.name(
      template: template,
      fields: .init(
        date: "2026-11-20", time: "132105", id: TaskID(12), prompt: prompt, model: Models.fast,
        profile: "apiyi", ratio: ratio, seed: nil),
      suffix: ".mp4")
  }

  @Test(
    "names read well",
    arguments: [
      ("A red fox, running!", "2026-11-20-12-A-red-fox-running.mp4"),
      ("一只红色的狐狸，在雪地里", "2026-11-20-12-一只红色的狐狸-在雪地里.mp4"),
      ("", "2026-11-20-12.mp4"),
      ("../../etc/passwd", "2026-11-20-12-etc-passwd.mp4"),
      ("a\u{202E}b\u{0}c\nd", "2026-11-20-12-abc-d.mp4"),
      ("{model}", "2026-11-20-12-model.mp4"),
    ])
  func prompts(prompt: String, expected: String) {
    #expect(name(prompt) == expected)
  }

  @Test(
    "templates",
    arguments: [
      ("{prompt}", "fox.mp4"), ("{ratio}_{profile}", "16x9_apiyi.mp4"), ("{seed}", "video-12.mp4"),
      ("", "video-12.mp4"), (".{prompt}", "fox.mp4"), ("-{prompt}", "fox.mp4"),
      ("a/b/{id}", "a-b-12.mp4"), ("con", "video-con.mp4"), ("NUL.x", "video-NUL.x.mp4"),
      ("..", "video-12.mp4"), ("{date}{time}", "2026-11-20132105.mp4"),
      ("{prompt", "prompt.mp4"), ("{model}", "doubao-seedance-2-0-fast-260128.mp4"),
    ])
  func templates(template: String, expected: String) {
    #expect(name("fox", template: template, ratio: "16:9") == expected)
  }

  @Test func `words that mean nothing are found`() {
    #expect(FileNaming.unknownWords(in: "{date}-{promt}-{id}{}") == ["promt", ""])
    #expect(FileNaming.unknownWords(in: "{date} {time} {model} {profile} {ratio} {seed}") == [])
  }

  @Test func `a long prompt gives way and the rest of the template stays`() {
    let name = name(String(repeating: "狐", count: 500), template: "{prompt}-{date}-{id}")
    #expect(name.utf8.count <= FileNaming.maximumBytes)
    #expect(name.hasSuffix("狐-2026-11-20-12.mp4"))
  }

  @Test func `no prompt and no template can make an unsafe name`() {
    var random = SeededRandom(seed: 20_261_120)
    for _ in 0..<2000 {
      let prompt = random.text(scalars: 80)
      let template = random.text(scalars: 12) + (random.isHeads ? "{prompt}" : "{id}")
      let name = name(prompt, template: template)
      #expect(name.utf8.count <= FileNaming.maximumBytes)
      #expect(name.count > 4 && !name.hasPrefix(".") && !name.hasPrefix("-"))
      #expect(!name.unicodeScalars.contains { "/\\:*?\"<>|".unicodeScalars.contains($0) })
      #expect(
        !name.unicodeScalars.contains {
          [.control, .format].contains($0.properties.generalCategory)
        })
    }
  }
}
