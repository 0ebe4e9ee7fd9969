import Glibc

/// The bytes of a file; nil where there is none that can be read.
///
/// For files that may be empty: FoundationEssentials loses 4096 bytes whenever it reads such a one
/// (Swift 6.3.1), which the address sanitizer tells.
public func fileBytes(_ path: String) -> [UInt8]? {
  guard let file = fopen(path, "re") else { return nil }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var piece = [UInt8](repeating: 0, count: 65_536)
  while true {
    let count = fread(&piece, 1, piece.count, file)
    // A folder can be opened, but not read.
    if count == 0 { return ferror(file) == 0 ? bytes : nil }
    bytes += piece[..<count]
  }
}
