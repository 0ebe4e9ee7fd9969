import FoundationEssentials
import TestSupport
import Testing

extension `End to end` {
  /// The screen in Chinese, by the real catalogue and the C library's gettext.
  @Suite struct `The language` {
    private static func start(
      _ studio: Studio, _ changes: [String: String?], columns: Int = 80
    ) throws -> (Terminal, ScreenText) {
      let terminal = try Terminal(studio, columns: columns, environment: changes)
      try terminal.enter(terminal.program)
      let first = try terminal.waitFor("the dashboard") {
        $0.contains("F1 帮助") || $0.contains("F1 help")
      }
      return (terminal, first)
    }

    @Test(
      arguments: [
        ["LANG": "zh_CN.UTF-8"], ["LC_ALL": "C.UTF-8", "LANGUAGE": "zh_CN"],
        ["LC_ALL": "zh_CN.UTF-8", "LANGUAGE": "zh_CN:en"],
      ] as [[String: String?]])
    func `is Chinese by the locale, and commands stay English`(_ locale: [String: String?]) throws {
      let studio = try Studio(config: Studio.quick)
      let clear: [String: String?] = ["LC_ALL": nil, "LANG": nil, "LANGUAGE": nil]
      let environment = clear.merging(locale) { $1 }
      let (terminal, first) = try Self.start(studio, environment)
      #expect(first.contains("新建视频"))
      #expect(first.contains("视频要呈现什么？"))
      try terminal.type("一只猫 in the rain")
      let ready = try terminal.waitFor("a form that is ready") { $0.contains("✓ 就绪") }
      #expect(ready.line("提示词")?.hasSuffix("15 个字符 │") == true)
      #expect(ready.line("时长", "声音")?.contains("5秒") == true)
      try terminal.press("C-s")
      try terminal.waitFor("the end of the task") { $0.contains("✓ 已完成") }
      let done = try terminal.waitFor("the video") { $0.contains("已下载") }
      #expect(done.lines[0].contains("沙盒"))
      try terminal.press("q")
      try terminal.waitFor("the shell") { $0.isAtPrompt }
      let list = try studio.run("list", environment: environment)
      #expect(list.output.contains("succeeded"))
      let files = FileManager.default.enumeratedFiles(below: studio.folder.path)
      #expect(files.contains { $0.hasSuffix("zh_CN/LC_MESSAGES/rushes.mo") })
    }

    @Test func `is Chinese by the setting in any UTF-8 locale, and English by it in a Chinese one`()
      throws
    {
      let chinese = try Studio(
        config: Studio.quick + "\nlanguage: zh_CN\n")
      let (_, first) = try Self.start(chinese, ["LC_ALL": "C.UTF-8", "LANGUAGE": "de"])
      #expect(first.contains("新建视频"))
      let english = try Studio(config: Studio.quick + "\nlanguage: en\n")
      let (_, other) = try Self.start(english, ["LC_ALL": "zh_CN.UTF-8"])
      #expect(other.contains("New video"))
      let files = FileManager.default.enumeratedFiles(below: english.folder.path)
      #expect(!files.contains { $0.hasSuffix(".mo") })
    }

    @Test func `is that of what keeps the screen from coming up, and no command's`() throws {
      let studio = try Studio(config: "theme: nrd\nmouse: soon\n")
      let chinese: [String: String?] = ["LC_ALL": "zh_CN.UTF-8", "LANGUAGE": nil]
      let screen = try studio.run([], environment: chinese)
      #expect(screen.status == 3, "\(screen)")
      #expect(screen.errors.contains("config.yaml:2: “mouse”现为 \"soon\"，应为 true 或 false。"))
      let command = try studio.run("list", environment: chinese)
      #expect(command.status == 3 && command.errors.contains("must be true or false."))
      try studio.write("theme: nrd\n", to: "config.yaml")
      let theme = try studio.run([], environment: chinese)
      #expect(theme.errors.contains("没有名为“nrd”的主题。是否指“nord”？"), "\(theme)")
      let ascii = try studio.run([], environment: ["LC_ALL": "C", "LANGUAGE": "zh_CN"])
      #expect(ascii.errors.contains("There is no theme \"nrd\"."), "\(ascii)")
    }
  }
}

extension FileManager {
  /// The paths of everything below a folder.
  fileprivate func enumeratedFiles(below folder: String) -> [String] {
    (try? subpathsOfDirectory(atPath: folder)) ?? []
  }
}
