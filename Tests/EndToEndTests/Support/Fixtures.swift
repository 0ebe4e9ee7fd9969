import FoundationEssentials
import Glibc

/// Media files that are written byte by byte: small ones that never change, so that their text in a
/// request's body is known beforehand, and huge ones that take no room.
enum Fixtures {
  struct Failure: Error {
    var code: Int32
  }

  /// A white picture of 320 by 320 pixels.
  static func writeFox(_ path: String) throws {
    let text =
      "iVBORw0KGgoAAAANSUhEUgAAAUAAAAFAAQAAAADl65gHAAAAQUlEQVR42u3KMQ0AAAwDoPo33VrYuwRu0qOI"
      + "oiiKoiiKoiiKoiiKoiiKoiiKoiiKoiiKoiiKoiiKoiiKoiiK4r84v0fQ4PHl284AAAAASUVORK5CYII="
    guard let bytes = Data(base64Encoded: text) else { throw Failure(code: EINVAL) }
    try bytes.write(to: URL(filePath: path))
  }

  /// The form of a sound.
  struct Wave {
    var seconds: Int
    var rate = 8000
    var channels = 1
    var bytesPerSample = 1
    var length: Int { seconds * rate * channels * bytesPerSample }
  }

  /// Two seconds of silence.
  static let rain = Wave(seconds: 2, rate: 100)

  /// Writes a sound: silence where it has one byte a sample.
  static func writeWave(_ path: String, _ wave: Wave) throws {
    let frame = wave.channels * wave.bytesPerSample
    var bytes = Array("RIFF".utf8) + number(36 + wave.length, 4) + Array("WAVEfmt ".utf8)
    bytes += number(16, 4) + number(1, 2) + number(wave.channels, 2) + number(wave.rate, 4)
    bytes += number(wave.rate * frame, 4) + number(frame, 2) + number(wave.bytesPerSample * 8, 2)
    bytes += Array("data".utf8) + number(wave.length, 4)
    if wave.length < 1 << 20 { bytes += Array(repeating: 0x80, count: wave.length) }
    try write(path, bytes, length: 44 + wave.length)
  }

  /// Writes a black picture, of 24 bits a pixel; `width` is a multiple of four.
  static func writeBitmap(_ path: String, width: Int, height: Int) throws {
    let length = width * height * 3
    var bytes = Array("BM".utf8) + number(54 + length, 4) + number(0, 4) + number(54, 4)
    bytes += number(40, 4) + number(width, 4) + number(height, 4) + number(1, 2) + number(24, 2)
    bytes += number(0, 4) + number(length, 4) + number(0, 16)
    try write(path, bytes, length: 54 + length)
  }

  /// Makes a file longer by a part that players of mp4 skip.
  static func lengthen(_ path: String, by length: Int) throws {
    var bytes = Array(FileManager.default.contents(atPath: path) ?? Data())
    let old = bytes.count
    bytes += number(length, 4).reversed() + Array("free".utf8)
    try write(path, bytes, length: old + length)
  }

  /// Little-endian.
  private static func number(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { $0 < 8 ? UInt8(truncatingIfNeeded: value >> ($0 * 8)) : 0 }
  }

  /// What is not written is zero, and takes no room on the disk.
  private static func write(_ path: String, _ bytes: [UInt8], length: Int) throws {
    try Data(bytes).write(to: URL(filePath: path))
    guard truncate(path, off_t(length)) == 0 else { throw Failure(code: errno) }
  }
}
