/// What is asked of the sandbox.
public enum SandboxCall: String, CaseIterable, Hashable, Sendable {
  /// Making a task.
  case create
  /// Asking where one task stands.
  case poll
  /// Asking for all tasks; `ark` at Volcengine and BytePlus alone.
  case list
  /// Cancelling a queued task or removing an ended one; where there is a list.
  case cancel
  /// Fetching a finished file by its link.
  case download
  /// Uploading an asset by its address.
  case assetAdd = "asset-add"
  /// Asking where an asset stands.
  case assetPoll = "asset-poll"
  /// Deleting an asset.
  case assetRemove = "asset-remove"
}
