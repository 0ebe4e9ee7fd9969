internal import VideoTasks

/// A link that carries its own end.
enum SignedLink {
  /// How long a link lives when it does not say. Source: the vendor's create page.
  static let usualLife: Duration = .seconds(86_400)

  /// When the link runs out: `X-Tos-Date` plus `X-Tos-Expires`; without the date, `made` plus
  /// `X-Tos-Expires` or 24 hours; nil when there is neither.
  static func expiry(of link: String, made: Timestamp?) -> Timestamp? {
    let query = queryItems(of: link)
    // A thousand years cannot overflow what they are added to.
    let life = query["x-tos-expires"].flatMap(Int64.init)
      .flatMap { (0...31_536_000_000).contains($0) ? Duration.seconds($0) : nil }
    let signed = query["x-tos-date"].flatMap(TimeForms.basic)
    if let signed, let life { return signed + life }
    return (signed ?? made).map { $0 + (life ?? usualLife) }
  }

  private static func queryItems(of link: String) -> [String: String] {
    guard let mark = link.firstIndex(of: "?") else { return [:] }
    var items: [String: String] = [:]
    for item in link[mark...].dropFirst().prefix(while: { $0 != "#" }).split(separator: "&") {
      guard let equals = item.firstIndex(of: "=") else { continue }
      items[item[..<equals].lowercased()] = String(item[equals...].dropFirst())
    }
    return items
  }
}
