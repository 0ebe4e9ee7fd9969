import FoundationEssentials
import TestSupport
import Testing
import VideoTasks

@Suite struct JSONTests {
  private static let sample =
    #"{"id":"cgt-1","n":[1,-2,3.5,1e3,true,false,null],"s":"a\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00狐","o":{"deep":{"er":[]}},"big":12345678901234567890}"#

  private func parse(_ text: String) -> JSONValue? { JSONValue(parsing: Array(text.utf8)) }

  @Test func `the parser agrees with the decoder of Foundation`() throws {
    let expected = try JSONDecoder().decode(JSONValue.self, from: Data(Self.sample.utf8))
    #expect(parse(Self.sample) == expected)
  }

  @Test func `what was written is read back`() throws {
    let value = try #require(parse(Self.sample))
    #expect(JSONValue(parsing: value.bytes) == value)
  }

  @Test func `no beginning of a text is a value, and none crashes`() {
    let bytes = Array(Self.sample.utf8)
    for end in 0..<bytes.count {
      #expect(JSONValue(parsing: Array(bytes[..<end])) == nil)
    }
  }

  @Test func `random bytes never crash`() {
    var random = SeededRandom(seed: 7)
    let alphabet = Array(#"{}[]":,\u0123e+-.tfn "#.utf8)
    for _ in 0..<5000 {
      _ = JSONValue(parsing: random.bytes(60))
      let structured = random.bytes(60).map { alphabet[Int($0) % alphabet.count] }
      if let value = JSONValue(parsing: structured) {
        #expect(JSONValue(parsing: value.bytes) == value)
      }
    }
  }

  @Test(
    "texts that are no JSON",
    arguments: [
      "", " ", "{", "[1,]", "{\"a\":}", "{\"a\" 1}", "{a:1}", "nul", "+1", ".5", "-", "1e999",
      "\"\\x\"", "\"\\u12\"", "1 2", "{\"a\":1}}", "<html>",
    ])
  func refused(text: String) { #expect(parse(text) == nil) }

  @Test func `depth is bounded`() {
    #expect(parse(String(repeating: "[", count: 1_000_000)) == nil)
    #expect(parse(String(repeating: "[", count: 60) + String(repeating: "]", count: 60)) != nil)
  }

  @Test func `half a surrogate pair and broken UTF-8 are repaired`() {
    #expect(parse(#""\ud83dx""#) == .string("\u{FFFD}x"))
    #expect(parse(#""\ud83d\u0041""#) == .string("\u{FFFD}A"))
    #expect(JSONValue(parsing: [0x22, 0xFF, 0x22]) == .string("\u{FFFD}"))
    #expect(JSONValue(parsing: [0xEF, 0xBB, 0xBF, 0x31]) == .integer(1))
  }

  @Test func `keys are sorted, slashes stand, and nothing can move a cursor`() {
    let value = JSONValue.object([
      "b": .string("https://a/b"), "a": .string("\u{1B}[2J\u{7F}\u{9B}\"\\\né"),
      "c": .array([.number(5), .number(5.25), .null, .bool(true), .integer(-1)]),
    ])
    #expect(
      String(decoding: value.bytes, as: UTF8.self)
        == #"{"a":"\u001b[2J\u007f\u009b\"\\\né","b":"https://a/b","c":[5,5.25,null,true,-1]}"#)
  }
}
