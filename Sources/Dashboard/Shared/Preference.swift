internal import FoundationEssentials
public import VideoTasks

/// A choice of the user that outlives the program.
///
/// Each is kept by itself, so that two dashboards at once overwrite only what both have changed.
public enum Preference: Hashable, Sendable {
  /// How the screen is divided.
  case paneSizes(PaneSizes)
  /// Whether the mouse is used.
  case mouse(Bool)
  /// The theme, by its name.
  case theme(String)
  /// The order of the table.
  case tableSort(TaskSort)
  /// The columns of the table by their names, from left to right; nil for the usual ones.
  case tableColumns([String]?)
  /// A setting of the screen, in the configuration's words.
  case setting(ScreenSetting, String)

  /// The name that it is kept under; another form of what is kept will have another name.
  public var key: String {
    switch self {
    case .paneSizes: "dashboard.1/screen/pane-sizes"
    case .mouse: "dashboard.1/screen/mouse"
    case .theme: "dashboard.1/screen/theme"
    case .tableSort: "dashboard.1/screen/table-sort"
    case .tableColumns: "dashboard.1/screen/table-columns"
    case .setting(let setting, _): "dashboard.1/screen/\(setting.rawValue)"
    }
  }

  /// The names of all there are.
  public static let keys =
    [
      Preference.paneSizes(PaneSizes()), .mouse(true), .theme(""), .tableSort(.newestFirst),
      .tableColumns(nil),
    ].map(\.key) + settings.map { Preference.setting($0, "").key }

  /// The settings that are kept in words.
  private static let settings = ScreenSetting.allCases.filter { !$0.values.isEmpty }

  /// What is kept.
  public var text: String {
    switch self {
    case .paneSizes(let sizes): Self.text(sizes)
    case .mouse(let isOn): Self.text(isOn)
    case .theme(let name): Self.text(name)
    case .tableSort(let sort): Self.text(sort)
    case .tableColumns(let names): Self.text(names)
    case .setting(_, let word): Self.text(word)
    }
  }

  /// Reads what was kept; nil for what this version does not know.
  public init?(key: String, text: String) {
    switch key {
    case "dashboard.1/screen/pane-sizes":
      guard let sizes: PaneSizes = Self.value(text) else { return nil }
      self = .paneSizes(sizes)
    case "dashboard.1/screen/mouse":
      guard let isOn: Bool = Self.value(text) else { return nil }
      self = .mouse(isOn)
    case "dashboard.1/screen/theme":
      guard let name: String = Self.value(text) else { return nil }
      self = .theme(name)
    case "dashboard.1/screen/table-sort":
      guard let sort: TaskSort = Self.value(text) else { return nil }
      self = .tableSort(sort)
    case "dashboard.1/screen/table-columns":
      guard let names: [String]? = Self.value(text) else { return nil }
      self = .tableColumns(names)
    default:
      guard let setting = Self.settings.first(where: { Preference.setting($0, "").key == key }),
        let word: String = Self.value(text), setting.values.contains(word)
      else { return nil }
      self = .setting(setting, word)
    }
  }

  private static func text(_ value: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    // Plain numbers and words always have a form.
    return (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? "null"
  }

  private static func value<Value: Decodable>(_ text: String) -> Value? {
    // What was written by somebody else, or by hand, counts as not chosen.
    try? JSONDecoder().decode(Value.self, from: Data(text.utf8))
  }
}

/// Choices that are not kept yet: they go out together when the user rests.
struct UnsavedPreferences: Hashable, Sendable {
  private(set) var waiting: [Preference] = []
  /// When the latest was made; nil while there is none.
  private(set) var changedAt: Timestamp?

  /// How long a choice rests before it is kept.
  static let rest = Duration.seconds(1)

  mutating func add(_ preference: Preference, at moment: Timestamp) {
    waiting.removeAll { $0.key == preference.key }
    waiting.append(preference)
    changedAt = moment
  }

  /// Hands all of them over.
  mutating func take() -> [DashboardEffect] {
    defer { self = UnsavedPreferences() }
    return waiting.map { .savePreference($0) }
  }
}
