import CCurl
import Glibc

extension HTTPFailure {
  /// The failure that a result of libcurl stands for; nil for none.
  ///
  /// Whether anything was sent does not follow from the code but from the call before the first
  /// byte (`isSent`): without it certainly nothing was.
  static func of(_ code: CURLcode, isSent: Bool, words: String) -> HTTPFailure? {
    guard code != CURLE_OK else { return nil }
    let kind = isSent ? kindAfterSending(code) : kindBeforeSending(code)
    // libcurl's own buffer may name what came from the server's head; only host-level words pass.
    let hasOwnWords = [.resolve, .connect, .tls].contains(kind) && !words.isEmpty
    return HTTPFailure(
      kind: kind, detail: hasOwnWords ? words : CurlLibrary.words(code),
      wasSent: isSent ? .maybe : .no)
  }

  private static func kindBeforeSending(_ code: CURLcode) -> Kind {
    switch code {
    case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL, CURLE_LOGIN_DENIED: .badURL
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: .resolve
    case CURLE_OPERATION_TIMEDOUT: .timeout
    case CURLE_OUT_OF_MEMORY, CURLE_FAILED_INIT, CURLE_UNKNOWN_OPTION: .other
    default: isTLS(code) ? .tls : .connect
    }
  }

  private static func kindAfterSending(_ code: CURLcode) -> Kind {
    switch code {
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: .resolve
    case CURLE_COULDNT_CONNECT: .connect
    case CURLE_OPERATION_TIMEDOUT: .timeout
    case CURLE_PARTIAL_FILE: .partial
    case CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_SEND_FAIL_REWIND: .reset
    default: isTLS(code) ? .tls : .other
    }
  }

  private static func isTLS(_ code: CURLcode) -> Bool {
    [
      CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM,
      CURLE_SSL_CIPHER, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CRL_BADFILE, CURLE_SSL_ISSUER_ERROR,
      CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_CLIENTCERT,
      CURLE_SSL_ENGINE_NOTFOUND, CURLE_SSL_ENGINE_SETFAILED, CURLE_SSL_ENGINE_INITFAILED,
      CURLE_USE_SSL_FAILED, CURLE_SSL_SHUTDOWN_FAILED,
    ].contains(code)
  }
}

// Thrown within the module, where only the transfer knows whether anything was sent.
extension HTTPFailure.Kind: Error {
  /// The system's words for a full disk and the like; empty for all else.
  var words: String {
    guard case .disk(let code) = self else { return "" }
    return String(cString: strerror(code))
  }
}
