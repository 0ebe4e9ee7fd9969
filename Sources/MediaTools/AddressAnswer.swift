internal import Wording

/// Reads what ffprobe prints when an address does not give media.
///
/// Source: the messages of ffmpeg 5.1 to 7.1 (libavformat/http.c, tcp.c, utils.c).
enum AddressAnswer {
  /// The problem that the words stand for.
  static func problem(_ output: [UInt8], input: String) -> AddressProblem {
    let text = String(decoding: output.prefix(8192), as: UTF8.self)
    if let rest = part(of: text, after: "Server returned ") {
      return .refused(status(String(rest.prefix(3))))
    }
    if text.contains("Protocol '") { return .leadsElsewhere }
    if text.contains("Format not on whitelist") {
      return .notMedia(Phrase("a format that no API takes").english)
    }
    for (sign, words) in [
      ("Failed to resolve hostname", Phrase("no such host").english),
      ("Connection refused", Phrase("connection refused").english),
      ("timed out", Phrase("no answer").english),
      ("Network is unreachable", Phrase("no way there").english),
      ("No route to host", Phrase("no way there").english),
      ("reset by peer", Phrase("connection lost").english),
      ("certificate", Phrase("its certificate is not accepted").english),
    ] where text.contains(sign) { return .unreachable(words) }
    if text.contains(": Invalid argument") { return .leadsElsewhere }
    // ffprobe says no more than this of both.
    if text.contains("Input/output error") || text.contains("End of file") {
      return .unreachable(
        Phrase("the connection ended early, or the address leads in a circle").english)
    }
    return .notMedia(String(ProbeWords.short(output, input: input).prefix(80)))
  }

  /// Whether the last answer in ffprobe's trace calls itself a web page.
  static func isPage(_ trace: [UInt8]) -> Bool {
    let text = String(decoding: trace, as: UTF8.self).lowercased()
    let kinds = text.split(whereSeparator: \.isNewline).compactMap {
      part(of: String($0), after: "header='content-type:")
    }
    let kind = kinds.last?.drop { $0 == " " } ?? ""
    return kind.hasPrefix("text/html") || kind.hasPrefix("application/xhtml")
  }

  private static func status(_ text: String) -> String {
    text.first == "4" || text.first == "5" ? text.lowercased() : Phrase("an error").english
  }

  private static func part(of text: String, after mark: String) -> Substring? {
    guard !mark.isEmpty else { return nil }
    var rest = text[...]
    while let start = rest.firstIndex(of: mark[mark.startIndex]) {
      rest = rest[start...]
      if rest.hasPrefix(mark) { return rest.dropFirst(mark.count) }
      rest = rest.dropFirst()
    }
    return nil
  }
}
