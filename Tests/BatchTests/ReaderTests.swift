import TestSupport
import Testing
import VideoTasks

@testable import Batch

/// Lines of JSON, and what all forms have in common.
@Suite struct ReaderTests {
  static func read(_ text: String, name: String = "b.jsonl") -> BatchFile {
    read(Array(text.utf8), name: name)
  }

  static func read(_ bytes: [UInt8], name: String) -> BatchFile {
    var reader = BatchReader(name: name)
    _ = reader.take(bytes)
    return reader.finish()
  }

  /// What is wrong in a few words: line, column, field and rule.
  static func told(_ file: BatchFile) -> [String] {
    file.problems.map { problem in
      let column = problem.column.map { ":\($0)" } ?? ""
      return "\(problem.line)\(column) \(problem.field ?? "-") \(problem.rule)"
    }
  }

  @Test func `every option is a member, by the option's name or the request's`() throws {
    let file = Self.read(
      """
      {"name":"a","profile":"p","model":"m","prompt":"x","ratio":"1:1","resolution":"480p",\
      "duration":5,"audio":"off","seed":7,"watermark":true,"return-last-frame":true,\
      "expires_after":3600,"first-frame":"f.png","last_frame":"asset://l","count":3,"after":"b"}

      {"image":["1.png","https://x.test/2.png"],"videos":"v.mp4","VOICE":[],"prompt_file":"p.txt",\
      "after":12,"seed":"1-3,9"}
      """)
    #expect(Self.told(file) == [])
    try #require(file.lines.count == 2)
    let (first, second) = (file.lines[0], file.lines[1])
    #expect(first.number == 1 && second.number == 3)
    #expect(first.name == "a" && first.profile == "p" && first.count == 3)
    #expect(first.after == .line("b") && second.after == .task(12))
    #expect(first.seeds == [7] && second.seeds == [1, 2, 3, 9])
    #expect(second.promptFile == "p.txt" && !second.hasPrompt)
    var draft = RequestDraft(prompt: "x")
    (draft.model, draft.ratio, draft.resolution, draft.duration) = ("m", "1:1", "480p", 5)
    (draft.audio, draft.watermark, draft.returnLastFrame) = (false, true, true)
    draft.expiresAfter = 3600
    draft.firstFrame = .file("f.png")
    draft.lastFrame = .asset("l")
    #expect(first.request == draft)
    #expect(second.request.images == [.file("1.png"), .url("https://x.test/2.png")])
    #expect(second.request.videos == [.file("v.mp4")])
  }

