internal import ChildProcesses
internal import Glibc
internal import TextLayout
internal import Wording

/// Shows a file with the desktop's own program, as far as there is a desktop.
enum FileOpening {
  /// Opens the file; says what was done. Blocks until the opener has started the program.
  static func open(_ path: String) -> Phrase {
    let shown = CleanText.line(path)
    let searchPath = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
    let hasDesktop = getenv("DISPLAY") != nil || getenv("WAYLAND_DISPLAY") != nil
    guard hasDesktop, ChildProcess.find("xdg-open", path: searchPath) != nil else {
      return Phrase("No desktop here to show it on; the file is {file}", ["file": shown])
    }
    let command = ChildProcess.Command("xdg-open", [path], timeLimit: .seconds(20))
    do throws(ChildProcessError) {
      let output = try ChildProcess.run(command)
      return output.status == .exited(0)
        ? Phrase("Opened {file}", ["file": shown])
        : Phrase("Nothing here opens {file}", ["file": shown])
    } catch {
      return Phrase(
        "{file} was not opened: {reason}", ["file": shown, "reason": error.message])
    }
  }
}
