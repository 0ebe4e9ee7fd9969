internal import ChildProcesses
internal import Dispatch
internal import Glibc
internal import Synchronization

/// Renders clips one after another on a thread of its own.
///
/// A lock file for each clip keeps two processes from rendering the same one at once; a clip
/// appears under its name only when it is whole, and its last frame is there before it.
final class ClipRenderer: Sendable {
  private let folder: String
  private let queue = DispatchQueue(label: "sandbox.clips", qos: .utility)
  private let state = Mutex(State())
  private static let timeLimit = Duration.seconds(180)

  private struct State {
    var pending: Set<String> = []
    var programs: [String: ChildProcess.Running] = [:]
    var isStopped = false
  }

  /// What became of one attempt.
  private enum Outcome {
    case ready
    case impossible(String)
    /// Somebody else renders it, the sandbox is being stopped, or the disk is full for now.
    case leftAlone
  }

  init(folder: String) { self.folder = folder }

  func state(of recipe: ClipRecipe) -> ClipState {
    if Disk.exists(path(recipe.video)) { return .ready }
    guard let reason = Disk.read(problemFile(recipe)) else { return .missing }
    return .impossible(String(decoding: reason, as: UTF8.self))
  }

  /// Has a clip rendered in the background, unless it is there, impossible, or in hand already.
  func request(_ recipe: ClipRecipe) {
    let isNew = state.withLock { state in
      !state.isStopped && state.pending.insert(recipe.name).inserted
    }
    guard isNew else { return }
    queue.async {
      _ = self.render(recipe, waits: false)
      self.state.withLock { _ = $0.pending.remove(recipe.name) }
    }
  }

  /// Lets an impossible clip be tried again: what was missing may have been installed.
  func forgetProblem(of recipe: ClipRecipe) { unlink(problemFile(recipe)) }

  /// Renders on this thread, or blocks while somebody else does; whether there is a clip then.
  func renderNow(_ recipe: ClipRecipe) -> Bool {
    if case .ready = render(recipe, waits: true) { return true }
    return false
  }

  /// Ends what is being rendered, and waits until the thread is done.
  func stop() {
    let programs = state.withLock { state in
      state.isStopped = true
      return Array(state.programs.values)
    }
    for program in programs { program.cancel() }
    queue.sync {}
  }

  private func render(_ recipe: ClipRecipe, waits: Bool) -> Outcome {
    let lockFile = path(recipe.name + ".lock")
    let descriptor = open(lockFile, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return .leftAlone }
    defer { close(descriptor) }
    while flock(descriptor, waits ? LOCK_EX : LOCK_EX | LOCK_NB) != 0 {
      guard errno == EINTR else { return .leftAlone }
    }
    // Whoever held the lock before may have done the work.
    switch state(of: recipe) {
    case .ready:
      unlink(lockFile)
      return .ready
    case .impossible(let reason): return .impossible(reason)
    case .missing: break
    }
    let outcome = make(recipe)
    if case .impossible(let reason) = outcome {
      // Without the note the next one who asks tries again, which is no harm.
      try? Disk.replace(problemFile(recipe), Array(reason.utf8))
    }
    if case .leftAlone = outcome { return outcome }
    // Safe while the lock is held: who waits on the old file finds the work done.
    unlink(lockFile)
    return outcome
  }

  private func make(_ recipe: ClipRecipe) -> Outcome {
    let first = attempt(recipe)
    let hasPictures = recipe.firstFrame != nil || !recipe.references.isEmpty
    // A picture with a good header can still be damaged: the clip is then made without it.
    if case .impossible = first, hasPictures { return attempt(recipe.plain) }
    return first
  }

  private func attempt(_ recipe: ClipRecipe) -> Outcome {
    let font = ClipScript.fonts.first(where: Disk.exists)
    let script = ClipScript(recipe: recipe, font: font)
    let leftovers = [script.textFile, script.draftVideo, script.draftPicture]
    defer { for name in leftovers { unlink(path(name)) } }
    do throws(SandboxError) {
      try Disk.replace(path(script.textFile), Array(script.text.utf8))
    } catch {
      if case .folder(_, ENOSPC) = error { return .leftAlone }
      return .impossible(error.message)
    }
    do throws(ChildProcessError) {
      guard let output = try run(script) else { return .leftAlone }
      guard output.succeeded else {
        return Self.isForRoom(output.errorOutput)
          ? .leftAlone : .impossible(Self.reason(output.errorOutput))
      }
    } catch .cancelled {
      return .leftAlone
    } catch {
      return .impossible("The clip could not be rendered. \(error.message)")
    }
    for name in [script.draftPicture, script.draftVideo] { chmod(path(name), 0o600) }
    guard rename(path(script.draftPicture), path(recipe.picture)) == 0,
      rename(path(script.draftVideo), path(recipe.video)) == 0
    else { return .impossible("The clip could not be stored.") }
    return .ready
  }

  /// Runs ffmpeg, known to `stop` meanwhile; nil when the sandbox was stopped before it began.
  private func run(_ script: ClipScript) throws(ChildProcessError) -> ChildProcess.Output? {
    let command = ChildProcess.Command(
      "ffmpeg", script.arguments, environment: ChildProcess.cleanEnvironment, directory: folder,
      timeLimit: Self.timeLimit, outputLimit: 4096, niceness: 3)
    guard !state.withLock({ $0.isStopped }) else { return nil }
    let program = try ChildProcess.start(command)
    let name = script.recipe.name
    let isStopped = state.withLock { state in
      state.programs[name] = program
      return state.isStopped
    }
    defer { state.withLock { _ = $0.programs.removeValue(forKey: name) } }
    if isStopped { program.cancel() }
    return try program.wait()
  }

  /// Whether the program failed because the disk is full, in the words of the C library.
  private static func isForRoom(_ bytes: [UInt8]) -> Bool {
    String(decoding: bytes, as: UTF8.self).contains(String(cString: strerror(ENOSPC)))
  }

  private static func reason(_ bytes: [UInt8]) -> String {
    let words = String(decoding: bytes.prefix(300), as: UTF8.self)
    return "ffmpeg could not render the clip: "
      + words.split(whereSeparator: \.isNewline).joined(separator: " ")
  }

  private func path(_ name: String) -> String { folder + "/" + name }

  private func problemFile(_ recipe: ClipRecipe) -> String { path(recipe.name + ".problem") }
}
