/// Sends requests by libcurl, many at once, on one thread of its own.
///
/// The thread (and libcurl itself) starts with the first request and waits without a timer while
/// nothing is to be done. All closures are called on that thread, one after the other: they must
/// return soon, and may call `start`, `cancel` and `close`. TLS is always verified; cookies,
/// `.netrc` and decoding of bodies are off. The proxy of the usual environment variables is used,
/// but never for this machine itself.
public final class HTTPTransport: Sendable {
  /// How many connections there may be, and whom TLS trusts.
  public struct Options: Sendable {
    /// Transfers at once to one host and port. Those into files have as many places of their own,
    /// so that downloads never hold up short calls.
    public var connectionsPerHost: Int
    /// Transfers at once in all; those into files take at most half of them.
    public var connectionsTotal: Int
    /// A PEM file with the certificates to trust in place of the system's; nil for the system's.
    public var authorityFile: String?

    /// Makes options; counts below 1 (below 2 in all) are raised to that.
    public init(
      connectionsPerHost: Int = 8, connectionsTotal: Int = 32, authorityFile: String? = nil
    ) {
      self.connectionsPerHost = max(1, connectionsPerHost)
      self.connectionsTotal = max(2, connectionsTotal)
      self.authorityFile = authorityFile
    }
  }

  private let queue: CommandQueue

  /// Makes a transport; nothing is loaded and no thread started yet.
  public convenience init(options: Options = Options()) {
    self.init(options: options, openLibrary: CurlLibrary.problem)
  }

  /// `openLibrary` gives a sentence when libcurl cannot be used, nil when it is ready.
  init(options: Options, openLibrary: @escaping @Sendable () -> String?) {
    queue = CommandQueue(options: options, openLibrary: openLibrary)
  }

  deinit {
    close()
  }

  /// Queues a request and returns at once. `completion` is called exactly once.
  ///
  /// - Parameters:
  ///   - willSend: called when connected and before the first byte of the request is sent (once,
  ///     also when redirects are followed); false sends nothing and fails with `refused`.
  ///   - onResponse: called with the head of the answer, before any byte of its body is kept; nil
  ///     means `HTTPBodyDecision.usual` for a file, and the memory's limit otherwise.
  ///   - onProgress: called at most four times a second while a body comes in.
  ///   - completion: called on the transport's thread; when the transport was closed before, on
  ///     the caller's thread before this returns.
  @discardableResult
  public func start(
    _ request: HTTPRequest, willSend: (@Sendable () -> Bool)? = nil,
    onResponse: (@Sendable (HTTPResponseHead) -> HTTPBodyDecision)? = nil,
    onProgress: (@Sendable (HTTPProgress) -> Void)? = nil,
    completion: @escaping @Sendable (Result<HTTPResponse, HTTPFailure>) -> Void
  ) -> HTTPCall {
    let call = HTTPCall(queue: queue)
    queue.post(
      CallOrder(
        call: call, request: request, willSend: willSend, onResponse: onResponse,
        onProgress: onProgress, completion: completion))
    return call
  }

  /// Cancels every request, then waits until the thread has ended; all completions were called.
  ///
  /// From within a closure of this transport it returns at once and the thread ends by itself.
  /// A second call does nothing.
  public func close() {
    queue.close()
  }
}
