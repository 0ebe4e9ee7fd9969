internal import Dashboard
internal import TaskStore
internal import VideoTasks
internal import Wording

extension TaskActions {
  /// Does the same to several tasks, each that allows it; those that do not are told with why.
  static func perform(
    _ deed: MarkedDeed, _ ids: [TaskID], profiles: [Profile], _ store: TaskStore
  ) -> MarkedOutcome {
    var outcome = MarkedOutcome()
    if deed == .remove { return removeAll(ids, store) }
    for id in ids {
      do throws(StoreError) {
        outcome.take(try perform(deed, id, profiles, store), of: id)
      } catch {
        outcome.failures.append(
          MarkedFailure(id: id, message: Phrase.recorded(error.message)))
      }
    }
    return outcome
  }

  private static func perform(
    _ deed: MarkedDeed, _ id: TaskID, _ profiles: [Profile], _ store: TaskStore
  ) throws(StoreError) -> DashboardAction? {
    switch deed {
    case .cancel: try cancel(id, profiles: profiles, store)
    case .retry: try retry(id, store)
    case .retryWithoutSound: try retry(id, audio: false, profiles: profiles, store)
    case .remove: try remove(id, store)
    case .downloadAgain: try downloadAgain(id, store)
    }
  }

  /// In one step, so that one undoing brings all of them back.
  private static func removeAll(_ ids: [TaskID], _ store: TaskStore) -> MarkedOutcome {
    var outcome = MarkedOutcome()
    do throws(StoreError) {
      let results = try store.remove(ids, now: SystemClock.now())
      for (id, result) in zip(ids, results) {
        outcome.take(answer(id, to: result), of: id)
      }
    } catch {
      outcome.failures = ids.map {
        MarkedFailure(id: $0, message: Phrase.recorded(error.message))
      }
    }
    return outcome
  }

  /// Brings back what was removed last: all that went in one step.
  static func restoreRemoved(_ store: TaskStore) throws(StoreError) -> MarkedOutcome {
    let binned = try store.bin(limit: TaskStore.mostBinned)
    let ids = binned.prefix { $0.removedAt == binned[0].removedAt }.map(\.id).sorted()
    var outcome = MarkedOutcome()
    guard !ids.isEmpty else { return outcome }
    for (id, result) in zip(ids, try store.restore(ids, now: SystemClock.now())) {
      switch result {
      case .restored: outcome.done.append(id)
      case .unknown:
        outcome.failures.append(
          MarkedFailure(
            id: id,
            message: Phrase("Task {id} was removed too long ago to come back.", ["id": id])))
      case .followed(let other):
        outcome.failures.append(
          MarkedFailure(
            id: id,
            message: Phrase(
              "Task {id} is followed as task {other} by now, and stays removed.",
              ["id": id, "other": other])))
      }
    }
    return outcome
  }
}

extension MarkedOutcome {
  /// Takes in the answer of one task's action.
  fileprivate mutating func take(_ answer: DashboardAction?, of id: TaskID) {
    switch answer {
    case .actionFailed(let sentence)?: failures.append(MarkedFailure(id: id, message: sentence))
    case .retried(_, let new)?:
      made.append(new)
      done.append(id)
    default: done.append(id)
    }
  }
}
