internal import FoundationEssentials

/// A media item's value, checked as far as can be without fetching anything.
enum MediaValue: Sendable {
  case remote
  /// An asset, by its id without `asset://`.
  case asset(String)
  /// What a `data:` URL held. A size where the picture tells it.
  case data([UInt8], format: String, size: PixelSize?)

  struct PixelSize: Sendable {
    var width: Int
    var height: Int
  }

  /// Reads an image's value.
  static func image(
    _ text: String, _ field: String, as forms: MediaForms
  ) throws(Refusal) -> MediaValue {
    guard !text.isEmpty else {
      throw Refusal(
        status: 400, code: "InvalidImageURL.EmptyURL", message: "The image URL is empty.",
        field: field)
    }
    if let place = try place(text, field, forms) { return place }
    let (format, bytes) = try decode(text, kind: "image", field)
    guard ArkLimits.imageFormats.contains(format) else {
      throw .badImage(field, "the format \(format) is not taken")
    }
    guard bytes.count < ArkLimits.imageBytes else {
      throw .badImage(field, "it must be smaller than 30 MB")
    }
    guard let found = ImageHeader(bytes) else {
      throw .badImage(field, "the data is not an image of a known format")
    }
    guard found.format == format || (found.format == "heif" && format == "heic") else {
      throw .badImage(field, "the data is \(found.format), not \(format)")
    }
    let sides = ArkLimits.imageSide
    guard sides.contains(found.width), sides.contains(found.height) else {
      throw .invalid(
        field, "the sides must have 300 to 6000 px, not \(found.width)x\(found.height)")
    }
    guard ArkLimits.imageShape.contains(Double(found.width) / Double(found.height)) else {
      throw .invalid(field, "width / height must be 0.4 to 2.5")
    }
    return .data(
      bytes, format: format, size: PixelSize(width: found.width, height: found.height))
  }

  /// Reads a video's value: it may not come inside the request.
  static func video(
    _ text: String, _ field: String, as forms: MediaForms
  ) throws(Refusal) -> MediaValue {
    if let place = try place(text, field, forms) { return place }
    throw .invalid(field, "a video must be a URL or an asset id")
  }

  /// Reads a sound's value; also its length in seconds where the data tells it.
  static func audio(
    _ text: String, _ field: String, as forms: MediaForms
  ) throws(Refusal) -> (value: MediaValue, seconds: Double?) {
    if let place = try place(text, field, forms) { return (place, nil) }
    let (format, bytes) = try decode(text, kind: "audio", field)
    guard bytes.count <= ArkLimits.audioBytes else {
      throw .invalid(field, "it must not be larger than 15 MB")
    }
    let seconds: Double?
    switch format {
    case "wav", "x-wav", "wave":
      guard let sound = SoundHeader.waveSeconds(bytes) else {
        throw .invalid(field, "the data is not wav")
      }
      seconds = sound
    case "mp3", "mpeg":
      guard SoundHeader.isMP3(bytes) else { throw .invalid(field, "the data is not mp3") }
      seconds = nil
    default: throw .invalid(field, "the format \(format) is not taken, only wav and mp3")
    }
    if let seconds, !ArkLimits.audioSeconds.contains(seconds) {
      throw .invalid(field, "it must be 2 to 15 s long")
    }
    return (.data(bytes, format: format, size: nil), seconds)
  }

  /// An address or an asset, or nil when it is a `data:` URL that may be given here.
  private static func place(
    _ text: String, _ field: String, _ forms: MediaForms
  ) throws(Refusal) -> MediaValue? {
    if text.hasPrefix("data:") {
      guard forms.contains(.data) else {
        throw .invalid(field, "data inside the request is not taken, only \(forms.words)")
      }
      return nil
    }
    if text.hasPrefix("asset://") {
      guard forms.contains(.assets) else {
        throw .invalid(field, "an asset id is not taken, only a URL")
      }
      let id = text.dropFirst(8)
      guard !id.isEmpty, !id.utf8.contains(where: { $0 <= 32 }) else {
        throw .invalid(field, "the asset id is empty or has blanks")
      }
      return .asset(String(id))
    }
    if forms.contains(.bareAssets), AssetID.isOne(text) { return .asset(text) }
    let lowered = text.prefix(8).lowercased()
    guard lowered.hasPrefix("http://") || lowered.hasPrefix("https://"),
      !text.utf8.contains(where: { $0 <= 32 || $0 == 127 }),
      let host = URL(string: text)?.host(), !host.isEmpty
    else { throw .invalid(field, "it is not \(forms.words)") }
    return .remote
  }

  private static func decode(
    _ text: String, kind: String, _ field: String
  ) throws(Refusal) -> (format: String, bytes: [UInt8]) {
    let head = "data:\(kind)/"
    let bytes = text.utf8
    guard let comma = bytes.prefix(128).firstIndex(of: UInt8(ascii: ",")),
      text[..<comma].hasPrefix(head), text[..<comma].hasSuffix(";base64")
    else { throw .invalid(field, "it must begin with \(head)<format>;base64,") }
    let format = String(text[..<comma].dropFirst(head.count).dropLast(";base64".count))
    let payload = String(text[bytes.index(after: comma)...])
    guard let data = Data(base64Encoded: payload), !data.isEmpty else {
      throw .invalid(field, "the data is not base64")
    }
    return (format == "jpg" ? "jpeg" : format, Array(data))
  }
}
