internal import FoundationEssentials
internal import VideoTasks

/// Which column holds which member: the only place that knows both.
///
/// Lists of names, of values and of readings stand side by side and have the same order.
enum TaskColumns {
  static let task = [
    "profile", "api", "model", "status", "download", "created_at", "updated_at", "submitted_at",
    "started_at", "ended_at", "ratio", "resolution", "duration", "download_bytes", "bytes",
    "link_expires_at", "estimate_tokens", "estimate_seconds", "estimate_amount",
    "estimate_currency", "estimate_exact", "cost_tokens", "cost_seconds", "cost_amount",
    "cost_currency", "cost_exact", "error_code", "poll_error", "wait_reason", "remote_id",
    "retry_of", "after_id", "once_name", "prompt",
  ]

  static let details = [
    "file", "last_frame_file", "video_link", "last_frame_link", "unknown_status",
    "error_message", "error_advice", "actual_ratio", "actual_resolution", "actual_duration",
    "actual_seed",
  ]

  static let schedule = [
    "next_submit_at", "submit_attempts", "first_refused_at", "next_poll_at", "poll_failures",
    "deadline_at", "next_download_at", "download_failures", "link_renewals", "entity_tag",
    "partial_file", "wants_download", "next_cancel_at", "cancel_attempts", "partial_writer",
  ]

  static let selectAllRecords = """
    SELECT id, \(task.joined(separator: ", ")), request, \(details.joined(separator: ", "))
    FROM tasks JOIN details USING (id)
    """

  static let selectRecord = selectAllRecords + " WHERE id = ?"

  static let selectSchedule =
    "SELECT \(schedule.joined(separator: ", ")) FROM schedules WHERE id = ?"

  static let insertTask = insert(into: "tasks", task)
  static let insertDetails = insert(into: "details", ["id", "request"] + details)
  static let insertSchedule = insert(into: "schedules", ["id"] + schedule)

  private static func insert(into table: String, _ columns: [String]) -> String {
    let places = columns.map { _ in "?" }.joined(separator: ", ")
    return "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(places))"
  }

  static let summary = """
    id, profile, model, substr(prompt, 1, 200), status, ratio, resolution, duration, created_at,
    updated_at, submitted_at, ended_at, download, download_bytes, bytes, link_expires_at,
    estimate_tokens, estimate_seconds, estimate_amount, estimate_currency, estimate_exact,
    cost_tokens, cost_seconds, cost_amount, cost_currency, cost_exact, error_code, poll_error,
    wait_reason
    """

  // MARK: Values

  static func values(task: TaskRecord) -> [SQLValue] {
    [
      .text(task.profile), .text(task.api.rawValue), .text(task.model),
      .text(task.status.rawValue), .text(task.download.rawValue),
      .integer(task.createdAt.milliseconds), .integer(task.updatedAt.milliseconds),
      SQLValue(task.submittedAt), SQLValue(task.startedAt), SQLValue(task.endedAt),
      SQLValue(task.request.ratio), SQLValue(task.request.resolution),
      SQLValue(task.request.duration), SQLValue(task.downloadBytes), SQLValue(task.bytes),
      SQLValue(task.linkExpiresAt),
    ] + values(cost: task.estimate) + values(cost: task.cost) + [
      SQLValue(task.error?.code), SQLValue(task.pollError), SQLValue(task.waitReason),
      SQLValue(task.remoteID), SQLValue(task.retryOf?.rawValue), SQLValue(task.after?.rawValue),
      SQLValue(task.onceName), .text(task.request.prompt),
    ]
  }

  private static func values(cost: Cost?) -> [SQLValue] {
    [
      SQLValue(cost?.tokens), SQLValue(cost?.seconds), SQLValue(cost?.amount?.description),
      SQLValue(cost?.currency), SQLValue(cost?.exact),
    ]
  }

  static func values(details task: TaskRecord) -> [SQLValue] {
    [
      SQLValue(task.file), SQLValue(task.lastFrameFile), SQLValue(task.videoLink),
      SQLValue(task.lastFrameLink), SQLValue(task.unknownStatus), SQLValue(task.error?.message),
      SQLValue(task.error?.advice), SQLValue(task.actual?.ratio),
      SQLValue(task.actual?.resolution), SQLValue(task.actual?.duration),
      SQLValue(task.actual?.seed),
    ]
  }

  static func values(schedule: TaskSchedule) -> [SQLValue] {
    [
      SQLValue(schedule.nextSubmitAt), SQLValue(schedule.submitAttempts),
      SQLValue(schedule.firstRefusedAt), SQLValue(schedule.nextPollAt),
      SQLValue(schedule.pollFailures), SQLValue(schedule.deadlineAt),
      SQLValue(schedule.nextDownloadAt), SQLValue(schedule.downloadFailures),
      SQLValue(schedule.linkRenewals), SQLValue(schedule.entityTag),
      SQLValue(schedule.partialFile), SQLValue(schedule.wantsDownload),
      SQLValue(schedule.nextCancelAt), SQLValue(schedule.cancelAttempts),
      SQLValue(schedule.partialWriter?.rawValue),
    ]
  }

  /// The request as it is stored: its JSON without the prompt, which has a column of its own.
  static func text(request: RequestDraft) -> String {
    var rest = request
    rest.prompt = ""
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      return String(decoding: try encoder.encode(rest), as: UTF8.self)
    } catch {
      // Only a floating-point number that is not finite cannot be written, and a draft has none.
      preconditionFailure("A request cannot be written as JSON: \(error)")
    }
  }
}

extension SQLValue {
  init(_ value: Timestamp?) { self = value.map { .integer($0.milliseconds) } ?? .null }
}
