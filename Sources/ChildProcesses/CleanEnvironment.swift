internal import Glibc

extension ChildProcess {
  /// What a program needs to know of this process's environment when it has no business with keys:
  /// where programs, libraries, fonts and temporary files are, and the language.
  public static let cleanEnvironment: [String: String] = {
    var variables: [String: String] = [:]
    for name in [
      "PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TMPDIR", "LD_LIBRARY_PATH", "FONTCONFIG_FILE",
      "FONTCONFIG_PATH", "XDG_CACHE_HOME",
    ] {
      if let value = getenv(name) { variables[name] = String(cString: value) }
    }
    if variables["PATH"] == nil { variables["PATH"] = "/usr/local/bin:/usr/bin:/bin" }
    return variables
  }()
}
