import TestSupport
import Testing

@testable import TerminalUI

@Suite struct InputDecoderTests {
  private func key(_ code: Key.Code, _ modifiers: Key.Modifiers = []) -> InputEvent {
    .key(Key(code, modifiers))
  }

  private func events(_ text: String, _ decoder: InputDecoder = InputDecoder()) -> [InputEvent] {
    var decoder = decoder
    return decoder.feed(Array(text.utf8)) + decoder.flush()
  }

  @Test(
    arguments: [
      ("\u{1B}[A", .up, []), ("\u{1B}OA", .up, []), ("\u{1B}[B", .down, []),
      ("\u{1B}OB", .down, []),
      ("\u{1B}[C", .right, []), ("\u{1B}[D", .left, []), ("\u{1B}[H", .home, []),
      ("\u{1B}OF", .end, []),
      ("\u{1B}[1~", .home, []), ("\u{1B}[4~", .end, []), ("\u{1B}[7~", .home, []),
      ("\u{1B}[8~", .end, []),
      ("\u{1B}[2~", .insert, []), ("\u{1B}[3~", .delete, []), ("\u{1B}[5~", .pageUp, []),
      ("\u{1B}[6~", .pageDown, []), ("\u{1B}[1;5C", .right, .control), ("\u{1B}[1;2A", .up, .shift),
      ("\u{1B}[1;3D", .left, .alt), ("\u{1B}[1;6H", .home, [.control, .shift]),
      ("\u{1B}[3;5~", .delete, .control), ("\u{1B}[5;2~", .pageUp, .shift),
      ("\u{1B}[Z", .tab, .shift),
      ("\u{1B}[1;5Z", .tab, [.shift, .control]), ("\u{1B}OP", .function(1), []),
      ("\u{1B}[1;2R", .function(3), .shift), ("\u{1B}[15~", .function(5), []),
      ("\u{1B}[24;5~", .function(12), .control), ("\u{1B}[[E", .function(5), []),
      ("\u{1B}[a", .up, .shift), ("\u{1B}Oc", .right, .control), ("\u{1B}[3^", .delete, .control),
      ("\u{1B}[3$", .delete, .shift), ("\u{1B}[7@", .home, [.control, .shift]),
      ("\u{1B}O2P", .function(1), .shift), ("\u{1B}OM", .enter, []),
      ("\u{1B}Oy", .character("9"), []),
      ("\u{1B}Ok", .character("+"), []), ("\u{1B}\u{1B}[A", .up, .alt),
      ("\u{1B}\u{1B}OA", .up, .alt),
      ("\u{1B}[13;2u", .enter, .shift), ("\u{1B}[13;5u", .enter, .control),
      ("\u{1B}[97;5u", .character("a"), .control), ("\u{1B}[97;2u", .character("A"), []),
      ("\u{1B}[97;6u", .character("a"), [.control, .shift]), ("\u{1B}[27u", .escape, []),
      ("\u{1B}[9;5u", .tab, .control), ("\u{1B}[127;3u", .backspace, .alt),
      ("\u{1B}[27;5;13~", .enter, .control), ("\u{1B}[27;2;63~", .character("?"), []),
      ("\u{1B}[233u", .character("é"), []), ("\u{1B}[97;1:1u", .character("a"), []),
      ("\u{1B}[97:65;2u", .character("A"), []), ("\u{1B}[1089::99;5u", .character("c"), .control),
      ("\u{1B}[1089::99;2u", .character("С"), []), ("\u{1B}[246::59;5u", .character(";"), .control),
      ("\u{1B}[99::106;5u", .character("c"), .control), ("\u{1B}[57414u", .enter, []),
      ("\u{1B}[57417;5u", .left, .control), ("\u{1B}[57400u", .character("1"), []),
      ("\u{1B}[57376u", .function(13), []), ("\u{1B}[97;65u", .character("a"), []),
      ("\r", .enter, []), ("\n", .character("j"), .control), ("\t", .tab, []),
      ("\u{7F}", .backspace, []),
      ("\u{8}", .backspace, []), ("\u{1}", .character("a"), .control),
      ("\u{0}", .character(" "), .control),
      ("\u{1A}", .character("z"), .control), ("\u{1F}", .character("_"), .control),
      ("\u{1C}", .character("\\"), .control), ("\u{1B}", .escape, []),
      ("\u{1B}x", .character("x"), .alt),
      ("\u{1B}é", .character("é"), .alt), ("\u{1B}\r", .enter, .alt),
      ("\u{1B}\u{7F}", .backspace, .alt),
      ("\u{1B}\u{1}", .character("a"), [.control, .alt]), ("\u{1B}[", .character("["), .alt),
      ("\u{1B}O", .character("O"), .alt), ("\u{1B}]", .character("]"), .alt),
      ("\u{1B}P", .character("P"), .alt), ("漢", .character("漢"), []), ("A", .character("A"), []),
    ] as [(String, Key.Code, Key.Modifiers)])
  func `a key of a terminal is known`(bytes: String, code: Key.Code, modifiers: Key.Modifiers) {
    #expect(events(bytes) == [key(code, modifiers)])
    #expect(events("x" + bytes) == [key(.character("x")), key(code, modifiers)])
  }

