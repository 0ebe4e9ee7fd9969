/// Judges from the delays of a terminal's answers whether the line to it is slow.
///
/// Pure: times are handed in, since any fixed moment. A terminal that has never answered is not
/// slow; it only does not answer.
public struct LineMeter: Hashable, Sendable {
  /// What the user says about the line.
  public enum Setting: String, CaseIterable, Sendable {
    case auto, on, off
  }

  /// A line is slow when two answers in a row take longer...
  public static let slowDelay = Duration.milliseconds(250)
  /// ...and no longer slow when two in a row take less.
  public static let quickDelay = Duration.milliseconds(120)
  /// How long to wait before a line that seems well is measured again.
  public static let interval = Duration.seconds(60)

  /// Whether little should be sent.
  public private(set) var isSlow: Bool
  /// How long the latest answer took.
  public private(set) var delay: Duration?

  private let setting: Setting
  private var askedAt: Duration?
  private var answeredAt: Duration?
  /// Answers in a row that speak against what `isSlow` says.
  private var contrary = 0

  /// A meter of a line on which nothing was asked yet.
  public init(_ setting: Setting = .auto) {
    self.setting = setting
    isSlow = setting == .on
  }

  /// A question was sent.
  public mutating func asked(at time: Duration) {
    if askedAt == nil { askedAt = time }
  }

  /// The answer has come; one that nobody has asked for counts for nothing.
  public mutating func answered(at time: Duration) {
    guard let askedAt else { return }
    self.askedAt = nil
    answeredAt = time
    let delay = time - askedAt
    self.delay = delay
    guard setting == .auto else { return }
    let isContrary = isSlow ? delay < Self.quickDelay : delay > Self.slowDelay
    contrary = isContrary ? contrary + 1 : 0
    if contrary == 2 { turn() }
  }

  /// The terminal does not take what was sent: the line is slow at once.
  public mutating func stalled() {
    guard setting == .auto, !isSlow else { return }
    turn()
  }

  /// Whether it is time to ask again: at once after an answer that raises doubt, else rarely, and
  /// never while an answer is awaited or when none has ever come.
  ///
  /// - Parameter isInUse: whether the user does something just now; else a quiet line stays so.
  public func wantsQuestion(at time: Duration, isInUse: Bool) -> Bool {
    guard setting == .auto, askedAt == nil, let answeredAt else { return false }
    return contrary > 0 || (isInUse && time - answeredAt >= Self.interval)
  }

  private mutating func turn() {
    isSlow.toggle()
    contrary = 0
  }
}
