internal import MediaTools

extension RGBPixels {
  /// The picture with fewer pixels, each the mean of those it stands for; nil when it would not be
  /// smaller.
  func scaled(width newWidth: Int, height newHeight: Int) -> RGBPixels? {
    guard newWidth > 0, newHeight > 0, newWidth < width, newHeight <= height else { return nil }
    var result: [UInt8] = []
    result.reserveCapacity(3 * newWidth * newHeight)
    for row in 0..<newHeight {
      let rows = row * height / newHeight..<(row + 1) * height / newHeight
      for column in 0..<newWidth {
        let columns = column * width / newWidth..<(column + 1) * width / newWidth
        var (red, green, blue) = (0, 0, 0)
        for y in rows {
          for x in columns {
            let place = 3 * (y * width + x)
            red += Int(bytes[place])
            green += Int(bytes[place + 1])
            blue += Int(bytes[place + 2])
          }
        }
        let count = rows.count * columns.count
        result += [UInt8(red / count), UInt8(green / count), UInt8(blue / count)]
      }
    }
    return RGBPixels(width: newWidth, height: newHeight, bytes: result)
  }
}
