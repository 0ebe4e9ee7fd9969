/// The rules about how media are named: address, asset id, or local file.
enum ReferenceRules {
  static func violations(_ draft: RequestDraft, _ model: ModelSpec) -> [Violation] {
    draft.media.compactMap { violation($0.reference, $0.role, model) }
  }

  /// Whether the reference is well-formed and can be sent in this role.
  static func isSendable(
    _ reference: MediaReference, _ role: MediaRole, _ model: ModelSpec
  ) -> Bool {
    violation(reference, role, model) == nil
  }

  private static func violation(
    _ reference: MediaReference, _ role: MediaRole, _ model: ModelSpec
  ) -> Violation? {
    let field = RequestField(role)
    switch reference {
    case .url(let address): return WebAddress(address) == nil ? badAddress(address, field) : nil
    case .asset(let id):
      guard isAssetID(id) else { return badAsset(reference.text, field) }
      return model.media.takesAssets ? nil : assetNotTaken(reference.text, field, model)
    case .file(let path): return malformed(path, field) ?? file(path, role, model)
    }
  }

  /// What is neither address nor asset counts as a path, also where something else was meant.
  fileprivate static func malformed(_ path: String, _ field: RequestField) -> Violation? {
    let lowered = path.lowercased()
    if lowered.hasPrefix("asset:") { return badAsset(path, field) }
    if lowered.hasPrefix("data:") {
      return Violation(
        field: field, rule: .urlForm,
        message: "\(OutsideText.line(path, limit: 24)) is data, not an address or a path.",
        fix: "Save it as a file and give the file's path; it is sent as data by itself.")
    }
    if lowered.contains("://") || lowered.hasPrefix("http:") || lowered.hasPrefix("https:") {
      return badAddress(path, field)
    }
    guard path.isEmpty else { return nil }
    return Violation(
      field: field, rule: .mediaEmpty, message: "\(field.option) names nothing.",
      fix: "Give a path, a URL or asset://ID, or leave it out.")
  }

  private static func file(
    _ path: String, _ role: MediaRole, _ model: ModelSpec
  ) -> Violation? {
    let limits = model.media
    guard !limits.takesFiles.contains(role.kind) else { return nil }
    let name = Words.value(path)
    // Some pages speak of an asset's id where others want asset:// before it.
    if limits.takesAssets, path.hasPrefix("asset-"), isAssetID(path) {
      return Violation(
        field: RequestField(role), rule: .assetForm,
        message: "\(name) is taken for a file of this machine, as it stands.",
        fix: "For the asset of this id write \(Words.value("asset://" + path)).")
    }
    let place = "Put it where the server can fetch it and give that http or https address"
    guard limits.takesFiles.isEmpty else {
      return Violation(
        field: RequestField(role), rule: .videoNeedsURL,
        message: "\(name) is on this machine, and the API takes a video only by address.",
        fix: limits.takesAssets ? "\(place), or asset://ID." : "\(place).")
    }
    let faces =
      limits.takesAssets && model.api.hasAssets
      ? "; where it shows a face, add that address to the library first: "
        + "rushes asset add URL --kind \(role.kind.rawValue)." : "."
    return Violation(
      field: RequestField(role), rule: .fileNeedsURL,
      message: "\(name) is on this machine, and the API takes media only by address.",
      fix: place + faces)
  }

  private static func assetNotTaken(
    _ text: String, _ field: RequestField, _ model: ModelSpec
  ) -> Violation {
    Violation(
      field: field, rule: .assetNotTaken,
      message:
        "\(Words.value(text)) is in the asset library, and \(model.title) takes media only by "
        + "address.",
      fix: "Give the http or https address that it was added from.")
  }

  private static func badAddress(_ address: String, _ field: RequestField) -> Violation {
    Violation(
      field: field, rule: .urlForm,
      message: "\(Words.value(address)) is no address that the server could fetch.",
      fix: "Give one that begins with http:// or https://, names a host and holds no blanks.")
  }

  private static func badAsset(_ text: String, _ field: RequestField) -> Violation {
    Violation(
      field: field, rule: .assetForm,
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

extension MediaReference {
  /// Whether it counts as a path only because it is neither a good address nor an asset: no file is
  /// meant, and it must stay as it was written until a rule refuses it.
  public var isMalformed: Bool {
    if case .file(let path) = self {
      ReferenceRules.malformed(path, .image) != nil
    } else {
      false
    }
  }
}
