internal import Glibc

/// Pictures in an MPEG-4 container, which are known by their brand.
///
/// Source: ISO/IEC 14496-12 §4.3 (the file type box), ISO/IEC 23008-12 annex B (the brands).
enum StillBrand {
  /// `heic`, `heif` or `avif`, or nil for the brand of a clip.
  static func format(_ brand: String) -> String? {
    switch brand {
    case "heic", "heix", "heim", "heis", "hevc", "hevx": "heic"
    case "mif1", "msf1": "heif"
    case "avif", "avis": "avif"
    default: nil
    }
  }

  /// The same from a file's first twelve bytes: size, `ftyp`, brand.
  static func format(header: [UInt8]) -> String? {
    guard header.count >= 12, header[4..<8].elementsEqual("ftyp".utf8) else { return nil }
    return format(String(decoding: header[8..<12], as: UTF8.self))
  }

  static func format(ofFileAt path: String) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var header = [UInt8](repeating: 0, count: 12)
    let count = read(descriptor, &header, header.count)
    return count == header.count ? format(header: header) : nil
  }
}
