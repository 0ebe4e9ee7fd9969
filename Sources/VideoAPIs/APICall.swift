/// One header of a request or an answer.
public struct APIHeader: Hashable, Sendable {
  /// The name, in any case.
  public var name: String
  /// The value as it stands on the line.
  public var value: String

  /// Makes a header.
  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

/// One HTTP request of a dialect, without host and key: the engine adds both.
public struct APICall: Hashable, Sendable {
  /// `GET`, `POST`, ….
  public var method: String
  /// The path after the profile's base address; begins with `/`.
  public var path: String
  /// The headers, in order.
  public var headers: [APIHeader]
  /// The bytes of the body.
  public var body: [UInt8]?

  /// Makes a call.
  public init(method: String, path: String, headers: [APIHeader], body: [UInt8]? = nil) {
    self.method = method
    self.path = path
    self.headers = headers
    self.body = body
  }
}

/// An HTTP answer as it came.
public struct APIAnswer: Hashable, Sendable {
  /// The HTTP status.
  public var status: Int
  /// The headers, in order.
  public var headers: [APIHeader]
  /// The bytes of the body.
  public var body: [UInt8]

  /// Makes an answer.
  public init(status: Int, headers: [APIHeader], body: [UInt8]) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// The value of the first header of this name, whatever its case; nil without one.
  public func header(_ name: String) -> String? {
    let lowered = name.lowercased()
    return headers.first { $0.name.lowercased() == lowered }?.value
  }
}

/// A local file made ready to stand inside a JSON body.
public struct EncodedMedia: Hashable, Sendable {
  /// The media type, as `image/png`.
  public var mime: String
  /// The file's bytes in base64 without line breaks.
  public var base64: String

  /// Makes an encoded file.
  public init(mime: String, base64: String) {
    self.mime = mime
    self.base64 = base64
  }
}
