internal import Wording

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
        message: Phrase(
          "{text} is data, not an address or a path.", ["text": OutsideText.line(path, limit: 24)]),
        fix: Phrase("Save it as a file and give the file's path; it is sent as data by itself."))
    }
    if lowered.contains("://") || lowered.hasPrefix("http:") || lowered.hasPrefix("https:") {
      return badAddress(path, field)
    }
    guard path.isEmpty else { return nil }
    return Violation(
      field: field, rule: .mediaEmpty,
      message: Phrase("{option} names nothing.", ["option": field.option]),
      fix: Phrase("Give a path, a URL or asset://ID, or leave it out."))
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
        message: Phrase(
          "{text} is taken for a file of this machine, as it stands.", ["text": name]),
        fix: Phrase(
          "For the asset of this id write {text}.", ["text": Words.value("asset://" + path)]))
    }
    guard limits.takesFiles.isEmpty else {
      return Violation(
        field: RequestField(role), rule: .videoNeedsURL,
        message: Phrase(
          "{file} is on this machine, and the API takes a video only by address.", ["file": name]),
        fix: limits.takesAssets
          ? Phrase(
            "Put it where the server can fetch it and give that http or https address, or "
              + "asset://ID.") : elsewhere)
    }
    return Violation(
      field: RequestField(role), rule: .fileNeedsURL,
      message: Phrase(
        "{file} is on this machine, and the API takes media only by address.", ["file": name]),
      fix: limits.takesAssets && model.api.hasAssets
        ? Phrase(
          "Put it where the server can fetch it and give that http or https address; where it "
            + "shows a face, add that address to the library first: rushes asset add URL --kind "
            + "{kind}.", ["kind": role.kind.rawValue]) : elsewhere)
  }

  private static var elsewhere: Phrase {
    Phrase("Put it where the server can fetch it and give that http or https address.")
  }

  private static func assetNotTaken(
    _ text: String, _ field: RequestField, _ model: ModelSpec
  ) -> Violation {
    Violation(
      field: field, rule: .assetNotTaken,
      message: Phrase(
        "{asset} is in the asset library, and {model} takes media only by address.",
        ["asset": Words.value(text), "model": model.title]),
      fix: Phrase("Give the http or https address that it was added from."))
  }

  private static func badAddress(_ address: String, _ field: RequestField) -> Violation {
    Violation(
      field: field, rule: .urlForm,
      message: Phrase(
        "{text} is no address that the server could fetch.", ["text": Words.value(address)]),
      fix: Phrase(
        "Give one that begins with http:// or https://, names a host and holds no blanks."))
  }

  private static func badAsset(_ text: String, _ field: RequestField) -> Violation {
    Violation(
      field: field, rule: .assetForm,
      message: Phrase("{text} is no asset.", ["text": Words.value(text)]),
      fix: Phrase("Write asset:// and the id, as in asset://asset-20260330142158-q75m8."))
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
