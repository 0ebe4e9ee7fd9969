import FoundationEssentials

/// Reads graphics as a terminal would, from the protocols' descriptions.
enum GraphicsReader {
  struct Broken: Error {}

  /// One kitty image or command: its keys and its data, put together from the pieces.
  struct Command: Equatable {
    var keys: [String: String]
    var data: [UInt8]
    var pieces: [Int]
  }

  /// What stands in a stream of kitty graphics, and nothing else may.
  static func kitty(_ bytes: [UInt8]) throws -> [Command] {
    var commands: [Command] = []
    var isOpen = false
    var rest = bytes[...]
    while !rest.isEmpty {
      guard rest.starts(with: [0x1B, 0x5F, 0x47]), let end = rest.firstIndex(of: 0x5C),
        rest[end - 1] == 0x1B
      else { throw Broken() }
      let body = rest[(rest.startIndex + 3)..<(end - 1)]
      rest = rest[(end + 1)...]
      let parts = body.split(separator: 0x3B, omittingEmptySubsequences: false)
      guard parts.count == 2 else { throw Broken() }
      var keys: [String: String] = [:]
      for pair in String(decoding: parts[0], as: UTF8.self).split(separator: ",") {
        let sides = pair.split(separator: "=")
        guard sides.count == 2 else { throw Broken() }
        keys[String(sides[0])] = String(sides[1])
      }
      guard let data = Data(base64Encoded: Data(parts[1])) else { throw Broken() }
      let hasMore = keys.removeValue(forKey: "m") == "1"
      if isOpen {
        guard keys == ["q": "2"] else { throw Broken() }
        commands[commands.count - 1].data += data
        commands[commands.count - 1].pieces.append(parts[1].count)
      } else {
        commands.append(Command(keys: keys, data: Array(data), pieces: [parts[1].count]))
      }
      isOpen = hasMore
    }
    if isOpen { throw Broken() }
    return commands
  }

  /// What tmux hands on of a stream that is all wrapped for it.
  static func throughTmux(_ bytes: [UInt8]) throws -> [UInt8] {
    let start = Array("\u{1B}Ptmux;".utf8)
    var result: [UInt8] = []
    var place = 0
    while place < bytes.count {
      guard bytes[place...].starts(with: start) else { throw Broken() }
      place += start.count
      while place + 1 < bytes.count, bytes[place...].prefix(2) != [0x1B, 0x5C] {
        if bytes[place] == 0x1B {
          guard bytes[place + 1] == 0x1B else { throw Broken() }
          place += 1
        }
        result.append(bytes[place])
        place += 1
      }
      place += 2
    }
    return result
  }

  /// The pixels of a sixel picture; nil for those that it leaves alone.
  static func sixel(_ bytes: [UInt8]) throws -> (width: Int, height: Int, pixels: [[UInt8]?]) {
    var reader = SixelReader(bytes)
    return try reader.read()
  }
}

private struct SixelReader {
  private let bytes: [UInt8]
  private var place = 0
  private var colors: [Int: [UInt8]] = [:]
  private var pixels: [[UInt8]?] = []
  private var (width, height) = (0, 0)

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func read() throws -> (width: Int, height: Int, pixels: [[UInt8]?]) {
    guard bytes.starts(with: [0x1B, 0x50]), bytes.suffix(2) == [0x1B, 0x5C],
      let start = bytes.firstIndex(of: UInt8(ascii: "q"))
    else { throw GraphicsReader.Broken() }
    place = start + 1
    var (x, y, color) = (0, 0, 0)
    while place < bytes.count - 2 {
      let byte = bytes[place]
      place += 1
      switch byte {
      case UInt8(ascii: "\""):
        let raster = numbers()
        guard raster.count == 4 else { throw GraphicsReader.Broken() }
        (width, height) = (raster[2], raster[3])
        pixels = Array(repeating: nil, count: width * height)
      case UInt8(ascii: "#"):
        let parts = numbers()
        color = parts[0]
        if parts.count == 5 {
          guard parts[1] == 2, parts[2...].allSatisfy({ $0 <= 100 }) else {
            throw GraphicsReader.Broken()
          }
          colors[color] = parts[2...].map { UInt8($0 * 255 / 100) }
        }
      case UInt8(ascii: "$"): x = 0
      case UInt8(ascii: "-"): (x, y) = (0, y + 6)
      case UInt8(ascii: "!"):
        let count = numbers()[0]
        let sign = bytes[place]
        place += 1
        for _ in 0..<count { try paint(sign, &x, y, color) }
      case 0x3F...0x7E: try paint(byte, &x, y, color)
      default: throw GraphicsReader.Broken()
      }
    }
    return (width, height, pixels)
  }

  private mutating func paint(_ sign: UInt8, _ x: inout Int, _ y: Int, _ color: Int) throws {
    for bit in 0..<6 where (sign - 0x3F) >> bit & 1 == 1 && y + bit < height {
      guard x < width, let value = colors[color] else { throw GraphicsReader.Broken() }
      pixels[(y + bit) * width + x] = value
    }
    x += 1
  }

  private mutating func numbers() -> [Int] {
    var result = [0]
    while place < bytes.count {
      if bytes[place] == UInt8(ascii: ";") {
        result.append(0)
      } else if (0x30...0x39).contains(bytes[place]) {
        result[result.count - 1] = result[result.count - 1] * 10 + Int(bytes[place]) - 48
      } else {
        break
      }
      place += 1
    }
    return result
  }
}
