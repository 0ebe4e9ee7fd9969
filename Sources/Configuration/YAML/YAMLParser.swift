internal import CYAML
internal import Wording

/// Reads YAML into a tree, within limits, and never more of YAML than a configuration needs.
///
/// Anchors, aliases, tags, keys that are not plain texts and second documents are refused: they let a
/// short file stand for a huge one, or say something else than it seems to.
enum YAML {
  /// Bytes that a file may have.
  static let maximumBytes = 256 * 1024
  /// How deep lists and mappings may be nested.
  static let maximumDepth = 16

  /// The tree of a file, or nil when there is nothing in it but comments.
  static func parse(_ bytes: [UInt8]) throws(YAMLError) -> YAMLNode? {
    guard bytes.count <= maximumBytes else {
      throw YAMLError(
        line: 1,
        problem: Phrase("the file is larger than {size} KiB", ["size": maximumBytes / 1024]).english
      )
    }
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let text = bytes.starts(with: mark) ? Array(bytes.dropFirst(mark.count)) : bytes
    let events = try EventReader(text)
    return try document(events)
  }

  private static func document(_ events: EventReader) throws(YAMLError) -> YAMLNode? {
    var root: YAMLNode?
    var documents = 0
    while true {
      let event = try events.next()
      switch event.kind {
      case .start: continue
      case .end: return root
      case .documentStart:
        documents += 1
        guard documents == 1 else {
          throw event.error(Phrase("there is a second document (---)").english)
        }
        root = try node(events.next(), events, depth: 0)
      default: throw event.error(Phrase("something stands outside of the document").english)
      }
    }
  }

  private static func node(
    _ event: YAMLEvent, _ events: EventReader, depth: Int
  ) throws(YAMLError) -> YAMLNode {
    guard depth < maximumDepth else {
      throw event.error(
        Phrase("it is nested more than {count} levels deep", ["count": maximumDepth]).english)
    }
    switch event.kind {
    case .scalar(let text, let isQuoted):
      return YAMLNode(content: .scalar(text, isQuoted: isQuoted), line: event.line)
    case .sequenceStart:
      var elements: [YAMLNode] = []
      while true {
        let next = try events.next()
        if next.kind == .sequenceEnd { break }
        elements.append(try node(next, events, depth: depth + 1))
      }
      return YAMLNode(content: .sequence(elements), line: event.line)
    case .mappingStart:
      return YAMLNode(
        content: .mapping(try entries(events, depth: depth + 1)), line: event.line)
    default:
      throw event.error(Phrase("a value is missing").english)
    }
  }

  private static func entries(
    _ events: EventReader, depth: Int
  ) throws(YAMLError) -> [YAMLEntry] {
    var entries: [YAMLEntry] = []
    var lines: [String: Int] = [:]
    while true {
      let key = try events.next()
      switch key.kind {
      case .mappingEnd: return entries
      case .scalar(let name, _):
        if let earlier = lines.updateValue(key.line, forKey: name) {
          throw key.error(
            Phrase("this key stands already in line {line}", ["line": earlier]).english)
        }
        let value = try node(events.next(), events, depth: depth)
        entries.append(YAMLEntry(key: name, line: key.line, value: value))
      default: throw key.error(Phrase("a key must be a plain text").english)
      }
    }
  }
}

/// One event of libyaml's parser, in Swift's memory.
struct YAMLEvent {
  enum Kind: Equatable {
    case start, end, documentStart, documentEnd
    case scalar(String, isQuoted: Bool)
    case sequenceStart, sequenceEnd, mappingStart, mappingEnd
  }

  var kind: Kind
  /// Counted from 1.
  var line: Int

  func error(_ problem: String) -> YAMLError { YAMLError(line: line, problem: problem) }
}
