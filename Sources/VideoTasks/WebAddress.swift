/// The parts of an `http` or `https` address that the rules look at.
struct WebAddress {
  /// `http` or `https`.
  var scheme: String
  /// The host in lower case, without user and port; never empty.
  var host: String

  /// Takes an address apart; nil when the scheme is another one, the host is missing or holds what
  /// no host does, the port is no number, or a blank or control character stands in it.
  init?(_ text: String) {
    guard let separator = text.firstIndex(of: ":") else { return nil }
    let scheme = text[..<separator].lowercased()
    let rest = text[separator...]
    guard scheme == "http" || scheme == "https", rest.hasPrefix("://") else { return nil }
    guard !text.unicodeScalars.contains(where: { $0.properties.isWhitespace }),
      !text.unicodeScalars.contains(where: OutsideText.isInvisible)
    else { return nil }
    var authority = rest.dropFirst(3).prefix { !"/?#".contains($0) }
    if let user = authority.lastIndex(of: "@") { authority = authority[user...].dropFirst() }
    var host = authority
    if authority.hasPrefix("[") {
      guard let end = authority.firstIndex(of: "]") else { return nil }
      host = authority[...end]
    } else if let colon = authority.firstIndex(of: ":") {
      host = authority[..<colon]
    }
    let port = authority[host.endIndex...]
    guard Self.isPort(port), Self.isHost(host) else { return nil }
    self.scheme = scheme
    self.host = host.lowercased()
  }

  /// Nothing, or a colon with a number behind it; the number may be missing (RFC 3986, 3.2.3).
  private static func isPort(_ port: Substring) -> Bool {
    guard port.hasPrefix(":") else { return port.isEmpty }
    let digits = port.dropFirst()
    return digits.isEmpty
      || digits.utf8.allSatisfy { (0x30...0x39).contains($0) } && UInt16(digits) != nil
  }

  /// Letters and digits of any script, and few signs; inside brackets an IPv6 address.
  private static func isHost(_ host: Substring) -> Bool {
    let signs = host.hasPrefix("[") ? "[]:.%" : "-._~"
    return host.contains { $0.isLetter || $0.isNumber }
      && host.unicodeScalars.allSatisfy { scalar in
        !scalar.isASCII || signs.unicodeScalars.contains(scalar)
          || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
      }
  }
}
