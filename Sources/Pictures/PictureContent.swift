internal import TerminalUI

/// A picture as it is kept: without the number that a terminal knows it by.
struct PictureContent: Hashable, Sendable {
  enum Body: Hashable, Sendable {
    case cells([PictureCell])
    /// A PNG file, for the kitty graphics protocol.
    case png([UInt8])
    case sixel([UInt8])
  }

  /// The cells it takes.
  let size: Size
  let body: Body
  /// Bytes that it costs on the line; of a clip that plays, as a change of the frame before.
  let bytes: Int

  /// The picture for a terminal.
  ///
  /// - Parameter number: 24 bits, from 256 on, that no other picture of this terminal has.
  func picture(number: UInt32, look: PictureLook) -> TerminalPicture {
    let rect = Rect(column: 0, row: 0, columns: size.columns, rows: size.rows)
    switch body {
    case .cells(let cells):
      return TerminalPicture(size: size, cells: cells, bytes: bytes)
    case .png(let file):
      let isNamed = look.namesGraphics
      let tmux = look.graphics.throughTmux
      let graphic = FrameGraphic(
        id: UInt64(number), kind: isNamed ? .named : .placed, rect: rect,
        showing: KittyGraphics.showing(
          png: file, id: number, size: size, isNamed: isNamed, throughTmux: tmux),
        removing: KittyGraphics.removing(id: number, throughTmux: tmux))
      return TerminalPicture(
        size: size, cells: isNamed ? KittyGraphics.cells(id: number, size: size) : [],
        graphic: graphic, bytes: bytes)
    case .sixel(let sequence):
      let graphic = FrameGraphic(
        id: UInt64(number), kind: .painted, rect: rect, showing: sequence, removing: [])
      return TerminalPicture(size: size, cells: [], graphic: graphic, bytes: bytes)
    }
  }
}

extension PictureLook {
  /// Whether pictures are sent in the kitty graphics protocol.
  var usesKitty: Bool {
    guard depth >= .palette256 else { return false }
    switch graphics.kitty {
    case .none: return false
    // The place that tmux would hand on is not the place in its pane.
    case .placed: return !graphics.throughTmux
    case .placeholders: return namesGraphics || !graphics.throughTmux
    }
  }

  /// Whether cells name the picture; the name is a colour of 24 bits.
  var namesGraphics: Bool { graphics.kitty == .placeholders && depth == .direct }

  /// Whether pictures are sent as sixel.
  var usesSixel: Bool { graphics.sixel && graphics.cell != nil && depth >= .palette256 }

  /// Pixels for each cell that a picture is made of.
  var cellPixels: GraphicsSupport.CellPixels {
    if usesKitty || usesSixel { return graphics.cell ?? .init(width: 10, height: 20) }
    // libchafa compares each cell with its characters in 8 by 8 pixels.
    return .init(width: 8, height: 8)
  }
}
