internal import CGettext
internal import Glibc
public import Wording

/// The languages of the program, looked up by the C library's gettext.
public enum Gettext {
  /// The language to speak, and a sentence when it is not the one that was wanted.
  ///
  /// For English nothing is opened. For another language its catalogue is put into a file once, and
  /// LANGUAGE is set in the process's environment, so that this must run before there are threads.
  ///
  /// - Parameters:
  ///   - setting: What the configuration names, one of `Language.codes`; nil where it names none.
  ///   - environment: The process's environment.
  ///   - folders: Where the catalogue may be written, the best place first.
  public static func language(
    setting: String?, environment: [String: String], folders: [String]
  ) -> (language: Language, notice: Phrase?) {
    let code = LanguageChoice.code(setting: setting, environment: environment)
    guard code != Language.english.code else { return (.english, nil) }
    let file = CatalogueFile(bytes: PackageResources.zh_CN_mo, code: code)
    guard let folder = file.place(below: folders) else {
      return (
        .english,
        Phrase(
          "The texts in {language} cannot be written to {folder}: English is spoken.",
          ["language": code, "folder": folders.first ?? "?"])
      )
    }
    guard let locale = messagesLocale(environment), open(folder, code, locale) else {
      return (
        .english,
        Phrase(
          "This machine has no locale for {language} and no C.UTF-8: English is spoken.",
          ["language": code])
      )
    }
    return (Language(code: code, catalogue: catalogue(locale)), nil)
  }

  /// A locale other than `C`, in which gettext looks nothing up. Which one does not matter, since
  /// LANGUAGE says what is looked for: so Chinese needs no Chinese locale.
  private static func messagesLocale(_ environment: [String: String]) -> UInt? {
    let named = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }
      .first { !$0.isEmpty && $0 != "C" && $0 != "POSIX" }
    return ([named].compactMap { $0 } + ["zh_CN.UTF-8", "C.UTF-8", "C.utf8", "en_US.UTF-8"]).lazy
      .map { rushes_messages_locale($0) }.first { $0 != 0 }
  }

  /// Tells gettext where the catalogue is; whether it finds it.
  private static func open(_ folder: String, _ code: String, _ locale: UInt) -> Bool {
    let domain = CatalogueFile.domain
    guard setenv("LANGUAGE", code, 1) == 0, bindtextdomain(domain, folder) != nil,
      bind_textdomain_codeset(domain, "UTF-8") != nil
    else { return false }
    // The empty text stands for the catalogue's own head.
    return "".withCString { rushes_look_up(locale, domain, $0).map { $0[0] != 0 } ?? false }
  }

  private static func catalogue(_ locale: UInt) -> Language.Catalogue {
    let domain = CatalogueFile.domain
    return Language.Catalogue(
      text: { text in
        text.withCString { wanted in
          guard let found = rushes_look_up(locale, domain, wanted), found != wanted else {
            return text
          }
          return String(cString: found)
        }
      },
      plural: { one, other, count in
        one.withCString { wantedOne in
          other.withCString { wantedOther in
            let found = rushes_look_up_count(
              locale, domain, wantedOne, wantedOther, count.magnitude)
            return found.map { String(cString: $0) } ?? other
          }
        }
      },
      recorded: { known.phrase(of: $0) })
  }

  /// What is known of English that was stored: asked at every frame, so each answer is kept.
  private static let known = RememberedPhrases(
    KnownPhrases(CatalogueFile.texts(of: PackageResources.zh_CN_mo)))
}
