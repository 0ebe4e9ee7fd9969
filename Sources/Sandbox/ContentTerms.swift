/// What one API's page takes in `content`.
struct ContentTerms: Sendable {
  /// The types of items.
  var types: [String]
  /// How a media item may be given.
  var forms: MediaForms
  /// Whether a frame may come without a text.
  var framesNeedNoText = false
  /// Whether text alone is refused.
  var needsMedia = false
  var takesReferences = true
  /// Whether a first frame without a role may have a last frame beside it.
  var firstFrameNeedsNoRole = false
  var images = 0
  var videos = 0
  var audios = 0
  var chineseCharacters: Int?
  var englishWords: Int?

  private static let all = ["text", "image_url", "video_url", "audio_url"]

  static let ark = ContentTerms(
    types: all, forms: [.data, .assets], framesNeedNoText: true,
    images: ArkLimits.referenceImages, videos: ArkLimits.referenceVideos,
    audios: ArkLimits.referenceAudios)

  /// The page has reference images only for a model that it does not offer.
  static let kyyaipower = ContentTerms(
    types: ["text", "image_url"], forms: [], takesReferences: false, firstFrameNeedsNoRole: true,
    chineseCharacters: 500, englishWords: 1000)

  /// How many references, the page does not say: as many as its sisters take.
  static let x1 = ContentTerms(
    types: all, forms: [.assets, .bareAssets], needsMedia: true, images: 9, videos: 3, audios: 3)
}

/// How a media item may be given; a URL always may.
struct MediaForms: OptionSet, Sendable {
  let rawValue: Int
  /// `data:`, images and sounds alone.
  static let data = MediaForms(rawValue: 1)
  /// `asset://ID`.
  static let assets = MediaForms(rawValue: 2)
  /// An id of the asset library as it stands, without `asset://`.
  static let bareAssets = MediaForms(rawValue: 4)

  /// What may be given, for a refusal.
  var words: String {
    let more = contains(.assets) ? " or an asset id" : ""
    return "a URL" + (contains(.data) ? ", data" : "") + more
  }
}

/// Counts a prompt as a page with two limits means it: Chinese and English each for itself.
enum PromptCount {
  static func chineseCharacters(_ text: String) -> Int {
    text.unicodeScalars.count(where: isChinese)
  }

  /// What stands between blanks, Chinese characters and their punctuation, and holds a Latin letter.
  static func englishWords(_ text: String) -> Int {
    text.unicodeScalars.split { $0.properties.isWhitespace || isChinese($0) || isMark($0) }
      .count { $0.contains(where: isLatin) }
  }

  private static func isChinese(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    // 〇 is a character too, though it stands among the marks.
    case 0x3007, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF: true
    default: false
    }
  }

  /// Chinese punctuation and full-width forms.
  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    (0x3000...0x303F).contains(scalar.value) || (0xFF00...0xFF0F).contains(scalar.value)
      || (0xFF1A...0xFF20).contains(scalar.value)
  }

  private static func isLatin(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    // Between the letters stand × and ÷, which make no word.
    case 0xD7, 0xF7: false
    case 0x41...0x5A, 0x61...0x7A, 0xC0...0x24F: true
    default: false
    }
  }
}