  @Test(arguments: [
    "\u{1B}[>0;276;0c", "\u{1B}[12;40R", "\u{1B}[4;600;800t", "\u{1B}[I", "\u{1B}[O",
    "\u{1B}[<64;10;20m", "\u{1B}[<0;10M", "\u{1B}[<0;0;20M", "\u{1B}[<128;10;20M",
    "\u{1B}[<35;10;20M", "\u{1B}[MC!!", "\u{1B}[6;20t", "\u{1B}[6;0;10t",
    "\u{1B}]11;rgb:1e1e/1e1e\u{1B}\\", "\u{1B}]11;rgb:1e1e/1e1e/x\u{7}", "\u{1B}]11;?\u{7}",
    "\u{1B}]12;rgb:1e/1e/2e\u{7}", "\u{1B}]52;c;QQ==\u{7}", "\u{1B}P>|\u{1B}\\",
    "\u{1B}P1+r544e=787465726D\u{1B}\\", "\u{1B}_Gi=31\u{1B}\\", "\u{1B}[?2026;9$y",
    "\u{1B}[97;1:3u", "\u{1B}[57358u", "\u{1B}[99~", "\u{1B}[1;2;3;4z", "\u{1B}[1 q", "\u{1B}[E",
    "\u{1B}[201~", "\u{1B}Oz", "\u{1B}[[Z", "\u{1B}[12;1$y", "\u{1B}[99999999999999999999~",
    "\u{1B}[1114112u", "\u{1B}[155u", "\u{1B}[1n", "\u{1B}[?1;2n",
  ])
  func `what is no key is swallowed whole`(bytes: String) {
    #expect(events(bytes) == [])
    #expect(events(bytes + "x") == [key(.character("x"))])
  }

  @Test(
    arguments: [
      ("\u{1B}[20\u{3}", [.key(Key(.character("c"), .control))]),
      ("\u{1B}[1\u{1B}[A", [.key(Key(.up))]),
      ("\u{1B}[1é", [.key(Key(.character("é")))]),
      ("\u{1B}]0;title\rx", [.key(Key(.enter)), .key(Key(.character("x")))]),
      ("\u{1B}]11;x\u{1B}[A", [.key(Key(.up))]),
      ("\u{1B}Px", [.key(Key(.character("P"), .alt)), .key(Key(.character("x")))]),
      ("\u{1B}\u{1B}", [.key(Key(.escape)), .key(Key(.escape))]),
      ("\u{1B}\u{1B}\u{1B}", [.key(Key(.escape)), .key(Key(.escape)), .key(Key(.escape))]),
      ("\u{1B}\u{1B}x", [.key(Key(.escape)), .key(Key(.character("x"), .alt))]),
      ("\u{C2}\u{9B}x", [.key(Key(.character("Â"))), .key(Key(.character("x")))]),
    ] as [(String, [InputEvent])])
  func `an interrupted sequence does not spoil what follows`(
    bytes: String, expected: [InputEvent]
  ) {
    #expect(events(bytes) == expected)
  }

  @Test(arguments: [
    ("hello", "hello"), ("a\r\nb\rc\nd", "a\nb\nc\nd"), ("a\tb", "a b"),
    ("\u{1B}[31mred", "[31mred"),
    ("a\u{0}\u{7F}\u{9B}b", "ab"), ("漢字 👨‍👩‍👧", "漢字 👨‍👩‍👧"), ("x\u{1B}[201", "x[201"),
    ("a\u{1B}\u{1B}[20b", "a[20b"), ("x\u{202E}y\u{FEFF}", "xy"),
  ])
  func `a paste is one clean event`(text: String, expected: String) {
    let events = events("\u{1B}[200~" + text + "\u{1B}[201~q")
    #expect(events == [.paste(expected), key(.character("q"))])
  }

