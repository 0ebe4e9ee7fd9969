internal import CLinux
internal import Dashboard
internal import FoundationEssentials
internal import Glibc
internal import Wording

/// The user's own editor for a prompt.
enum ExternalEditor {
  /// Lets the user change a text; the terminal has been given back by the caller. Blocks.
  static func edit(_ text: String, environment: [String: String]) -> DashboardAction {
    let name = environment["VISUAL"] ?? environment["EDITOR"] ?? "vi"
    let folder = environment["TMPDIR"] ?? "/tmp"
    var template = Array("\(folder)/rushes-prompt-XXXXXX.txt".utf8CString)
    let descriptor = mkstemps(&template, 4)
    guard descriptor >= 0 else {
      return .actionFailed(
        Phrase("No file could be made in {folder} for the editor.", ["folder": folder]))
    }
    close(descriptor)
    let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer { unlink(path) }
    do {
      try Data(text.utf8).write(to: URL(filePath: path))
    } catch {
      return .actionFailed(
        Phrase("The prompt could not be written to {path} for the editor.", ["path": path]))
    }
    guard run(name, path, environment) == 0 else {
      return .actionFailed(
        Phrase(
          "The editor {name} ended with an error; the prompt is as it was.", ["name": name]))
    }
    guard let bytes = LocalPath.read(path, limit: RequestOptions.mostPromptBytes) else {
      return .actionFailed(
        Phrase("What the editor wrote cannot be read; the prompt is as it was."))
    }
    var edited = String(decoding: bytes, as: UTF8.self)
    if edited.last?.isNewline == true { edited.removeLast() }
    return .editedExternally(edited == text ? nil : edited)
  }

  /// Through the shell, since EDITOR may hold options; the path goes as an argument of its own.
  private static func run(
    _ editor: String, _ path: String, _ environment: [String: String]
  ) -> Int32 {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // Blocked signals are inherited: an editor that never hears of a resize is no use.
    var none = sigset_t()
    sigemptyset(&none)
    var all = sigset_t()
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    let texts: [String] = ["/bin/sh", "-c", editor + " \"$1\"", "sh", path]
    let words: [UnsafeMutablePointer<CChar>?] = texts.map { strdup($0) } + [nil]
    // As the user has set it: LANGUAGE of this process is the language of this screen.
    let variables: [UnsafeMutablePointer<CChar>?] =
      environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { for text in words + variables { free(text) } }
    var child = pid_t()
    guard posix_spawn(&child, "/bin/sh", nil, &attributes, words, variables) == 0 else { return -1 }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 && errno == EINTR {}
    return status
  }
}
