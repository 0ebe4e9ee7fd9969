internal import VideoTasks

/// What stands for a piece of media in a body.
struct MediaAddress {
  /// Local files made ready for the body; empty for an API that takes none.
  var encoded: [MediaReference: EncodedMedia] = [:]

  /// What stands for a file that cannot be sent: a path must never leave this machine, and an empty
  /// text could be taken for a field that is not there, so that another video is made and paid.
  static let unfetchable = "about:invalid"

  /// The address, as every one of the APIs writes it: a URL, `asset://ID`, or the data itself.
  func text(_ reference: MediaReference) -> String {
    guard reference.path != nil else { return reference.text }
    return encoded[reference].map { "data:\($0.mime);base64,\($0.base64)" }
      ?? MediaAddress.unfetchable
  }
}
