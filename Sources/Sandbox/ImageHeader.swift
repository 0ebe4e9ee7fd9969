/// What the first bytes of an image say of it.
struct ImageHeader: Sendable {
  /// `png`, `jpeg`, `webp`, `bmp`, `tiff`, `gif` or `heif`.
  var format: String
  var width: Int
  var height: Int

  /// Reads a header; nil when the data is no image of a known format, or is cut off in its header.
  init?(_ bytes: [UInt8]) {
    let data = ByteReader(bytes)
    let found: (String, Int?, Int?)
    if data.starts(0, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]), data.text(12, "IHDR") {
      found = ("png", data.big32(16), data.big32(20))
    } else if data.starts(0, [0xFF, 0xD8, 0xFF]) {
      let size = Self.jpegSize(data)
      found = ("jpeg", size?.width, size?.height)
    } else if data.text(0, "GIF87a") || data.text(0, "GIF89a") {
      found = ("gif", data.little16(6), data.little16(8))
    } else if data.text(0, "BM") {
      // The height is negative when the rows go down.
      found = (
        "bmp", data.little32(18), data.little32(22).map { abs(Int(Int32(truncatingIfNeeded: $0))) }
      )
    } else if data.text(0, "RIFF"), data.text(8, "WEBP") {
      let size = Self.webpSize(data)
      found = ("webp", size?.width, size?.height)
    } else if data.starts(0, [0x49, 0x49, 42, 0]) || data.starts(0, [0x4D, 0x4D, 0, 42]) {
      let size = Self.tiffSize(data)
      found = ("tiff", size?.width, size?.height)
    } else if data.text(4, "ftyp"), Self.isHEIF(data) {
      let size = Self.heifSize(data)
      found = ("heif", size?.width, size?.height)
    } else {
      return nil
    }
    guard let width = found.1, let height = found.2, width > 0, height > 0 else { return nil }
    format = found.0
    self.width = width
    self.height = height
  }

  private typealias Pixels = (width: Int, height: Int)

  /// Walks the segments to the first frame header.
  private static func jpegSize(_ data: ByteReader) -> Pixels? {
    var place = 2
    while let mark = data.byte(place), let kind = data.byte(place + 1) {
      guard mark == 0xFF else { return nil }
      if kind == 0xFF {
        place += 1
        continue
      }
      let isFrame = (0xC0...0xCF).contains(kind) && ![0xC4, 0xC8, 0xCC].contains(kind)
      if isFrame, let height = data.big16(place + 5), let width = data.big16(place + 7) {
        return (width, height)
      }
      guard let length = data.big16(place + 2), length >= 2 else { return nil }
      place += 2 + length
    }
    return nil
  }

  private static func webpSize(_ data: ByteReader) -> Pixels? {
    if data.text(12, "VP8X"), let width = data.little24(24), let height = data.little24(27) {
      return (width + 1, height + 1)
    }
    if data.text(12, "VP8L"), data.byte(20) == 0x2F, let bits = data.little32(21) {
      return ((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    }
    if data.text(12, "VP8 "), data.starts(23, [0x9D, 0x01, 0x2A]),
      let width = data.little16(26), let height = data.little16(28)
    {
      return (width & 0x3FFF, height & 0x3FFF)
    }
    return nil
  }

  /// Looks for the tags ImageWidth (256) and ImageLength (257) in the first directory.
  private static func tiffSize(_ data: ByteReader) -> Pixels? {
    let little = data.byte(0) == 0x49
    func short(_ place: Int) -> Int? { little ? data.little16(place) : data.big16(place) }
    func long(_ place: Int) -> Int? { little ? data.little32(place) : data.big32(place) }
    guard let start = long(4), let count = short(start) else { return nil }
    var width: Int?
    var height: Int?
    for entry in 0..<count {
      let place = start + 2 + 12 * entry
      guard let tag = short(place), let type = short(place + 2) else { return nil }
      let value = type == 3 ? short(place + 8) : long(place + 8)
      if tag == 256 { width = value }
      if tag == 257 { height = value }
    }
    if let width, let height { return (width, height) }
    return nil
  }

  private static func isHEIF(_ data: ByteReader) -> Bool {
    ["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"].contains { data.text(8, $0) }
  }

  /// The largest `ispe` box near the beginning: smaller ones belong to tiles and thumbnails.
  private static func heifSize(_ data: ByteReader) -> Pixels? {
    var best: Pixels?
    for place in 0..<min(data.count, 65_536) where data.text(place, "ispe") {
      guard let width = data.big32(place + 8), let height = data.big32(place + 12) else { continue }
      if width * height > (best.map { $0.width * $0.height } ?? 0) { best = (width, height) }
    }
    return best
  }
}

/// What the first bytes of a sound say of it.
enum SoundHeader {
  /// The length of a RIFF wave file, or nil when it is not one.
  static func waveSeconds(_ bytes: [UInt8]) -> Double? {
    let data = ByteReader(bytes)
    guard data.text(0, "RIFF"), data.text(8, "WAVE") else { return nil }
    var place = 12
    var rate: Int?
    while let length = data.little32(place + 4) {
      if data.text(place, "fmt ") { rate = data.little32(place + 16) }
      if data.text(place, "data"), let rate, rate > 0 {
        // A length that was never filled in means "to the end".
        return Double(min(length, data.count - place - 8)) / Double(rate)
      }
      place += 8 + length + length % 2
    }
    return nil
  }

  /// Whether the data begins as an MP3 does: an ID3 tag, or a frame of layer III.
  static func isMP3(_ bytes: [UInt8]) -> Bool {
    let data = ByteReader(bytes)
    if data.text(0, "ID3") { return true }
    guard data.byte(0) == 0xFF, let second = data.byte(1) else { return false }
    return second & 0xE0 == 0xE0 && second & 0x06 == 0x02
  }
}

/// Numbers out of bytes; nil where the bytes end.
struct ByteReader: Sendable {
  private let bytes: [UInt8]
  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var count: Int { bytes.count }

  func byte(_ place: Int) -> Int? {
    place >= 0 && place < bytes.count ? Int(bytes[place]) : nil
  }

  func starts(_ place: Int, _ mark: [UInt8]) -> Bool {
    place >= 0 && place + mark.count <= bytes.count
      && bytes[place..<place + mark.count].elementsEqual(mark)
  }

  func text(_ place: Int, _ mark: String) -> Bool { starts(place, Array(mark.utf8)) }

  func big16(_ place: Int) -> Int? { number([place, place + 1]) }
  func big32(_ place: Int) -> Int? { number([place, place + 1, place + 2, place + 3]) }
  func little16(_ place: Int) -> Int? { number([place + 1, place]) }
  func little24(_ place: Int) -> Int? { number([place + 2, place + 1, place]) }
  func little32(_ place: Int) -> Int? { number([place + 3, place + 2, place + 1, place]) }

  private func number(_ places: [Int]) -> Int? {
    var result = 0
    for place in places {
      guard let byte = byte(place) else { return nil }
      result = result << 8 | byte
    }
    return result
  }
}
