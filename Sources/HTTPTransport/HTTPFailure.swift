internal import Wording

/// Why a request has no whole answer, and whether any of it may have reached the server.
public struct HTTPFailure: Error, Hashable, Sendable {
  /// What went wrong.
  public enum Kind: Hashable, Sendable {
    /// The address is not an absolute `http` or `https` address, or it holds a user name.
    case badURL
    /// The host (or the proxy) has no address.
    case resolve
    /// No connection came about.
    case connect
    /// TLS failed: no agreement, or a certificate that is not trusted.
    case tls
    /// `willSend` or the decision about the body said no.
    case refused
    /// Connecting, or the whole request, took too long.
    case timeout
    /// No byte in either direction for too long, after the request went out.
    case silence
    /// The connection ended before an answer, or within one.
    case reset
    /// The head is over 64 KiB, or the body is over the limit of memory.
    case tooLarge
    /// `HTTPCall.cancel()` or `HTTPTransport.close()`.
    case cancelled
    /// The file could not be opened or written; the value is the `errno`.
    case disk(Int32)
    /// The connection ended before the stated length.
    case partial
    /// libcurl is not installed, or is too old.
    case missingLibrary
    /// Anything else; `detail` says what.
    case other
  }

  /// Whether the request may have reached the server.
  public enum Sent: Hashable, Sendable {
    /// Certainly no byte of the request left this machine.
    case no
    /// Some of it, or all, may have arrived.
    case maybe
  }

  /// What went wrong.
  public var kind: Kind
  /// Plain ASCII words about it, without address, header or body; empty when `kind` says all.
  public var detail: String
  /// Whether the request may have reached the server.
  public var wasSent: Sent

  /// Makes a failure.
  public init(kind: Kind, detail: String, wasSent: Sent) {
    self.kind = kind
    self.detail = detail
    self.wasSent = wasSent
  }

  /// A sentence for people: what failed, and the library's own words where it has some.
  public var message: String {
    kind == .missingLibrary && !detail.isEmpty ? detail : phrase.english
  }

  private var phrase: Phrase {
    let words: Phrase =
      detail.isEmpty ? .verbatim("") : Phrase(": {words}", ["words": Phrase.recorded(detail)])
    let why = ["detail": words] as KeyValuePairs<String, any Sayable>
    return switch kind {
    case .badURL: Phrase("The address cannot be used{detail}.", why)
    case .resolve: Phrase("The server's name was not found{detail}.", why)
    case .connect: Phrase("No connection to the server{detail}.", why)
    case .tls: Phrase("No secure connection to the server{detail}.", why)
    case .refused: Phrase("The request was held back{detail}.", why)
    case .timeout: Phrase("The server took too long{detail}.", why)
    case .silence: Phrase("The server went silent{detail}.", why)
    case .reset: Phrase("The connection broke{detail}.", why)
    case .tooLarge: Phrase("The answer is too large{detail}.", why)
    case .cancelled: Phrase("The request was cancelled{detail}.", why)
    case .disk: Phrase("The file cannot be written{detail}.", why)
    case .partial: Phrase("The answer ended too early{detail}.", why)
    case .missingLibrary: Phrase("The library libcurl is missing{detail}.", why)
    case .other: Phrase("The request failed{detail}.", why)
    }
  }
}
