internal import VideoTasks

/// How a `kyy` create is refused: no page says, and each of these has been met.
enum RefusalForm {
  case usual, businessCode, text, message, failReason

  /// What is said where nothing else is wrong.
  static let reason = Refusal(
    status: 400, code: "ChannelBusy", message: "The channel is busy, please try again later.")

  init(_ turn: FaultTurn) {
    self =
      if turn.takes(.businessCode) {
        .businessCode
      } else if turn.takes(.createErrorText) {
        .text
      } else if turn.takes(.createErrorMessage) {
        .message
      } else if turn.takes(.createFailReason) {
        .failReason
      } else {
        .usual
      }
  }

  /// The refusal in this form, or nil for the usual one.
  func answer(_ refusal: Refusal) -> WebAnswer? {
    let words = JSONValue.string(refusal.message)
    switch self {
    case .usual: return nil
    case .businessCode: return .business(Int64(refusal.status), refusal.message)
    case .text: return .json(refusal.status, .object(["error": words]))
    case .message: return .json(refusal.status, .object(["message": words]))
    case .failReason:
      return .json(refusal.status, .object(["status": .string("failed"), "fail_reason": words]))
    }
  }
}

extension WebAnswer {
  /// A `code` and a `msg` with 200, which is how the server of the `kyy` APIs says no.
  static func business(_ code: Int64, _ message: String) -> WebAnswer {
    .json(200, .object(["code": .integer(code), "msg": .string(message)]))
  }
}
