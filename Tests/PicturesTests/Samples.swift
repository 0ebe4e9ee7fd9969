import ChildProcesses
import FoundationEssentials
import MediaTools
import TestSupport
import Testing

/// Pixels and files to make pictures of.
enum Samples {
  /// A picture of smooth colours with a disc in it.
  static func gradient(width: Int = 160, height: Int = 96) -> RGBPixels {
    var bytes: [UInt8] = []
    for y in 0..<height {
      for x in 0..<width {
        let (dx, dy) = (x - width / 2, y - height / 2)
        let isInside = dx * dx + dy * dy < height * height / 9
        bytes += [
          isInside ? 250 : UInt8(x * 255 / width), UInt8(y * 255 / height),
          isInside ? 20 : UInt8(255 - x * 255 / width),
        ]
      }
    }
    return pixels(width, height, bytes)
  }

  /// What compresses worst.
  static func noise(width: Int = 160, height: Int = 96, seed: UInt64 = 1) -> RGBPixels {
    var random = SeededRandom(seed: seed)
    let bytes = (0..<3 * width * height).map { _ in UInt8.random(in: 0...255, using: &random) }
    return pixels(width, height, bytes)
  }

  static func plain(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> RGBPixels {
    pixels(16, 16, (0..<256).flatMap { _ in [red, green, blue] })
  }

  private static func pixels(_ width: Int, _ height: Int, _ bytes: [UInt8]) -> RGBPixels {
    guard let made = RGBPixels(width: width, height: height, bytes: bytes) else {
      fatalError("the sample has another number of bytes")
    }
    return made
  }

  /// Lets ffmpeg make a clip of one of its test sources.
  static func clip(
    _ file: String, _ source: String = "testsrc2=s=320x180:r=24:d=3", _ options: [String] = []
  ) throws -> String {
    let result = try ChildProcess.run(
      .init(
        "ffmpeg", ["-nostdin", "-v", "error", "-f", "lavfi", "-i", source] + options + [file],
        timeLimit: .seconds(60)))
    try #require(result.succeeded, "\(String(decoding: result.errorOutput, as: UTF8.self))")
    return file
  }
}
