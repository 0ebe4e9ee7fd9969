import FoundationEssentials
import TerminalUI
import TestSupport
import Testing

@testable import Pictures

@Suite struct PictureFolderTests {
  private let temporary: TemporaryFolder
  private var path: String { temporary.file("cache/pictures") }
  init() throws { temporary = try TemporaryFolder("pictures") }

  private func pictures(_ seed: UInt64, bytes: Int = 1000) -> StoredPictures {
    var random = SeededRandom(seed: seed)
    func color() -> RGB? {
      Bool.random(using: &random) ? nil : RGB(UInt32.random(in: 0...0xFF_FFFF, using: &random))
    }
    let cells = (0..<12).map { _ in
      PictureCell(
        ["▀", "a", " ", "\u{1FB00}"].randomElement(using: &random) ?? " ", foreground: color(),
        background: color())
    }
    let data = (0..<bytes).map { _ in UInt8.random(in: 0...255, using: &random) }
    let size = Size(columns: 4, rows: 3)
    let bodies: [PictureContent.Body] = [.cells(cells), .png(data), .sixel(data)]
    return StoredPictures(
      tiles: bodies.enumerated().map { index, body in
        .init(
          seconds: Double(index) / 3, place: Point(column: index, row: 7),
          content: PictureContent(size: size, body: body, bytes: 99))
      }, rate: 6, length: seed.isMultiple(of: 2) ? nil : 5.04)
  }

  private func files() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path).map { "\(path)/\($0)" }
  }

  @Test(arguments: 0..<20)
  func `what is kept is found again, by another process too`(seed: UInt64) {
    let kept = pictures(seed)
    #expect(StoredPictures(decoding: kept.encoded()[...]) == kept)
    PictureFolder(path: path).keep(kept, "key \(seed)")
    #expect(PictureFolder(path: path).read("key \(seed)") == kept)
    #expect(PictureFolder(path: path).read("key") == nil)
  }

  @Test func `only this user may read it, and nothing else lies about`() throws {
    PictureFolder(path: path).keep(pictures(1), "key")
    let found = try files()
    #expect(found.count == 1)
    for (file, mode) in [(path, 0o700), (try #require(found.first), 0o600)] {
      let attributes = try FileManager.default.attributesOfItem(atPath: file)
      #expect((attributes[.posixPermissions] as? Int) == mode)
    }
  }

  @Test(arguments: 0..<150)
  func `a broken entry is none, and makes way for a new one`(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let folder = PictureFolder(path: path)
    folder.keep(pictures(1), "key")
    let file = try #require(try files().first)
    var bytes = Array(try Data(contentsOf: URL(filePath: file)))
    switch seed % 3 {
    case 0: bytes.removeLast(Int.random(in: 1...bytes.count, using: &random))
    case 1:
      let place = Int.random(in: 0..<bytes.count, using: &random)
      bytes[place] ^= 1 << UInt8.random(in: 0...7, using: &random)
    default: bytes += [UInt8.random(in: 0...255, using: &random)]
    }
    try Data(bytes).write(to: URL(filePath: file))
    #expect(folder.read("key") == nil)
    #expect(try files().isEmpty)
    folder.keep(pictures(2), "key")
    #expect(folder.read("key") == pictures(2))
  }

  @Test(arguments: 0..<300)
  func `whatever the bytes say, reading them ends`(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    var bytes = pictures(seed, bytes: 40).encoded()
    for _ in 0..<Int.random(in: 1...6, using: &random) {
      bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(
        in: 0...255, using: &random)
    }
    // Damage that gives another picture is found by the checksum of the file.
    _ = StoredPictures(decoding: bytes[...])
    _ = StoredPictures(decoding: bytes.dropFirst(Int.random(in: 0...bytes.count, using: &random)))
  }

  @Test func `an entry of another key is not taken for its own`() throws {
    let folder = PictureFolder(path: path)
    folder.keep(pictures(1), "one")
    try FileManager.default.moveItem(
      atPath: "\(path)/\(PictureFolder.name("one"))",
      toPath: "\(path)/\(PictureFolder.name("two"))")
    #expect(folder.read("two") == nil)
  }

  @Test func `the folder stays within its bytes, and the oldest go`() throws {
    let folder = PictureFolder(path: path, limit: 40_000)
    for number in 0..<60 {
      folder.keep(pictures(UInt64(number)), "key \(number)")
      let total = try files().reduce(0) { sum, file in
        sum + (try Data(contentsOf: URL(filePath: file)).count)
      }
      #expect(total <= 40_000)
      // Files of one second are of one age to the folder: let each be a minute older.
      let age = Date(timeIntervalSince1970: Double(1_700_000_000 + 60 * number))
      try FileManager.default.setAttributes(
        [.modificationDate: age], ofItemAtPath: "\(path)/\(PictureFolder.name("key \(number)"))")
    }
    #expect(folder.read("key 0") == nil)
    #expect(folder.read("key 59") != nil)
  }

  @Test func `what is too large for the folder is not kept`() throws {
    PictureFolder(path: path, limit: 4000).keep(pictures(1), "key")
    #expect(PictureFolder(path: path).read("key") == nil)
  }

  @Test func `several at once do not disturb each other`() async {
    let path = path
    await withTaskGroup(of: Void.self) { group in
      for writer in 0..<4 {
        group.addTask {
          let folder = PictureFolder(path: path, limit: 60_000)
          for round in 0..<40 {
            let number = UInt64((round + writer) % 10)
            folder.keep(self.pictures(number), "key \(number)")
            let found = folder.read("key \(number)")
            #expect(found == nil || found == self.pictures(number))
          }
        }
      }
    }
  }

  @Test func `a folder that cannot be had costs nothing but the pictures`() throws {
    try Data().write(to: URL(filePath: temporary.file("file")))
    for place in [temporary.file("file/pictures"), "/proc/rushes/pictures", ""] {
      let folder = PictureFolder(path: place)
      folder.keep(pictures(1), "key")
      #expect(folder.read("key") == nil)
    }
  }

  @Test func `memory stays within its bytes, and the longest unused go`() {
    var memory = PictureMemory(limit: 100_000)
    func answer(_ number: Int) -> PictureAnswer {
      let cells = Array(repeating: PictureCell("▀"), count: 1000)
      let picture = TerminalPicture(
        size: Size(columns: 100, rows: 10), cells: cells, bytes: number)
      return PictureAnswer(
        tiles: [.init(seconds: 0, place: Point(column: 0, row: 0), picture: picture)], rate: 0)
    }
    for number in 0..<50 {
      memory.keep(answer(number), "\(number)")
      #expect(memory.answer("0") != nil)
      #expect(memory.bytes <= 100_000)
    }
    #expect(memory.answer("49") == answer(49))
    #expect(memory.answer("1") == nil)
    for _ in 0..<100 { memory.keep(answer(3), "3") }
    #expect(memory.bytes <= 100_000)
  }
}
