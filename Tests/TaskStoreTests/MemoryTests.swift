import FoundationEssentials
import TestSupport
import Testing
import VideoTasks

@testable import TaskStore

struct MemoryTests {
  let folder: TemporaryFolder
  let store: TaskStore

  init() throws {
    folder = try TemporaryFolder()
    store = try folder.open()
  }

  @Test func `what two programs name at once is all kept`() throws {
    let other = try folder.open()
    for number in 0..<20 {
      let user = number.isMultiple(of: 2) ? store : other
      #expect(try user.save(NamedText(name: "f\(number)", text: "status:failed"), as: .filter))
    }
    #expect(try store.save(NamedText(name: "f3", text: "status:running"), as: .filter))
    try other.forget("f4", of: .filter)
    let names = try store.named(.filter)
    #expect(names.count == 19)
    #expect(try other.named(.filter) == names)
    #expect(names.first { $0.name == "f3" }?.text == "status:running")
    #expect(try store.named(.snippet) == [])
  }

  @Test func `names of all kinds stand beside each other`() throws {
    let names = ["a", "filter", "a/b", "橘猫", "0", "~", "template/x", " "]
    for name in names {
      for kind in NamedText.Kind.allCases {
        #expect(try store.save(NamedText(name: name, text: kind.rawValue), as: kind))
      }
      #expect(try store.save(RequestTemplate(name: name, request: RequestDraft(prompt: name))))
    }
    for kind in NamedText.Kind.allCases {
      let found = try store.named(kind)
      #expect(found.map(\.name).sorted() == names.sorted())
      #expect(found.allSatisfy { $0.text == kind.rawValue })
    }
    #expect(try store.templates().allSatisfy { $0.request.prompt == $0.name })
    try store.forgetTemplate("filter")
    #expect(try store.templates().count == names.count - 1)
    #expect(try store.named(.filter).count == names.count)
  }

  @Test func `a template keeps its whole request, and one that cannot be read is left alone`()
    throws
  {
    var request = RequestDraft(prompt: "一只橘猫")
    request.duration = 5
    request.images = [.url("https://media.test/a.png")]
    request.seed = -1
    #expect(try store.save(RequestTemplate(name: "cat", request: request)))
    let several = RequestTemplate(name: "cats", request: request, seeds: "-1, 100-104", count: 3)
    #expect(try store.save(several))
    try store.setSetting("dashboard.1/template/new", "{\"duration\":\"long\"}")
    #expect(try store.templates() == [RequestTemplate(name: "cat", request: request), several])
    #expect(try store.setting("dashboard.1/template/new") != nil)
  }

  @Test func `a version that knew of no seeds in a template reads and writes what it knew`() throws
  {
    var request = RequestDraft(prompt: "{red|blue} fox")
    request.seed = 100
    let template = RequestTemplate(name: "fox", request: request, seeds: "100-104", count: 2)
    #expect(try store.save(template))
    let stored = try #require(try store.setting("dashboard.1/template/fox"))
    let known = try JSONDecoder().decode(RequestDraft.self, from: Data(stored.utf8))
    #expect(known == request)
    let written = String(decoding: try JSONEncoder().encode(known), as: UTF8.self)
    try store.setSetting("dashboard.1/template/fox", written)
    #expect(try store.templates() == [RequestTemplate(name: "fox", request: request)])
  }

  @Test func `names and texts that are too long, and empty names, are refused`() throws {
    let long = String(repeating: "x", count: TaskStore.mostNameBytes + 1)
    let large = String(repeating: "x", count: TaskStore.mostNamedBytes + 1)
    #expect(try !store.save(NamedText(name: "", text: "x"), as: .filter))
    #expect(try !store.save(NamedText(name: long, text: "x"), as: .filter))
    #expect(try !store.save(NamedText(name: "x", text: large), as: .snippet))
    #expect(try !store.save(RequestTemplate(name: "x", request: RequestDraft(prompt: large))))
    #expect(try store.named(.filter) == [] && store.templates() == [])
  }

  @Test func `a prompt is in the history once, the latest first, whoever used it`() throws {
    let other = try folder.open()
    for prompt in ["a fox", "一只橘猫", "a fox", " \n\u{3000}", "", "a heron"] {
      try store.notePrompt(prompt)
    }
    try other.notePrompt("一只橘猫")
    #expect(try store.promptHistory() == ["一只橘猫", "a heron", "a fox"])
    #expect(try store.promptHistory(limit: 1) == ["一只橘猫"])
    try store.forgetPrompt("a heron")
    #expect(try other.promptHistory() == ["一只橘猫", "a fox"])
  }

  @Test func `the history is bounded by number and by bytes`() throws {
    for number in 0..<(TaskStore.mostPrompts + 20) { try store.notePrompt("prompt \(number)") }
    let history = try store.promptHistory()
    #expect(history.count == TaskStore.mostPrompts)
    #expect(history.first == "prompt \(TaskStore.mostPrompts + 19)")
    #expect(history.last == "prompt 20")
    let large = String(repeating: "猫", count: TaskStore.mostPromptBytes / 6)
    for number in 0..<4 { try store.notePrompt("\(number)" + large) }
    let bytes = try store.promptHistory().reduce(0) { $0 + $1.utf8.count }
    #expect(bytes <= TaskStore.mostPromptBytes)
    #expect(try store.promptHistory().first?.first == "3")
    try store.notePrompt(String(repeating: "x", count: TaskStore.mostPromptBytes + 1))
    #expect(try store.promptHistory().first?.first == "3")
  }
}
