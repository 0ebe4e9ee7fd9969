/// One part of a path.
enum PathSegment {
  /// The text with every byte escaped that is not a letter, a digit, `-`, `_`, `.` or `~`, so that
  /// an id cannot leave its place in the path.
  static func escaped(_ text: String) -> String {
    // Two segments have a meaning of their own and hold nothing that would be escaped.
    if text == "." || text == ".." { return String(repeating: "%2E", count: text.utf8.count) }
    var path = ""
    for byte in text.utf8 {
      let scalar = Unicode.Scalar(byte)
      if scalar.isASCII && (Character(scalar).isLetter || Character(scalar).isNumber)
        || "-_.~".utf8.contains(byte)
      {
        path.unicodeScalars.append(scalar)
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        path += "%" + (digits.utf8.count < 2 ? "0" : "") + digits
      }
    }
    return path
  }
}
