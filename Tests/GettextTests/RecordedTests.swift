import TestSupport
import Testing
import Wording

@testable import Gettext

/// What is stored in English is found again in the catalogue.
@Suite struct `English that was stored` {
  private static let texts = MessageFile.chinese.texts
  private static let known = KnownPhrases(texts.keys)
  private static let chinese = Language(
    code: "zh_CN",
    catalogue: .init(
      text: { texts[$0]?.first ?? $0 }, plural: { texts[$0]?.first ?? ($2 == 1 ? $0 : $1) },
      recorded: { known.phrase(of: $0) }))

  @Test func `is the same sentence in Chinese, whatever stands in its places`() {
    var count = 0
    for (text, translations) in Self.texts where text.hasSuffix(".") && text.count >= 40 {
      let names = Set(text.matches(of: /\{([^{}]*)\}/).map { String($0.1) })
      // Values like those that occur: names, paths, numbers.
      let values = Dictionary(
        uniqueKeysWithValues: names.sorted().enumerated().map { ($1, "v\($0)/x-7.png") })
      let fill = { (template: String) in
        names.reduce(template) { $0.replacing("{\($1)}", with: values[$1] ?? "") }
      }
      count += 1
      #expect(
        Self.chinese.say(.recorded(fill(text))) == translations.first.map(fill), "\(text)")
    }
    #expect(count > 100)
  }

  @Test(arguments: [
    (
      "Nothing was billed. The check refuses the prompt: change it. "
        + "Sending the same again will not help.",
      "未计费。提示词未通过审核：请修改。原样重新发送没有用。"
    ),
    (
      "apiyi asks to wait: The server said something of its own.",
      "apiyi 要求等待：The server said something of its own."
    ),
    (
      "The server took too long: Operation timed out after 30000 milliseconds.",
      "服务端响应超时：Operation timed out after 30000 milliseconds。"
    ),
    ("queued too long, says the vendor", "queued too long, says the vendor"),
    ("HTTP 500: an error without words (Busy)", "HTTP 500: 没有说明的错误（Busy）"),
    (
      "apiyi asks to wait: HTTP 429: an error without words",
      "apiyi 要求等待：HTTP 429: 没有说明的错误"
    ),
    ("HTTP 500: nothing. Is known. Of this.", "HTTP 500: nothing. Is known. Of this."),
    (
      #"/home/a b/config.yaml:3: "secnods" is not a setting here. Did you mean "seconds"?"#,
      "/home/a b/config.yaml:3: 此处没有“secnods”这项设置。是否指“seconds”？"
    ),
    (
      #"/x/config.yaml:1: "mouse" is a list, and must be true or false."#,
      "/x/config.yaml:1: “mouse”现为 列表，应为 true 或 false。"
    ),
    (
      #"/x/config.yaml:1: "mouse" is "soon", and must be true or false."#,
      #"/x/config.yaml:1: “mouse”现为 "soon"，应为 true 或 false。"#
    ),
    (
      "/x/themes/a.yaml: The theme cannot be read: Permission denied.",
      "/x/themes/a.yaml: 无法读取该主题：Permission denied。"
    ),
    (
      #"/x/config.yaml:9: "ctrl-i" is no key that a terminal tells."#,
      #"/x/config.yaml:9: "ctrl-i" 不是终端能报告的按键。"#
    ),
  ]) func `may hold other people's words`(stored: String, said: String) {
    #expect(Self.chinese.say(.recorded(stored)) == said)
  }

  @Test func `is looked for in what the program carries`() {
    #expect(
      Set(CatalogueFile.texts(of: PackageResources.zh_CN_mo))
        == Set(Self.texts.keys).subtracting([""]))
    #expect(CatalogueFile.texts(of: []).isEmpty)
    #expect(CatalogueFile.texts(of: Array("no catalogue".utf8)).isEmpty)
  }

  @Test func `is remembered, and forgotten when there is too much of it`() {
    let phrases = RememberedPhrases(Self.known)
    for round in 0..<3 {
      for number in 0..<600 {
        let text = "apiyi asks to wait: \(number)"
        #expect(phrases.phrase(of: text) == Self.known.phrase(of: text), "\(round)")
      }
    }
  }
}