  @Test func `a paste waits for its end however long it takes`() {
    var decoder = InputDecoder()
    #expect(decoder.feed(Array("\u{1B}[200~abc".utf8)) == [])
    #expect(!decoder.pending && decoder.isPasting)
    #expect(decoder.flush() == [])
    #expect(decoder.feed(Array("d\u{1B}[201~".utf8)) == [.paste("abcd")])
    #expect(decoder.feed(Array("\u{1B}[200~lost".utf8)) == [])
    #expect(decoder.abandon() == [.paste("lost")])
    #expect(decoder.feed(Array("x".utf8)) == [key(.character("x"))])
    #expect(decoder.feed(Array("\u{1B}[200~\u{1B}[201~".utf8)) == [])
  }

  @Test func `a character cut by a slow line is not broken`() {
    var decoder = InputDecoder()
    let bytes = Array("漢".utf8)
    #expect(decoder.feed(bytes[..<2]) == [])
    #expect(!decoder.pending)
    #expect(decoder.flush() == [])
    #expect(decoder.feed(bytes[2...]) == [key(.character("漢"))])
  }

  @Test func `a sequence cut by a slow line is completed, and a lone ESC is a key`() {
    var decoder = InputDecoder()
    #expect(decoder.feed(Array("\u{1B}[1;".utf8)) == [])
    #expect(decoder.pending)
    #expect(decoder.flush() == [])
    #expect(!decoder.pending)
    #expect(decoder.feed(Array("5C".utf8)) == [key(.right, .control)])
    #expect(decoder.feed([0x1B]) == [])
    #expect(decoder.pending)
    #expect(decoder.flush() == [key(.escape)])
    #expect(!decoder.pending)
    #expect(decoder.flush() == [])
  }

  @Test(arguments: 0..<300)
  func `broken UTF-8 is repaired as the standard library repairs it`(seed: Int) {
    var random = SeededRandom(seed: UInt64(seed))
    let edges: [UInt8] = [
      0x80, 0xBF, 0xC0, 0xC2, 0xE0, 0xED, 0xA0, 0x9F, 0xF0, 0xF4, 0x90, 0xF5, 0x41,
    ]
    let bytes =
      (0..<20).map { _ in edges[Int.random(in: 0..<edges.count, using: &random)] } + [0x41]
    var decoder = InputDecoder()
    let expected = String(decoding: bytes, as: UTF8.self).unicodeScalars
      .filter { !(0x80..<0xA0).contains($0.value) }.map { key(.character(Character($0))) }
    #expect(decoder.feed(bytes) == expected)
  }

