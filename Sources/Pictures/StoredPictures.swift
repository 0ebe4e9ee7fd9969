internal import TerminalUI

/// The pictures of one request as they are kept, in memory and on disk.
struct StoredPictures: Hashable, Sendable {
  struct Tile: Hashable, Sendable {
    let seconds: Double
    let place: Point
    let content: PictureContent
  }

  let tiles: [Tile]
  let rate: Double
  let length: Double?

  /// The answer, with numbers for the pictures that need one.
  func answer(look: PictureLook, number: () -> UInt32) -> PictureAnswer {
    PictureAnswer(
      tiles: tiles.map {
        PictureAnswer.Tile(
          seconds: $0.seconds, place: $0.place,
          picture: $0.content.picture(number: number(), look: look))
      }, rate: rate, length: length)
  }
}

extension StoredPictures {
  /// As bytes for a file.
  func encoded() -> [UInt8] {
    var writer = ByteWriter()
    writer.add(rate.bitPattern)
    writer.add((length ?? -1).bitPattern)
    writer.add(UInt32(tiles.count))
    for tile in tiles {
      writer.add(tile.seconds.bitPattern)
      for number in [
        tile.place.column, tile.place.row, tile.content.size.columns, tile.content.size.rows,
        tile.content.bytes,
      ] { writer.add(UInt32(clamping: number)) }
      switch tile.content.body {
      case .cells(let cells):
        writer.add(UInt8(0))
        writer.add(UInt32(cells.count))
        for cell in cells { writer.add(cell) }
      case .png(let bytes):
        writer.add(UInt8(1))
        writer.add(bytes)
      case .sixel(let bytes):
        writer.add(UInt8(2))
        writer.add(bytes)
      }
    }
    return writer.bytes
  }

  /// From such bytes; nil if anything in them is not as it is written.
  init?(decoding bytes: ArraySlice<UInt8>) {
    var reader = ByteReader(bytes)
    guard let rate = reader.number(UInt64.self), let length = reader.number(UInt64.self),
      let count = reader.number(UInt32.self), count <= 1000
    else { return nil }
    var tiles: [Tile] = []
    for _ in 0..<count {
      guard let tile = Tile(&reader) else { return nil }
      tiles.append(tile)
    }
    guard reader.isAtEnd else { return nil }
    self.tiles = tiles
    self.rate = Double(bitPattern: rate)
    let seconds = Double(bitPattern: length)
    self.length = seconds >= 0 ? seconds : nil
  }
}

extension StoredPictures.Tile {
  init?(_ reader: inout ByteReader) {
    guard let seconds = reader.number(UInt64.self) else { return nil }
    var numbers: [Int] = []
    for _ in 0..<5 {
      guard let number = reader.number(UInt32.self) else { return nil }
      numbers.append(Int(number))
    }
    let size = Size(columns: numbers[2], rows: numbers[3])
    guard size.columns <= 4096, size.rows <= 4096, let kind = reader.number(UInt8.self) else {
      return nil
    }
    let body: PictureContent.Body
    switch kind {
    case 0:
      guard let count = reader.number(UInt32.self), count == size.columns * size.rows else {
        return nil
      }
      var cells: [PictureCell] = []
      for _ in 0..<count {
        guard let cell = reader.cell() else { return nil }
        cells.append(cell)
      }
      body = .cells(cells)
    case 1, 2:
      guard let bytes = reader.bytes() else { return nil }
      body = kind == 1 ? .png(bytes) : .sixel(bytes)
    default: return nil
    }
    self.seconds = Double(bitPattern: seconds)
    place = Point(column: numbers[0], row: numbers[1])
    content = PictureContent(size: size, body: body, bytes: numbers[4])
  }
}

/// Writes numbers, the lowest byte first.
struct ByteWriter {
  private(set) var bytes: [UInt8] = []

  mutating func add(_ number: some FixedWidthInteger) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }

  /// A length and as many bytes.
  mutating func add(_ more: [UInt8]) {
    add(UInt32(more.count))
    bytes += more
  }

  mutating func add(_ cell: PictureCell) {
    add(cell.text.unicodeScalars.first?.value ?? 0x20)
    for color in [cell.foreground, cell.background] {
      add(UInt8(color == nil ? 0 : 1))
      bytes += [color?.red ?? 0, color?.green ?? 0, color?.blue ?? 0]
    }
  }
}

/// Reads what `ByteWriter` writes; nil for what is not there.
struct ByteReader {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func number<Number: FixedWidthInteger>(_: Number.Type) -> Number? {
    let count = MemoryLayout<Number>.size
    guard rest.count >= count else { return nil }
    var number: Number = 0
    for byte in rest.prefix(count).reversed() { number = number << 8 | Number(byte) }
    rest = rest.dropFirst(count)
    return number
  }

  mutating func bytes() -> [UInt8]? {
    guard let count = number(UInt32.self), rest.count >= Int(count) else { return nil }
    defer { rest = rest.dropFirst(Int(count)) }
    return Array(rest.prefix(Int(count)))
  }

  mutating func cell() -> PictureCell? {
    guard let value = number(UInt32.self), let scalar = Unicode.Scalar(value), value >= 0x20,
      let foreground = color(), let background = color()
    else { return nil }
    return PictureCell(
      String(Character(scalar)), foreground: foreground, background: background)
  }

  private mutating func color() -> RGB?? {
    guard let isThere = number(UInt8.self), let red = number(UInt8.self),
      let green = number(UInt8.self), let blue = number(UInt8.self), isThere <= 1
    else { return nil }
    return .some(isThere == 1 ? RGB(red: red, green: green, blue: blue) : nil)
  }
}
