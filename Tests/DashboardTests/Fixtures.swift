import FoundationEssentials
import TerminalUI
import VideoTasks
import Wording

@testable import Dashboard

/// States to test with: a small shop of tasks whose prompts are Chinese and English.
enum Fixture {
  /// 2026-11-20 14:03:05 UTC.
  static let now = Timestamp(milliseconds: 1_795_183_385_000)

  static let model = "doubao-seedance-2-0-fast-260128"

  static func profiles() -> [ProfileChoice] {
    Profile.builtIn.filter { $0.name != "byteplus" }.map {
      var profile = $0
      if profile.name == "apiyi" {
        profile.prices[model] = Price(currency: "USD", perMillion: 7)
      }
      return ProfileChoice(
        profile: profile, hasKey: $0.name != "volcengine",
        keyAdvice: $0.name == "volcengine"
          ? Phrase("Run: rushes key set {profile}.", ["profile": $0.name]) : nil)
    }
  }

  static func context(
    _ size: Size, profile: String = "sandbox", ascii: Bool = false, saved: FormDraft? = nil
  ) -> DashboardContext {
    DashboardContext(
      profiles: profiles(), currentProfile: profile, size: size, now: now, version: "0.1.0",
      ascii: ascii, savedForm: saved)
  }

  /// A state with an answer to every order of the start.
  static func started(
    _ size: Size, profile: String = "sandbox", ascii: Bool = false, tasks: [TaskSummary] = [],
    saved: FormDraft? = nil
  ) -> World {
    var world = World(
      state: DashboardState(context(size, profile: profile, ascii: ascii, saved: saved)))
    world.tasks = tasks
    world.send(.started)
    return world
  }

  static func request() -> RequestDraft {
    var request = RequestDraft(prompt: "一只橘猫在雨夜的霓虹街道上慢慢走过，镜头低角度跟随, cinematic, 35mm")
    request.model = model
    request.ratio = "16:9"
    request.resolution = "720p"
    request.duration = 5
    return request
  }

  static func task(_ id: Int64, _ status: TaskStatus, _ prompt: String) -> TaskSummary {
    var task = TaskSummary(
      id: TaskID(id), profile: "apiyi", model: model, prompt: prompt, status: status,
      createdAt: now - .seconds(600), updatedAt: now - .seconds(60),
      download: status == .succeeded ? .done : .none)
    task.ratio = "16:9"
    task.resolution = "720p"
    task.duration = 5
    task.estimate = Cost(
      tokens: 108_900, seconds: 5, amount: Decimal(string: "0.7623"), currency: "USD", exact: true)
    if status != .waiting { task.submittedAt = now - .seconds(80) }
    if status.isEnded { task.endedAt = now - .seconds(30) }
    return task
  }

  /// One task of every status, newest first, and the three states of a transfer.
  static func everyStatus() -> [TaskSummary] {
    var waiting = task(13, .waiting, "航拍秋天的山谷，金色森林与蜿蜒的河流")
    waiting.waitReason = "apiyi has 15 tasks in flight"
    var fetching = task(6, .succeeded, "Macro shot of dew on a spider web, sunrise")
    fetching.download = .running
    (fetching.downloadBytes, fetching.bytes) = (4_500_000, 10_000_000)
    var done = task(5, .succeeded, "宇航员在月球上弹钢琴")
    done.bytes = 8_214_000
    done.cost = Cost(
      tokens: 108_900, seconds: 5, amount: Decimal(string: "0.7623"), currency: "USD", exact: true)
    var lost = task(4, .succeeded, "A paper boat on a flooded street")
    lost.download = .expired
    var failed = task(3, .failed, "一位著名歌手在舞台上演唱")
    failed.errorCode = "OutputAudioSensitiveContentDetected"
    return [
      waiting, task(12, .submitting, "水墨风格的群山，云雾流动"),
      task(11, .unconfirmed, "Slow dolly through a library at night"),
      task(10, .queued, "一条龙在云海中穿行"), task(9, .running, "雨中的东京街头，霓虹倒影"),
      fetching, done, lost, failed, task(2, .expired, "A lighthouse in a storm"),
      task(1, .cancelled, "测试"),
    ]
  }

