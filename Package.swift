// swift-tools-version: 6.2
import PackageDescription

/// Settings of every Swift target: imports stay internal unless they say otherwise.
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .unsafeFlags(["-Xfrontend", "-function-sections"], .when(configuration: .release)),
]

/// The same for what no key waits for: built to be small, since most of the program's memory is its
/// own code.
let small: [SwiftSetting] = settings + [.unsafeFlags(["-Osize"], .when(configuration: .release))]

/// Whether the released program keeps the names of its functions, which whoever measures it needs.
let keepsNames = Context.environment["RUSHES_KEEPS_NAMES"] != nil

/// The released program is linked without debugging information, which is half of the file, without
/// names for other programs' sake, and with its addresses in the short form that lld knows: together
/// 2 MiB less in memory. The functions that a key needs lie side by side, and so do those that the
/// start needs, in the order that `Tests/Scripts/record-order.sh` has recorded: 3 MiB less again.
let released: [LinkerSetting] = [
  .unsafeFlags(
    [
      "-use-ld=lld", "-Xlinker", "--no-export-dynamic",
      "-Xlinker", "-z", "-Xlinker", "pack-relative-relocs",
      "-Xlinker", "--symbol-ordering-file=\(Context.packageDirectory)/Sources/functions.order",
      "-Xlinker", "--no-warn-symbol-ordering",
    ] + (keepsNames ? [] : ["-Xlinker", "-s"]), .when(configuration: .release))
]

/// ncurses becomes part of the program, so that `CDrawing` can stand between it and the C library, and its
/// code lies where the list above wants it.
let ncurses = [
  "-Xlinker", "--wrap=write", "-Xlinker", "--wrap=_nc_tiparm", "-Xlinker", "-l:libncursesw.a",
  "-Xlinker", "-l:libtinfo.a",
]

func module(
  _ name: String, _ dependencies: [Target.Dependency] = [], isSmall: Bool = false
) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: isSmall ? small : settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: dependencies, path: "Tests/\(name)Tests",
    swiftSettings: settings)
}

