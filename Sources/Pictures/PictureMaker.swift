internal import MediaTools
internal import TerminalUI

/// Makes pictures of pixels, within a number of bytes.
struct PictureMaker {
  let look: PictureLook

  /// The smallest picture of cells; below that there is nothing to see.
  private static let least = Size(columns: 4, rows: 2)

  /// A picture of at most `size` cells and at most `budget` bytes; nil if none is that small.
  func picture(of pixels: RGBPixels, size: Size, budget: Int) -> PictureContent? {
    if look.usesKitty, let made = kitty(pixels, size, budget) { return made }
    if !look.usesKitty, look.usesSixel, let made = sixel(pixels, size, budget) { return made }
    return cells(of: pixels, size: size, budget: budget)
  }

  // MARK: Cells

  private func cells(of pixels: RGBPixels, size: Size, budget: Int) -> PictureContent? {
    var look = self.look
    var size = size
    // Each time the size is lowered by what was too much, and a little more.
    for _ in 0..<12 {
      guard let made = cells(of: pixels, size: size, look: look) else { return nil }
      if made.bytes <= budget { return made }
      if look.depth == .direct, made.bytes < budget + budget / 2 {
        // Fewer colours are equal more often, and equal ones are sent once.
        look.depth = .palette256
        continue
      }
      let smaller = Self.shrunk(size, by: Double(budget) / Double(made.bytes))
      guard smaller != size else { return nil }
      size = smaller
    }
    return nil
  }

  private func cells(of pixels: RGBPixels, size: Size, look: PictureLook) -> PictureContent? {
    guard let cells = Chafa.cells(of: pixels, size: size, look: look) else { return nil }
    // The terminal's own depth: it writes colours of the palette as any others.
    let bytes = LineCost.bytes(cells, columns: size.columns, depth: self.look.depth)
    return PictureContent(size: size, body: .cells(cells), bytes: bytes)
  }

  /// A size of a share of the cells.
  private static func shrunk(_ size: Size, by share: Double) -> Size {
    let side = (share * 0.95).squareRoot()
    return Size(
      columns: min(size.columns, max(least.columns, Int(Double(size.columns) * side))),
      rows: min(size.rows, max(least.rows, Int(Double(size.rows) * side))))
  }

  // MARK: Pixels

  private func kitty(_ pixels: RGBPixels, _ size: Size, _ budget: Int) -> PictureContent? {
    guard size.columns <= KittyGraphics.most, size.rows <= KittyGraphics.most else { return nil }
    var pixels = pixels
    for _ in 0..<6 {
      guard let file = PNG.file(of: pixels) else { return nil }
      let made = PictureContent(size: size, body: .png(file), bytes: 0)
      let bytes = Self.cost(made.picture(number: 1 << 23, look: look), look)
      if bytes <= budget { return PictureContent(size: size, body: .png(file), bytes: bytes) }
      let side = (Double(budget) / Double(bytes) * 0.9).squareRoot()
      let width = Int(Double(pixels.width) * side)
      // The terminal enlarges it again; blocks show more than fewer pixels than this.
      guard width >= size.columns * 3,
        let smaller = pixels.scaled(width: width, height: Int(Double(pixels.height) * side))
      else { return nil }
      pixels = smaller
    }
    return nil
  }

  /// Bytes of a picture in pixels: what shows it, what takes it away, and the cells.
  private static func cost(_ picture: TerminalPicture, _ look: PictureLook) -> Int {
    let cells = LineCost.bytes(picture.cells, columns: picture.size.columns, depth: look.depth)
    return cells + (picture.graphic.map { $0.showing.count + $0.removing.count } ?? 0)
  }

