/// One header field of a request or an answer.
public struct HTTPHeader: Hashable, Sendable {
  /// The field's name as it was written; names compare without regard to case.
  public var name: String
  /// The field's value, without the blanks around it.
  public var value: String

  /// Makes a header field.
  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

/// What is to be sent, over what kind of connection, within what times, and where the answer goes.
public struct HTTPRequest: Sendable {
  /// Whether a connection of an earlier request may carry this one.
  public enum Connection: Hashable, Sendable {
    /// A connection of its own, closed afterwards. Follows no redirect and is never repeated.
    ///
    /// On a connection that was used before and that the server closes without an answer, libcurl
    /// sends a request again by itself; for a call that costs money that must not happen.
    case fresh
    /// A kept connection when there is one. Only `GET` and `HEAD` are sent so; any other method is
    /// treated as `fresh`.
    case kept
  }

  /// Where the body of the answer goes.
  public enum Destination: Hashable, Sendable {
    /// Into `HTTPResponse.body`; a body of more than `limit` bytes is the failure `tooLarge`.
    case memory(limit: Int)
    /// Into the file at `path`, from byte `offset` on, as `HTTPBodyDecision` says.
    ///
    /// The file is opened when the first byte of the body arrives, is made if it is not there, and
    /// is kept as it is when the transfer breaks. The caller asks for the range by a header.
    case file(path: String, offset: Int64)
  }

  /// The method, in upper case: `GET`, `HEAD`, `POST`, `DELETE`, …
  public var method: String
  /// An absolute address, `http` or `https`, without user name or password.
  public var url: String
  /// Fields beside those that the transport sets (`Host`, `User-Agent`, `Accept`, the body's length).
  public var headers: [HTTPHeader]
  /// The body, sent with its length; nil for none.
  public var body: [UInt8]?
  /// Whether a kept connection may be used.
  public var connection: Connection
  /// How many redirects are followed, 0 for none. `Authorization` goes to no other host or port,
  /// and from `https` none is followed to `http`.
  public var followsRedirects: Int
  /// The longest time for finding the host, connecting and TLS together.
  public var connectTimeout: Duration
  /// The longest time without a byte in either direction, once the request is being sent.
  public var silenceTimeout: Duration
  /// The longest time from the start of connecting to the end of the answer; nil for no limit.
  /// Waiting for a free place before that does not count.
  public var totalTimeout: Duration?
  /// Where the body of the answer goes.
  public var destination: Destination

  /// Makes a request; the defaults fit a small call that may be repeated.
  public init(
    method: String = "GET", url: String, headers: [HTTPHeader] = [], body: [UInt8]? = nil,
    connection: Connection = .kept, followsRedirects: Int = 0,
    connectTimeout: Duration = .seconds(15), silenceTimeout: Duration = .seconds(30),
    totalTimeout: Duration? = nil, destination: Destination = .memory(limit: 4 << 20)
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.connection = connection
    self.followsRedirects = followsRedirects
    self.connectTimeout = connectTimeout
    self.silenceTimeout = silenceTimeout
    self.totalTimeout = totalTimeout
    self.destination = destination
  }

  /// Whether the request must reach the server at most once: all that is not a plain read.
  var isSentOnce: Bool {
    connection == .fresh || body != nil || (method != "GET" && method != "HEAD")
  }
}
