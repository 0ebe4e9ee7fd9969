import Engine
import Glibc

/// A disk in memory, with links, a measure of free room, and refusals on demand.
final class FakeDisk: VideoFiles {
  /// What a file holds; two names may share it.
  final class Contents {
    var bytes: [UInt8]
    init(_ bytes: [UInt8]) { self.bytes = bytes }
  }

  var files: [String: Contents] = [:]
  var room: Int64?
  /// Thrown by the next namings, first one first.
  var namingErrors: [DiskError] = []
  /// What others do while the next naming stands still, after the file was found whole.
  var whileNaming: (() throws -> Void)?
  /// How many namings succeeded.
  private(set) var namings = 0

  func bytes(_ path: String) -> [UInt8]? { files[path]?.bytes }

  func put(_ bytes: [UInt8], at path: String) { files[path] = Contents(bytes) }

  /// Writes as a transfer does: cuts the file to `offset` and goes on from there, in place.
  func write(_ bytes: some Sequence<UInt8>, to path: String, at offset: Int64) {
    let contents = files[path] ?? Contents([])
    files[path] = contents
    contents.bytes = Array(contents.bytes.prefix(Int(offset))) + Array(bytes)
  }

  func size(of path: String) -> Int64? { files[path].map { Int64($0.bytes.count) } }

  func freeBytes(in folder: String) -> Int64? { room }

  func makeFolder(_ path: String) throws(DiskError) {}

  func isWhole(_ path: String) -> Bool {
    path.hasSuffix(".mp4.part") ? bytes(path).map(Clip.isWhole) ?? false : size(of: path) ?? 0 > 0
  }

  func publish(_ partial: String, name: String, ending: String) throws(DiskError) -> String {
    if let others = whileNaming {
      whileNaming = nil
      do { try others() } catch { throw DiskError(code: EIO, operation: "\(error)") }
    }
    if let error = namingErrors.first {
      namingErrors.removeFirst()
      throw error
    }
    guard let contents = files[partial] else {
      throw DiskError(code: ENOENT, operation: "naming")
    }
    let folder = partial[..<(partial.lastIndex(of: "/") ?? partial.startIndex)]
    var number = 1
    while true {
      let path = folder + "/" + (number == 1 ? name : "\(name)-\(number)") + ending
      if let other = files[String(path)], other !== contents {
        number += 1
        continue
      }
      files[String(path)] = contents
      namings += 1
      return String(path)
    }
  }

  func hasName(_ partial: String) -> Bool {
    files.values.count { $0 === files[partial] } > 1
  }

  func remove(_ path: String) { files[path] = nil }

  /// The names that are not partial, in order.
  var names: [String] { files.keys.filter { !$0.hasSuffix(".part") }.sorted() }
}

/// The bytes of made-up videos: they begin with `V`, and 0xFF is their last byte and no other.
enum Clip {
  static func bytes(_ id: String, version: Int = 1, count: Int = 100) -> [UInt8] {
    var state = id.utf8.reduce(UInt64(version) &* 7919) { ($0 &* 31) &+ UInt64($1) }
    let middle = (0..<count - 2).map { _ -> UInt8 in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(truncatingIfNeeded: state >> 33) % 250
    }
    return [UInt8(ascii: "V")] + middle + [0xFF]
  }

  /// The picture of a clip's end, which is no other clip's.
  static func lastFrame(of clip: [UInt8]) -> [UInt8] { [0x89] + Array("PNG".utf8) + clip }

  static func isWhole(_ bytes: [UInt8]) -> Bool {
    bytes.first == UInt8(ascii: "V") && bytes.firstIndex(of: 0xFF) == bytes.count - 1
  }
}
