import Sandbox
import VideoAPIs

/// What a create comes to.
enum CreateKind: Hashable {
  case accepted, refused, unreadable
  /// Not made now; whether it is sent again by itself.
  case later(isRate: Bool)
  /// The connection ended.
  case unanswered

  init(_ outcome: CreateOutcome?) {
    self =
      switch outcome {
      case .accepted: .accepted
      case .refused: .refused
      case .refusedForNow(_, _, let isRate): .later(isRate: isRate)
      case .unreadable: .unreadable
      case nil: .unanswered
      }
  }

  /// What a fault of the create makes of it. Whatever leaves room for a task is never a refusal.
  static func after(_ fault: SandboxFault) -> CreateKind {
    switch fault {
    case .lostAnswer, .lostRequest, .truncatedAnswer: .unanswered
    case .redirect, .html200, .emptyAnswer, .cutJson, .serverError, .serverErrorDone, .badGateway,
      .gatewayTimeout, .noChannel:
      .unreadable
    case .rateLimit, .rateLimitSeconds, .rateLimitDate, .overloaded429: .later(isRate: true)
    case .unnamed429, .quota429: .later(isRate: false)
    case .accountOverdue, .businessCode, .createErrorText, .createErrorMessage, .createFailReason:
      .refused
    // An id was given: the next query says that it failed, and why.
    case .createFailed: .accepted
    default: .accepted
    }
  }
}

/// What a query comes to.
enum QueryKind: Hashable {
  case state, again, unanswered

  init(_ outcome: QueryOutcome?) {
    self =
      switch outcome {
      case .state: .state
      case .tryAgain: .again
      case nil: .unanswered
      }
  }

  /// What a fault of the query makes of it.
  static func after(_ fault: SandboxFault) -> QueryKind {
    switch fault {
    case .lostAnswer, .lostRequest, .truncatedAnswer: .unanswered
    case .redirect, .html200, .emptyAnswer, .cutJson, .serverError, .serverErrorDone, .badGateway,
      .gatewayTimeout, .rateLimit, .rateLimitSeconds, .rateLimitDate, .overloaded429, .unnamed429,
      .poll401Once, .poll404AfterCreate, .businessCode:
      .again
    default: .state
    }
  }
}
