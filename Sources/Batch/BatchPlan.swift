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
    var lines = broken
    var told: [LineProblem] = []
    var names: [String: Int] = [:]
    for item in items { if let name = item.name { names[name] = item.line } }
    var before = -1
    // Where a circle was refused, a line may stand before what it comes after.
    while lines.count > before {
      before = lines.count
      for item in items {
        guard case .line(let name)? = item.after, let earlier = names[name],
          lines.contains(earlier), lines.insert(item.line).inserted
        else { continue }
        told.append(
          LineProblem(
            line: item.line, field: .after, rule: .afterLeftOut,
            message: "\(name.shown), which it comes after, is left out.",
            fix: "Mend line \(earlier)."))
      }
    }
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
    return lines.map { line in
      guard case .line(let name)? = line.after else { return nil }
      guard let place = places[name] else {
        let near = Nearest.name(name, among: Array(places.keys.sorted()))
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
    var isTold = isOrdered
    for start in lines.indices where !isTold[start] {
      tellCircle(from: start, lines, links, &isTold)
    }
    ordered += lines.indices.filter { !isOrdered[$0] }
    return ordered
  }

  private mutating func tellCircle(
    from start: Int, _ lines: [BatchLine], _ links: [Int?], _ isTold: inout [Bool]
  ) {
    var path = [start]
    while let next = links[path[path.count - 1]], !path.contains(next) { path.append(next) }
    guard let back = links[path[path.count - 1]], back == start else {
      return  // It leads into a circle, which is told from one of its own lines.
    }
    let names = (path + [start]).map { lines[$0].name?.shown ?? "line \(lines[$0].number)" }
    for place in path {
      problems.append(
        LineProblem(
          line: lines[place].number, field: .after, rule: .afterCycle,
          message: "It comes after itself: \(names.joined(separator: " after ")).",
          fix: "Let one of these lines come first."))
      isTold[place] = true
    }
  }
}
