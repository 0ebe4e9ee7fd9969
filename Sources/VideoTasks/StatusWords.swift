extension TaskStatus {
  /// Reads an API's word for a state, whatever its case; nil for a word that nobody documented.
  ///
  /// `ark` says succeeded, the others completed; `processing` is running; `canceled` has been met.
  /// `in_progress`, `success` and `failure` are the words of a gateway that resellers run.
  public init?(word: String) {
    let spelled = word.lowercased().filter { !$0.isWhitespace }
    switch spelled {
    case "queued": self = .queued
    case "running", "processing", "in_progress": self = .running
    case "succeeded", "completed", "success": self = .succeeded
    case "failed", "failure": self = .failed
    case "expired": self = .expired
    case "cancelled", "canceled": self = .cancelled
    default: return nil
    }
  }
}
