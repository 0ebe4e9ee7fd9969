internal import TerminalUI

/// Sizes of pictures in cells.
enum PictureFit {
  /// The largest size with the shape of a picture that fits into a box; nil if the box is empty.
  ///
  /// - Parameter cellAspect: How many times a cell is as high as it is wide.
  static func size(width: Int, height: Int, box: Size, cellAspect: Double) -> Size? {
    guard width > 0, height > 0, box.columns > 0, box.rows > 0 else { return nil }
    // Columns for each row.
    let shape = Double(width) / Double(height) * cellAspect
    let columns = min(Double(box.columns), Double(box.rows) * shape)
    let rows = min(Double(box.rows), Double(box.columns) / shape)
    return Size(
      columns: min(max(1, Int(columns.rounded())), box.columns),
      rows: min(max(1, Int(rows.rounded())), box.rows))
  }

  /// Where the tiles of a contact sheet stand: all of one size, row after row, a column apart, each
  /// with a row below it for its time.
  struct Sheet: Hashable {
    /// The cells of one tile.
    let tile: Size
    /// The top left cells of the tiles.
    let places: [Point]
  }

  /// The sheet whose tiles are largest; nil if the box is too small for a tile of 4 by 2 cells. It has
  /// fewer than `count` tiles where so many would be smaller than that.
  static func sheet(
    count: Int, width: Int, height: Int, box: Size, cellAspect: Double
  ) -> Sheet? {
    var best: Sheet?
    for wanted in stride(from: max(1, count), to: 0, by: -1) {
      for across in 1...wanted {
        let down = (wanted + across - 1) / across
        let room = Size(columns: (box.columns + 1) / across - 1, rows: box.rows / down - 1)
        guard room.columns >= 4, room.rows >= 2,
          let tile = size(width: width, height: height, box: room, cellAspect: cellAspect),
          tile.columns >= 2, tile.rows >= 2
        else { continue }
        if let best, area(best.tile) >= area(tile) { continue }
        let places = (0..<wanted).map {
          Point(column: $0 % across * (tile.columns + 1), row: $0 / across * (tile.rows + 1))
        }
        best = Sheet(tile: tile, places: places)
      }
      if best != nil { return best }
    }
    return nil
  }

  private static func area(_ size: Size) -> Int { size.columns * size.rows }
}
