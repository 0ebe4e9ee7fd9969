/// What a server calls a task or an asset.
enum RemoteID {
  /// Whether the id can stand in a path and on a screen: visible ASCII without signs that mean
  /// something there.
  static func isUsable(_ id: String) -> Bool {
    !id.isEmpty && id.utf8.count <= 200 && id != "." && id != ".."
      && id.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
          || (0x61...0x7A).contains(byte) || "-_.:".utf8.contains(byte)
      }
  }
}
