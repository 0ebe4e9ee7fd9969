internal import FoundationEssentials
internal import VideoTasks

/// Reads ffprobe's JSON.
enum ProbeAnswer {
  /// The facts in an answer, or nil when it shows no picture and no sound, or a picture without size.
  ///
  /// - Parameter bytes: the size of the file; nil takes what the answer says, as far as it does.
  static func facts(_ json: [UInt8], bytes: Int64?) -> MediaFacts? {
    // An answer that is not JSON shows nothing: the caller has a sentence for that.
    guard let answer = try? JSONDecoder().decode(JSONValue.self, from: Data(json)) else {
      return nil
    }
    let streams = answer["streams"]?.array ?? []
    // The cover of a song is a "video" too.
    let picture = streams.first {
      $0["codec_type"]?.string == "video" && $0["disposition"]?["attached_pic"]?.integer != 1
    }
    let sound = streams.first { $0["codec_type"]?.string == "audio" }
    guard let stream = picture ?? sound, let names = answer["format"]?["format_name"]?.string else {
      return nil
    }
    let codec = stream["codec_name"]?.string
    let brand = answer["format"]?["tags"]?["major_brand"]?.string
    let format = self.format(names, brand: brand, codec: codec)
    var facts = MediaFacts(format: format, bytes: bytes ?? said(answer), codec: codec)
    if picture != nil {
      guard let size = size(stream) else { return nil }
      (facts.width, facts.height) = size
      facts.kind = stills.contains(format) ? .image : .video
    } else {
      facts.kind = .audio
    }
    if facts.kind != .image {
      facts.seconds =
        positive(answer["format"]?["duration"]?.number) ?? positive(stream["duration"]?.number)
    }
    if facts.kind == .video {
      facts.framesPerSecond =
        fraction(stream["avg_frame_rate"]?.string) ?? fraction(stream["r_frame_rate"]?.string)
    }
    return facts
  }

  /// Bytes as the answer says, which writes them as a text.
  private static func said(_ answer: JSONValue) -> Int64? {
    guard let text = answer["format"]?["size"]?.string, let bytes = Int64(text), bytes > 0 else {
      return nil
    }
    return bytes
  }

  /// Formats of one picture, or of one that moves like a picture (gif).
  private static let stills: Set<String> = [
    "png", "jpeg", "jpegls", "webp", "bmp", "tiff", "gif", "jpegxl", "j2k", "psd", "ppm", "qoi",
    "heic", "heif", "avif",
  ]

  /// The usual name of a format from ffmpeg's names for it, its brand, and the codec.
  static func format(_ names: String, brand: String?, codec: String?) -> String {
    let first = String(names.prefix { $0 != "," })
    switch first {
    case "mov": return StillBrand.format(brand ?? "") ?? container(brand ?? "")
    case "mjpeg": return "jpeg"
    case "apng": return "png"
    case "image2": return codec == "mjpeg" ? "jpeg" : codec ?? first
    default: return first.hasSuffix("_pipe") ? String(first.dropLast("_pipe".count)) : first
    }
  }

  private static func container(_ brand: String) -> String {
    if brand.hasPrefix("qt") { return "mov" }
    return brand.hasPrefix("M4A") ? "m4a" : "mp4"
  }

  /// Pixels across and down as the picture is shown, or nil when there are none.
  private static func size(_ stream: JSONValue) -> (Int, Int)? {
    guard let width = stream["width"]?.integer, let height = stream["height"]?.integer,
      (1...1_000_000).contains(width), (1...1_000_000).contains(height)
    else { return nil }
    let turns = (stream["side_data_list"]?.array ?? []).compactMap { $0["rotation"]?.integer }
    let liesOnItsSide = turns.contains { $0 % 180 == 90 || $0 % 180 == -90 }
    return liesOnItsSide ? (Int(height), Int(width)) : (Int(width), Int(height))
  }

  private static func positive(_ number: Double?) -> Double? {
    guard let number, number.isFinite, number > 0 else { return nil }
    return number
  }

  /// The value of `24000/1001`, or nil for `0/0`.
  static func fraction(_ text: String?) -> Double? {
    guard let parts = text?.split(separator: "/"), parts.count == 2,
      let above = Double(parts[0]), let below = Double(parts[1]), below > 0
    else { return nil }
    return positive(above / below)
  }
}
