/// How the user has divided the screen; nil where the program divides it.
public struct PaneSizes: Hashable, Codable, Sendable {
  /// Columns of the form beside the table.
  public var form: Int?
  /// Columns of the details beside the table.
  public var details: Int?
  /// Rows of the details under the table.
  public var below: Int?

  /// Makes sizes; they are pulled in to what a screen has room for when they are used.
  public init(form: Int? = nil, details: Int? = nil, below: Int? = nil) {
    self.form = form
    self.details = details
    self.below = below
  }

  /// The size that a border between two panes decides.
  subscript(divider: Divider) -> Int? {
    get {
      switch divider {
      case .form: form
      case .details: details
      case .below: below
      }
    }
    set {
      switch divider {
      case .form: form = newValue
      case .details: details = newValue
      case .below: below = newValue
      }
    }
  }
}

/// A border between two panes that can be moved.
enum Divider: Hashable, CaseIterable, Sendable {
  /// Right of the form.
  case form
  /// Between the table and the details beside it.
  case details
  /// Between the table and the details under it.
  case below
}
