import VideoTasks

/// Makes drafts: about half of them keep every rule, and most others break one.
struct SceneMaker {
  private let target: Target
  private var dice: Dice
  private var scene: Scene
  private var model: ModelSpec { target.model }

  /// The scene of this number for a target, always the same one.
  static func scene(_ number: Int, for target: Target) -> Scene {
    var maker = SceneMaker(target, Dice(target.testDescription, number))
    maker.state()
    if maker.dice.percent(68) {
      let changes = maker.dice.percent(70) ? 1 : maker.dice.number(2...4)
      for _ in 0..<changes { maker.change() }
    }
    return maker.scene
  }

  private init(_ target: Target, _ dice: Dice) {
    self.target = target
    self.dice = dice
    scene = Scene(target: target, draft: RequestDraft())
  }
}

// MARK: What keeps the rules

extension SceneMaker {
  private mutating func state() {
    scene.draft.model = model.id
    let mode = dice.pick(model.modes)
    let isWordless = model.modesWithoutPrompt.contains(mode) && dice.percent(30)
    scene.draft.prompt = isWordless ? dice.pick(["", " \n"]) : Prompts.good(&dice)
    stateFields()
    stateMedia(mode)
  }

  private mutating func stateFields() {
    if !model.ratios.isEmpty, dice.percent(40) {
      scene.draft.ratio = dice.pick(model.ratios).rawValue
    }
    if !model.resolutions.isEmpty, dice.percent(40) {
      scene.draft.resolution = dice.pick(model.resolutions).rawValue
    }
    if dice.percent(50) {
      scene.draft.duration =
        model.allowsAutomaticDuration && dice.percent(20)
        ? -1 : dice.number(model.durations.lowerBound...model.durations.upperBound)
    }
    if model.takesAudio, dice.percent(40) { scene.draft.audio = dice.percent(50) }
    if model.takesSeed, dice.percent(40) {
      scene.draft.seed = dice.pick([-1, 0, 7, 4_294_967_295])
    }
    if model.takesWatermark, dice.percent(40) { scene.draft.watermark = dice.percent(50) }
    if model.takesReturnLastFrame, dice.percent(40) {
      scene.draft.returnLastFrame = dice.percent(50)
    }
    if let range = model.expiry, dice.percent(40) {
      scene.draft.expiresAfter = dice.pick([range.lowerBound, 86_400, range.upperBound])
    }
  }

  private mutating func stateMedia(_ mode: GenerationMode) {
    switch mode {
    case .text: break
    case .firstFrame: scene.draft.firstFrame = good(.image)
    case .firstAndLastFrame:
      scene.draft.firstFrame = good(.image)
      scene.draft.lastFrame = dice.percent(20) ? scene.draft.firstFrame : good(.image)
    case .references:
      scene.draft.videos = list(.video, dice.number(model.minVideos...model.maxVideos))
      // References are never sounds alone.
      let least = scene.draft.videos.isEmpty ? 1 : 0
      scene.draft.images = list(.image, dice.number(least...max(least, model.maxImages)))
      scene.draft.voices = list(.audio, dice.number(0...model.maxVoices))
    }
  }

  private mutating func list(_ kind: MediaKind, _ count: Int) -> [MediaReference] {
    (0..<count).map { _ in good(kind) }
  }

  private mutating func good(_ kind: MediaKind) -> MediaReference {
    let limits = model.media
    if limits.takesFiles.contains(kind), dice.percent(35) {
      // Three of them are no longer than may be together.
      return kind == .image
        ? file(.image(&dice)) : file(.sound(&dice, hundredths: dice.number(200...500)))
    }
    if limits.takesAssets, dice.percent(25) {
      return .asset(dice.pick(["asset-20260330142158-q75m8", "a", "A_1.b-2"]))
    }
    return MediaReference(dice.pick(Addresses.good))
  }

  private mutating func file(_ file: SampleFile) -> MediaReference {
    let path = "media/\(scene.files.count)"
    scene.files[path] = file
    return .file(path)
  }
}

// MARK: What may break them

