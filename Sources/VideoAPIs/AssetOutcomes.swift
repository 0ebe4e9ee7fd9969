public import VideoTasks

/// What became of an upload to the asset library.
public enum AssetUploadOutcome: Hashable, Sendable {
  /// The library has taken the address and fetches it; the asset can be used once it is active.
  case accepted(assetID: String)
  /// The asset was not made, and sending the same again makes no sense.
  case refused(TaskFailure)
  /// The asset may exist; the text says what came instead of an answer.
  case unreadable(String)
  /// The asset was not made; sending it again later is right.
  case tryAgain(reason: String, retryAfter: Duration?)
}

/// Where an asset stands.
public enum AssetStatusOutcome: Hashable, Sendable {
  /// It is being fetched and looked at; 5 to 300 s are usual.
  case processing
  /// It can be used.
  case active
  /// It cannot be used.
  case failed(TaskFailure)
  /// The library does not know it.
  case gone
  /// Nothing was learned: ask again later.
  case tryAgain(reason: String, retryAfter: Duration?)
}

/// What became of the removal of an asset.
public enum AssetRemoveOutcome: Hashable, Sendable {
  /// The library has it no longer.
  case removed
  /// It stays where it is.
  case refused(TaskFailure)
  /// Nothing was learned; removing it again later does no harm.
  case tryAgain(reason: String, retryAfter: Duration?)
}