let package = Package(
  name: "rushes",
  products: [
    .executable(name: "rushes", targets: ["rushes"]),
    .executable(name: "rushes-bench", targets: ["rushes-bench"]),
    .executable(name: "rushes-simulation", targets: ["SimulationCommand"]),
    .executable(name: "rushes-night", targets: ["NightCommand"]),
  ],
  targets: [
    // C libraries. The heavy ones are opened at first use: see Sources/README.md.
    .systemLibrary(name: "CNcurses", providers: [.apt(["libncurses-dev"])]),
    .systemLibrary(name: "CSQLite", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(name: "CYAML", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(name: "CGettext"),
    .target(name: "CCurl"),
    .target(name: "CMicrohttpd"),
    .target(name: "CChafa"),
    .target(name: "CLinux"),
    .target(name: "CDrawing", linkerSettings: [.unsafeFlags(ncurses)]),

    // Pure.
    module("Wording"),
    module("TextLayout"),
    module("TerminalUI", ["TextLayout"]),
    module("VideoTasks", ["Wording"], isSmall: true),
    module("VideoAPIs", ["Wording", "VideoTasks"], isSmall: true),
    module("Batch", ["VideoTasks"], isSmall: true),

    // One module per outside thing.
    module("ChildProcesses", ["Wording", "CLinux"], isSmall: true),
    module("EventLoop", ["CLinux"]),
    module("EventLog", ["VideoTasks", "CLinux"], isSmall: true),
    module("HTTPTransport", ["Wording", "CCurl"], isSmall: true),
    module("TaskStore", ["Wording", "VideoTasks", "CSQLite", "CLinux"], isSmall: true),
    .target(
      name: "Configuration", dependencies: ["VideoTasks", "Wording", "ChildProcesses", "CYAML"],
      resources: [.embedInCode("Themes")], swiftSettings: small),
    .target(
      name: "Gettext", dependencies: ["Wording", "CGettext"], exclude: ["zh_CN.po"],
      resources: [.embedInCode("zh_CN.mo")], swiftSettings: settings),
    module("MediaTools", ["Wording", "VideoTasks", "ChildProcesses"], isSmall: true),
    module("NcursesTerminal", ["Wording", "TerminalUI", "CNcurses", "CDrawing", "CLinux"]),
    module(
      "Pictures", ["Wording", "TerminalUI", "MediaTools", "VideoTasks", "CChafa"], isSmall: true),

    // What the program does.
    module(
      "Engine", ["Wording", "VideoTasks", "VideoAPIs", "TaskStore", "HTTPTransport", "MediaTools"],
      isSmall: true),
    module(
      "Sandbox", ["Wording", "VideoTasks", "ChildProcesses", "CMicrohttpd", "CLinux"], isSmall: true
    ),
    module("Dashboard", ["VideoTasks", "TerminalUI", "TextLayout", "Wording"]),

    .executableTarget(
      name: "rushes",
      dependencies: [
        "Dashboard", "NcursesTerminal", "Gettext", "Pictures", "Sandbox", "Engine", "MediaTools",
        "Batch", "Configuration", "TaskStore", "VideoAPIs", "HTTPTransport", "EventLoop",
        "EventLog", "ChildProcesses", "VideoTasks", "TerminalUI", "TextLayout", "Wording", "CLinux",
      ],
      swiftSettings: small, linkerSettings: released),

    .executableTarget(
      name: "rushes-bench",
      dependencies: ["TaskStore", "VideoTasks"],
      path: "Tests/Benchmarks",
      swiftSettings: settings),

    .target(
      name: "TestSupport", dependencies: [], path: "Tests/TestSupport", swiftSettings: settings),
    tests("Wording", ["Wording", "TestSupport"]),
    tests("TextLayout", ["TextLayout", "TestSupport"]),
    tests("TerminalUI", ["TerminalUI", "TextLayout", "TestSupport"]),
    tests("VideoTasks", ["VideoTasks", "TestSupport"]),
    tests("VideoAPIs", ["VideoAPIs", "VideoTasks", "TestSupport"]),
    tests("Batch", ["Batch", "VideoTasks", "TestSupport"]),
    tests("ChildProcesses", ["ChildProcesses", "TestSupport"]),
    tests("EventLoop", ["EventLoop", "CLinux", "TestSupport"]),
    tests("EventLog", ["EventLog", "VideoTasks", "TestSupport"]),
    tests("HTTPTransport", ["HTTPTransport", "TestSupport"]),
    tests("TaskStore", ["TaskStore", "VideoTasks", "CLinux", "CSimulatedDisk", "TestSupport"]),
    tests("Configuration", ["Configuration", "VideoTasks", "TestSupport"]),
    tests("Gettext", ["Gettext", "Wording", "ChildProcesses", "TestSupport"]),
    tests("MediaTools", ["MediaTools", "VideoTasks", "ChildProcesses", "TestSupport"]),
    tests(
      "Engine",
      ["Engine", "VideoTasks", "VideoAPIs", "TaskStore", "HTTPTransport", "TestSupport"]),
    tests(
      "Sandbox",
      ["Sandbox", "VideoTasks", "ChildProcesses", "HTTPTransport", "CLinux", "TestSupport"]),
    tests(
      "NcursesTerminal", ["NcursesTerminal", "TerminalUI", "CDrawing", "TestSupport"]),
    tests(
      "Pictures",
      [
        "Pictures", "TerminalUI", "MediaTools", "VideoTasks", "ChildProcesses", "CLinux",
        "TestSupport",
      ]),
    tests(
      "Dashboard",
      ["Dashboard", "VideoTasks", "TerminalUI", "TextLayout", "Wording", "TestSupport"]),
    tests(
      "Agreement", ["Engine", "Sandbox", "VideoAPIs", "VideoTasks", "TestSupport"]),
    // The engine, the store and the dialects under a seed: see Tests/Simulation/Simulation.swift.
    .target(
      name: "CSimulatedDisk", path: "Tests/SimulationDisk",
      cSettings: [.unsafeFlags(["-O2"])], linkerSettings: [.linkedLibrary("sqlite3")]),
    .target(
      name: "Simulation",
      dependencies: [
        "Engine", "TaskStore", "VideoAPIs", "VideoTasks", "HTTPTransport", "MediaTools",
        "CSimulatedDisk", "TestSupport",
      ],
      path: "Tests/Simulation", swiftSettings: settings),
    .executableTarget(
      name: "SimulationCommand", dependencies: ["Simulation"], path: "Tests/SimulationCommand",
      swiftSettings: settings),
    tests("Simulation", ["Simulation", "Wording", "TestSupport"]),
    // The real program under real faults and kills: see Tests/Night/Night.swift.
    .target(
      name: "Night", dependencies: ["TaskStore", "VideoTasks", "MediaTools", "TestSupport"],
      path: "Tests/Night", swiftSettings: settings),
    .executableTarget(
      name: "NightCommand", dependencies: ["Night", "rushes"], path: "Tests/NightCommand",
      swiftSettings: settings),
    tests("Night", ["Night", "Sandbox", "rushes"]),
    tests(
      "EndToEnd",
      [
        "rushes", "rushes-bench", "Engine", "TaskStore", "VideoTasks", "TestSupport",
        "ChildProcesses",
      ]),
    tests("Rushes", ["rushes", "EventLoop", "TerminalUI", "TestSupport"]),
    tests("Structure", ["TestSupport"]),
  ]
)
