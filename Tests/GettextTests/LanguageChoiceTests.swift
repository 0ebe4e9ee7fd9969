import Testing
import Wording

@testable import Gettext

@Suite struct `The language of the screen` {
  @Test(
    arguments: [
      ([:], "en"), (["LANG": "C"], "en"), (["LANG": "C.UTF-8"], "en"),
      (["LANG": "en_GB.UTF-8"], "en"), (["LANG": "de_DE.UTF-8"], "en"),
      (["LANG": "zh_CN.UTF-8"], "zh_CN"), (["LANG": "zh_CN"], "zh_CN"),
      (["LANG": "zh_CN.GB18030"], "zh_CN"), (["LANG": "zh_CN.utf8@pinyin"], "zh_CN"),
      (["LANG": "zh"], "zh_CN"), (["LANG": "zh_TW.UTF-8"], "en"),
      // The weightier variable wins, and an empty one counts as none.
      (["LC_ALL": "en_US.UTF-8", "LANG": "zh_CN.UTF-8"], "en"),
      (["LC_MESSAGES": "zh_CN.UTF-8", "LANG": "en_US.UTF-8"], "zh_CN"),
      (["LC_ALL": "", "LC_MESSAGES": "", "LANG": "zh_CN.UTF-8"], "zh_CN"),
      (["LC_CTYPE": "zh_CN.UTF-8", "LANG": "en_US.UTF-8"], "en"),
      // LANGUAGE names several, but not for a locale that is C.
      (["LC_ALL": "C.UTF-8", "LANGUAGE": "zh_CN"], "zh_CN"),
      (["LANG": "C.UTF-8", "LANGUAGE": "de:zh_CN:en"], "zh_CN"),
      (["LANG": "zh_CN.UTF-8", "LANGUAGE": "en:zh_CN"], "en"),
      (["LANG": "zh_CN.UTF-8", "LANGUAGE": "de"], "en"),
      (["LANG": "zh_CN.UTF-8", "LANGUAGE": ""], "zh_CN"),
      (["LANGUAGE": "zh_CN"], "en"), (["LANG": "POSIX", "LANGUAGE": "zh_CN"], "en"),
      (["LC_ALL": "C", "LANG": "zh_CN.UTF-8", "LANGUAGE": "zh_CN"], "en"),
    ] as [([String: String], String)])
  func `follows the locale as gettext does`(environment: [String: String], code: String) {
    #expect(LanguageChoice.code(setting: nil, environment: environment) == code)
  }

  @Test func `is what the setting says, whatever the locale`() {
    let chinese = ["LC_ALL": "zh_CN.UTF-8"]
    #expect(LanguageChoice.code(setting: "en", environment: chinese) == "en")
    #expect(LanguageChoice.code(setting: "zh_CN", environment: ["LC_ALL": "C"]) == "zh_CN")
  }

  @Test func `is English where nothing can be written, and says so`() {
    let (language, notice) = Gettext.language(
      setting: "zh_CN", environment: [:], folders: ["/dev/null/cache"])
    #expect(language == .english)
    #expect(notice?.english.contains("/dev/null/cache") == true)
  }
}
