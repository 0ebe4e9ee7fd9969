internal import VideoTasks

/// Why a request is refused; each API has its own envelope for it.
struct Refusal: Error, Sendable {
  var status: UInt32
  var code: String
  var message: String
  /// The field that it is about, or nothing.
  var field: String = ""

  static func missing(_ field: String) -> Refusal {
    Refusal(
      status: 400, code: "MissingParameter.\(lastName(field))",
      message: "The request is missing the parameter `\(field)`.", field: field)
  }

  static func invalid(_ field: String, _ reason: String) -> Refusal {
    Refusal(
      status: 400, code: "InvalidParameter.\(lastName(field))",
      message: "The parameter `\(field)` specified in the request is not valid: \(reason).",
      field: field)
  }

  static func badImage(_ field: String, _ reason: String) -> Refusal {
    Refusal(
      status: 400, code: "InvalidImageURL.InvalidFormat",
      message: "The image in `\(field)` is not valid: \(reason).", field: field)
  }

  static let unauthorized = Refusal(
    status: 401, code: "AuthenticationError",
    message: "The API key in the request is missing or invalid.")

  static func unknownModel(_ model: String) -> Refusal {
    Refusal(
      status: 404, code: "InvalidEndpointOrModel.NotFound",
      message: "The model or endpoint \(model) does not exist or you do not have access to it.",
      field: "model")
  }

  static func unknownTask(_ id: String) -> Refusal {
    Refusal(
      status: 404, code: "NotFound.Task", message: "The specified task \(id) is not found.",
      field: "id")
  }

  static func runningTask(_ id: String) -> Refusal {
    Refusal(
      status: 409, code: "InvalidAction.RunningTaskDeletion",
      message: "The task \(id) is running and cannot be deleted.", field: "id")
  }

  /// What the sandbox itself could not do.
  static func broken(_ error: SandboxError) -> Refusal {
    Refusal(status: 500, code: "InternalServiceError", message: error.message)
  }

  /// The refusal that a prompt asked for, with the HTTP status that belongs to its code.
  static func asked(_ code: String) -> Refusal {
    Refusal(
      status: FailureWords.status(for: code), code: code, message: FailureWords.message(for: code))
  }

  /// The answer of `ark`, its message ending in the id of the request as the vendor's does.
  func arkAnswer() -> WebAnswer {
    let id = Self.requestID()
    let body = JSONValue.object([
      "error": .object([
        "code": .string(code), "message": .string("\(message) Request id: \(id)"),
        "param": .string(field), "type": .string(Self.type(of: status)),
      ])
    ])
    var answer = WebAnswer.json(status, body)
    answer.headers.append(("X-Request-Id", id))
    return answer
  }

  private static func lastName(_ field: String) -> String {
    let last = field.split(separator: ".").last ?? field[...]
    return String(last.prefix { $0 != "[" })
  }

  private static func requestID() -> String {
    let digits = Array("0123456789abcdef")
    return "02" + String((0..<36).map { _ in digits[Int.random(in: 0..<16)] })
  }

  private static func type(of status: UInt32) -> String {
    switch status {
    case 400: "BadRequest"
    case 401: "Unauthorized"
    case 403: "Forbidden"
    case 404: "NotFound"
    case 405: "MethodNotAllowed"
    case 409: "Conflict"
    case 429: "TooManyRequests"
    default: "InternalServerError"
    }
  }
}

/// What the vendor's codes say, and with which HTTP status.
enum FailureWords {
  static func message(for code: String) -> String {
    let side = code.hasPrefix("Output") ? "output" : "input"
    let kinds = ["Text", "Image", "Video", "Audio"]
    if let kind = kinds.first(where: { code.contains("put\($0)SensitiveContentDetected") }) {
      let reason =
        code.hasSuffix(".PolicyViolation")
        ? "may be related to copyright restrictions"
        : code.hasSuffix(".PrivacyInformation")
          ? "may contain a real person" : "may contain sensitive information"
      return "The request failed because the \(side) \(kind.lowercased()) \(reason)."
    }
    return "The request failed because the sandbox was asked for \(code)."
  }

  static func status(for code: String) -> UInt32 {
    switch String(code.prefix { $0 != "." }) {
    case "AuthenticationError": 401
    case "AccountOverdueError", "AccessDenied", "OperationDenied": 403
    case "NotFound", "ModelNotOpen", "InvalidEndpointOrModel": 404
    case "InvalidAction": 409
    case "RateLimitExceeded", "ModelAccountRpmRateLimitExceeded",
      "ModelAccountTpmRateLimitExceeded", "ServerOverloaded", "RequestBurstTooFast",
      "QuotaExceeded", "SetLimitExceeded", "AccountQuotaExceeded":
      429
    case "InternalServiceError": 500
    case "model_not_found": 503
    default: 400
    }
  }
}