  static func asset(
    _ number: Int, _ kind: MediaKind, _ status: AssetStatus, _ name: String?
  ) -> AssetRecord {
    var asset = AssetRecord(
      assetID: "asset-20261120140\(100 + number)-q75m8", profile: "kyyvideo2", kind: kind,
      url: "https://example.com/\(number).\(kind == .image ? "png" : "mp4")?sign=\(number)",
      name: name, status: status, createdAt: now - .seconds(100 * number))
    if status == .failed {
      asset.error = TaskFailure(
        code: "Failed", message: "The library could not fetch it.",
        advice: "Check that the address opens without a login.")
    }
    return asset
  }

  /// An asset of every state and kind, newest first.
  static func assets() -> [AssetRecord] {
    [
      asset(1, .image, .processing, "女主角"), asset(2, .image, .active, "hero face, front"),
      asset(3, .video, .active, nil), asset(4, .image, .failed, "戒指特写"),
      asset(5, .audio, .active, "narrator"),
    ]
  }

  static func record(_ summary: TaskSummary) -> TaskRecord {
    var request = Fixture.request()
    request.prompt = summary.prompt
    var record = TaskRecord(
      id: summary.id, profile: summary.profile, api: .ark, model: summary.model, request: request,
      status: summary.status, createdAt: summary.createdAt)
    record.submittedAt = summary.submittedAt
    record.endedAt = summary.endedAt
    record.download = summary.download
    record.estimate = summary.estimate
    record.cost = summary.cost
    record.bytes = summary.bytes
    record.waitReason = summary.waitReason
    record.remoteID = "cgt-20261120220305-6bbjd"
    if [.running, .succeeded, .failed].contains(summary.status) {
      record.startedAt = now - .seconds(70)
    }
    if summary.status == .succeeded {
      record.file = "/home/lin/Videos/rushes/2026-11-20-\(summary.id)-宇航员在月球上弹钢琴.mp4"
      record.linkExpiresAt = now + .seconds(80_000)
    }
    if summary.status == .failed {
      record.error = TaskFailure(
        code: "OutputAudioSensitiveContentDetected",
        message: "The audio of the video was refused by the vendor's filter.",
        advice: "Retry without sound: most refusals of this kind are about the sound track.")
    }
    return record
  }

  /// A clip of five seconds, drawn in letters: each tells its moment.
  static func pictures(_ order: MediaOrder) -> MediaPictures {
    func tile(_ seconds: Double, _ size: Size, _ place: Point) -> MediaPictures.Tile {
      let letter = String(UnicodeScalar(UInt8(97 + Int(seconds * 4) % 26)))
      let cell = PictureCell(
        letter, foreground: RGB(0xFFFFFF), background: RGB(UInt32(seconds * 40)))
      let cells = Array(repeating: cell, count: size.columns * size.rows)
      return MediaPictures.Tile(
        seconds: seconds, place: place,
        picture: TerminalPicture(size: size, cells: cells, bytes: cells.count))
    }
    let whole = Size(
      columns: max(1, min(order.box.columns, order.box.rows * 3)), rows: order.box.rows)
    let zero = Point(column: 0, row: 0)
    let isClip = !order.path.hasSuffix(".png")
    var tiles: [MediaPictures.Tile] = []
    var rate = 0.0
    switch order.moments {
    case .still(let seconds): tiles = [tile(min(seconds, 4.9), whole, zero)]
    case .sheet(let count):
      let width = max(1, (order.box.columns + 1) / count - 1)
      let size = Size(columns: width, rows: max(1, order.box.rows - 1))
      tiles = (0..<count).map {
        tile(
          (Double($0) + 0.5) * 5 / Double(count), size,
          Point(column: $0 * (width + 1), row: 0))
      }
    case .run(let from, let wanted, let count):
      rate = Double(wanted)
      let left = max(1, Int((5 - from) * rate + 0.999))
      tiles = (0..<min(count, left)).map { tile(from + Double($0) / rate, whole, zero) }
    }
    return MediaPictures(
      order: order, tiles: tiles, rate: rate, length: isClip ? 5 : nil, limit: 96 << 10)
  }

