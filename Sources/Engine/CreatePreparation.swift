internal import FoundationEssentials
public import VideoAPIs
public import VideoTasks
internal import Wording

/// Turns a draft into the call that sends it. Reads local media through a closure.
public enum CreatePreparation {
  /// Checks the draft once more and puts the create together.
  ///
  /// - Parameter read: the bytes of a local file, or nil when it cannot be read.
  /// - Throws: `CallFailure` of kind `.unready` when a rule is broken or a file is gone. Cost: the
  ///   media is held in memory twice, as bytes and as base64.
  public static func call(
    _ draft: RequestDraft, profile: Profile, read: (String) -> [UInt8]?
  ) throws(CallFailure) -> APICall {
    let model: ModelSpec
    switch Choice.model(for: draft, in: profile) {
    case .success(let chosen): model = chosen
    case .failure(let violations): throw unready(violations)
    }
    let request: VideoRequest
    switch Rules.check(draft, model: model, facts: [:]) {
    case .success(let checked): request = checked
    case .failure(let violations): throw unready(violations)
    }
    var media: [MediaReference: EncodedMedia] = [:]
    for item in draft.media where media[item.reference] == nil {
      guard let path = item.reference.path else { continue }
      guard let bytes = read(path) else {
        throw unready(
          Phrase("{file} can no longer be read.", ["file": path]),
          Phrase("Nothing was sent. Put the file back, or edit the task as new with another one."))
      }
      guard let mime = MediaType.of(bytes) else {
        throw unready(
          Phrase("{file} is no longer an image or sound that can be sent.", ["file": path]),
          Phrase("Nothing was sent. Edit the task as new with another file."))
      }
      media[item.reference] = EncodedMedia(
        mime: mime, base64: Data(bytes).base64EncodedString())
    }
    return Dialects.of(profile).create(request, media: media)
  }

  private static func unready(_ violations: Violations) -> CallFailure {
    let first = violations.list.first
    return unready(
      first?.problem ?? Phrase("The request breaks a rule."),
      .sentences([
        Phrase("Nothing was sent. Edit the task as new."), first?.remedy ?? .verbatim(""),
      ]))
  }

  private static func unready(_ reason: Phrase, _ advice: Phrase) -> CallFailure {
    CallFailure(
      kind: .unready, mayHaveBeenSent: false, reason: reason.english, advice: advice.english)
  }
}

/// The media type of a file, told by its first bytes: a name may lie, and the server looks inside.
enum MediaType {
  /// The type, or nil when the bytes are none of the formats that the APIs take.
  ///
  /// Source: the formats' own specifications of their first bytes.
  static func of(_ bytes: [UInt8]) -> String? {
    func has(_ text: String, at offset: Int = 0) -> Bool {
      let wanted = Array(text.utf8)
      return bytes.count >= offset + wanted.count
        && bytes[offset..<offset + wanted.count].elementsEqual(wanted)
    }
    func begins(_ wanted: [UInt8]) -> Bool { bytes.starts(with: wanted) }

    if begins([0x89]) && has("PNG", at: 1) { return "image/png" }
    if begins([0xff, 0xd8, 0xff]) { return "image/jpeg" }
    if has("RIFF") && has("WEBP", at: 8) { return "image/webp" }
    if has("RIFF") && has("WAVE", at: 8) { return "audio/wav" }
    if has("GIF8") { return "image/gif" }
    if has("BM") { return "image/bmp" }
    if begins([0x49, 0x49, 0x2a, 0]) || begins([0x4d, 0x4d, 0, 0x2a]) { return "image/tiff" }
    if has("ftyp", at: 4) {
      let heic = ["heic", "heix", "heim", "heis", "hevc", "hevx"]
      if heic.contains(where: { has($0, at: 8) }) { return "image/heic" }
      if has("mif1", at: 8) || has("msf1", at: 8) { return "image/heif" }
    }
    if has("ID3") { return "audio/mpeg" }
    // An MPEG audio frame begins with eleven set bits, and layer III has the bits 01.
    if bytes.count > 1, bytes[0] == 0xff, bytes[1] & 0xe6 == 0xe2 { return "audio/mpeg" }
    return nil
  }
}
