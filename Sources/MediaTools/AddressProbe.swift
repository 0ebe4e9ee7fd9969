internal import ChildProcesses
internal import Glibc
public import VideoTasks

extension MediaProbe {
  /// What stands behind an `http` or `https` address: kind, format, size in pixels, length, and its
  /// bytes where the server says how many there are.
  ///
  /// Blocks for at most `timeLimit` and a moment more: use it on a background thread. Reads no more
  /// than the beginning and the index. Only the protocol that the address names is spoken, only
  /// formats that the APIs take are opened, and none that names other addresses. No key, cookie or
  /// proxy password is sent but what the address holds; the address stands in the process list.
  ///
  /// - Parameter program: The name or path of ffprobe.
  public static func probe(
    url: String, timeLimit: Duration = .seconds(10), program: String = "ffprobe"
  ) -> Result<MediaFacts, AddressProblem> {
    guard let address = Address(url) else { return .failure(.notAnAddress) }
    let deadline = ContinuousClock.now + timeLimit
    switch look(address, "error", entries, program: program, timeLimit: timeLimit) {
    case .failure(let problem): return .failure(problem)
    case .success(let result):
      if result.succeeded, let facts = ProbeAnswer.facts(result.output, bytes: nil) {
        return .success(facts)
      }
      let problem = AddressAnswer.problem(result.errorOutput, input: address.text)
      guard case .notMedia = problem else { return .failure(problem) }
      let left = deadline - ContinuousClock.now
      let isPage =
        left > .zero && givesPage(address, program: program, timeLimit: min(left, .seconds(3)))
      return .failure(isPage ? .webPage : problem)
    }
  }

  /// Whether the server calls its answer a web page: ffprobe tells only when it tells everything.
  private static func givesPage(
    _ address: Address, program: String, timeLimit: Duration
  ) -> Bool {
    let seen = look(address, "trace", "format=size", program: program, timeLimit: timeLimit)
    // Without an answer the first one stands.
    guard let result = try? seen.get() else { return false }
    return AddressAnswer.isPage(result.errorOutput)
  }

  private static func look(
    _ address: Address, _ verbosity: String, _ entries: String, program: String,
    timeLimit: Duration
  ) -> Result<ChildProcess.Output, AddressProblem> {
    var words =
      [program, "-v", verbosity, "-max_alloc", "\(memoryLimit)"] + address.options + [
        "-format_whitelist", addressFormats.joined(separator: ","), "-print_format", "json",
        "-show_entries", entries, "-i", address.text,
      ]
    let environment = AddressEnvironment.variables
    // If this process ends first, nobody would end a child that a server keeps waiting.
    if ChildProcess.find(program, path: environment["PATH"] ?? "") != nil,
      ChildProcess.find("timeout", path: environment["PATH"] ?? "") != nil
    {
      words = ["timeout", "-s", "KILL", "\(timeLimit.components.seconds + 1)"] + words
    }
    let command = ChildProcess.Command(
      words[0], Array(words.dropFirst()), environment: environment, timeLimit: timeLimit,
      outputLimit: outputLimit)
    do {
      return .success(try ChildProcess.run(command))
    } catch {
      return .failure(problem(error))
    }
  }

  private static func problem(_ error: ChildProcessError) -> AddressProblem {
    switch error {
    case .notFound: .noProbe
    case .timedOut, .cancelled: .tooSlow
    case .cannotStart(let code): .unreachable(String(cString: strerror(code)))
    }
  }

  /// Names of ffmpeg's demuxers for what the APIs take, and no other: whoever answers is a stranger.
  private static let addressFormats = [
    "png_pipe", "apng", "jpeg_pipe", "mjpeg", "webp_pipe", "bmp_pipe", "tiff_pipe", "gif",
    "gif_pipe", "mov", "wav", "mp3",
  ]

  /// An address as ffprobe gets it.
  private struct Address {
    /// Without the part after `#`, which is nobody's business but a browser's.
    var text: String
    var options: [String]

    init?(_ url: String) {
      let lowered = url.lowercased()
      let isEncrypted = lowered.hasPrefix("https://")
      guard isEncrypted || lowered.hasPrefix("http://"), url.utf8.count <= 8192,
        url.utf8.allSatisfy({ $0 > 32 && $0 != 127 })
      else { return nil }
      let rest = url.drop { $0 != ":" }.prefix { $0 != "#" }
      guard rest.count > "://".count else { return nil }
      text = (isEncrypted ? "https" : "http") + rest
      options = ["-icy", "0", "-rw_timeout", "5000000", "-protocol_whitelist"]
      guard isEncrypted else {
        options += ["http,tcp"]
        return
      }
      let proxy = AddressEnvironment.variables["http_proxy"] == nil ? "" : ",httpproxy"
      options += ["https,tls,tcp" + proxy, "-tls_verify", "1"]
      // ffmpeg built with some TLS libraries knows no certificates of its own.
      if let file = AddressEnvironment.certificates { options += ["-ca_file", file] }
    }
  }
}

/// What a child that talks to strangers is told of this process: no keys.
enum AddressEnvironment {
  /// The search path, the proxy, and a language in which the messages are known.
  static let variables: [String: String] = {
    var variables = ["LC_ALL": "C"]
    for name in ["PATH", "LD_LIBRARY_PATH", "http_proxy", "no_proxy"] {
      if let value = getenv(name) { variables[name] = String(cString: value) }
    }
    if variables["PATH"] == nil { variables["PATH"] = "/usr/local/bin:/usr/bin:/bin" }
    return variables
  }()

  /// The system's file of certificates, where there is one.
  static let certificates: String? = {
    let usual = [
      "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt",
      "/etc/ssl/cert.pem",
    ]
    let named = getenv("SSL_CERT_FILE").map { String(cString: $0) }
    return ([named].compactMap { $0 } + usual).first { access($0, R_OK) == 0 }
  }()
}
