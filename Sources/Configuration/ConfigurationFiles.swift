internal import Glibc
internal import Wording

/// How the configuration reads files: the disk, or a table in tests.
public struct ConfigurationFiles: Sendable {
  /// A file that was read.
  public struct Contents: Sendable {
    /// All its bytes.
    public var bytes: [UInt8]
    /// Its permission bits.
    public var mode: UInt32

    /// Makes a file's contents.
    public init(bytes: [UInt8], mode: UInt32) {
      self.bytes = bytes
      self.mode = mode
    }
  }

  /// Why a file was not read.
  public enum Problem: Error, Hashable, Sendable {
    /// There is no such file.
    case missing
    /// It is larger than a file of the configuration can be.
    case tooLarge
    /// The `errno` value.
    case failed(Int32)

    /// The rest of a sentence.
    var words: String {
      switch self {
      case .missing: Phrase("there is no such file").english
      case .tooLarge: Phrase("it is too large").english
      case .failed(let code): String(cString: strerror(code))
      }
    }
  }

  /// Reads the file at a path.
  public var read: @Sendable (_ path: String) -> Result<Contents, Problem>
  /// The names in the folder at a path, in any order; empty when there is none.
  public var names: @Sendable (_ folder: String) -> [String]

  /// Makes a way to read files.
  public init(
    read: @escaping @Sendable (_ path: String) -> Result<Contents, Problem>,
    names: @escaping @Sendable (_ folder: String) -> [String]
  ) {
    self.read = read
    self.names = names
  }

  /// The files of this machine, up to 1 MiB each; pipes and devices are not waited for.
  public static let disk = ConfigurationFiles(read: readFile, names: namesInFolder)

  private static let maximumBytes = 1 << 20

  private static func readFile(_ path: String) -> Result<Contents, Problem> {
    guard !path.utf8.contains(0) else { return .failure(.missing) }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
    guard descriptor >= 0 else {
      return .failure(errno == ENOENT || errno == ENOTDIR ? .missing : .failed(errno))
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return .failure(.failed(errno)) }
    guard status.st_mode & S_IFMT != S_IFDIR else { return .failure(.failed(EISDIR)) }
    var bytes: [UInt8] = []
    while true {
      let count = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 16_384) { buffer in
        let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
        if count > 0 { bytes.append(contentsOf: buffer[..<count]) }
        return count
      }
      if count == 0 { break }
      if count < 0, errno == EINTR { continue }
      if count < 0 { return .failure(.failed(errno)) }
      if bytes.count > maximumBytes { return .failure(.tooLarge) }
    }
    return .success(Contents(bytes: bytes, mode: UInt32(status.st_mode) & 0o7777))
  }

  private static func namesInFolder(_ path: String) -> [String] {
    guard !path.utf8.contains(0), let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      names.append(
        withUnsafePointer(to: &entry.pointee.d_name) { name in
          name.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        })
    }
    return names.filter { $0 != "." && $0 != ".." }
  }
}
