import FoundationEssentials
import VideoTasks

@testable import Configuration

/// A table of files in place of the disk.
func files(
  _ table: [String: String], mode: UInt32 = 0o600
) -> ConfigurationFiles {
  ConfigurationFiles(
    read: { path in
      guard let text = table[path] else { return .failure(.missing) }
      return .success(.init(bytes: Array(text.utf8), mode: mode))
    },
    names: { folder in
      table.keys.filter { $0.hasPrefix(folder + "/") }.map {
        String($0.dropFirst(folder.count + 1))
      }
    })
}

/// The paths of a user without any variable but `HOME`.
func paths(
  _ environment: [String: String] = [:], files table: [String: String] = [:],
  data: String? = nil, config: String? = nil, home: String = "/home/ada"
) -> Paths {
  Paths(
    environment: environment.merging(["HOME": home]) { stated, _ in stated }, dataOption: data,
    configOption: config, currentFolder: "/desk", homeOfUser: { "/home/table" },
    files: files(table))
}

let fast = "doubao-seedance-2-0-fast-260128"

func model(_ id: String, seconds: ClosedRange<Int> = 4...15) -> ModelSpec {
  ModelSpec(
    id: id, title: "A model", api: .ark, modes: GenerationMode.allCases,
    ratios: Ratio.allCases, defaultRatio: .adaptive, resolutions: Resolution.allCases,
    defaultResolution: .p720, durations: seconds, allowsAutomaticDuration: true,
    defaultDuration: 5, defaultAudio: true, takesSeed: true, takesWatermark: true,
    takesReturnLastFrame: true, expiry: nil, defaultExpiry: 172_800, maxImages: 9, maxVideos: 3,
    maxVoices: 3, billing: .tokens)
}

/// Three profiles that stand for the built-in ones.
let builtIn = [
  Profile(
    name: "apiyi", api: .ark, server: .url("https://api.apiyi.com/seedance/api/v3"),
    maxActive: 15, requestsPerMinute: 180, pollInterval: .seconds(10),
    catalogue: ModelCatalogue(models: [model("doubao-seedance-2-0-260128"), model(fast)]),
    prices: [fast: Price(currency: "CNY", perMillion: 46, perMillionWithVideo: 28)]),
  Profile(
    name: "kyyvideo2", api: .kyyvideo2,
    server: .url("https://zcbservice.aizfw.cn/kyyReactApiServer"),
    maxActive: 15, requestsPerMinute: 60, pollInterval: .seconds(20),
    catalogue: ModelCatalogue(models: [model("seedance2_pro")])),
  Profile(
    name: "sandbox", api: .ark, server: .sandbox, maxActive: 15, requestsPerMinute: 600,
    pollInterval: .seconds(1),
    catalogue: ModelCatalogue(models: [model("doubao-seedance-2-0-260128"), model(fast)])),
]

let configFile = "/home/ada/.config/rushes/config.yaml"

/// The settings of a file with this text.
func load(_ text: String, paths: Paths = paths()) throws(ConfigurationError) -> Settings {
  try Settings.load(paths: paths, builtIn: builtIn, files: files([paths.configFile: text]))
}

/// The sentence about a file with this text, without the path; nil when nothing is wrong.
func complaint(_ text: String) -> String? {
  do {
    _ = try load(text)
    return nil
  } catch {
    return String(error.message.dropFirst(configFile.count + 1))
  }
}
