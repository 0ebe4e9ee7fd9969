/// The order of the table: by one column, then by the number of the task in the same direction.
///
/// What a task does not have comes last in both directions.
public struct TaskSort: Hashable, Codable, Sendable {
  /// What tasks are ordered by.
  public enum Column: String, CaseIterable, Codable, Sendable {
    /// The number, which is the order of making.
    case id
    /// When it changed last.
    case changed
    /// How far it is: waiting first, then on its way, at the server, ended.
    case status
    /// The model's id.
    case model
    /// The profile's name.
    case profile
    /// The stated ratio, by its text.
    case ratio
    /// The stated resolution.
    case resolution
    /// The stated length of the video; the model's own choice comes before one second.
    case duration
    /// The amount that is shown as cost, whatever its currency.
    case cost
    /// The first 48 characters of the prompt.
    case prompt
    /// When it ended.
    case ended
    /// The time from sending to end.
    case took
  }

  /// What tasks are ordered by.
  public var column: Column
  /// Whether the greatest comes first.
  public var isDescending: Bool

  /// Makes an order.
  public init(_ column: Column, isDescending: Bool = false) {
    self.column = column
    self.isDescending = isDescending
  }

  /// The newest task first: how the table begins.
  public static let newestFirst = TaskSort(.id, isDescending: true)
}
