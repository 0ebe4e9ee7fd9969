internal import Dashboard
internal import TaskStore
internal import VideoTasks
internal import Wording

/// What the form keeps, in the store.
enum KeptStorage {
  /// Reads all of a kind.
  static func load(
    _ kind: KeptText.Kind, _ store: TaskStore
  ) throws(StoreError) -> DashboardAction {
    let all: [KeptText]
    switch kind {
    case .prompts: all = try store.promptHistory().map { KeptText(text: $0) }
    case .snippets: all = try store.named(.snippet).map { KeptText(name: $0.name, text: $0.text) }
    case .templates:
      all = try store.templates().map {
        KeptText(
          name: $0.name, text: $0.request.prompt, request: $0.request, seeds: $0.seeds,
          count: $0.count)
      }
    }
    return .keptLoaded(kind, all)
  }

  /// Keeps something under its name; says so when it is too large.
  static func keep(
    _ kind: KeptText.Kind, _ kept: KeptText, _ store: TaskStore
  ) throws(StoreError) -> DashboardAction {
    let isKept: Bool
    switch kind {
    case .prompts: isKept = true
    case .snippets:
      isKept = try store.save(NamedText(name: kept.name, text: kept.text), as: .snippet)
    case .templates:
      isKept = try store.save(
        RequestTemplate(
          name: kept.name, request: kept.request ?? RequestDraft(), seeds: kept.seeds,
          count: kept.count))
    }
    guard isKept else {
      return .actionFailed(Phrase("It is too long to be kept; nothing was saved."))
    }
    return try load(kind, store)
  }

  /// Forgets something.
  static func forget(
    _ kind: KeptText.Kind, _ kept: KeptText, _ store: TaskStore
  ) throws(StoreError) -> DashboardAction {
    switch kind {
    case .prompts: try store.forgetPrompt(kept.text)
    case .snippets: try store.forget(kept.name, of: .snippet)
    case .templates: try store.forgetTemplate(kept.name)
    }
    return try load(kind, store)
  }
}
