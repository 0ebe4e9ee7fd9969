// Media table: what each API says of the media that it is given.
//
//                   ark            kyyvideo2, x1    kyyaipower 1.5   kyyaipower 2.0
//   local files     image, audio   none             none             none
//   asset://        taken          taken            refused          refused
//   image formats   six + heic     six              six + heic       six
//   image ranges    closed         closed           open             open
//   inferred        nothing        four limits      nothing          nothing

extension MediaLimits {
  private static let megabyte: Int64 = 1_048_576
  private static let sixFormats = ["jpeg", "png", "webp", "bmp", "tiff", "gif"]

  /// The limits of `ark`, which states all of them.
  ///
  /// Source: the vendor's create page and media table. The seconds of all videos together are the
  /// server's own cut, 0.2 s above the stated 15.
  // swift-format-ignore
  public static let ark = MediaLimits(
    takesFiles:      [.image, .audio],                takesAssets:          true,
    imageFormats:    sixFormats + ["heic", "heif"],
    imageSide:       300...6000,
    imageShape:      0.4...2.5,                       imageEndsRefused:     false,
    imageBytesBelow: 30 * megabyte,
    videoFormats:    ["mp4", "mov"],
    videoSeconds:    2...15.2,                        videoSecondsTogether: 15.2,
    videoBytes:      50 * megabyte,
    videoRate:       24...60,
    videoPixels:     300_000...1_000_000,
    voiceFormats:    ["wav", "mp3"],
    voiceSeconds:    2...15,                          voiceSecondsTogether: 15,
    voiceBytes:      15 * megabyte,
    bodyBytes:       64 * megabyte,
    warnsOnly:       [])

  /// The limits of `kyyvideo2`. Its page states neither the size of an image nor more of a video
  /// than length and resolution: those limits are inferred from `ark`.
  public static let kyyvideo2 = ark.but {
    $0.takesFiles = []
    $0.imageFormats = sixFormats
    $0.warnsOnly = [.imageSize, .videoFormat, .videoSize, .videoRate]
  }

  /// The limits of `x1`, whose page states none; those of the same server's `kyyvideo2` hold.
  public static let x1 = kyyvideo2

  /// The limits of Seedance 1.5 pro on `kyyaipower`; source: its create page.
  public static let kyyaipower15 = ark.but {
    $0.takesFiles = []
    $0.takesAssets = false
    $0.imageEndsRefused = true
  }

  /// The limits of Seedance 2.0 on `kyyaipower`; source: its create page.
  public static let kyyaipower20 = kyyaipower15.but { $0.imageFormats = sixFormats }

  private func but(_ change: (inout MediaLimits) -> Void) -> MediaLimits {
    var limits = self
    change(&limits)
    return limits
  }
}
