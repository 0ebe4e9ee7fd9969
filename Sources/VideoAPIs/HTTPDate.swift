public import VideoTasks

/// The form of times in HTTP headers.
public enum HTTPDate {
  /// The moment that a header such as `Date` tells, `Sun, 06 Nov 1994 08:49:37 GMT`; nil when it is
  /// none. Source: RFC 9110 §5.6.7.
  public static func moment(_ text: String) -> Timestamp? { TimeForms.httpDate(text) }
}
