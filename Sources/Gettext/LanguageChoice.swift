/// Which language a person wants: by his setting, else by his environment.
enum LanguageChoice {
  /// The code of the language.
  ///
  /// - Parameters:
  ///   - setting: What the configuration names, one of `Language.codes`; nil where it names none.
  ///   - environment: The process's environment.
  ///
  /// Source: the GNU gettext manual, "Locale Environment Variables": LC_ALL wins over LC_MESSAGES and
  /// LANG, and where that is not `C`, LANGUAGE may name several languages, the best first. English
  /// needs no catalogue here, so that `LANGUAGE=en:zh_CN` is English.
  static func code(setting: String?, environment: [String: String]) -> String {
    if let setting { return setting }
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }
      .first { !$0.isEmpty }
    guard let locale, locale != "C", locale != "POSIX" else { return "en" }
    let wanted = environment["LANGUAGE"].flatMap { $0.isEmpty ? nil : $0 } ?? locale
    for name in wanted.split(separator: ":") {
      let language = name.prefix { $0 != "." && $0 != "@" }
      if language == "C" || language == "POSIX" || language == "en" || language.hasPrefix("en_") {
        return "en"
      }
      // One Chinese is spoken here: who asks for no country's takes it.
      if language == "zh_CN" || language == "zh" { return "zh_CN" }
    }
    return "en"
  }
}
