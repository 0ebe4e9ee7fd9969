/// Reads zlib streams and PNG files, written from RFC 1950, RFC 1951 and the PNG specification for
/// these tests alone: what `Pictures` writes with zlib is read back without it.
enum Inflate {
  struct Broken: Error {}

  static func zlib(_ bytes: [UInt8]) throws -> [UInt8] {
    guard bytes.count > 6, bytes[0] & 15 == 8, (Int(bytes[0]) << 8 + Int(bytes[1])) % 31 == 0 else {
      throw Broken()
    }
    var stream = Bits(bytes: Array(bytes.dropFirst(2)))
    var output: [UInt8] = []
    var isLast = false
    while !isLast {
      isLast = try stream.take(1) == 1
      switch try stream.take(2) {
      case 0: try stored(&stream, &output)
      case 1:
        let lengths =
          Array(repeating: 8, count: 144) + Array(repeating: 9, count: 112)
          + Array(repeating: 7, count: 24) + Array(repeating: 8, count: 8)
        try block(
          &stream, &output, Code(lengths), Code(Array(repeating: 5, count: 30)))
      case 2:
        let (literals, distances) = try dynamic(&stream)
        try block(&stream, &output, literals, distances)
      default: throw Broken()
      }
    }
    return output
  }

  private static func stored(_ stream: inout Bits, _ output: inout [UInt8]) throws {
    stream.align()
    let length = try stream.take(16)
    guard try stream.take(16) == ~length & 0xFFFF else { throw Broken() }
    for _ in 0..<length { output.append(UInt8(try stream.take(8))) }
  }

  private static func dynamic(_ stream: inout Bits) throws -> (Code, Code) {
    let literals = try stream.take(5) + 257
    let distances = try stream.take(5) + 1
    let count = try stream.take(4) + 4
    let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
    var lengths = [Int](repeating: 0, count: 19)
    for index in order.prefix(count) { lengths[index] = try stream.take(3) }
    let code = Code(lengths)
    var all: [Int] = []
    while all.count < literals + distances {
      switch try code.next(&stream) {
      case let length where length < 16: all.append(length)
      case 16:
        guard let last = all.last else { throw Broken() }
        all += Array(repeating: last, count: try stream.take(2) + 3)
      case 17: all += Array(repeating: 0, count: try stream.take(3) + 3)
      default: all += Array(repeating: 0, count: try stream.take(7) + 11)
      }
    }
    return (Code(Array(all.prefix(literals))), Code(Array(all.dropFirst(literals))))
  }

  private static func block(
    _ stream: inout Bits, _ output: inout [UInt8], _ literals: Code, _ distances: Code
  ) throws {
    while true {
      let symbol = try literals.next(&stream)
      if symbol < 256 {
        output.append(UInt8(symbol))
        continue
      }
      if symbol == 256 { return }
      let length = try lengthOf(symbol - 257, &stream)
      let distance = try distanceOf(distances.next(&stream), &stream)
      guard distance <= output.count else { throw Broken() }
      for _ in 0..<length { output.append(output[output.count - distance]) }
    }
  }

  private static func lengthOf(_ index: Int, _ stream: inout Bits) throws -> Int {
    if index < 8 { return index + 3 }
    if index == 28 { return 258 }
    let extra = (index - 4) / 4
    return try (4 + index % 4) << extra + 3 + stream.take(extra)
  }

  private static func distanceOf(_ index: Int, _ stream: inout Bits) throws -> Int {
    if index < 4 { return index + 1 }
    let extra = index / 2 - 1
    return try (2 + index % 2) << extra + 1 + stream.take(extra)
  }

  /// Bits, the lowest of each byte first.
  struct Bits {
    let bytes: [UInt8]
    var position = 0

    mutating func take(_ count: Int) throws -> Int {
      var value = 0
      for bit in 0..<count {
        guard position / 8 < bytes.count else { throw Broken() }
        value |= Int(bytes[position / 8] >> (position % 8) & 1) << bit
        position += 1
      }
      return value
    }

    mutating func align() { position = (position + 7) / 8 * 8 }
  }

  /// A canonical Huffman code.
  struct Code {
    private var symbols: [Int: [Int: Int]] = [:]

    init(_ lengths: [Int]) {
      var code = 0
      for length in 1...15 {
        code <<= 1
        for symbol in lengths.indices where lengths[symbol] == length {
          symbols[length, default: [:]][code] = symbol
          code += 1
        }
      }
    }

    func next(_ stream: inout Bits) throws -> Int {
      var code = 0
      for length in 1...15 {
        code = try code << 1 | stream.take(1)
        if let symbol = symbols[length]?[code] { return symbol }
      }
      throw Broken()
    }
  }
}

/// A PNG file of 24-bit pixels, read back.
struct ReadPNG {
  let width: Int
  let height: Int
  let pixels: [UInt8]

  init(_ file: [UInt8]) throws {
    guard file.starts(with: [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10]) else {
      throw Inflate.Broken()
    }
    func number(_ place: Int) -> Int { file[place..<place + 4].reduce(0) { $0 << 8 | Int($1) } }
    var (place, data, header): (Int, [UInt8], [UInt8]) = (8, [], [])
    while place + 12 <= file.count {
      let length = number(place)
      let body = Array(file[place + 4..<place + 8 + length])
      guard number(place + 8 + length) == Int(Self.checksum(body)) else { throw Inflate.Broken() }
      if body.starts(with: "IDAT".utf8) { data += body.dropFirst(4) }
      if body.starts(with: "IHDR".utf8) { header = Array(body.dropFirst(4)) }
      place += 12 + length
    }
    guard header.count == 13, Array(header[8...]) == [8, 2, 0, 0, 0], place == file.count else {
      throw Inflate.Broken()
    }
    width = header[0..<4].reduce(0) { $0 << 8 | Int($1) }
    height = header[4..<8].reduce(0) { $0 << 8 | Int($1) }
    let raw = try Inflate.zlib(data)
    let stride = width * 3
    guard raw.count == (stride + 1) * height else { throw Inflate.Broken() }
    var pixels: [UInt8] = []
    for row in 0..<height {
      let filter = raw[row * (stride + 1)]
      for offset in 0..<stride {
        let left = offset >= 3 ? pixels[pixels.count - 3] : 0
        let above = row > 0 ? pixels[pixels.count - stride] : 0
        let base: UInt8 = filter == 0 ? 0 : filter == 1 ? left : above
        guard filter <= 2 else { throw Inflate.Broken() }
        pixels.append(raw[row * (stride + 1) + 1 + offset] &+ base)
      }
    }
    self.pixels = pixels
  }

  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var sum = UInt32.max
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }
    return ~sum
  }
}
