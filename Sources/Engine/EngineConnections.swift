internal import HTTPTransport
public import MediaTools
internal import VideoAPIs
public import VideoTasks

/// How the driver reaches servers, keys and local media.
public struct EngineConnections: Sendable {
  /// Everything before the path of a call; starts the sandbox where that is the server.
  public var baseURL: @Sendable (Profile) throws(CallFailure) -> String
  /// The profile's key.
  public var key: @Sendable (Profile) throws(CallFailure) -> APIKey
  /// The bytes of a local file; nil when it cannot be read.
  public var readFile: @Sendable (String) -> [UInt8]?
  /// Has the picture ready that a chained task begins with; called on a queue of its own.
  public var takeFrame:
    @Sendable (FrameSource, MediaCancellation) -> Result<TakenFrame, CallFailure>

  /// Makes the driver's ways out.
  public init(
    baseURL: @escaping @Sendable (Profile) throws(CallFailure) -> String,
    key: @escaping @Sendable (Profile) throws(CallFailure) -> APIKey,
    readFile: @escaping @Sendable (String) -> [UInt8]?,
    takeFrame:
      @escaping @Sendable (FrameSource, MediaCancellation) -> Result<TakenFrame, CallFailure> = {
        $0.take($1)
      }
  ) {
    self.baseURL = baseURL
    self.key = key
    self.readFile = readFile
    self.takeFrame = takeFrame
  }

  /// The transport's form of an API call; the key goes into its header and nowhere else.
  func request(
    _ call: APICall, _ profile: Profile, connection: HTTPRequest.Connection,
    totalTimeout: Duration
  ) throws(CallFailure) -> HTTPRequest {
    let secret = try key(profile)
    let headers =
      call.headers.map { HTTPHeader($0.name, $0.value) }
      + [HTTPHeader("Authorization", "Bearer \(secret.secret)")]
    return HTTPRequest(
      method: call.method, url: try baseURL(profile) + call.path, headers: headers,
      body: call.body, connection: connection, totalTimeout: totalTimeout)
  }

  /// The transport's form of a call to the asset library, which has a base of its own.
  func assetRequest(_ call: APICall, _ profile: Profile) throws(CallFailure) -> HTTPRequest {
    var request = try request(
      call, profile, connection: .fresh, totalTimeout: .seconds(60))
    request.url = Profile.assetBase(of: try baseURL(profile)) + call.path
    return request
  }
}
