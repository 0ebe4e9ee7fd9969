extension SandboxFault {
  /// What it does, in one line; what is in brackets is taken where a rule does not say.
  public var summary: String { terms.summary }

  /// The calls that it can meet; the first is meant where none is named.
  public var calls: [SandboxCall] { terms.calls }

  /// The APIs that it can meet.
  public var apis: [SandboxAPI] { terms.apis }

  /// How often it happens where nothing is said; nil is always.
  public var usualTimes: Int? { terms.times }

  struct Terms {
    var calls: [SandboxCall]
    var apis: [SandboxAPI]
    var times: Int?
    var summary: String

    init(
      _ calls: [SandboxCall], _ apis: [SandboxAPI] = SandboxAPI.allCases, times: Int? = nil,
      does summary: String
    ) {
      self.calls = calls
      self.apis = apis
      self.times = times
      self.summary = summary
    }
  }

  private var terms: Terms {
    Self.table[self] ?? Terms([], [], does: "")
  }

  private static let table: [SandboxFault: Terms] = [
    // How a call goes wrong on its way.
    .lostAnswer: Terms(
      .every(.create), times: 1,
      does: "the request is carried out, and the connection closed without an answer"),
    .lostRequest: Terms(
      .every(.create), times: 1,
      does: "the connection is closed before anything is done"),
    .slowAnswer: Terms(
      .every(.create), times: 1,
      does: "the request is carried out at once, and answered `seconds` later (5)"),
    .silence: Terms(
      .every(.poll), times: 1,
      does: "the request is carried out, and nothing is answered for `seconds` (600)"),
    .redirect: Terms(
      .every(.create), times: 1,
      does: "nothing is done: 307 to the same address at another host (localhost)"),
    // What an answer looks like.
    .html200: Terms(
      .every(.create), times: 1,
      does: "nothing is done: a web page, with 200"),
    .emptyAnswer: Terms(
      .answers(.create), times: 1,
      does: "the request is carried out, and answered with 200 and no body"),
    .truncatedAnswer: Terms(
      .answers(.create), times: 1,
      does: "the answer ends halfway, before the length that it states"),
    .cutJson: Terms(
      .answers(.create), times: 1,
      does: "the answer's JSON ends halfway; its stated length is that half's"),
    .lostFirstBytes: Terms(
      .answers(.poll),
      does: "the answer lacks its first two bytes"),
    .mislabelledGzip: Terms(
      .answers(.poll),
      does: "the answer is labelled as gzip and is not compressed"),
    .brokenText: Terms(
      .answers(.poll),
      does: "the answer holds a text with raw control characters and broken UTF-8"),
    // Errors by status.
    .serverError: Terms(
      .every(.create), times: 1,
      does: "nothing is done: 500 InternalServiceError"),
    .serverErrorDone: Terms(
      .answers(.create), times: 1,
      does: "the request is carried out, and answered with 500"),
    .badGateway: Terms(
      .every(.create), times: 1,
      does: "nothing is done: 502 with a web page"),
    .gatewayTimeout: Terms(
      .answers(.create), times: 1,
      does: "the request is carried out, and answered with 504 and a web page"),
    .noChannel: Terms(
      [.create], [.ark],
      does: "503 model_not_found, as a token without its group gets it"),
    .rateLimit: Terms(
      .answers(.create), times: 1,
      does: "429 RateLimitExceeded"),
    .rateLimitSeconds: Terms(
      .answers(.create), times: 1,
      does: "429 RateLimitExceeded with Retry-After in `seconds` (2)"),
    .rateLimitDate: Terms(
      .answers(.create), times: 1,
      does: "429 RateLimitExceeded with Retry-After as a date `seconds` (2) ahead"),
    .overloaded429: Terms(
      .answers(.create), times: 1,
      does: "429 ServerOverloaded"),
    .unnamed429: Terms(
      .answers(.create), times: 1,
      does: "429 with a plain text and no code"),
    .quota429: Terms(
      [.create],
      does: "429 QuotaExceeded"),
    .accountOverdue: Terms(
      [.create],
      does: "403 AccountOverdueError"),
    .poll401Once: Terms(
      [.poll, .list], times: 1,
      does: "401 AuthenticationError, amid good answers"),
    .poll404AfterCreate: Terms(
      [.poll], times: 2,
      does: "404 for a task that exists"),
    // How a create is refused.
    .businessCode: Terms(
      [.create, .poll], .kyy,
      does: "refused with 200 and {\"code\":N,\"msg\":\"…\"}; a bad body gets its reason there"),
    .createErrorText: Terms(
      [.create], .kyy,
      does: "refused with 400 and `error` as a text"),
    .createErrorMessage: Terms(
      [.create], .kyy,
      does: "refused with 400 and `message` in place of `error`"),
    .createFailReason: Terms(
      [.create], .kyy,
      does: "refused with 400 and `fail_reason` in place of `error`"),
    .createFailed: Terms(
      [.create], .kyy,
      does: "answered with 200, an id, `status: failed` and an `error`"),
    // How a task goes on.
    .stuckQueued: Terms(
      [.create],
      does: "the task stays in the queue for ever"),
    .stuckRunning: Terms(
      [.create],
      does: "the task runs for ever"),
    .expires: Terms(
      [.create], [.ark],
      does: "the task expires"),
    .cancelled: Terms(
      [.create], [.ark, .kyyaipower],
      does: "the task is cancelled at the server"),
    .canceled: Terms(
      [.create], [.ark, .kyyaipower],
      does: "the same, spelt with one l"),
    .outputSoundRefused: Terms(
      [.create], [.ark, .kyyvideo2, .kyyaipower],
      does: "the task fails for its sound; without sound it succeeds"),
    .failedWithoutReason: Terms(
      [.create],
      does: "the task fails, and no error says why"),
    .errorObject: Terms(
      [.create], .kyy,
      does: "the task fails, with `error` as an object"),
    .errorString: Terms(
      [.create], [.ark],
      does: "the task fails, with `error` as a text"),
    .failReason: Terms(
      [.create], .kyy,
      does: "the task fails, with `fail_reason` in place of `error`"),
    .messageForError: Terms(
      [.create], .kyy,
      does: "the task fails, with `message` in place of `error`"),
    .hostileText: Terms(
      [.create],
      does: "the task fails, with terminal control sequences and much text in its error"),
    // How a task is described.
    .upperCaseStates: Terms(
      [.poll],
      does: "states are spelt in upper case"),
    .unknownState: Terms(
      [.poll],
      does: "a running task is in a state that no page names"),
    .stringTokens: Terms(
      [.poll], [.ark, .kyyvideo2],
      does: "billed tokens are texts"),
    .missingTokens: Terms(
      [.poll], [.ark, .kyyvideo2],
      does: "billed tokens are left out"),
    .missingFields: Terms(
      [.poll],
      does: "an answer has nothing but id, state, link and error"),
    .doneWithoutLink: Terms(
      [.poll], times: 2,
      does: "a task that is done has no link yet"),
    .linkExpired: Terms(
      [.poll], times: 1,
      does: "the link has expired already; a later query gives a good one"),
    .linkNotRenewed: Terms(
      [.poll],
      does: "links stay signed as of the task's end"),
    // How a video is fetched.
    .videoNotReady: Terms(
      [.download], times: 2,
      does: "the link answers 400 video_not_ready"),
    .linkRefused: Terms(
      [.download], times: 1,
      does: "the link answers 403"),
    .cutDownload: Terms(
      [.download], times: 1,
      does: "the video ends halfway, before the length that is stated"),
    .shortLength: Terms(
      [.download], times: 1,
      does: "half of the video comes, and that length is stated"),
    .longLength: Terms(
      [.download], times: 1,
      does: "a greater length is stated than comes"),
    .noLength: Terms(
      [.download],
      does: "no length is stated"),
    .noRange: Terms(
      [.download],
      does: "Range is ignored: the whole video comes"),
    .changedTag: Terms(
      [.download],
      does: "every answer has another ETag"),
    .noTag: Terms(
      [.download],
      does: "answers have no ETag"),
    .slowDownload: Terms(
      [.download],
      does: "the video comes in 16 pieces, `seconds` (1) apart"),
    .stalledDownload: Terms(
      [.download], times: 1,
      does: "half of the video comes, then nothing for `seconds` (600)"),
    // Lists, cancelling, assets.
    .listLags: Terms(
      [.list], [.ark], times: 1,
      does: "the newest task is not in the list yet"),
    .cancelIgnored: Terms(
      [.cancel], [.ark], times: 1,
      does: "answered as done, and the task goes on"),
    .cancel409: Terms(
      [.cancel], [.ark], times: 1,
      does: "409 as for a running task, also when it is queued"),
    .assetRefused: Terms(
      [.assetAdd], .kyy, times: 1,
      does: "the upload is refused with 200 and a code other than 0"),
    .assetFailed: Terms(
      [.assetAdd], .kyy, times: 1,
      does: "the asset becomes Failed"),
    .assetStuck: Terms(
      [.assetAdd], .kyy, times: 1,
      does: "the asset stays Processing"),
    .assetCodesSwapped: Terms(
      [.assetAdd, .assetPoll, .assetRemove], .kyy,
      does: "success is \"0\" where it is 0, and 0 where it is \"0\""),
  ]
}

extension [SandboxAPI] {
  fileprivate static let kyy: [SandboxAPI] = [.kyyvideo2, .kyyaipower, .x1]
}

extension [SandboxCall] {
  /// All calls, the named one first.
  fileprivate static func every(_ first: SandboxCall) -> [SandboxCall] {
    [first] + SandboxCall.allCases.filter { $0 != first }
  }

  /// All calls that are answered with JSON, the named one first.
  fileprivate static func answers(_ first: SandboxCall) -> [SandboxCall] {
    every(first).filter { $0 != .download }
  }
}
