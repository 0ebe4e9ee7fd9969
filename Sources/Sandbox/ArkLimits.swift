/// What the `ark` pages allow, written down from them a second time: nothing here is shared with
/// the rules that check a request before it is sent, so that an error in one cannot hide in the
/// other.
enum ArkLimits {
  struct Model: Sendable {
    let resolutions: [String]
    let seconds: ClosedRange<Int64>
  }

  static let models: [String: Model] = [
    "doubao-seedance-2-0-260128": Model(
      resolutions: ["480p", "720p", "1080p"], seconds: 4...15),
    "doubao-seedance-2-0-fast-260128": Model(resolutions: ["480p", "720p"], seconds: 4...15),
    "doubao-seedance-2-0-mini-260615": Model(resolutions: ["480p", "720p"], seconds: 4...15),
    "doubao-seedance-2-5-260628": Model(resolutions: ["480p", "720p", "1080p"], seconds: 4...30),
  ]

  static let seeds: ClosedRange<Int64> = -1...4_294_967_295
  static let expiry: ClosedRange<Int64> = 3600...259_200
  static let defaultExpiry = 172_800
  /// Parameters of Seedance 1.x.
  static let oldParameters = ["frames", "camera_fixed", "service_tier"]

  static let bodyBytes = 64 << 20
  static let referenceImages = 9
  static let referenceVideos = 3
  static let referenceAudios = 3

  static let imageBytes = 30 << 20
  static let imageSide = 300...6000
  static let imageShape = 0.4...2.5
  static let imageFormats = ["jpeg", "png", "webp", "bmp", "tiff", "gif", "heic", "heif"]

  static let audioBytes = 15 << 20
  static let audioSeconds = 2.0...15.0
  static let audioSecondsTogether = 15.0

  /// What a reference video counts for, since the sandbox fetches none: its length is unknown.
  static let assumedVideoSeconds = 5

  /// Pixels by tier and ratio; the ratios in the order of the page.
  static let pixels: [String: [(ratio: String, width: Int, height: Int)]] = [
    "480p": [
      ("16:9", 864, 496), ("4:3", 752, 560), ("1:1", 640, 640), ("3:4", 560, 752),
      ("9:16", 496, 864), ("21:9", 992, 432),
    ],
    "720p": [
      ("16:9", 1280, 720), ("4:3", 1112, 834), ("1:1", 960, 960), ("3:4", 834, 1112),
      ("9:16", 720, 1280), ("21:9", 1470, 630),
    ],
    "1080p": [
      ("16:9", 1920, 1080), ("4:3", 1664, 1248), ("1:1", 1440, 1440), ("3:4", 1248, 1664),
      ("9:16", 1080, 1920), ("21:9", 2206, 946),
    ],
  ]

  static let ratios = ["16:9", "4:3", "1:1", "3:4", "9:16", "21:9", "adaptive"]

  /// The row of a tier's table whose shape is nearest to a picture's, by how much one would be cut.
  static func nearestRatio(width: Int, height: Int) -> String {
    let shape = Double(width) / Double(height)
    let rows = pixels["720p"] ?? []
    let nearest = rows.min { left, right in
      distance(shape, left.width, left.height) < distance(shape, right.width, right.height)
    }
    return nearest?.ratio ?? "16:9"
  }

  private static func distance(_ shape: Double, _ width: Int, _ height: Int) -> Double {
    let other = Double(width) / Double(height)
    return shape > other ? shape / other : other / shape
  }

  /// Tokens as the published samples have them.
  static func tokens(width: Int, height: Int, videoSeconds: Int) -> Int {
    width * height * (24 * videoSeconds + 1) / 1024
  }
}
