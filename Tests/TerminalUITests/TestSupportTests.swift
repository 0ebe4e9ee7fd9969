import FoundationEssentials
import TestSupport
import Testing

@Suite struct TestSupportTests {
  @Test func `a golden file is compared, left beside on a difference, and recorded`() throws {
    let folder = try TemporaryFolder("golden")
    let path = folder.file("sub/x.txt")
    func check(_ text: String, recording: Bool = false) -> String? {
      Golden.check(text, named: "sub/x", in: folder.path, recording: recording)
    }
    #expect(check("one\n")?.contains("There is no golden file") == true)
    #expect(FileManager.default.fileExists(atPath: path + ".new"))
    #expect(check("one\n", recording: true) == nil)
    #expect(!FileManager.default.fileExists(atPath: path + ".new"))
    #expect(check("one\n") == nil)
    #expect(check("two\n")?.contains("Line 1: expected “one”, found “two”.") == true)
    #expect(FileManager.default.contents(atPath: path + ".new") == Data("two\n".utf8))
    #expect(check("one\n") == nil)
    #expect(!FileManager.default.fileExists(atPath: path + ".new"))
  }

  @Test func `a temporary folder goes away`() throws {
    var folder: TemporaryFolder? = try TemporaryFolder()
    let path = try #require(folder?.path)
    #expect(FileManager.default.createFile(atPath: path + "/x", contents: nil))
    folder = nil
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test func `random numbers are those of SplitMix64`() {
    var random = SeededRandom(seed: 1_234_567)
    #expect(random.next() == 6_457_827_717_110_365_317)
    #expect(random.next() == 3_203_168_211_198_807_973)
  }
}
