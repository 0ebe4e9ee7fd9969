import Testing

/// The walls of the house: SwiftPM lets a target import any sibling in its closure, these tests do not.
@Suite struct StructureTests {
  private let tree = SourceTree()

  /// What comes with the toolchain and may be imported by every module.
  private static let toolchain: Set<String> = [
    "Glibc", "Dispatch", "Synchronization", "FoundationEssentials", "Testing", "PackageDescription",
  ]

  /// The only target that may import each C library.
  private static let onlyImporter = [
    "CNcurses": "NcursesTerminal", "CSQLite": "TaskStore", "CCurl": "HTTPTransport",
    "CYAML": "Configuration", "CMicrohttpd": "Sandbox",
    "CChafa": "Pictures", "CGettext": "Gettext",
  ]

  @Test func `every import is a dependency that Package.swift lists`() throws {
    let targets = try tree.targets()
    let imports = try tree.imports()
    #expect(targets.count > 20)
    #expect(imports.count > 200)
    for line in imports where !Self.toolchain.contains(line.module) {
      let listed = try #require(targets[line.target], "no target \(line.target)")
      #expect(
        listed.contains(line.module),
        "\(line.target)/\(line.file) imports \(line.module), which Package.swift does not list")
    }
  }

  @Test func `each C library has one importer`() throws {
    for line in try tree.imports() {
      guard let owner = Self.onlyImporter[line.module] else { continue }
      #expect(line.target == owner, "\(line.target)/\(line.file) imports \(line.module)")
    }
  }

  @Test func `nothing brings in all of Foundation`() throws {
    for line in try tree.imports() {
      #expect(
        !line.module.hasPrefix("Foundation") || line.module == "FoundationEssentials",
        "\(line.target)/\(line.file) imports \(line.module)")
    }
  }

  @Test func `pure modules import no clock, disk or network`() throws {
    let pure: Set<String> = [
      "Wording", "TextLayout", "TerminalUI", "VideoTasks", "VideoAPIs", "Dashboard",
      "Batch",
    ]
    let outside: Set<String> = ["Glibc", "Dispatch"]
    for line in try tree.imports() where pure.contains(line.target) {
      #expect(
        !outside.contains(line.module), "\(line.target)/\(line.file) imports \(line.module)")
    }
  }

  @Test func `the sandbox never sees the dialects, and the transport nothing of ours but words`()
    throws
  {
    let targets = try tree.targets()
    #expect(targets["Sandbox"]?.contains("VideoAPIs") == false)
    #expect(targets["HTTPTransport"] == ["CCurl", "Wording"])
  }

  @Test func `the top level holds what the map names, and nothing else`() throws {
    let known: Set<String> = ["Package.swift", "Sources", "Tests", "themes", "README.md"]
    #expect(try tree.topLevel().subtracting(known).isEmpty)
  }
}
