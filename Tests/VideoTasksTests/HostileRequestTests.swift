import FoundationEssentials
import TestSupport
import Testing

@testable import VideoTasks

/// What `--request` reads: any bytes give a request or none, and any request an answer of the rules.
@Suite struct `A request from a file` {
  private static let samples = [
    #"{"prompt":"a cat 一只猫","model":"doubao-seedance-2-0-260128","ratio":"16:9","seed":7}"#,
    #"{"prompt":"","resolution":"720p","duration":5,"audio":true,"expires_after":3600}"#,
    #"{"prompt":"x","first_frame":"/a.png","last_frame":"https://h.example/b.png"}"#,
    #"{"prompt":"x","image":["asset://1","/b.png"],"video":["https://h.example/c.mp4"]}"#,
    #"{"prompt":"x","voice":["https://h.example/d.mp3"],"watermark":false}"#,
    #"{"return_last_frame":true,"duration":-1,"seed":-1,"prompt":null}"#,
  ]

  /// Values that sums and products do not expect.
  private static let values: [JSONValue] = [
    .null, .bool(true), .integer(.max), .integer(.min), .integer(0), .integer(-1), .number(1e300),
    .number(-0.5), .string(""), .string("\u{1B}[2J\u{202E}"), .string("https://"),
    .string("asset://"), .string("/"), .string(String(repeating: "漢 word ", count: 300)),
    .string("e" + String(repeating: "\u{301}", count: 2000)), .array([]), .object([:]),
    .array(Array(repeating: .string("https://h.example/a.png"), count: 300)),
    .array([.string("x"), .string("x")]), .string("9223372036854775807:1"), .string("0:0"),
  ]

  private static let names = [
    "prompt", "model", "ratio", "resolution", "duration", "audio", "seed", "watermark",
    "return_last_frame", "expires_after", "first_frame", "last_frame", "image", "video", "voice",
  ]

  /// Reads as the command line does, and asks everything that is asked of a request.
  private func use(_ bytes: [UInt8]) {
    guard let value = JSONValue(parsing: bytes), case .object = value else { return }
    // That it cannot be read is an answer.
    guard let draft = try? JSONDecoder().decode(RequestDraft.self, from: Data(value.bytes)) else {
      return
    }
    for profile in Profile.builtIn {
      let checked = Rules.check(draft, profile: profile, facts: [:])
      if case .failure(let violations) = checked {
        #expect(!violations.list.isEmpty)
        for violation in violations.list { #expect(!violation.message.isEmpty) }
      }
      guard case .success(let model) = Choice.model(for: draft, in: profile) else { continue }
      let cost = Estimate.cost(
        draft: draft, model: model, price: profile.price(of: model.id), inputVideoSeconds: nil)
      #expect((cost.tokens ?? 0) >= 0)
      _ = Hints.of(draft, model: model, facts: [:])
    }
    let again = JSONValue(parsing: draft.json.bytes)
    #expect(again?["prompt"]?.string == draft.prompt)
  }

  @Test(arguments: 0..<16)
  func `gives an answer whatever stands in it`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for round in 0..<12 {
      let sample = Self.samples[round % Self.samples.count]
      guard case .object(var members)? = JSONValue(parsing: Array(sample.utf8)) else { continue }
      for _ in 0...Int.random(in: 0..<3, using: &random) {
        let name = Self.names[Int.random(in: 0..<Self.names.count, using: &random)]
        members[name] = Self.values[Int.random(in: 0..<Self.values.count, using: &random)]
      }
      var bytes = JSONValue.object(members).bytes
      use(bytes)
      for _ in 0..<4 {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        if random.isHeads { bytes[place] = UInt8.random(in: 0...255, using: &random) }
        if random.isHeads { bytes.removeSubrange(place..<min(bytes.count, place + 5)) }
        if bytes.isEmpty { bytes = [0x7B] }
        use(bytes)
      }
      use(random.bytes(200))
    }
  }
}

/// Times as servers and files write them.
@Suite struct `Times from outside` {
  @Test(arguments: 0..<200)
  func `are read or refused, never more`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for _ in 0..<20 {
      var bytes = Array("2026-11-20T14:03:05.123+08:00".utf8)
      for _ in 0...Int.random(in: 0..<4, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        bytes[place] = Array("0123456789-+:.TZ \u{0}x".utf8).randomElement(using: &random) ?? 0
      }
      let text = String(decoding: bytes, as: UTF8.self)
      guard let moment = Timestamp(rfc3339: text) else { continue }
      #expect(Timestamp(rfc3339: moment.rfc3339) == moment, "\(text)")
    }
    _ = Timestamp(rfc3339: String(decoding: random.bytes(80), as: UTF8.self))
  }
}

/// What is kept of other people's words is bounded, whatever they hide.
@Suite struct `Words from outside` {
  @Test(arguments: [
    "word ", "\u{200B}", "e\u{301}", "\u{301}", " ", "\u{1B}[66;66H", "Bearer ", "sk-aaaaaaaaaaaa ",
    "https://h.example/?a=1 ", "漢", "\u{E0041}", "👨‍👩‍👧",
  ])
  func `ten megabytes of them are one short line at once`(piece: String) {
    let text = String(repeating: piece, count: 10_000_000 / piece.utf8.count)
    let clock = ContinuousClock()
    let start = clock.now
    let line = OutsideText.line(text)
    // A walk over all of it takes seconds here; this looks at a few thousand scalars.
    #expect(clock.now - start < .seconds(2))
    #expect(line.unicodeScalars.count <= 400)
  }
}
