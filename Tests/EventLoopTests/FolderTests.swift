import EventLoop
import FoundationEssentials
import Testing

struct FolderTests {
  private func withFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "loop-\(UUID())").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    // A test may have removed it itself.
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
  }

  private func write(_ text: String, to path: String) throws {
    try Data(text.utf8).write(to: URL(filePath: path))
  }

  @Test func `many changes in a folder are one event`() throws {
    try withFolder { folder in
      let loop = try EventLoop<Int>(signals: [])
      let watch = try loop.watchFolder(folder)
      #expect(loop.wait(until: atOnce) == [.deadline])
      for number in 0..<50 { try write("\(number)", to: "\(folder)/file-\(number % 3)") }
      #expect(loop.wait(until: nil) == [.folderChanged(watch)])
      #expect(loop.wait(until: atOnce) == [.deadline])
      try FileManager.default.removeItem(atPath: "\(folder)/file-0")
      #expect(loop.wait(until: nil) == [.folderChanged(watch)])
    }
  }

  @Test func `each of two folders is told apart, and an unwatched one not at all`() throws {
    try withFolder { first in
      try withFolder { second in
        let loop = try EventLoop<Int>(signals: [])
        let one = try loop.watchFolder(first)
        let two = try loop.watchFolder(second)
        try write("x", to: "\(second)/a")
        #expect(loop.wait(until: nil) == [.folderChanged(two)])
        loop.unwatchFolder(two)
        try write("y", to: "\(second)/a")
        try write("y", to: "\(first)/a")
        #expect(loop.wait(until: nil) == [.folderChanged(one)])
        #expect(loop.wait(until: atOnce) == [.deadline])
      }
    }
  }

  @Test func `a folder that is deleted is told once and does not spin`() throws {
    try withFolder { folder in
      let loop = try EventLoop<Int>(signals: [])
      let watch = try loop.watchFolder(folder)
      try FileManager.default.removeItem(atPath: folder)
      #expect(loop.wait(until: nil) == [.folderChanged(watch)])
      #expect(loop.wait(until: atOnce) == [.deadline])
    }
  }

  @Test func `a folder that does not exist is an error that names it`() throws {
    let loop = try EventLoop<Int>(signals: [])
    let error = #expect(throws: EventLoopError.self) {
      try loop.watchFolder("/nowhere/at all")
    }
    #expect(error?.message == "Could not watch /nowhere/at all: No such file or directory.")
  }
}