  static func events(_ summary: TaskSummary) -> [TaskEvent] {
    [
      TaskEvent(at: now - .seconds(600), kind: "created", detail: "by the dashboard"),
      TaskEvent(at: now - .seconds(80), kind: "submitting", detail: ""),
      TaskEvent(
        at: now - .milliseconds(79_400), kind: "accepted", detail: "cgt-20261120220305-6bbjd"),
      TaskEvent(at: now - .seconds(30), kind: summary.status.rawValue, detail: "等待结束"),
    ]
      + (summary.download == .done
        ? [TaskEvent(at: now - .seconds(26), kind: "downloaded", detail: "video.mp4")] : [])
  }
}

/// A dashboard with a store behind it that answers its orders at once, and keeps the others.
struct World {
  var state: DashboardState
  var tasks: [TaskSummary] = []
  var typical: [Duration] = []
  var assets: [AssetRecord] = []
  var nextLink: Timestamp?
  var log: [LogLine] = []
  var numbers = StoreNumbers()
  var filters: [NamedText] = []
  /// What the form keeps; orders about it are left unanswered where it is nil.
  var kept: [KeptText.Kind: [KeptText]]?
  /// Whether pictures are made at once, and why not where they cannot be.
  var makesPictures = true
  var pictureTrouble: MediaTrouble?
  /// Orders for pictures, in their order.
  var pictureOrders: [MediaOrder] = []
  /// Orders that were not answered by the store.
  var orders: [DashboardEffect] = []

  init(state: DashboardState) { self.state = state }

  mutating func send(_ action: DashboardAction) {
    var effects = Dashboard.reduce(&state, action)
    var turns = 0
    while !effects.isEmpty && turns < 100 {
      turns += 1
      effects = effects.flatMap { answer($0) }
    }
  }

  private mutating func answer(_ effect: DashboardEffect) -> [DashboardEffect] {
    switch effect {
    case .loadPage(let request):
      return Dashboard.reduce(&state, .pageLoaded(request, page(request)))
    case .loadMarks(let request):
      return Dashboard.reduce(&state, .marksLoaded(request, found(request)))
    case .loadMarked(let deed, let ids):
      let rows = tasks.filter { ids.contains($0.id) }.sorted { $0.id < $1.id }
      return Dashboard.reduce(&state, .markedLoaded(deed, rows))
    case .loadKept(let kind) where kept != nil:
      return Dashboard.reduce(&state, .keptLoaded(kind, kept?[kind] ?? []))
    case .keep(let kind, let one) where kept != nil:
      kept?[kind, default: []].append(one)
      return Dashboard.reduce(&state, .keptLoaded(kind, kept?[kind] ?? []))
    case .forget(let kind, let one) where kept != nil:
      kept?[kind]?.removeAll { $0 == one }
      return Dashboard.reduce(&state, .keptLoaded(kind, kept?[kind] ?? []))
    case .loadFilters: return Dashboard.reduce(&state, .filtersLoaded(filters))
    case .saveFilter(let filter):
      filters = filters.filter { $0.name != filter.name } + [filter]
      return Dashboard.reduce(&state, .filtersLoaded(filters))
    case .forgetFilter(let name):
      filters.removeAll { $0.name == name }
      return Dashboard.reduce(&state, .filtersLoaded(filters))
    case .loadTallies:
      let counts = Dictionary(grouping: tasks, by: \.status).mapValues(\.count)
      return Dashboard.reduce(&state, .talliesLoaded(counts))
    case .loadStandings(let id):
      return Dashboard.reduce(&state, .standingsLoaded(standings(after: id)))
    case .loadTurned(let ids):
      return Dashboard.reduce(&state, .turnedLoaded(tasks.filter { ids.contains($0.id) }))
    case .loadLog: return Dashboard.reduce(&state, .logLoaded(log))
    case .loadNextLink: return Dashboard.reduce(&state, .nextLinkLoaded(nextLink))
    case .loadCosts: return Dashboard.reduce(&state, .costsLoaded(tasks.compactMap(\.cost)))
    case .loadTypicalDurations(let kind):
      return Dashboard.reduce(&state, .typicalDurationsLoaded(kind, typical))
    case .loadTask(let id):
      guard let summary = tasks.first(where: { $0.id == id }) else {
        return Dashboard.reduce(&state, .taskLoaded(id, nil, []))
      }
      return Dashboard.reduce(
        &state, .taskLoaded(id, Fixture.record(summary), Fixture.events(summary)))
    case .loadAssets: return Dashboard.reduce(&state, .assetsLoaded(assets))
    case .showMedia(let order):
      pictureOrders.append(order)
      return makesPictures ? answer(order) : []
    case .endMedia: return []
    case .loadNumbers: return Dashboard.reduce(&state, .numbersLoaded(numbers))
    case .probe(let reference) where state.details.probing.contains(reference):
      let facts = MediaFacts(
        kind: .video, format: "mp4", bytes: 8_214_000, width: 1280, height: 720, seconds: 5,
        framesPerSecond: 24, codec: "h264")
      return Dashboard.reduce(&state, .probed(reference, .success(facts)))
    default:
      orders.append(effect)
      return []
    }
  }

