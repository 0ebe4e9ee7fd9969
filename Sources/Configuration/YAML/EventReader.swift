internal import CYAML
internal import Wording

/// libyaml's parser over bytes that it keeps alive; not to be shared between threads.
final class EventReader {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let input: UnsafeMutableBufferPointer<UInt8>

  init(_ bytes: [UInt8]) throws(YAMLError) {
    // One byte more than needed: an empty buffer has no address.
    input = .allocate(capacity: bytes.count + 1)
    _ = input.initialize(from: bytes + [0])
    parser = .allocate(capacity: 1)
    parser.initialize(to: yaml_parser_t())
    guard yaml_parser_initialize(parser) == 1 else {
      throw YAMLError(line: 1, problem: Phrase("there is not enough memory").english)
    }
    // Stated, or two bytes at the front would make it UTF-16.
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, input.baseAddress, bytes.count)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
    input.deallocate()
  }

  /// The next event, without the ends of documents.
  func next() throws(YAMLError) -> YAMLEvent {
    while true {
      var event = yaml_event_t()
      guard yaml_parser_parse(parser, &event) == 1 else { throw failure() }
      defer { yaml_event_delete(&event) }
      let line = Int(event.start_mark.line) + 1
      try refuseExtras(event, line: line)
      let kind = Self.kind(event)
      if kind != .documentEnd { return YAMLEvent(kind: kind, line: line) }
    }
  }

  private static func kind(_ event: yaml_event_t) -> YAMLEvent.Kind {
    switch event.type {
    case YAML_STREAM_START_EVENT: .start
    case YAML_DOCUMENT_START_EVENT: .documentStart
    case YAML_DOCUMENT_END_EVENT: .documentEnd
    case YAML_SCALAR_EVENT: scalar(event.data.scalar)
    case YAML_SEQUENCE_START_EVENT: .sequenceStart
    case YAML_SEQUENCE_END_EVENT: .sequenceEnd
    case YAML_MAPPING_START_EVENT: .mappingStart
    case YAML_MAPPING_END_EVENT: .mappingEnd
    default: .end
    }
  }

  private typealias Scalar = yaml_event_t.__Unnamed_union_data.__Unnamed_struct_scalar

  private static func scalar(_ scalar: Scalar) -> YAMLEvent.Kind {
    let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
    let isQuoted = scalar.style != YAML_PLAIN_SCALAR_STYLE
    return .scalar(String(decoding: bytes, as: UTF8.self), isQuoted: isQuoted)
  }

  private func refuseExtras(_ event: yaml_event_t, line: Int) throws(YAMLError) {
    let marks: (anchor: UnsafeMutablePointer<UInt8>?, tag: UnsafeMutablePointer<UInt8>?) =
      switch event.type {
      case YAML_ALIAS_EVENT: (event.data.alias.anchor, nil)
      case YAML_SCALAR_EVENT: (event.data.scalar.anchor, event.data.scalar.tag)
      case YAML_SEQUENCE_START_EVENT:
        (event.data.sequence_start.anchor, event.data.sequence_start.tag)
      case YAML_MAPPING_START_EVENT: (event.data.mapping_start.anchor, event.data.mapping_start.tag)
      default: (nil, nil)
      }
    if event.type == YAML_ALIAS_EVENT || marks.anchor != nil {
      throw YAMLError(
        line: line, problem: Phrase("anchors and aliases (& and *) are not taken here").english)
    }
    if marks.tag != nil {
      throw YAMLError(line: line, problem: Phrase("tags (!) are not taken here").english)
    }
  }

  /// What libyaml says of the file; its words are fixed texts without a word of the file.
  private func failure() -> YAMLError {
    let words =
      parser.pointee.problem.map { String(cString: $0) } ?? Phrase("it could not be read").english
    guard parser.pointee.error == YAML_READER_ERROR else {
      // A key without ":" is noticed in the line after it.
      let context = parser.pointee.context.map { String(cString: $0) }
      let isKey = context == "while scanning a simple key"
      let mark = isKey ? parser.pointee.context_mark : parser.pointee.problem_mark
      return YAMLError(line: Int(mark.line) + 1, problem: words)
    }
    // The reader is ahead of the scanner, and knows only a count of bytes.
    let before = input.prefix(parser.pointee.problem_offset)
    return YAMLError(line: before.count { $0 == UInt8(ascii: "\n") } + 1, problem: words)
  }
}
