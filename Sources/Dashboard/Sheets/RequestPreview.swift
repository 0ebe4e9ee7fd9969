public import VideoTasks

/// What would be sent for a request, without the key and with media shortened.
public struct RequestPreview: Hashable, Sendable {
  /// The method, such as `POST`.
  public var method: String
  /// The whole address; it begins with `sandbox` where the sandbox is the server.
  public var url: String
  /// The body; nil where there is none.
  public var body: JSONValue?

  /// Makes a preview.
  public init(method: String, url: String, body: JSONValue?) {
    self.method = method
    self.url = url
    self.body = body
  }
}
