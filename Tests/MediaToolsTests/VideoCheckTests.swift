import Glibc
import MediaTools
import Testing

/// A box with `count` bytes of content.
private func box(_ type: String, _ count: Int) -> [UInt8] {
  number(UInt32(count + 8)) + Array(type.utf8) + [UInt8](repeating: 0, count: count)
}

private func number(_ value: UInt32) -> [UInt8] {
  [UInt8(value >> 24), UInt8(value >> 16 & 255), UInt8(value >> 8 & 255), UInt8(value & 255)]
}

private func problem(_ bytes: [UInt8]) -> VideoCheck.Problem? {
  VideoCheck.problem(length: Int64(bytes.count)) { offset, count in
    Array(bytes.dropFirst(Int(offset)).prefix(count))
  }
}

private let whole = box("ftyp", 16) + box("moov", 40) + box("free", 0) + box("mdat", 100)

@Suite struct `Whether a clip is whole` {
  @Test func `a whole one is, with the index before or after the pictures`() {
    #expect(problem(whole) == nil)
    #expect(problem(box("ftyp", 16) + box("mdat", 100) + box("moov", 40)) == nil)
    #expect(problem(box("ftyp", 16) + box("moov", 40) + box("moof", 8) + box("mdat", 9)) == nil)
  }

  @Test func `a last box may reach to the end, and a box may have a long size`() {
    let start = box("ftyp", 16) + box("moov", 40)
    #expect(problem(start + number(0) + Array("mdat".utf8) + [1, 2, 3]) == nil)
    let long = number(1) + Array("mdat".utf8) + number(0) + number(19) + [1, 2, 3]
    #expect(problem(start + long) == nil)
  }

  @Test(arguments: 0..<whole.count)
  func `cut anywhere it is not`(_ length: Int) {
    #expect(problem(Array(whole.prefix(length))) != nil)
  }

  @Test func `what is missing is named`() {
    #expect(problem([]) == .notVideo)
    #expect(problem(Array("<html>not a video</html>".utf8)) == .notVideo)
    #expect(problem(box("ftyp", 16) + box("mdat", 10)) == .noIndex)
    #expect(problem(box("ftyp", 16) + box("moov", 10)) == .noData)
    #expect(problem(Array(whole.dropLast())) == .cut)
    #expect(problem(whole + [0, 0, 0]) == .cut)
  }

  @Test(arguments: [2, 7, 0x7fff_ffff, 0xffff_ffff] as [UInt32])
  func `a size that cannot be is a cut`(_ size: UInt32) {
    #expect(problem(box("ftyp", 16) + number(size) + Array("moovmore".utf8)) == .cut)
  }

  @Test(arguments: [0, 15, .max, .max >> 1] as [UInt64])
  func `a long size that cannot be is a cut`(_ size: UInt64) {
    let parts = number(UInt32(size >> 32)) + number(UInt32(truncatingIfNeeded: size))
    let long = number(1) + Array("mdat".utf8) + parts
    #expect(problem(box("ftyp", 16) + box("moov", 4) + long + [1, 2, 3]) == .cut)
  }

  @Test func `a huge file of tiny boxes is given up after a bounded number of reads`() {
    var reads = 0
    let found = VideoCheck.problem(length: .max) { offset, _ in
      reads += 1
      return offset == 0 ? box("ftyp", 8) : box("free", 0)
    }
    #expect(found == .cut)
    #expect(reads <= 100_000)
  }

  @Test func `a reader that fails is an unreadable file`() {
    #expect(VideoCheck.problem(length: 100) { _, _ in nil } == .unreadable(EIO))
    #expect(VideoCheck.problem(path: "/no/such/file") == .unreadable(ENOENT))
    #expect(VideoCheck.problem(path: "/") != nil)
    #expect(!VideoCheck.isWhole(path: "/dev/zero"))
  }

  @Test func `random damage never crashes, and a damaged type does not pass`() {
    var state: UInt64 = 20_261_120
    func random() -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state >> 33)
    }
    for round in 0..<2000 {
      var bytes = whole
      for _ in 0..<4 { bytes[random() % bytes.count] = UInt8(random() & 255) }
      let isWhole = problem(bytes) == nil
      // What passes has all three boxes, whatever else was damaged.
      let names = ["ftyp", "moov", "mdat"].map { Array($0.utf8) }
      let hasNames = names.allSatisfy { name in
        bytes.indices.contains { bytes[$0...].starts(with: name) }
      }
      #expect(!isWhole || hasNames, "round \(round)")
    }
  }
}
