public import VideoTasks

/// All videos that a batch stands for, in the order in which they can be stored: what comes after
/// another line's video stands behind it, and else the order is that of the file.
public struct BatchPlan: Sendable {
  /// The videos.
  public private(set) var items: [BatchItem] = []
  /// What is wrong between the lines, and what each stands for.
  public private(set) var problems: [LineProblem] = []

  /// The most videos that one batch may stand for.
  public static let mostVideos = 20_000
  /// For how many unknown names a near one is looked for.
  private static let mostHints = 10

  /// Works out what the lines stand for. O(videos · log videos).
  ///
  /// - Parameters:
  ///   - lines: with paths and prompts as they are to be sent.
  ///   - defaults: what a line does not state.
  ///   - profile: the one for lines that name none; nil leaves the choice to the program.
  public init(_ lines: [BatchLine], defaults: RequestDraft = RequestDraft(), profile: String? = nil)
  {
    var expanded: [[RequestDraft]] = []
    var total = 0
    for line in lines {
      let variants = Self.variants(line, defaults)
      let count = variants.count
      total = total.addingReportingOverflow(count).overflow ? .max : total + count
      guard count <= BatchLine.mostVideos, total <= Self.mostVideos else {
        problems.append(Self.tooMany(line, count))
        expanded.append([])
        continue
      }
      expanded.append(variants.requests(limit: count))
    }
    let links = links(lines, expanded.map(\.count))
    var equal: [String: Int] = [:]
    for place in order(lines, links) {
      append(lines[place], expanded[place], profile, &equal)
    }
  }

  /// The lines that must be left out where some are broken: those, and all that come after them,
  /// with what is to be said of these.
  public func leftOut(_ broken: Set<Int>) -> (lines: Set<Int>, problems: [LineProblem]) {
    var names: [String: Int] = [:]
    for item in items { if let name = item.name { names[name] = item.line } }
    var followers: [Int: [(line: Int, name: String)]] = [:]
    for item in items where item.part == 1 {
      guard case .line(let name)? = item.after, let earlier = names[name] else { continue }
      followers[earlier, default: []].append((item.line, name))
    }
    var lines = broken
    var told: [LineProblem] = []
    var open = broken.sorted()
    while let earlier = open.popLast() {
      for (line, name) in followers[earlier] ?? [] where lines.insert(line).inserted {
        open.append(line)
        told.append(
          LineProblem(
            line: line, field: .after, rule: .afterLeftOut,
            message: "\(name.shown), which it comes after, is left out.",
            fix: "Mend line \(earlier)."))
      }
    }
    told.sort { $0.line < $1.line }
    return (lines, told)
  }

  // MARK: Parts

  private static func variants(_ line: BatchLine, _ defaults: RequestDraft) -> Variants {
    var draft = line.request(over: defaults)
    if line.isLiteral, line.hasPrompt { draft.prompt = PromptAlternatives.literal(draft.prompt) }
    return Variants(of: draft, seeds: line.seeds, copies: line.count)
  }

  private static func tooMany(_ line: BatchLine, _ count: Int) -> LineProblem {
    let isLine = count > BatchLine.mostVideos
    return LineProblem(
      line: line.number, rule: .lineCount,
      message: isLine
        ? "The line stands for more than \(BatchLine.mostVideos) videos."
        : "With this line the batch stands for more than \(mostVideos) videos.",
      fix: "Write fewer alternatives, seeds or copies, or give the batch in parts.")
  }

  private mutating func append(
    _ line: BatchLine, _ requests: [RequestDraft], _ profile: String?, _ equal: inout [String: Int]
  ) {
    for (place, request) in requests.enumerated() {
      let profile = line.profile ?? profile
      let fingerprint = BatchItem.fingerprint(request, profile: profile, after: line.after)
      let identity: BatchItem.Identity
      if let name = line.name {
        identity = .init(key: "name \(name)", place: place + 1)
      } else {
        equal[fingerprint, default: 0] += 1
        identity = .init(key: "request \(fingerprint)", place: equal[fingerprint] ?? 1)
      }
      items.append(
        BatchItem(
          line: line.number, name: line.name, part: place + 1, parts: requests.count,
          profile: profile, request: request, after: line.after, identity: identity,
          fingerprint: fingerprint))
    }
  }

