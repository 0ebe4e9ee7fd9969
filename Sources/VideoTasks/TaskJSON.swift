internal import FoundationEssentials

/// The JSON of `list`, `show`, `submit` and `wait`, exactly as the contract has it.
///
/// Members keep one order; what does not apply is null, never absent. Links are there only when
/// asked for, keys never.
public enum TaskJSON {
  /// One task as a JSON object.
  ///
  /// - Parameter links: adds `video_link` and `last_frame_link`, which are secrets while they live.
  public static func encode(_ record: TaskRecord, links: Bool) -> [UInt8] {
    var text: [UInt8] = []
    write(record, links: links, into: &text)
    return text
  }

  /// Appends one task to JSON text: what `list` does for each, without an array in memory.
  public static func write(_ record: TaskRecord, links: Bool, into text: inout [UInt8]) {
    JSONWriter.write(members: members(record, links: links), into: &text)
  }

  /// Several tasks as a JSON array, one a line.
  public static func encode(_ records: [TaskRecord], links: Bool) -> [UInt8] {
    var text = Array("[".utf8)
    for (index, record) in records.enumerated() {
      text += (index == 0 ? "\n" : ",\n").utf8
      write(record, links: links, into: &text)
    }
    text += (records.isEmpty ? "]" : "\n]").utf8
    return text
  }

  private static func members(_ record: TaskRecord, links: Bool) -> [(String, JSONValue)] {
    var members: [(String, JSONValue)] = [
      ("id", .integer(record.id.rawValue)),
      ("profile", .string(record.profile)),
      ("api", .string(record.api.rawValue)),
      ("model", .string(record.model)),
      ("prompt", .string(record.request.prompt)),
      ("status", .string(record.status.rawValue)),
      ("remote_id", JSONValue(record.remoteID)),
      ("created_at", .string(record.createdAt.rfc3339)),
      ("updated_at", .string(record.updatedAt.rfc3339)),
      ("request", record.request.json),
      ("retry_of", JSONValue(record.retryOf?.rawValue)),
      ("after", JSONValue(record.after?.rawValue)),
      ("estimate", record.estimate?.json ?? .null),
      ("cost", record.cost?.json ?? .null),
      ("file", JSONValue(record.file)),
      ("bytes", JSONValue(record.bytes)),
      ("last_frame_file", JSONValue(record.lastFrameFile)),
      ("download", .string(record.download.rawValue)),
      ("download_bytes", JSONValue(record.downloadBytes)),
      ("link_expires_at", JSONValue(record.linkExpiresAt?.rfc3339)),
      ("poll_error", JSONValue(record.pollError)),
      ("error", record.error?.json ?? .null),
    ]
    if links {
      members.append(("video_link", JSONValue(record.videoLink)))
      members.append(("last_frame_link", JSONValue(record.lastFrameLink)))
    }
    return members
  }
}

extension JSONValue {
  /// A text, or null for nil.
  public init(_ text: String?) { self = text.map(JSONValue.string) ?? .null }

  /// A whole number, or null for nil.
  public init(_ number: Int64?) { self = number.map(JSONValue.integer) ?? .null }

  /// A truth value, or null for nil.
  public init(_ flag: Bool?) { self = flag.map(JSONValue.bool) ?? .null }
}

extension RequestDraft {
  /// The contract's `request`: what was stated, and nothing else.
  public var json: JSONValue {
    var members: [String: JSONValue] = ["prompt": .string(prompt)]
    members["model"] = model.map(JSONValue.string)
    members["ratio"] = ratio.map(JSONValue.string)
    members["resolution"] = resolution.map(JSONValue.string)
    members["duration"] = duration.map { .integer(Int64($0)) }
    members["audio"] = audio.map(JSONValue.bool)
    members["seed"] = seed.map(JSONValue.integer)
    members["watermark"] = watermark.map(JSONValue.bool)
    members["return_last_frame"] = returnLastFrame.map(JSONValue.bool)
    members["expires_after"] = expiresAfter.map { .integer(Int64($0)) }
    members["first_frame"] = firstFrame.map { .string($0.text) }
    members["last_frame"] = lastFrame.map { .string($0.text) }
    for (key, list) in [("image", images), ("video", videos), ("voice", voices)] where !list.isEmpty
    {
      members[key] = .array(list.map { .string($0.text) })
    }
    return .object(members)
  }
}

extension Cost {
  /// The contract's `estimate` and `cost`.
  public var json: JSONValue {
    .object([
      "tokens": tokens.map { .integer(Int64($0)) } ?? .null,
      "seconds": seconds.map(JSONValue.number) ?? .null,
      // Through its text, so that 5.0094 stays 5.0094.
      "amount": amount.flatMap { Double($0.description) }.map(JSONValue.number) ?? .null,
      "currency": JSONValue(currency),
      "exact": .bool(exact),
    ])
  }
}

extension TaskFailure {
  /// The contract's `error`.
  public var json: JSONValue {
    .object([
      "code": .string(code), "message": .string(message), "advice": .string(advice),
    ])
  }
}

extension Violation {
  /// One element of the contract's `violations`.
  public var json: JSONValue {
    .object([
      "field": .string(field), "rule": .string(rule), "message": .string(message),
      "fix": .string(fix),
    ])
  }
}
