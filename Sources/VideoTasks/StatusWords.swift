extension TaskStatus {
  /// Reads an API's word for a state, whatever its case; nil for a word that nobody documented.
  ///
  /// `ark` says succeeded, the others completed; `processing` is running; `canceled` has been met.
  public init?(word: String) {
    let spelled = word.lowercased().filter { !$0.isWhitespace }
    switch spelled {
    case "queued": self = .queued
    case "running", "processing": self = .running
    case "succeeded", "completed": self = .succeeded
    case "failed": self = .failed
    case "expired": self = .expired
    case "cancelled", "canceled": self = .cancelled
    default: return nil
    }
  }
}
