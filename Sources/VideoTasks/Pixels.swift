/// The picture sizes behind a tier and a ratio.
///
/// Source: the vendor's resolution table.
public enum Pixels {
  /// Width and height in pixels; nil for `adaptive`, whose size the server chooses.
  public static func size(ratio: Ratio, resolution: Resolution) -> (width: Int, height: Int)? {
    switch (resolution, ratio) {
    case (_, .adaptive): nil
    case (.p480, .wide): (864, 496)
    case (.p480, .classic): (752, 560)
    case (.p480, .square): (640, 640)
    case (.p480, .portrait): (560, 752)
    case (.p480, .tall): (496, 864)
    case (.p480, .cinema): (992, 432)
    case (.p720, .wide): (1280, 720)
    case (.p720, .classic): (1112, 834)
    case (.p720, .square): (960, 960)
    case (.p720, .portrait): (834, 1112)
    case (.p720, .tall): (720, 1280)
    case (.p720, .cinema): (1470, 630)
    case (.p1080, .wide): (1920, 1080)
    case (.p1080, .classic): (1664, 1248)
    case (.p1080, .square): (1440, 1440)
    case (.p1080, .portrait): (1248, 1664)
    case (.p1080, .tall): (1080, 1920)
    case (.p1080, .cinema): (2206, 946)
    }
  }
}
