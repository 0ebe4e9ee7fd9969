import VideoTasks

/// A local file: its bytes as far as anybody reads them, and what a probe would say of it.
struct SampleFile: Sendable {
  var bytes: [UInt8]
  var facts: Result<MediaFacts, MediaProblem>
  /// The media type that a body states; nil when the bytes are nothing that has one.
  var mime: String?

  /// Whether it has the length of a sound in it, for whoever reads no frames.
  var tellsLength: Bool { mime == "audio/wav" }
}

extension SampleFile {
  /// A picture that every API takes.
  static func image(_ dice: inout Dice) -> SampleFile {
    let (width, height) = dice.pick([
      (300, 300), (6000, 6000), (1280, 720), (400, 1000), (1000, 400), (2500, 6000), (301, 751),
    ])
    return image(dice.pick(Format.allCases), width, height)
  }

  /// A picture at or beyond the ends of what is taken.
  static func oddImage(_ dice: inout Dice) -> SampleFile {
    let (width, height) = dice.pick([
      (299, 300), (300, 299), (6001, 6000), (6000, 6001), (399, 1000), (1001, 400), (1, 1),
      (300, 751), (751, 300), (6000, 2399), (2399, 6000), (16_000, 300), (300, 750), (750, 300),
    ])
    return image(dice.pick(Format.allCases), width, height)
  }

  /// A sound of so many hundredths of a second.
  static func sound(_ dice: inout Dice, hundredths: Int) -> SampleFile {
    dice.percent(60) ? wave(hundredths: hundredths) : mp3(hundredths: hundredths, &dice)
  }

  /// A file that is something else, damaged, or not there.
  static func other(_ dice: inout Dice) -> SampleFile {
    switch dice.number(0...7) {
    case 0: clip
    case 1: SampleFile(bytes: [], facts: .failure(.missing), mime: nil)
    case 2: SampleFile(bytes: Array("hello".utf8), facts: .failure(.notMedia("no")), mime: nil)
    case 3: SampleFile(bytes: [1], facts: .failure(.unreadable("Permission denied")), mime: nil)
    case 4: known(.audio, "aac", [0xFF, 0xF1, 0x50, 0x80], "audio/aac", seconds: 5)
    // ffprobe has one name for all layers of MPEG sound, and the codec says which it is.
    case 5: known(.audio, "mp3", [0xFF, 0xFD, 0xE0, 0xC4], "audio/mpeg", seconds: 5, codec: "mp2")
    case 6: known(.image, "avif", Bytes.box("avif", 640, 480), "image/avif", size: (640, 480))
    default: known(.image, "svg", Array("<svg/>".utf8), "image/svg+xml", size: (640, 480))
    }
  }

  static let clip = known(
    .video, "mp4", Bytes.box("isom", 640, 480), "video/mp4", seconds: 5, size: (1280, 720),
    codec: "h264")

  static func known(
    _ kind: MediaKind, _ format: String, _ bytes: [UInt8], _ mime: String, seconds: Double? = nil,
    size: (Int, Int)? = nil, codec: String? = nil
  ) -> SampleFile {
    let facts = MediaFacts(
      kind: kind, format: format, bytes: Int64(bytes.count), width: size?.0, height: size?.1,
      seconds: seconds, framesPerSecond: kind == .video ? 24 : nil, codec: codec)
    return SampleFile(bytes: bytes, facts: .success(facts), mime: mime)
  }

  // MARK: Pictures

  /// A format of pictures, in each of its forms.
  enum Format: CaseIterable {
    case png, jpeg, gif, bmp, bmpDown, webp, webpLossless, webpExtended, tiff, tiffBig
    case heic, heix, heim, heis, hevc, mif1, msf1
  }

  static func image(_ format: Format, _ width: Int, _ height: Int) -> SampleFile {
    let bytes = Bytes.image(format, width, height)
    let name =
      switch format {
      case .png: "png"
      case .jpeg: "jpeg"
      case .gif: "gif"
      case .bmp, .bmpDown: "bmp"
      case .webp, .webpLossless, .webpExtended: "webp"
      case .tiff, .tiffBig: "tiff"
      case .heic, .heix, .heim, .heis, .hevc: "heic"
      case .mif1, .msf1: "heif"
      }
    return known(.image, name, bytes, "image/\(name)", size: (width, height))
  }

  // MARK: Sounds

  static func wave(hundredths: Int) -> SampleFile {
    let bytes = Bytes.wave(hundredths: hundredths)
    return known(
      .audio, "wav", bytes, "audio/wav", seconds: Double(hundredths) / 100, codec: "pcm_u8")
  }

  static func mp3(hundredths: Int, _ dice: inout Dice) -> SampleFile {
    let head = dice.pick([
      Array("ID3".utf8), [0xFF, 0xFB, 0x90], [0xFF, 0xF3, 0x40], [0xFF, 0xE3],
    ])
    return known(
      .audio, "mp3", head + [0, 0, 0, 0], "audio/mpeg", seconds: Double(hundredths) / 100,
      codec: "mp3")
  }
}
