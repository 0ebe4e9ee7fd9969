internal import Wording

/// What may be uploaded to the vendor's asset library.
public enum AssetRules {
  /// The rule that the address of an upload breaks; nil when it breaks none.
  ///
  /// The library fetches media itself, by its address: nothing is sent from this machine. The
  /// violation's field is `url`, the command's word that is no option.
  public static func violation(url: String) -> Violation? {
    switch MediaReference(url) {
    case .url(let address):
      guard WebAddress(address) == nil else { return nil }
      return broken(
        .urlForm,
        Phrase("{text} is no address that the server could fetch.", ["text": Words.value(url)]),
        Phrase("Give one that begins with http:// or https://, names a host and holds no blanks."))
    case .asset:
      return broken(
        .urlForm, Phrase("{text} is in the library already.", ["text": Words.value(url)]),
        Phrase("Use it as it is in a request, or give the address of something else."))
    case .file(let path) where path.contains("://"):
      return broken(
        .urlForm,
        Phrase("{text} is no address that the server could fetch.", ["text": Words.value(url)]),
        Phrase("Give one that begins with http:// or https://."))
    case .file:
      return broken(
        .fileNeedsURL,
        Phrase(
          "{file} is on this machine, and the library fetches media itself.",
          ["file": Words.value(url)]),
        Phrase("Put it where the server can fetch it, and give that http or https address."))
    }
  }

  private static func broken(_ rule: RuleName, _ message: Phrase, _ fix: Phrase) -> Violation {
    var violation = Violation(field: .image, rule: rule, message: message, fix: fix)
    violation.field = "url"
    return violation
  }
}
