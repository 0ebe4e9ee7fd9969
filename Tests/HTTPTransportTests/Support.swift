import Dispatch
import FoundationEssentials
import Synchronization
import TestSupport
import Testing

@testable import HTTPTransport

typealias Outcome = Result<HTTPResponse, HTTPFailure>

extension HTTPTransport {
  /// Sends a request and waits for its completion.
  func send(
    _ request: HTTPRequest, willSend: (@Sendable () -> Bool)? = nil,
    onResponse: (@Sendable (HTTPResponseHead) -> HTTPBodyDecision)? = nil,
    onProgress: (@Sendable (HTTPProgress) -> Void)? = nil
  ) async -> Outcome {
    await withCheckedContinuation { continuation in
      start(
        request, willSend: willSend, onResponse: onResponse, onProgress: onProgress,
        completion: { continuation.resume(returning: $0) })
    }
  }
}

extension Result {
  var failure: Failure? {
    if case .failure(let failure) = self { failure } else { nil }
  }
}

extension HTTPFailure {
  /// Kind and whether it was sent, for comparing.
  var gist: String { "\(kind) \(wasSent)" }
}

/// A thing that happens once, on another thread; awaited by a test.
final class Happening<Value: Sendable>: Sendable {
  private let stream: AsyncStream<Value>
  private let continuation: AsyncStream<Value>.Continuation

  init() {
    (stream, continuation) = AsyncStream.makeStream()
  }

  func happen(_ value: Value) { continuation.yield(value) }

  func value() async throws -> Value {
    var values = stream.makeAsyncIterator()
    return try #require(await values.next())
  }
}

/// A count that any thread may raise.
final class Tally: Sendable {
  private let count = Atomic(0)
  func add() { count.add(1, ordering: .relaxed) }
  var value: Int { count.load(ordering: .relaxed) }
}

/// A folder for one test, removed afterwards.
func withTemporaryFolder<Value>(_ body: (String) async throws -> Value) async throws -> Value {
  let folder = FileManager.default.temporaryDirectory
    .appending(path: "rushes-http-\(UUID().uuidString)").path
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  // A folder that cannot be removed fails no test.
  defer { try? FileManager.default.removeItem(atPath: folder) }
  return try await body(folder)
}

func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

func fileText(_ path: String) -> String? {
  fileBytes(path).map(text)
}

func write(_ text: String, to path: String) throws {
  try Data(text.utf8).write(to: URL(filePath: path))
}

/// Holds threads up until it is opened.
final class Gate: Sendable {
  private let semaphore = DispatchSemaphore(value: 0)

  func wait() {
    semaphore.wait()
    semaphore.signal()
  }

  func open() { semaphore.signal() }
}