  /// For each line the place of the one that it comes after; nil for none, or one that is broken.
  private mutating func links(_ lines: [BatchLine], _ counts: [Int]) -> [Int?] {
    var places: [String: Int] = [:]
    for (place, line) in lines.enumerated() {
      guard let name = line.name else { continue }
      if let other = places[name] {
        problems.append(
          LineProblem(
            line: line.number, field: .name, rule: .nameTaken,
            message: "Line \(lines[other].number) has the name \(name.shown) already.",
            fix: "Give each line a name of its own."))
      } else {
        places[name] = place
      }
    }
    var unknown = 0
    return lines.map { line in
      guard case .line(let name)? = line.after else { return nil }
      guard let place = places[name] else {
        unknown += 1
        // A name that all lines get wrong is worth a look for the first of them.
        let near =
          unknown <= Self.mostHints ? Nearest.name(name, among: places.keys.sorted()) : nil
        problems.append(
          LineProblem(
            line: line.number, field: .after, rule: .afterUnknown,
            message: "No line has the name \(name.shown).",
            fix: near.map { "Did you mean \($0.shown)?" }
              ?? "Name a line, or a task by its number."))
        return nil
      }
      if counts[place] > 1 {
        problems.append(
          LineProblem(
            line: line.number, field: .after, rule: .afterSeveral,
            message:
              "\(name.shown) stands for \(counts[place]) videos, and only one can go before.",
            fix: "Give each of them a line and a name."))
      }
      return place
    }
  }

  /// The places of the lines in an order in which each stands behind what it comes after; lines in a
  /// circle come last, and are told.
  private mutating func order(_ lines: [BatchLine], _ links: [Int?]) -> [Int] {
    var followers: [Int: [Int]] = [:]
    var ordered: [Int] = []
    var isOrdered = [Bool](repeating: false, count: lines.count)
    for (place, earlier) in links.enumerated() {
      if let earlier { followers[earlier, default: []].append(place) }
    }
    for start in lines.indices {
      if let earlier = links[start], !isOrdered[earlier] { continue }
      // What had to wait for a line comes right behind it, the first of the file first.
      var open = [start]
      while let place = open.popLast() {
        ordered.append(place)
        isOrdered[place] = true
        open += (followers[place] ?? []).filter { $0 < start }.reversed()
      }
    }
    let circling = lines.indices.filter { !isOrdered[$0] }
    tellCircles(circling, lines, links)
    ordered += circling
    return ordered
  }

  /// Tells the circles among lines of which each comes after another one of them. O(lines).
  private mutating func tellCircles(_ circling: [Int], _ lines: [BatchLine], _ links: [Int?]) {
    var walks: [Int: Int] = [:]
    for start in circling {
      var path: [Int] = []
      var place = start
      while walks[place] == nil {
        walks[place] = start
        path.append(place)
        guard let next = links[place] else { break }
        place = next
      }
      // What leads into a circle that was told, or into this one, is no part of it.
      guard walks[place] == start, let first = path.firstIndex(of: place) else { continue }
      let circle = path[first...].min().map { turned(Array(path[first...]), to: $0) } ?? []
      let names = (circle.prefix(6) + circle.prefix(1)).map {
        lines[$0].name?.shown ?? "line \(lines[$0].number)"
      }
      let words =
        circle.count > 6
        ? names.dropLast().joined(separator: " after ") + " after …, \(circle.count) lines"
        : names.joined(separator: " after ")
      for place in circle.sorted() {
        problems.append(
          LineProblem(
            line: lines[place].number, field: .after, rule: .afterCycle,
            message: "It comes after itself: \(words).", fix: "Let one of these lines come first."))
      }
    }
  }

  private func turned(_ circle: [Int], to first: Int) -> [Int] {
    let place = circle.firstIndex(of: first) ?? 0
    return Array(circle[place...] + circle[..<place])
  }
}
