internal import VideoTasks

extension FilterContext {
  /// The present moment and the machine's calendar, with the models of these profiles.
  init(profiles: [Profile]) {
    self.init(
      now: SystemClock.now(), days: LocalDays { SystemClock.secondsFromUTC(at: $0) },
      titles: Dictionary(
        profiles.flatMap(\.catalogue.models).map { ($0.id, $0.title) },
        uniquingKeysWith: { first, _ in first }),
      profiles: profiles.map(\.name))
  }
}