  private func sixel(_ pixels: RGBPixels, _ size: Size, _ budget: Int) -> PictureContent? {
    guard let cell = look.graphics.cell else { return nil }
    var size = size
    // A stamp of pixels shows less than a large picture of cells.
    let least = max(Self.worthPixels, size.columns / 2)
    for attempt in 0..<3 where attempt == 0 || size.columns >= least {
      guard let bytes = Chafa.sixels(of: pixels, size: size, cell: cell) else { return nil }
      let made = PictureContent(size: size, body: .sixel(bytes), bytes: bytes.count)
      let cost = Self.cost(made.picture(number: 1 << 23, look: look), look)
      if cost <= budget { return PictureContent(size: size, body: .sixel(bytes), bytes: cost) }
      size = Self.shrunk(size, by: Double(budget) / Double(cost))
    }
    return nil
  }

  /// The fewest columns that a picture in pixels is made smaller to.
  private static let worthPixels = 16

  // MARK: Clips that play

  /// The pictures of a clip that plays, with the rate that was left: all of one kind and size.
  ///
  /// Frames are left out evenly until the rest costs no more than the budget; a clip that may not
  /// play at all gives its first frame.
  func clip(_ frames: [MediaFrame], size: Size, rate: Int, budget: PictureBudget) -> (
    [(seconds: Double, content: PictureContent)], rate: Double
  ) {
    let most = min(budget.bytesPerPicture, budget.bytesPerSecond / Self.leastRate)
    guard budget.bytesPerSecond > 0, frames.count > 1,
      let shared = sizeForAll(frames, size: size, budget: most)
    else {
      let still = frames.first.flatMap { frame in
        picture(of: frame.pixels, size: size, budget: budget.bytesPerPicture).map {
          (frame.seconds, $0)
        }
      }
      return ([still].compactMap { $0 }, 0)
    }
    let all = frames.compactMap { frame in
      picture(of: frame.pixels, size: shared, budget: most).map { (frame.seconds, $0) }
    }
    var keep = 1
    while true {
      let kept = costed(all.enumerated().filter { $0.offset % keep == 0 }.map(\.element))
      let rate = Double(rate) / Double(keep)
      let cost = kept.reduce(0) { $0 + $1.1.bytes }
      let seconds = Double(kept.count) / rate
      if Double(cost) <= Double(budget.bytesPerSecond) * seconds || kept.count <= 1 {
        return (kept, kept.count > 1 ? rate : 0)
      }
      keep += 1
    }
  }

  /// The size in which the first, the middle and the last frame fit the budget.
  private func sizeForAll(_ frames: [MediaFrame], size: Size, budget: Int) -> Size? {
    var size = size
    for index in Set([0, frames.count / 2, frames.count - 1]) {
      guard let made = picture(of: frames[index].pixels, size: size, budget: budget) else {
        return nil
      }
      size = made.size
    }
    return size
  }

  /// Pictures a second that are worth less of each.
  private static let leastRate = 3

  /// The frames with what each costs after the one before it. Cells that have hardly changed stay.
  private func costed(
    _ frames: [(Double, PictureContent)]
  ) -> [(seconds: Double, content: PictureContent)] {
    var last: [PictureCell]?
    return frames.map { seconds, content in
      guard case .cells(let cells) = content.body else { return (seconds, content) }
      let settled = Self.settled(cells, after: last)
      let bytes = LineCost.bytes(
        settled, columns: content.size.columns, depth: look.depth, over: last)
      last = settled
      return (seconds, PictureContent(size: content.size, body: .cells(settled), bytes: bytes))
    }
  }

  /// Cells of which those stay as they were that nobody could tell apart in motion.
  static func settled(_ cells: [PictureCell], after last: [PictureCell]?) -> [PictureCell] {
    guard let last, last.count == cells.count else { return cells }
    return zip(last, cells).map { old, new in
      old.text == new.text && near(old.foreground, new.foreground)
        && near(old.background, new.background) ? old : new
    }
  }

  private static func near(_ one: RGB?, _ other: RGB?) -> Bool {
    guard let one, let other else { return one == other }
    func far(_ a: UInt8, _ b: UInt8) -> Bool { max(a, b) - min(a, b) > 8 }
    return !far(one.red, other.red) && !far(one.green, other.green) && !far(one.blue, other.blue)
  }
}
