import ChildProcesses
import FoundationEssentials
import TestSupport
import Testing

@testable import Sandbox

@Suite struct FullDiskTests {
  /// The index of a clip is written last of all: a disk may be full for it alone.
  @Test(.enabled(if: SmallDisk.isPossible), arguments: (5...24).map { $0 * 8 })
  func `a clip that finds no room is never handed out in part`(kilobytes: Int) throws {
    let folder = try TemporaryFolder("clips")
    let disk = try SmallDisk(folder.file("small"), size: "\(kilobytes)k")
    let renderer = ClipRenderer(folder: disk.folder)
    defer { renderer.stop() }
    let recipe = ClipRecipe(
      name: "clip", width: 320, height: 180, seconds: 4, audio: true, watermark: false,
      prompt: "no room", seed: 7, references: [])
    let video = disk.folder + "/" + recipe.video

    let hadRoom = renderer.renderNow(recipe)
    #expect(FileManager.default.fileExists(atPath: video) == hadRoom)
    if !hadRoom {
      guard case .missing = renderer.state(of: recipe) else {
        Issue.record(
          "A full disk is taken for a clip that cannot be: \(renderer.state(of: recipe))")
        return
      }
      try disk.grow(to: "10m")
      #expect(renderer.renderNow(recipe))
    }
    let probe = ["-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", video]
    let told = try ChildProcess.run(.init("ffprobe", probe, timeLimit: .seconds(60)))
    #expect(String(decoding: told.output, as: UTF8.self).hasPrefix("4."), "\(told)")
  }
}
