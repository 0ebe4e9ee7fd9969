internal import CLinux
internal import Glibc
internal import Synchronization

extension ChildProcess {
  /// A program that was started; it is ended when the last reference to it goes.
  public final class Running: Sendable {
    private let process: pid_t
    private let descriptors: Descriptors
    private let command: Command
    /// Held while somebody waits; nil until the program was reaped.
    private let result = Mutex<Result<Output, ChildProcessError>?>(nil)

    init(_ command: Command) throws(ChildProcessError) {
      Unreaped.collect()
      let path = command.environment?["PATH"] ?? Self.searchPath
      guard let program = ChildProcess.find(command.executable, path: path) else {
        throw .notFound(command.executable)
      }
      var descriptors = Descriptors()
      do throws(ChildProcessError) {
        try descriptors.open(for: command)
        process = try Self.spawn(program, command, &descriptors)
      } catch {
        descriptors.closeAll()
        throw error
      }
      descriptors.closeChildEnds()
      self.descriptors = descriptors
      self.command = command
    }

    deinit {
      if result.withLock({ $0 == nil }) {
        kill(-process, SIGKILL)
        Unreaped.add(process)
        Unreaped.collect()
      }
      descriptors.closeAll()
    }

    /// Ends the program's whole group; safe from any thread, any number of times, also after the end.
    ///
    /// Whoever waits then gets `.cancelled`, at the latest a third of a second later.
    public func cancel() { rushes_raise(descriptors.cancellation) }

    /// Reads the program's output until it has ended, and blocks until then; again: the same result.
    ///
    /// - Throws: `.timedOut` or `.cancelled`, after the program's group was ended.
    public func wait() throws(ChildProcessError) -> Output {
      let result = self.result.withLock { known in
        if let known { return known }
        var drain = Drain(process: process, descriptors: descriptors, command: command)
        let fresh = drain.run()
        known = fresh
        return fresh
      }
      return try result.get()
    }

    private static var searchPath: String {
      guard let path = getenv("PATH") else { return "/usr/local/bin:/usr/bin:/bin" }
      return String(cString: path)
    }

    private static func spawn(
      _ program: String, _ command: Command, _ descriptors: inout Descriptors
    ) throws(ChildProcessError) -> pid_t {
      let words = [command.executable] + command.arguments
      let variables = command.environment?.map { "\($0.key)=\($0.value)" }
      let texts = words + (variables ?? []) + [command.directory ?? ""]
      // C would silently end a text at a zero byte, and run something else than was asked for.
      guard !texts.contains(where: { $0.utf8.contains(0) }) else { throw .cannotStart(EINVAL) }
      let arguments = CStringArray(words)
      let environment = variables.map(CStringArray.init)
      var process: pid_t = 0
      let problem = rushes_spawn(
        program, arguments.base, environment?.base, command.directory, descriptors.input,
        descriptors.outputWriting, descriptors.errorWriting, command.niceness, &process,
        &descriptors.end)
      withExtendedLifetime((arguments, environment)) {}
      guard problem == 0 else { throw .cannotStart(problem) }
      return process
    }
  }
}

/// Programs that were killed and had not ended yet (a dead network drive holds them): each is reaped
/// when the next program is started.
enum Unreaped {
  private static let processes = Mutex<[pid_t]>([])

  static func add(_ process: pid_t) { processes.withLock { $0.append(process) } }

  static func collect() {
    processes.withLock { list in
      list.removeAll { waitpid($0, nil, WNOHANG) != 0 }
    }
  }
}
