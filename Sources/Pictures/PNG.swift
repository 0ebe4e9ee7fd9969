internal import MediaTools

/// Writes PNG files of 24-bit pixels.
///
/// Source: https://www.w3.org/TR/png-3 (§5 chunks, §9 filters, §11.2 the chunks in use).
enum PNG {
  /// The file; nil without zlib.
  static func file(of pixels: RGBPixels) -> [UInt8]? {
    guard let data = Chafa.compressed(filtered(pixels)) else { return nil }
    var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    // Eight bits a part, true colours, the only compression and filtering, not interlaced.
    let header = bytes(UInt32(pixels.width)) + bytes(UInt32(pixels.height)) + [8, 2, 0, 0, 0]
    append("IHDR", header, to: &file)
    append("IDAT", data, to: &file)
    append("IEND", [], to: &file)
    return file
  }

  private static func append(_ type: String, _ data: [UInt8], to file: inout [UInt8]) {
    let body = Array(type.utf8) + data
    file += bytes(UInt32(data.count)) + body + bytes(Chafa.checksum(body))
  }

  private static func bytes(_ number: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
  }

  /// Each row as its difference from the row above or from its left, whichever is smaller: both
  /// compress far better than the pixels themselves.
  private static func filtered(_ pixels: RGBPixels) -> [UInt8] {
    let length = pixels.width * 3
    var result: [UInt8] = []
    result.reserveCapacity((length + 1) * pixels.height)
    for row in 0..<pixels.height {
      let start = row * length
      var left = [UInt8](repeating: 0, count: length)
      var above = left
      var (leftSum, aboveSum) = (0, 0)
      for offset in 0..<length {
        let value = pixels.bytes[start + offset]
        left[offset] = value &- (offset >= 3 ? pixels.bytes[start + offset - 3] : 0)
        above[offset] = value &- (row > 0 ? pixels.bytes[start + offset - length] : 0)
        leftSum += Int(Int8(bitPattern: left[offset]).magnitude)
        aboveSum += Int(Int8(bitPattern: above[offset]).magnitude)
      }
      result.append(leftSum <= aboveSum ? 1 : 2)
      result += leftSum <= aboveSum ? left : above
    }
    return result
  }
}
