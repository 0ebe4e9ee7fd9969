import FoundationEssentials
import TaskStore
import TestSupport
import Testing
import VideoTasks

@testable import Engine

/// The machine's own disk: nothing that is there is ever written over.
struct LocalVideoFilesTests {
  private let folder: TemporaryFolder
  private let files = LocalVideoFiles()

  init() throws { folder = try TemporaryFolder("videos") }

  private func write(_ text: String, _ name: String) throws -> String {
    try Data(text.utf8).write(to: URL(filePath: folder.file(name)))
    return folder.file(name)
  }

  private func text(_ path: String) -> String? {
    fileBytes(path).map { String(decoding: $0, as: UTF8.self) }
  }

  @Test func `a file gets its name, and its partial name is given up apart from that`() throws {
    let partial = try write("bytes", "a.1.mp4.part")
    let path = try files.publish(partial, name: "a", ending: ".mp4")
    #expect(path == folder.file("a.mp4"))
    #expect(text(path) == "bytes")
    files.remove(partial)
    #expect(text(path) == "bytes")
    #expect(files.size(of: partial) == nil)
  }

  @Test func `a file that has its name already gets the same one again`() throws {
    _ = try write("other", "a.mp4")
    let partial = try write("bytes", "a.1.mp4.part")
    let first = try files.publish(partial, name: "a", ending: ".mp4")
    let second = try files.publish(partial, name: "a", ending: ".mp4")
    #expect(first == folder.file("a-2.mp4"))
    #expect(second == first)
  }

  @Test func `names that are taken, also by links and folders, are left alone`() throws {
    _ = try write("other", "a.mp4")
    try FileManager.default.createSymbolicLink(
      atPath: folder.file("a-2.mp4"), withDestinationPath: "/nowhere")
    try FileManager.default.createDirectory(
      atPath: folder.file("a-3.mp4"), withIntermediateDirectories: false)
    let partial = try write("bytes", "a.1.mp4.part")
    #expect(try files.publish(partial, name: "a", ending: ".mp4") == folder.file("a-4.mp4"))
    #expect(text(folder.file("a.mp4")) == "other")
  }

  @Test func `a partial file that is gone is an error, and makes nothing`() throws {
    #expect(throws: DiskError.self) {
      try files.publish(folder.file("gone.mp4.part"), name: "a", ending: ".mp4")
    }
    #expect(files.size(of: folder.file("a.mp4")) == nil)
  }

  @Test func `folders are made with those above them`() throws {
    let path = folder.file("one/two/three")
    try files.makeFolder(path)
    try files.makeFolder(path)
    #expect(files.freeBytes(in: path) != nil)
  }

  @Test func `a partial file is gone on with where it was begun, and only by its own kind`() throws
  {
    let begun = try write("x", "old.7.mp4.part")
    let videos = VideoFolder(folder: "/videos", files: files, nameOf: { _ in "name" })
    let record = Sample.record(.succeeded)
    func partial(_ begun: String?, isFrame: Bool, _ owner: String = "0123456789ab") -> String {
      videos.partialFile(
        record, begun, isFrame: isFrame, owner: OwnerID(rawValue: owner), number: 9)
    }
    #expect(partial(begun, isFrame: false) == begun)
    #expect(partial(begun, isFrame: true) == "/videos/name.1-01234567-9.png.part")
    #expect(partial(nil, isFrame: false) == "/videos/name.1-01234567-9.mp4.part")
    #expect(partial("/gone/x.mp4.part", isFrame: false) == "/videos/name.1-01234567-9.mp4.part")
    #expect(partial(nil, isFrame: false, "fedcba98") == "/videos/name.1-fedcba98-9.mp4.part")
  }
}
