internal import FoundationEssentials
public import VideoTasks

/// What the dashboard remembers for its user. Each name is a row of its own, so that programs that
/// write at once lose nothing of each other's.
extension TaskStore {
  /// The largest text that is kept under a name, in bytes.
  public static let mostNamedBytes = 256 << 10
  /// The longest name, in bytes.
  public static let mostNameBytes = 200

  // MARK: Names

  /// All texts of a kind, by name.
  public func named(_ kind: NamedText.Kind) throws(StoreError) -> [NamedText] {
    try remembered(kind.rawValue).map { NamedText(name: $0.name, text: $0.value) }
  }

  /// Keeps a text under its name, in place of the one that had it.
  ///
  /// - Returns: false when the name is empty, or name or text are too long; then nothing is kept.
  @discardableResult
  public func save(_ named: NamedText, as kind: NamedText.Kind) throws(StoreError) -> Bool {
    try remember(kind.rawValue, named.name, named.text)
  }

  /// Forgets a name.
  public func forget(_ name: String, of kind: NamedText.Kind) throws(StoreError) {
    try setSetting(Self.key(kind.rawValue, name), nil)
  }

  /// All templates, by name; what this version cannot read is left out and stays where it is.
  public func templates() throws(StoreError) -> [RequestTemplate] {
    try remembered("template").compactMap { name, value in
      // A newer version may have written it; it is not this one's to judge.
      (try? JSONDecoder().decode(StoredTemplate.self, from: Data(value.utf8)))
        .map { RequestTemplate(name: name, request: $0.request, seeds: $0.seeds, count: $0.count) }
    }
  }

  /// Keeps a request under its name, in place of the one that had it.
  ///
  /// - Returns: false when the name is empty, or name or request are too long.
  @discardableResult
  public func save(_ template: RequestTemplate) throws(StoreError) -> Bool {
    // Only a number that is not finite cannot be written, and a draft has none.
    let stored = StoredTemplate(
      request: template.request, seeds: template.seeds, count: template.count)
    guard let data = try? JSONEncoder().encode(stored) else { return false }
    return try remember("template", template.name, String(decoding: data, as: UTF8.self))
  }

  /// Forgets a template.
  public func forgetTemplate(_ name: String) throws(StoreError) {
    try setSetting(Self.key("template", name), nil)
  }

  // MARK: Parts

  /// What is kept belongs to a version of its form: a later form gets a number of its own.
  private static func key(_ kind: String, _ name: String) -> String {
    "dashboard.1/\(kind)/\(name)"
  }

  private func remember(
    _ kind: String, _ name: String, _ value: String
  ) throws(StoreError) -> Bool {
    guard !name.isEmpty, name.utf8.count <= Self.mostNameBytes,
      value.utf8.count <= Self.mostNamedBytes
    else { return false }
    try setSetting(Self.key(kind, name), value)
    return true
  }

  private func remembered(_ kind: String) throws(StoreError) -> [(name: String, value: String)] {
    let start = Self.key(kind, "")
    // "0" is the character after "/".
    let end = start.dropLast() + "0"
    return try database.all(
      "SELECT key, value FROM settings WHERE key >= ? AND key < ? ORDER BY key",
      [.text(start), .text(String(end))]
    ) { row in
      (name: String(row.text().dropFirst(start.count)), value: row.text())
    }
  }
}

/// A template in JSON: the members of its request, as older versions read them, and two more.
private struct StoredTemplate: Codable {
  var request: RequestDraft
  var seeds: String?
  var count: Int?

  private enum CodingKeys: String, CodingKey { case seeds, count }

  init(request: RequestDraft, seeds: String?, count: Int?) {
    (self.request, self.seeds, self.count) = (request, seeds, count)
  }

  init(from decoder: any Decoder) throws {
    request = try RequestDraft(from: decoder)
    let members = try decoder.container(keyedBy: CodingKeys.self)
    seeds = try members.decodeIfPresent(String.self, forKey: .seeds)
    count = try members.decodeIfPresent(Int.self, forKey: .count)
  }

  func encode(to encoder: any Encoder) throws {
    try request.encode(to: encoder)
    var members = encoder.container(keyedBy: CodingKeys.self)
    try members.encodeIfPresent(seeds, forKey: .seeds)
    try members.encodeIfPresent(count, forKey: .count)
  }
}