extension SceneMaker {
  private mutating func change() {
    switch dice.number(0...18) {
    case 0: scene.draft.model = dice.pick(Self.models)
    case 1, 2: scene.draft.prompt = Prompts.odd(&dice)
    case 3: scene.draft.ratio = dice.pick(Self.ratios)
    case 4:
      scene.draft.resolution = dice.pick(["480p", "720p", "1080p", "4k", "", "720P", "2160p"])
    case 5, 6: scene.draft.duration = dice.pick(Self.durations)
    case 7: scene.draft.audio = dice.percent(50)
    case 8: scene.draft.seed = dice.pick([-2, -1, 0, 1 << 32, (1 << 32) - 1, .max, .min])
    case 9: scene.draft.watermark = dice.percent(50)
    case 10: scene.draft.returnLastFrame = dice.percent(50)
    case 11:
      scene.draft.expiresAfter = dice.pick([0, -1, 3599, 3600, 172_800, 259_200, 259_201, .max])
    case 12: scene.draft.firstFrame = dice.percent(40) ? nil : odd(.image)
    case 13: scene.draft.lastFrame = dice.percent(20) ? nil : odd(.image)
    case 14: changeReferences { $0.scene.draft.images = $0.oddList(.image, $0.model.maxImages) }
    case 15: changeReferences { $0.scene.draft.videos = $0.oddList(.video, $0.model.maxVideos) }
    case 16, 17:
      changeReferences { $0.scene.draft.voices = $0.oddList(.audio, $0.model.maxVoices) }
    default: probe()
    }
  }

  private static let models: [String?] =
    [
      nil, "", "seedance", "ep-20260101120000-abcde", "ep-", "SEEDANCE_2_0", "seedance_2_0 ",
      "seedance_1_0_lite_i2v", "doubao-seedance-1-5-pro-251215",
    ] + API.allCases.flatMap { ModelCatalogue.builtIn(for: $0).models.map(\.id) }

  private static let ratios =
    Ratio.allCases.map(\.rawValue) + ["", "2:1", "16x9", "Adaptive", "16:9 ", "keep_ratio"]

  private static let durations = [
    Int.min, -2, -1, 0, 1, 2, 3, 4, 5, 6, 7, 10, 11, 12, 13, 15, 16, 30, 31, Int.max,
  ]

  /// Mostly where references are the mode, so that what is changed is not all that is wrong.
  private mutating func changeReferences(_ change: (inout SceneMaker) -> Void) {
    if model.modes.contains(.references), !scene.draft.hasReferences, dice.percent(80) {
      scene.draft.firstFrame = nil
      scene.draft.lastFrame = nil
      scene.draft.prompt = Prompts.good(&dice)
      scene.draft.images = list(.image, 1)
      scene.draft.videos = list(.video, model.minVideos)
    }
    change(&self)
  }

  private mutating func oddList(_ kind: MediaKind, _ most: Int) -> [MediaReference] {
    let count = dice.pick([0, 1, max(1, most), most + 1])
    let oddOne = dice.percent(60) ? dice.number(0...max(0, count - 1)) : -1
    return (0..<count).map { $0 == oddOne ? odd(kind) : good(kind) }
  }

  private mutating func odd(_ kind: MediaKind) -> MediaReference {
    switch dice.number(0...9) {
    case 0, 1: return MediaReference(dice.pick(Addresses.odd))
    case 2: return MediaReference(dice.pick(Addresses.oddAssets))
    case 3: return .asset("asset-20260330142158-q75m8")
    case 4, 5: return kind == .video ? file(.clip) : oddFile(kind)
    case 6: return file(.image(&dice))
    case 7: return file(.sound(&dice, hundredths: dice.number(200...1500)))
    case 8: return file(.other(&dice))
    default: return good(kind)
    }
  }

  private mutating func oddFile(_ kind: MediaKind) -> MediaReference {
    guard kind == .audio else { return file(.oddImage(&dice)) }
    let length = dice.pick([1, 100, 199, 200, 201, 1499, 1500, 1501, 1600, 6000])
    return file(.sound(&dice, hundredths: length))
  }

  /// Learns of media behind an address what breaks a rule, or does not.
  private mutating func probe() {
    let remote = scene.draft.media.filter { $0.reference.path == nil }
    guard !remote.isEmpty else { return change() }
    let item = dice.pick(remote)
    var facts = MediaFacts(kind: item.role.kind, bytes: dice.pick([1000, 15 << 20, 50 << 20]))
    facts.format = dice.pick(["png", "heic", "mp4", "matroska", "wav", "mp3", "ogg"])
    facts.width = dice.pick([200, 854, 1280, 3840])
    facts.height = dice.pick([200, 480, 720, 2160])
    facts.seconds = dice.pick([1, 2, 9, 15.1, 16])
    facts.framesPerSecond = dice.pick([10, 23.976, 60, 120])
    scene.probed[item.reference] = facts
    // Together they may be too long, each of them good.
    guard dice.percent(30) else { return }
    for other in remote where other.role == item.role {
      scene.probed[other.reference] = MediaFacts(kind: item.role.kind, seconds: 9)
    }
  }
}
