internal import Configuration
internal import TaskStore
internal import TextLayout
internal import VideoTasks

/// What can be completed and stands in no table: profiles, models, tasks and assets. Quiet: whatever
/// cannot be read offers nothing. Never uses the network, and makes no store.
enum CompletionValues {
  /// How many tasks are offered, the newest ones.
  private static let mostTasks = 200

  static func look(
    up kind: ValueKind, _ options: [String: String]
  ) -> [Completion.Candidate] {
    guard let arguments = try? Arguments(line(options), options: OptionSpec.common) else {
      return []
    }
    let (workspace, _) = Workspace.evenIfBroken(arguments)
    switch kind {
    case .profile: return workspace.settings.profiles.map(profile)
    case .model: return models(workspace.settings.profiles, options["profile"])
    case .task(let statuses): return tasks(workspace, statuses)
    case .asset: return assets(workspace)
    case .text, .words, .file, .folder: return []
    }
  }

  /// The options that say where things are, as a line of their own.
  private static func line(_ options: [String: String]) -> [String] {
    ["data", "config"].flatMap { name in
      options[name].map { $0.isEmpty ? [] : ["--\(name)", $0] } ?? []
    }
  }

  private static func profile(_ profile: Profile) -> Completion.Candidate {
    let models = profile.catalogue.models.count
    return .init(
      word: profile.name,
      description: "\(profile.api.rawValue), \(models == 1 ? "1 model" : "\(models) models")")
  }

  private static func models(_ profiles: [Profile], _ name: String?) -> [Completion.Candidate] {
    let wanted = profiles.filter { name == nil || $0.name == name }
    var known: Set<String> = []
    return wanted.flatMap(\.catalogue.models).filter { known.insert($0.id).inserted }.map {
      .init(word: $0.id, description: $0.title)
    }
  }

  private static func tasks(
    _ workspace: Workspace, _ statuses: [TaskStatus]?
  ) -> [Completion.Candidate] {
    let query = TaskQuery(statuses: statuses.map { Set($0) }, limit: mostTasks)
    // A store that cannot be opened or read offers nothing; somebody is typing.
    guard let store = try? workspace.openStoreIfAny(), let found = try? store.summaries(query)
    else {
      return []
    }
    return found.map { task in
      let prompt = Truncation.tail(CleanText.line(task.prompt), columns: 50)
      return .init(word: "\(task.id)", description: "\(task.status.rawValue): \(prompt)")
    }
  }

  private static func assets(_ workspace: Workspace) -> [Completion.Candidate] {
    guard let store = try? workspace.openStoreIfAny(), let found = try? store.assets() else {
      return []
    }
    return found.map { .init(word: $0.assetID, description: CleanText.line($0.name ?? $0.url)) }
  }
}
