internal import TerminalUI
internal import TextLayout
internal import VideoTasks
internal import Wording

extension View {
  /// Facts in a few words: `png 1280×720 3.2 MB`.
  func described(_ facts: MediaFacts) -> String {
    var parts: [String] = []
    if let format = facts.format { parts.append(CleanText.line(format, limit: 12)) }
    if let width = facts.width, let height = facts.height {
      parts.append("\(width)\(glyphs.times)\(height)")
    }
    if let seconds = facts.seconds, facts.kind != .image {
      parts.append(words.seconds(Words.number(seconds)))
    }
    if let rate = facts.framesPerSecond, facts.kind != .image {
      parts.append(say("{count} fps", ["count": Words.number(rate)]))
    }
    if let codec = facts.codec, facts.kind == .video {
      parts.append(CleanText.line(codec, limit: 12))
    }
    if let bytes = facts.bytes { parts.append(Words.bytes(bytes)) }
    return parts.joined(separator: " ")
  }
}
