internal import ChildProcesses
internal import Glibc
internal import TextLayout

/// Shows a file with the desktop's own program, as far as there is a desktop.
enum FileOpening {
  /// Opens the file; says what was done. Blocks until the opener has started the program.
  static func open(_ path: String) -> String {
    let shown = CleanText.line(path)
    let searchPath = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
    let hasDesktop = getenv("DISPLAY") != nil || getenv("WAYLAND_DISPLAY") != nil
    guard hasDesktop, ChildProcess.find("xdg-open", path: searchPath) != nil else {
      return "No desktop here to show it on; the file is \(shown)"
    }
    let command = ChildProcess.Command("xdg-open", [path], timeLimit: .seconds(20))
    do throws(ChildProcessError) {
      let output = try ChildProcess.run(command)
      return output.status == .exited(0) ? "Opened \(shown)" : "Nothing here opens \(shown)"
    } catch {
      return "\(shown) was not opened: \(error.message)"
    }
  }
}
