import FoundationEssentials
import Glibc
import TestSupport
import Testing

@testable import Gettext

@Suite struct `The catalogue's file` {
  private static let file = CatalogueFile(bytes: Array("a catalogue".utf8), code: "zh_CN")

  private static func path(below folder: String) -> String {
    "\(folder)/zh_CN/LC_MESSAGES/rushes.mo"
  }

  private static func status(_ path: String) -> stat {
    var found = stat()
    _ = stat(path, &found)
    return found
  }

  @Test func `is written once, whole, and readable by everybody`() throws {
    let folder = try TemporaryFolder()
    let root = try #require(Self.file.place(below: [folder.file("a/b")]))
    #expect(root.hasPrefix(folder.file("a/b/locale-")))
    let path = Self.path(below: root)
    #expect(FileManager.default.contents(atPath: path) == Data("a catalogue".utf8))
    let before = Self.status(path)
    #expect(before.st_mode & 0o777 == 0o644)
    #expect(Self.file.place(below: [folder.file("a/b")]) == root)
    #expect(Self.status(path).st_ino == before.st_ino)
    let all = try FileManager.default.contentsOfDirectory(atPath: root + "/zh_CN/LC_MESSAGES")
    #expect(all == ["rushes.mo"])
  }

  @Test(arguments: ["", "a catalogu", "a catalogue and more", "b catalogue"])
  func `is written anew when it holds something else`(found: String) throws {
    let folder = try TemporaryFolder()
    let root = try #require(Self.file.place(below: [folder.path]))
    let path = Self.path(below: root)
    try Data(found.utf8).write(to: URL(filePath: path))
    #expect(Self.file.place(below: [folder.path]) == root)
    #expect(FileManager.default.contents(atPath: path) == Data("a catalogue".utf8))
  }

  @Test func `has a folder for every content`() throws {
    let folder = try TemporaryFolder()
    let other = CatalogueFile(bytes: Array("another".utf8), code: "zh_CN")
    #expect(Self.file.place(below: [folder.path]) != other.place(below: [folder.path]))
  }

  @Test func `goes to the next folder when the first cannot be written`() throws {
    let folder = try TemporaryFolder()
    let root = Self.file.place(below: ["/dev/null/no", folder.path])
    #expect(root?.hasPrefix(folder.path) == true)
    #expect(Self.file.place(below: ["/dev/null/no"]) == nil)
    #expect(Self.file.place(below: []) == nil)
  }
}
