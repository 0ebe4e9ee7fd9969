/// The first bytes of media, as the formats' specifications have them.
enum Bytes {
  static func image(_ format: SampleFile.Format, _ width: Int, _ height: Int) -> [UInt8] {
    switch format {
    case .png:
      [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + big(13, 4) + text("IHDR") + big(width, 4)
        + big(height, 4) + [8, 2, 0, 0, 0]
    case .jpeg:
      // A comment stands before the frame header.
      [0xFF, 0xD8, 0xFF, 0xFE, 0, 4, 1, 2, 0xFF, 0xC0, 0, 17, 8] + big(height, 2) + big(width, 2)
        + [3]
    case .gif: text("GIF89a") + little(width, 2) + little(height, 2) + [0, 0, 0]
    case .bmp: bmp(width, height)
    case .bmpDown: bmp(width, -height)
    case .webp:
      webp("VP8 ", [0, 0, 0, 0x9D, 0x01, 0x2A] + little(width, 2) + little(height, 2))
    case .webpLossless: webp("VP8L", [0x2F] + little(width - 1 | (height - 1) << 14, 4))
    case .webpExtended:
      webp("VP8X", [0, 0, 0, 0] + little(width - 1, 3) + little(height - 1, 3))
    case .tiff: [0x49, 0x49, 42, 0] + directory(width, height, little)
    case .tiffBig: [0x4D, 0x4D, 0, 42] + directory(width, height, big)
    case .heic, .heix, .heim, .heis, .hevc, .mif1, .msf1: box("\(format)", width, height)
    }
  }

  /// A file of the MPEG-4 family of one brand, with the size of a picture in it.
  static func box(_ brand: String, _ width: Int, _ height: Int) -> [UInt8] {
    big(16, 4) + text("ftyp" + brand) + big(0, 4) + big(20, 4) + text("ispe") + big(0, 4)
      + big(width, 4) + big(height, 4)
  }

  /// A hundred bytes a second: nobody listens.
  static func wave(hundredths: Int) -> [UInt8] {
    text("RIFF") + little(36 + hundredths, 4) + text("WAVEfmt ") + little(16, 4)
      + little(1, 2) + little(1, 2) + little(100, 4) + little(100, 4) + little(1, 2)
      + little(8, 2) + text("data") + little(hundredths, 4)
      + [UInt8](repeating: 128, count: hundredths)
  }

  private static func bmp(_ width: Int, _ height: Int) -> [UInt8] {
    text("BM") + little(0, 8) + little(54, 4) + little(40, 4) + little(width, 4)
      + little(height, 4) + little(1, 2) + little(24, 2)
  }

  private static func webp(_ chunk: String, _ data: [UInt8]) -> [UInt8] {
    text("RIFF") + little(12 + data.count, 4) + text("WEBP" + chunk) + little(data.count, 4) + data
  }

  private static func directory(
    _ width: Int, _ height: Int, _ number: (Int, Int) -> [UInt8]
  ) -> [UInt8] {
    func entry(_ tag: Int, _ value: Int) -> [UInt8] {
      number(tag, 2) + number(4, 2) + number(1, 4) + number(value, 4)
    }
    return number(8, 4) + number(2, 2) + entry(256, width) + entry(257, height) + number(0, 4)
  }

  private static func text(_ text: String) -> [UInt8] { Array(text.utf8) }

  private static func little(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * min($0, 7))) }
  }

  private static func big(_ value: Int, _ count: Int) -> [UInt8] { little(value, count).reversed() }
}
