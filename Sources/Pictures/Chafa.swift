internal import CChafa
internal import MediaTools
internal import TerminalUI

/// libchafa and zlib, opened at first use: the only importer of `CChafa`.
enum Chafa {
  /// Why pictures are off, or nil; opens the libraries the first time.
  static func problem() -> String? { rushes_chafa_open().map { String(cString: $0) } }

  /// What is said of a library of this name.
  static func problem(with library: String) -> String? {
    rushes_chafa_problem_with(library).map { String(cString: $0) }
  }

  /// The cells of a picture, row after row; nil if there is no memory.
  static func cells(of pixels: RGBPixels, size: Size, look: PictureLook) -> [PictureCell]? {
    let count = size.columns * size.rows
    let none = rushes_chafa_cell(character: 0x20, foreground: -1, background: -1)
    var made = [rushes_chafa_cell](repeating: none, count: count)
    let chosen = rushes_chafa_look(
      colors: colors(look.depth), glyphs: glyphs(look.glyphs), foreground: number(look.foreground),
      background: number(look.background), dither: look.depth == .ansi16)
    let isMade = rushes_chafa_cells(
      pixels.bytes, Int32(pixels.width), Int32(pixels.height), Int32(size.columns),
      Int32(size.rows), chosen, &made)
    return isMade ? made.map { cell($0, depth: look.depth) } : nil
  }

  /// A sixel picture of so many cells; nil if there is no memory.
  static func sixels(
    of pixels: RGBPixels, size: Size, cell: GraphicsSupport.CellPixels
  ) -> [UInt8]? {
    var length = 0
    let bytes = rushes_chafa_sixels(
      pixels.bytes, Int32(pixels.width), Int32(pixels.height), Int32(size.columns),
      Int32(size.rows), Int32(cell.width), Int32(cell.height),
      rushes_chafa_palette240, &length)
    defer { rushes_chafa_free(bytes) }
    return bytes.map { Array(UnsafeBufferPointer(start: $0, count: length)) }
  }

  /// A zlib stream of bytes; nil without zlib.
  static func compressed(_ bytes: [UInt8]) -> [UInt8]? {
    // zlib never needs more than this for what it cannot compress.
    var result = [UInt8](repeating: 0, count: bytes.count + bytes.count / 1000 + 64)
    let length = rushes_zlib_compress(bytes, bytes.count, &result, result.count)
    return length > 0 ? Array(result.prefix(length)) : nil
  }

  /// The checksum of a PNG chunk.
  static func checksum(_ bytes: [UInt8]) -> UInt32 { rushes_zlib_crc(0, bytes, bytes.count) }

  private static func cell(_ made: rushes_chafa_cell, depth: ColorDepth) -> PictureCell {
    func color(_ number: Int32) -> RGB? {
      guard number >= 0 else { return nil }
      return depth == .direct ? RGB(UInt32(number)) : TerminalPalette.color(Int(number))
    }
    let character = Unicode.Scalar(made.character).map { String(Character($0)) } ?? " "
    var cell = PictureCell(
      character, foreground: color(made.foreground), background: color(made.background))
    // A block that is full, or of one colour, is a blank in fewer bytes.
    if cell.text == "█", cell.foreground != nil || cell.background != nil {
      cell = PictureCell(" ", background: cell.foreground)
    } else if cell.foreground != nil, cell.foreground == cell.background {
      cell = PictureCell(" ", background: cell.background)
    }
    if cell.text == " " { cell.foreground = nil }
    return cell
  }

  private static func number(_ color: RGB) -> UInt32 {
    UInt32(color.red) << 16 | UInt32(color.green) << 8 | UInt32(color.blue)
  }

  private static func colors(_ depth: ColorDepth) -> rushes_chafa_colors {
    switch depth {
    case .none: rushes_chafa_mono
    case .ansi8: rushes_chafa_ansi8
    case .ansi16: rushes_chafa_ansi16
    case .palette256: rushes_chafa_palette240
    case .direct: rushes_chafa_direct
    }
  }

  private static func glyphs(_ glyphs: PictureLook.Glyphs) -> rushes_chafa_glyphs {
    switch glyphs {
    case .ascii: rushes_chafa_ascii
    case .halves: rushes_chafa_halves
    case .blocks: rushes_chafa_blocks
    case .sextants: rushes_chafa_sextants
    }
  }
}