  /// Makes the pictures of an order, or says why there are none.
  mutating func answer(_ order: MediaOrder) -> [DashboardEffect] {
    let result: Result<MediaPictures, MediaTrouble> =
      pictureTrouble.map { .failure($0) } ?? .success(Fixture.pictures(order))
    return Dashboard.reduce(&state, .mediaShown(order, result))
  }

  private func found(_ request: MarkRequest) -> [TaskID] {
    let all = PageRequest(
      number: 0, offset: 0, limit: .max, filter: request.filter, statuses: request.statuses,
      sort: request.sort)
    let ids = page(all).rows.map(\.id)
    guard let ends = request.between, let one = ids.firstIndex(of: ends.one),
      let other = ids.firstIndex(of: ends.other)
    else { return ids }
    return Array(ids[min(one, other)...max(one, other)])
  }

  /// What the store would answer: filtered, ordered, and around the task that is kept.
  func page(_ request: PageRequest) -> TablePage {
    let condition = request.filter.condition(
      in: FilterContext(now: state.now, days: LocalDays(offset: 0)))
    let matching = tasks.filter {
      condition.matches(Fixture.record($0))
        && (request.statuses.isEmpty || request.statuses.contains($0.status))
    }.sorted { request.sort.puts($0, before: $1) }
    var offset = request.offset
    if let place = matching.firstIndex(where: { $0.id == request.keeping }),
      place < offset || place - offset >= request.limit
    {
      offset = max(0, place - request.limit / 2)
    }
    return TablePage(
      rows: Array(matching.dropFirst(offset).prefix(request.limit)), offset: offset,
      total: matching.count)
  }

  private func standings(after id: TaskID?) -> Standings {
    var standings = Standings(highest: tasks.map(\.id).max() ?? TaskID(0))
    for task in tasks {
      let isOpen =
        !task.status.isEnded || task.download == .waiting || task.download == .running
      guard isOpen || id.map({ task.id > $0 }) == true else { continue }
      standings.tasks[task.id] = TaskStanding(
        status: task.status, download: task.download, trouble: task.pollError)
    }
    return standings
  }

  mutating func press(_ keys: Key...) { for key in keys { send(.key(key)) } }

  /// Goes on in another language; where words take other rows, the screen is scrolled anew.
  mutating func speak(_ language: Language) {
    guard state.language != language else { return }
    state.language = language
    send(.resized(state.size))
  }

  /// Lets the selection rest, so that the details follow it.
  mutating func rest() { send(.ticked(state.now + SelectionRest.time)) }

  mutating func type(_ text: String) {
    for character in text { send(.key(Key(.character(character)))) }
  }

  var screen: String { FrameText.render(Dashboard.render(state)) }
}

extension Key {
  static func control(_ character: Character) -> Key { Key(.character(character), .control) }
  static func letter(_ character: Character) -> Key { Key(.character(character)) }
}

extension TaskSort {
  /// The order of the store, for those columns that the tests use.
  func puts(_ left: TaskSummary, before right: TaskSummary) -> Bool {
    func key(_ task: TaskSummary) -> String {
      switch column {
      case .prompt: task.prompt
      case .status: "\(TaskStatus.allCases.firstIndex(of: task.status) ?? 0)"
      case .cost: (task.cost?.amount ?? task.estimate?.amount).map { "\($0)" } ?? ""
      default: ""
      }
    }
    let (one, other) = isDescending ? (right, left) : (left, right)
    return (key(one), one.id.rawValue) < (key(other), other.id.rawValue)
  }
}

extension Keymap {
  /// The keys of a context when nobody has changed any.
  static func bindings(_ context: KeyContext) -> [Binding] { usual.bindings(context) }
}
