/// An answer that arrived whole.
public struct HTTPResponse: Hashable, Sendable {
  /// Status and header fields.
  public var head: HTTPResponseHead
  /// The body, empty when it went to a file.
  public var body: [UInt8]
  /// How many bytes of body this transfer brought, wherever they went.
  public var bytesReceived: Int64
  /// The byte of the file at which this body begins; nil when the body is in memory.
  public var fileOffset: Int64?

  /// Makes an answer.
  public init(
    head: HTTPResponseHead, body: [UInt8] = [], bytesReceived: Int64? = nil,
    fileOffset: Int64? = nil
  ) {
    self.head = head
    self.body = body
    self.bytesReceived = bytesReceived ?? Int64(body.count)
    self.fileOffset = fileOffset
  }

  /// The status code.
  public var status: Int { head.status }

  /// The header fields in the order in which they came.
  public var headers: [HTTPHeader] { head.headers }

  /// The value of the first field with this name, whatever its case.
  public func header(_ name: String) -> String? { head.header(name) }
}
