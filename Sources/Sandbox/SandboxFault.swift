/// One way in which a vendor's server has been met, or must be feared, to misbehave.
///
/// A faults file names them (`SandboxFaultRule`), and so does a prompt: `[fault: NAME]`,
/// `[fault: NAME CALL]`, `[fault: NAME 3]`.
public enum SandboxFault: String, CaseIterable, Hashable, Codable, Sendable {

  // MARK: How a call goes wrong on its way

  /// The request is carried out, and the connection closed without an answer.
  case lostAnswer = "lost-answer"
  /// The connection is closed before anything is done.
  case lostRequest = "lost-request"
  /// The request is carried out at once, and answered `seconds` later (5).
  case slowAnswer = "slow-answer"
  /// The request is carried out, and nothing is answered for `seconds` (600).
  case silence
  /// Nothing is done: 307 to the same address at another host (localhost).
  case redirect

  // MARK: What an answer looks like

  /// Nothing is done: a web page, with 200.
  case html200 = "html-200"
  /// The request is carried out, and answered with 200 and no body.
  case emptyAnswer = "empty-answer"
  /// The answer ends halfway, before the length that it states.
  case truncatedAnswer = "truncated-answer"
  /// The answer's JSON ends halfway; its stated length is that half's.
  case cutJson = "cut-json"
  /// The answer lacks its first two bytes.
  case lostFirstBytes = "lost-first-bytes"
  /// The answer is labelled as gzip and is not compressed.
  case mislabelledGzip = "mislabelled-gzip"
  /// The answer holds a text with raw control characters and broken UTF-8.
  case brokenText = "broken-text"

  // MARK: Errors by status

  /// Nothing is done: 500 InternalServiceError.
  case serverError = "server-error"
  /// The request is carried out, and answered with 500.
  case serverErrorDone = "server-error-done"
  /// Nothing is done: 502 with a web page.
  case badGateway = "bad-gateway"
  /// The request is carried out, and answered with 504 and a web page.
  case gatewayTimeout = "gateway-timeout"
  /// 503 model_not_found, as a token without its group gets it.
  case noChannel = "no-channel"
  /// 429 RateLimitExceeded.
  case rateLimit = "rate-limit"
  /// 429 RateLimitExceeded with Retry-After in `seconds` (2).
  case rateLimitSeconds = "rate-limit-seconds"
  /// 429 RateLimitExceeded with Retry-After as a date `seconds` (2) ahead.
  case rateLimitDate = "rate-limit-date"
  /// 429 ServerOverloaded.
  case overloaded429 = "overloaded-429"
  /// 429 with a plain text and no code.
  case unnamed429 = "unnamed-429"
  /// 429 QuotaExceeded.
  case quota429 = "quota-429"
  /// 403 AccountOverdueError.
  case accountOverdue = "account-overdue"
  /// 401 AuthenticationError, amid good answers.
  case poll401Once = "poll-401-once"
  /// 404 for a task that exists.
  case poll404AfterCreate = "poll-404-after-create"

  // MARK: How a create is refused

  /// Refused with 200 and {"code":N,"msg":"…"}; a bad body gets its reason there.
  case businessCode = "business-code"
  /// Refused with 400 and `error` as a text.
  case createErrorText = "create-error-text"
  /// Refused with 400 and `message` in place of `error`.
  case createErrorMessage = "create-error-message"
  /// Refused with 400 and `fail_reason` in place of `error`.
  case createFailReason = "create-fail-reason"
  /// Answered with 200, an id, `status: failed` and an `error`.
  case createFailed = "create-failed"

  // MARK: How a task goes on

  /// The task stays in the queue for ever.
  case stuckQueued = "stuck-queued"
  /// The task runs for ever.
  case stuckRunning = "stuck-running"
  /// The task expires.
  case expires
  /// The task is cancelled at the server.
  case cancelled
  /// The same, spelt with one l.
  case canceled
  /// The task fails for its sound; without sound it succeeds.
  case outputSoundRefused = "output-sound-refused"
  /// The task fails, and no error says why.
  case failedWithoutReason = "failed-without-reason"
  /// The task fails, with `error` as an object.
  case errorObject = "error-object"
  /// The task fails, with `error` as a text.
  case errorString = "error-string"
  /// The task fails, with `fail_reason` in place of `error`.
  case failReason = "fail-reason"
  /// The task fails, with `message` in place of `error`.
  case messageForError = "message-for-error"
  /// The task fails, with terminal control sequences and much text in its error.
  case hostileText = "hostile-text"

  // MARK: How a task is described

  /// States are spelt in upper case.
  case upperCaseStates = "upper-case-states"
  /// A running task is in a state that no page names.
  case unknownState = "unknown-state"
  /// Billed tokens are texts.
  case stringTokens = "string-tokens"
  /// Billed tokens are left out.
  case missingTokens = "missing-tokens"
  /// An answer has nothing but id, state, link and error.
  case missingFields = "missing-fields"
  /// A task that is done has no link yet.
  case doneWithoutLink = "done-without-link"
  /// The link has expired already; a later query gives a good one.
  case linkExpired = "link-expired"
  /// Links stay signed as of the task's end.
  case linkNotRenewed = "link-not-renewed"

  // MARK: How a video is fetched

  /// The link answers 400 video_not_ready.
  case videoNotReady = "video-not-ready"
  /// The link answers 403.
  case linkRefused = "link-refused"
  /// The video ends halfway, before the length that is stated.
  case cutDownload = "cut-download"
  /// Half of the video comes, and that length is stated.
  case shortLength = "short-length"
  /// A greater length is stated than comes.
  case longLength = "long-length"
  /// No length is stated.
  case noLength = "no-length"
  /// Range is ignored: the whole video comes.
  case noRange = "no-range"
  /// Every answer has another ETag.
  case changedTag = "changed-tag"
  /// Answers have no ETag.
  case noTag = "no-tag"
  /// The video comes in 16 pieces, `seconds` (1) apart.
  case slowDownload = "slow-download"
  /// Half of the video comes, then nothing for `seconds` (600).
  case stalledDownload = "stalled-download"

  // MARK: Lists, cancelling, assets

  /// The newest task is not in the list yet.
  case listLags = "list-lags"
  /// Answered as done, and the task goes on.
  case cancelIgnored = "cancel-ignored"
  /// 409 as for a running task, also when it is queued.
  case cancel409 = "cancel-409"
  /// The upload is refused with 200 and a code other than 0.
  case assetRefused = "asset-refused"
  /// The asset becomes Failed.
  case assetFailed = "asset-failed"
  /// The asset stays Processing.
  case assetStuck = "asset-stuck"
  /// Success is "0" where it is 0, and 0 where it is "0".
  case assetCodesSwapped = "asset-codes-swapped"
}
