internal import CLinux
internal import Wording

/// How text becomes bytes on this terminal.
struct CharacterLocale {
  let isUnicode: Bool
  /// A sentence for the user when his locale could not be used as it is.
  let notice: String?

  /// Sets the process's LC_CTYPE: the locale that the environment names if it is UTF-8, else
  /// C.UTF-8, else what was named, which leaves ASCII.
  static func set(from environment: [String: String]) -> CharacterLocale {
    let named = ["LC_ALL", "LC_CTYPE", "LANG"].lazy
      .compactMap { environment[$0] }.first { !$0.isEmpty }
    if let named, rushes_locale_set(named) == 1 {
      return CharacterLocale(isUnicode: true, notice: nil)
    }
    let given = named.map(CharacterLocale.printable) ?? "unset"
    for common in ["C.UTF-8", "C.utf8", "en_US.UTF-8"] where rushes_locale_set(common) == 1 {
      // A UTF-8 locale that is not installed here, as after ssh: nothing looks different.
      let meant = given.uppercased()
      let isSilent = meant.hasSuffix("UTF-8") || meant.hasSuffix("UTF8")
      return CharacterLocale(
        isUnicode: true,
        notice: isSilent
          ? nil
          : Phrase(
            "The locale ({locale}) is not UTF-8, so {used} is used; set LANG=C.UTF-8 to choose it "
              + "yourself.", ["locale": given, "used": common]
          ).english)
    }
    if let named { _ = rushes_locale_set(named) }
    return CharacterLocale(
      isUnicode: false,
      notice: Phrase(
        "This machine has no UTF-8 locale, so only ASCII can be shown; install the locale C.UTF-8."
      ).english)
  }

  /// The value comes from outside: only what locale names are made of is shown.
  private static func printable(_ name: String) -> String {
    String(
      String.UnicodeScalarView(
        name.unicodeScalars.prefix(40).filter { (33..<127).contains($0.value) }))
  }
}
