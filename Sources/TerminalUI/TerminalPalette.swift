/// The colours behind the numbers 0 to 255 of a terminal.
///
/// The first 16 are the user's to change; their values here are xterm's own and only name them.
/// Source: `256colres.h` of xterm: a 6×6×6 cube from 16 on, and 24 greys from 232 on.
public enum TerminalPalette {
  /// The levels of each part in the cube.
  public static let levels: [UInt8] = [0, 95, 135, 175, 215, 255]

  private static let first: [RGB] = [
    0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
    0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
  ].map { RGB($0) }

  /// The colour of a number; numbers outside 0...255 are brought inside.
  public static func color(_ number: Int) -> RGB {
    let number = min(max(0, number), 255)
    if number < 16 { return first[number] }
    if number >= 232 {
      let grey = UInt8(8 + 10 * (number - 232))
      return RGB(red: grey, green: grey, blue: grey)
    }
    let place = number - 16
    return RGB(
      red: levels[place / 36], green: levels[place / 6 % 6], blue: levels[place % 6])
  }

  /// The number of the nearest of the first `count` colours, of which there are 8 or 16.
  public static func nearestBasic(to color: RGB, count: Int) -> Int {
    func distance(_ other: RGB) -> Int {
      let red = Int(color.red) - Int(other.red)
      let green = Int(color.green) - Int(other.green)
      let blue = Int(color.blue) - Int(other.blue)
      return 3 * red * red + 6 * green * green + 2 * blue * blue
    }
    let choices = first.prefix(max(1, count))
    return choices.indices.min { distance(choices[$0]) < distance(choices[$1]) } ?? 0
  }
}
