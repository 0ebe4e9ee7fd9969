internal import Glibc
internal import Wording

/// Why the sandbox could not be started.
public enum SandboxError: Error, Hashable, Sendable {
  /// libmicrohttpd or GnuTLS could not be opened; what the loader said.
  case missingLibrary(String)
  /// The port could not be listened on; the `errno` value.
  case cannotListen(port: UInt16, Int32)
  /// The folder, or a file in it, could not be made or read; the `errno` value.
  case folder(path: String, Int32)

  /// What failed and what to do next, for the user.
  public var message: String { phrase.english }

  private var phrase: Phrase {
    switch self {
    case .missingLibrary(let reason):
      Phrase(
        "The sandbox needs libmicrohttpd 12 and GnuTLS 30, and {reason}. "
          + "Install them (Debian: apt install libmicrohttpd12) and start it again.",
        ["reason": reason])
    case .cannotListen(let port, EADDRINUSE):
      Phrase(
        "The sandbox cannot listen on port {port}: another program does. Choose another port, "
          + "or 0 for a free one.", ["port": Int(port)])
    case .cannotListen(let port, let code):
      Phrase(
        "The sandbox cannot listen on port {port}: {reason}.",
        ["port": Int(port), "reason": String(cString: strerror(code))])
    case .folder(let path, let code):
      Phrase(
        "The sandbox cannot use {path}: {reason}. Nothing was started.",
        ["path": path, "reason": String(cString: strerror(code))])
    }
  }
}
