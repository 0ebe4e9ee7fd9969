/// Makes a short clean text of what ffprobe prints on standard error.
enum ProbeWords {
  /// The first telling line without addresses and names, at most 120 characters; may be empty.
  static func short(_ output: [UInt8], input: String) -> String {
    let text = String(decoding: output.prefix(4096), as: UTF8.self)
    for line in text.split(whereSeparator: \.isNewline) {
      let words = clean(withoutPrefix(line, input: input + ":"))
      if !words.isEmpty { return String(words.prefix(120)) }
    }
    return ""
  }

  /// Cuts `[mov,mp4 @ 0x55…] ` and the name of the input off the front.
  private static func withoutPrefix(_ line: Substring, input: String) -> Substring {
    var rest = line
    if rest.first == "[", let end = rest.firstIndex(of: "]") {
      rest = rest[end...].dropFirst()
    }
    rest = rest.drop { $0 == " " }
    return rest.hasPrefix(input) ? rest.dropFirst(input.count) : rest
  }

  /// Keeps what a terminal can be trusted with: no control characters, nothing that turns the
  /// direction of writing, nothing invisible.
  private static func clean(_ text: Substring) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
        .paragraphSeparator:
        continue
      default: scalars.append(scalar)
      }
    }
    return String(String(scalars).drop { $0 == " " })
  }
}