  @Test func `a terminal's own strings win, and the longest of them`() {
    let extra: [[UInt8]: Key] = [
      Array("\u{1B}[A".utf8): Key(.function(40)), Array("\u{1B}[Ax".utf8): Key(.function(41)),
      Array("\u{1}@\r".utf8): Key(.function(1)), [0x08]: Key(.delete), [0x61]: Key(.escape),
      [0x1B]: Key(.insert),
    ]
    let decoder = InputDecoder(extraKeys: extra)
    #expect(events("\u{1B}[A", decoder) == [key(.function(40))])
    #expect(events("\u{1B}[Ax", decoder) == [key(.function(41))])
    #expect(events("\u{1B}[Ay", decoder) == [key(.function(40)), key(.character("y"))])
    #expect(events("\u{1}@\r", decoder) == [key(.function(1))])
    #expect(
      events("\u{1}@x", decoder) == [
        key(.character("a"), .control), key(.character("@")), key(.character("x")),
      ])
    #expect(events("\u{8}a\u{1B}", decoder) == [key(.delete), key(.character("a")), key(.escape)])
    #expect(events("\u{1B}[1;5C", decoder) == [key(.right, .control)])
    #expect(events("\u{1B}[200~\u{1B}[A\u{8}\u{1B}[201~", decoder) == [.paste("[A")])
  }

  private static let material = [
    "a", "é", "漢", "👨‍👩‍👧", "\r", "\t", "\u{1B}[A", "\u{1B}OB", "\u{1B}[1;5C", "\u{1B}[13;2u", "\u{1B}",
    "\u{1B}x", "\u{1B}\u{1B}[D", "\u{1B}[200~one\r\ntwo\u{1B}[20\u{1B}[201~",
    "\u{1B}]11;rgb:0/0/0\u{7}",
    "\u{1B}P1$r0m\u{1B}\\", "\u{1B}[<0;1;1M", "\u{1B}[M abc", "\u{1B}[?1;2c", "\u{1B}[[A",
    "\u{1B}[3$", "\u{1B}P>|tmux 3.3a\u{1B}\\", "\u{1B}_Gi=31;OK\u{1B}\\", "\u{1B}[?2026;2$y",
    "\u{1}@\r", "\u{1}@", "\u{7F}", "[", "O", "~", ";",
  ]

  private static func bytes(seed: Int) -> [UInt8] {
    var random = SeededRandom(seed: UInt64(seed))
    var bytes: [UInt8] = []
    for _ in 0..<8 {
      if Int.random(in: 0..<6, using: &random) == 0 {
        bytes.append(UInt8.random(in: 0...255, using: &random))
      } else {
        bytes += Array(material[Int.random(in: 0..<material.count, using: &random)].utf8)
      }
    }
    return bytes
  }

  private static let decoders = [
    InputDecoder(),
    InputDecoder(extraKeys: [
      Array("\u{1}@\r".utf8): Key(.function(1)), Array("\u{1B}[A".utf8): Key(.function(2)),
      Array("\u{1B}[1;5".utf8): Key(.function(3)),
    ]),
  ]

  @Test(arguments: 0..<30)
  func `any cut into reads gives the same events`(seed: Int) {
    let bytes = Self.bytes(seed: seed)
    for fresh in Self.decoders {
      var whole = fresh
      let expected = whole.feed(bytes) + whole.abandon()
      var single = fresh
      var found = bytes.flatMap { single.feed(CollectionOfOne($0)) }
      found += single.abandon()
      #expect(found == expected)
      for first in 0...bytes.count {
        for second in first...bytes.count {
          var decoder = fresh
          let events =
            decoder.feed(bytes[..<first]) + decoder.feed(bytes[first..<second])
            + decoder.feed(bytes[second...]) + decoder.abandon()
          if events != expected { Issue.record("cut at \(first), \(second) of \(bytes)") }
        }
      }
    }
  }

  /// Bytes without any plan, biased to those that begin something.
  @Test(arguments: 0..<200)
  func `no cut matters for any bytes, and what waits is decided`(seed: Int) {
    var random = SeededRandom(seed: UInt64(seed) &+ 1 << 40)
    let signs: [UInt8] =
      Array("[]O_P;?<~MmuRZ0129\u{7}\\".utf8) + [0x1B, 0x1B, 0x9B, 0xC3, 0xF0, 0x80]
    let bytes = (0..<400).map { _ in
      random.next() & 3 == 0
        ? UInt8.random(in: 0...255, using: &random)
        : signs[Int.random(in: 0..<signs.count, using: &random)]
    }
    for fresh in Self.decoders {
      var whole = fresh
      let expected = whole.feed(bytes) + whole.abandon()
      for _ in 0..<20 {
        var decoder = fresh
        var events: [InputEvent] = []
        var rest = bytes[...]
        while !rest.isEmpty {
          let part = rest.prefix(Int.random(in: 1...60, using: &random))
          events += decoder.feed(part)
          rest = rest.dropFirst(part.count)
        }
        #expect(events + decoder.abandon() == expected)
      }
      // Once it has waited long enough nothing waits any more.
      var decoder = fresh
      for byte in bytes {
        _ = decoder.feed(CollectionOfOne(byte))
        if decoder.pending { _ = decoder.flush() }
        #expect(!decoder.pending)
      }
    }
  }

  /// A terminal, or whoever sends in its name, that never ends what it begins.
  @Test(arguments: ["\u{1B}[", "\u{1B}]0;", "\u{1B}P1", "\u{1B}[1;", "\u{1B}_G", "\u{1B}O1"])
  func `a sequence without an end keeps no more than a key needs`(start: String) {
    var decoder = InputDecoder()
    var events = decoder.feed(start.utf8)
    for _ in 0..<300 { events += decoder.feed([UInt8](repeating: 0x31, count: 10_000)) }
    // What is kept is bounded, and so is what comes of it when a real key follows at last.
    events += decoder.feed("\u{1B}[A".utf8) + decoder.abandon()
    #expect(events.last == .key(Key(.up)))
  }

  @Test(arguments: 0..<100)
  func `no bytes give a control character`(seed: Int) {
    var decoder = InputDecoder()
    for event in decoder.feed(Self.bytes(seed: seed)) + decoder.abandon() {
      switch event {
      case .paste(let text):
        #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 })
      case .key(let key):
        guard case .character(let character) = key.code else { continue }
        #expect(character.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F })
      case .answer(.name(let name)):
        #expect(name.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value < 0x7F })
      case .mouse, .answer: break
      }
    }
  }
}
