import FoundationEssentials
import Glibc
import Testing

@testable import Configuration

@Suite struct `Themes` {
  private func find(
    _ name: String, _ files: ConfigurationFiles
  ) throws(ConfigurationError) -> [String: String] {
    try ThemeFiles(paths: paths(), files: files).find(name)
  }

  @Test func `every file of the top-level folder is built in`() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "themes").path
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
    #expect(names.sorted() == ThemeFiles.shippedNames.map { $0 + ".yaml" })
    #expect(names.count >= 10)
  }

  @Test(arguments: ThemeFiles.shippedNames)
  func `a built-in theme has all colours, and its text can be read`(_ name: String) throws {
    let colors = try find(name, files([:]))
    #expect(colors.count == 16)
    let background = try luminance(#require(colors["base00"]))
    let text = try luminance(#require(colors["base05"]))
    let contrast = (max(text, background) + 0.05) / (min(text, background) + 0.05)
    #expect(contrast >= 4.5)
  }

  /// Relative luminance, 0 to 1. Source: WCAG 2.2, "relative luminance".
  private func luminance(_ color: String) throws -> Double {
    let number = try #require(Int(color, radix: 16))
    let parts = [number >> 16, number >> 8 & 255, number & 255].map { part in
      let value = Double(part) / 255
      return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }

  private let folder = "/home/ada/.config/rushes/themes/"

  private func flat(_ color: String) -> String {
    "scheme: \"Mine\"\nauthor: me\n"
      + (0..<16).map { "base0\(String($0, radix: 16)): \(color)\n" }.joined()
  }

  @Test func `a file of the user wins over the built-in theme of its name`() throws {
    let table = files([folder + "nord.yaml": flat("\"AABBCC\"")])
    let colors = try find("nord", table)
    #expect(colors["base00"] == "aabbcc")
    #expect(colors["base0F"] == "aabbcc")
  }

  @Test func `more colours than sixteen are taken, and other keys are not colours`() throws {
    let text = flat("'#123456'") + "base17: 654321\nbase18: 1\nbase1: 2\nbase+5: 3\n"
    let colors = try find("mine", files([folder + "mine.yml": text]))
    #expect(colors.count == 17)
    #expect(colors["base17"] == "654321")
  }

  @Test func `the names are those of both`() {
    let table = files([folder + "mine.yml": "", folder + "nord.yaml": "", folder + "notes.txt": ""])
    let names = ThemeFiles(paths: paths(), files: table).names
    #expect(names == (ThemeFiles.shippedNames + ["mine"]).sorted())
  }

  @Test(arguments: ["nrod", "nord.", "Nord"])
  func `a name that is nearly right is answered with the right one`(_ name: String) {
    let error = #expect(throws: ConfigurationError.self) {
      try find(name, files([:]))
    }
    #expect(error?.problem == "There is no theme \"\(name)\".")
    #expect(error?.fix == "Did you mean \"nord\"?")
  }

  @Test(arguments: ["../x", "/etc/passwd", "", ".hidden", "a\nb"])
  func `a name leads to no other folder`(_ name: String) {
    let all = ConfigurationFiles(
      read: { _ in
        Issue.record("a file was read")
        return .failure(.missing)
      }, names: { _ in [] })
    #expect(throws: ConfigurationError.self) {
      try find(name, all)
    }
  }

  @Test(arguments: [
    (
      "base00: 12345",
      #"1: "base00" must be a colour like "2e3440". "#
        + "Six hexadecimal digits, in quotation marks."
    ),
    ("base00: \"000000\"", #"1: This is not a base16 theme: "base01" is missing."#),
    ("- 1", #"1: This is not a base16 theme: "base00" is missing."#),
    ("", #" This is not a base16 theme: "base00" is missing."#),
    ("a: b: c", "1: This is not YAML: mapping values are not allowed in this context."),
  ])
  func `a file that is no theme is told apart`(text: String, sentence: String) {
    let error = #expect(throws: ConfigurationError.self) {
      try find("mine", files([folder + "mine.yaml": text]))
    }
    #expect(error?.message == "\(folder)mine.yaml:\(sentence)")
  }
}