  @Test func `what a line does not state comes from the command line, and the line wins`() {
    let file = Self.read(#"{"prompt":"x","duration":4,"image":"a.png","seed":"5-6"}"# + "\n{}")
    var defaults = RequestDraft(prompt: "y")
    (defaults.duration, defaults.ratio, defaults.seed) = (9, "1:1", 3)
    defaults.images = [.file("b.png"), .file("c.png")]
    let made = file.lines.map { $0.request(over: defaults) }
    #expect(made[0].prompt == "x" && made[0].duration == 4 && made[0].ratio == "1:1")
    #expect(made[0].images == [.file("a.png")] && made[0].seed == 5)
    #expect(made[1] == defaults)
  }

  @Test func `a task as show --json prints it is a line`() throws {
    var record = TaskRecord(
      id: TaskID(4), profile: "apiyi", api: .ark, model: "m-1",
      request: RequestDraft(prompt: "a {b|c}"), status: .succeeded,
      createdAt: Timestamp(milliseconds: 0))
    record.request.seed = 8
    record.after = TaskID(3)
    let text = String(decoding: TaskJSON.encode(record, links: true), as: UTF8.self)
    let file = Self.read(text)
    #expect(Self.told(file) == [])
    let line = try #require(file.lines.first)
    #expect(line.profile == "apiyi" && line.request.model == "m-1" && line.seeds == [8])
    #expect(line.request.prompt == "a {b|c}" && line.isLiteral)
    #expect(line.after == .task(3))
    #expect(Self.told(Self.read(#"{"request":{"prompt":"x"},"staus":1}"#)) == ["1 - unknown-field"])
  }

  @Test func `an array is taken as list --json prints it, and on one line`() {
    let records = (1...3).map { number in
      TaskRecord(
        id: TaskID(Int64(number)), profile: "p", api: .ark, model: "m",
        request: RequestDraft(prompt: "\(number)"), status: .queued,
        createdAt: Timestamp(milliseconds: 0))
    }
    let printed = String(decoding: TaskJSON.encode(records, links: false), as: UTF8.self)
    for text in [
      printed + "\n", printed.replacing("\n", with: ""), printed.replacing("\n", with: "\r\n"),
    ] {
      let file = Self.read(text)
      #expect(Self.told(file) == [])
      #expect(file.lines.map(\.request.prompt) == ["1", "2", "3"])
    }
    #expect(Self.read("[]") == BatchFile())
    #expect(Self.read("[\n]\n") == BatchFile())
  }

  @Test(arguments: [
    (#"{"promt":"x"}"#, "1 - unknown-field", "prompt"),
    (#"{"prompt":1}"#, "1 prompt value-form", "a text"),
    (#"{"duration":"5s"}"#, "1 duration value-form", "a whole number"),
    (#"{"duration":5.5}"#, "1 duration value-form", "a whole number"),
    (#"{"audio":"loud"}"#, "1 audio value-form", "on or off"),
    (#"{"seed":"5-1"}"#, "1 seed value-form", "a range"),
    (#"{"seed":"1-5000"}"#, "1 seed value-form", "1000"),
    (#"{"seed":[1,"x"]}"#, "1 seed value-form", "a whole number"),
    (#"{"count":0}"#, "1 count value-form", "from 1 to 1000"),
    (#"{"count":1001}"#, "1 count value-form", "from 1 to 1000"),
    (#"{"after":""}"#, "1 after value-form", "the name of a line"),
    (#"{"after":-1}"#, "1 after value-form", "the name of a line"),
    (#"{"name":"12"}"#, "1 name name-form", "digits alone"),
    (#"{"name":""}"#, "1 name name-form", "200 characters"),
    (#"{"name":"a\u0007"}"#, "1 name name-form", "one line"),
    (#"{"image":[1]}"#, "1 image value-form", "a list of texts"),
    (#"{"first_frame":"a","first-frame":"b"}"#, "1 first-frame field-twice", "Leave one out"),
    (#"["a"]"#, "1:1 - json-form", "prompt"),
    ("[\n{\n", "2:2 - json-form", "jq"),
    ("[\n]\n]", "3:1 - json-form", "one object a line"),
    ("{},", "1:3 - json-form", "one object a line"),
    (#""x""#, "1:1 - json-form", "prompt"),
    (#"{"prompt":"x"} y"#, "1:16 - json-form", "one object a line"),
    (#"{"猫":"#, "1:6 - json-form", "on one line"),
    (#"{"a":"猫"#, "1:6 - json-form", "Close it"),
    ("{", "1:2 - json-form", "on one line"),
  ])
  func `a line that is broken is told with its place and the way out`(
    text: String, told: String, fix: String
  ) throws {
    let file = Self.read(text)
    #expect(Self.told(file) == [told])
    #expect(try #require(file.problems.first).fix.contains(fix), "\(file.problems)")
  }

  @Test func `broken UTF-8 is told with line and column, in both forms`() {
    let json = Array("{}\n{\"prompt\":\"猫".utf8) + [0xFF] + Array("\"}\n{}".utf8)
    #expect(Self.told(Self.read(json, name: "a.jsonl")) == ["2:13 - encoding"])
    #expect(Self.read(json, name: "a.jsonl").lines.count == 2)
    let csv = Array("name,prompt\na,猫".utf8) + [0xE7, 0x8C] + Array("\nb,x".utf8)
    #expect(Self.told(Self.read(csv, name: "a.csv")) == ["2:4 - encoding"])
    for mark: [UInt8] in [[0xFF, 0xFE, 0x7B, 0], [0xFE, 0xFF, 0, 0x7B]] {
      #expect(Self.told(Self.read(mark, name: "-")) == ["1:1 - encoding"])
    }
  }

  @Test func `a line without an end takes no memory, and the next one is read`() {
    let long = Array(repeating: UInt8(ascii: "x"), count: BatchReader.mostLineBytes + 5)
    for (name, head) in [("a.jsonl", ""), ("a.csv", "prompt\n")] {
      let row = name == "a.csv" ? "y" : #"{"prompt":"y"}"#
      let file = Self.read(Array(head.utf8) + long + Array("\n\(row)\n".utf8), name: name)
      let line = head.isEmpty ? 1 : 2
      #expect(
        Self.told(file).map { $0.replacing(/:\d+/, with: "") } == ["\(line) - line-size"])
      #expect(file.lines.map(\.request.prompt) == ["y"])
    }
    let open = Self.read(Array("prompt\n\"".utf8) + long, name: "a.csv")
    #expect(Self.told(open) == ["2:1 - line-size"])
    #expect(open.problems[0].message.contains("quotation mark"))
  }

  @Test func `the form follows the name, else the first character`() {
    #expect(Self.read(" {\"prompt\":\"a\"}", name: "-").lines.map(\.request.prompt) == ["a"])
    #expect(Self.read("prompt\na", name: "-").lines.map(\.request.prompt) == ["a"])
    #expect(Self.read("\u{FEFF}\n{}", name: "x.txt").lines.count == 1)
    #expect(Self.told(Self.read("{}", name: "x.CSV")) == ["1:1 - unknown-field"])
    for text in ["", "\n\n", "\u{FEFF}", "prompt\n"] {
      #expect(Self.read(text, name: "-") == BatchFile())
    }
  }

  @Test(arguments: [
    "\u{FEFF}name,prompt,image\r\na,\"一只猫, \"\"x\"\"\r\ny\",1.png|2.png\r\n\r\n,b,\r\nc\r\n",
    "{\"prompt\":\"猫\"}\r\n\n{\"promt\":1}\n{\"prompt\":\"b\"",
    "prompt\n\"a\" b,c\n\"open\nagain",
  ])
  func `wherever the bytes are cut, the same is read`(text: String) {
    let bytes = Array(text.utf8)
    let whole = Self.read(bytes, name: "-")
    #expect(!whole.lines.isEmpty || !whole.problems.isEmpty)
    for cut in 0...bytes.count {
      var reader = BatchReader(name: "-")
      _ = reader.take(Array(bytes[..<cut]))
      _ = reader.take(Array(bytes[cut...]))
      #expect(reader.finish() == whole, "cut at \(cut)")
    }
  }

  @Test func `no beginning of a file crashes, and random bytes neither`() {
    var random = SeededRandom(seed: 11)
    let alphabet = Array("\"\r\n,;|{}[]: promtname1-猫\\u".utf8)
    for _ in 0..<3000 {
      for name in ["a.jsonl", "a.csv", "-"] {
        _ = Self.read(Self.bytes(60, &random), name: name)
        let file = Self.read(
          Self.bytes(80, &random).map { alphabet[Int($0) % alphabet.count] }, name: name)
        #expect(file.problems.allSatisfy { $0.line >= 1 && $0.column ?? 1 >= 1 })
      }
    }
  }

  private static func bytes(_ most: Int, _ random: inout SeededRandom) -> [UInt8] {
    (0..<Int.random(in: 0...most, using: &random)).map { _ in
      UInt8.random(in: .min ... .max, using: &random)
    }
  }
}
