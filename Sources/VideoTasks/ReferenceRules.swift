/// The rules about how media are named: address, asset id, or local file.
enum ReferenceRules {
  static func violations(_ draft: RequestDraft) -> [Violation] {
    draft.media.compactMap { violation($0.reference, RequestField($0.role), $0.role.kind) }
  }

  /// Whether the reference is well-formed and can be sent in this role.
  static func isSendable(_ reference: MediaReference, _ role: MediaRole) -> Bool {
    violation(reference, RequestField(role), role.kind) == nil
  }

  private static func violation(
    _ reference: MediaReference, _ field: RequestField, _ kind: MediaKind
  ) -> Violation? {
    switch reference {
    case .url(let address): WebAddress(address) == nil ? badAddress(address, field) : nil
    case .asset(let id): isAssetID(id) ? nil : badAsset(reference.text, field)
    case .file(let path): file(path, field, kind)
    }
  }

  private static func file(_ path: String, _ field: RequestField, _ kind: MediaKind) -> Violation? {
    let lowered = path.lowercased()
    if lowered.hasPrefix("asset:") { return badAsset(path, field) }
    if lowered.hasPrefix("data:") {
      return Violation(
        field: field, rule: "url-form",
        message: "\(OutsideText.line(path, limit: 24)) is data, not an address or a path.",
        fix: "Save it as a file and give the file's path; it is sent as data by itself.")
    }
    if lowered.contains("://") || lowered.hasPrefix("http:") || lowered.hasPrefix("https:") {
      return badAddress(path, field)
    }
    if path.isEmpty {
      return Violation(
        field: field, rule: "media-empty", message: "\(field.option) names nothing.",
        fix: "Give a path, a URL or asset://ID, or leave it out.")
    }
    guard kind == .video else { return nil }
    return Violation(
      field: field, rule: "video-needs-url",
      message:
        "\(Words.value(path)) is on this machine, and the API takes a video only by address.",
      fix:
        "Put it where the server can fetch it and give that http or https address, or asset://ID.")
  }

  private static func badAddress(_ address: String, _ field: RequestField) -> Violation {
    Violation(
      field: field, rule: "url-form",
      message: "\(Words.value(address)) is no address that the server could fetch.",
      fix: "Give one that begins with http:// or https://, names a host and holds no blanks.")
  }

  private static func badAsset(_ text: String, _ field: RequestField) -> Violation {
    Violation(
      field: field, rule: "asset-form",
      message: "\(Words.value(text)) is no asset.",
      fix: "Write asset:// and the id, as in asset://asset-20260330142158-q75m8.")
  }

  private static func isAssetID(_ id: String) -> Bool {
    !id.isEmpty && id.utf8.count <= 200
      && id.unicodeScalars.allSatisfy { scalar in
        scalar.isASCII
          && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            || "-_.".unicodeScalars.contains(scalar))
      }
  }
}
