/// The parts of an `http` or `https` address that the rules look at.
struct WebAddress {
  /// `http` or `https`.
  var scheme: String
  /// The host in lower case, without user and port; never empty.
  var host: String

  /// Takes an address apart; nil when the scheme is another one, the host is missing, the port is
  /// no number, or a blank or control character stands in it.
  init?(_ text: String) {
    guard let separator = text.firstIndex(of: ":") else { return nil }
    let scheme = text[..<separator].lowercased()
    let rest = text[separator...]
    guard scheme == "http" || scheme == "https", rest.hasPrefix("://") else { return nil }
    guard !text.unicodeScalars.contains(where: { $0.properties.isWhitespace }),
      !text.unicodeScalars.contains(where: OutsideText.isInvisible)
    else { return nil }
    var authority = rest.dropFirst(3).prefix { !"/?#\\".contains($0) }
    if let user = authority.lastIndex(of: "@") { authority = authority[user...].dropFirst() }
    var host = authority
    if authority.hasPrefix("[") {
      guard let end = authority.firstIndex(of: "]") else { return nil }
      host = authority[...end]
    } else if let colon = authority.firstIndex(of: ":") {
      host = authority[..<colon]
    }
    let port = authority[host.endIndex...]
    guard port.isEmpty || (port.hasPrefix(":") && UInt16(port.dropFirst()) != nil) else {
      return nil
    }
    guard host.contains(where: { $0.isLetter || $0.isNumber }) else { return nil }
    self.scheme = scheme
    self.host = host.lowercased()
  }
}
