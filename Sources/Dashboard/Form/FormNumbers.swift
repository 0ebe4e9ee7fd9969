internal import TerminalUI
internal import VideoTasks

/// Numbers that are typed into a field of choice, and the order of media.
extension FormState {
  /// The numbers that a field offers; empty for a field of other things.
  private func numbers(_ field: FormField, _ profiles: [ProfileChoice]) -> [Int] {
    switch field {
    case .count: return Array(1...Self.countLimit)
    case .duration:
      guard let model = model(in: profiles) else { return [] }
      return FieldOptions(model: model, mode: request(for: model).mode).durations
        .map(\.wireValue).filter { $0 > 0 }
    default: return []
    }
  }

  /// What was typed, while it is only the beginning of a number that the field offers.
  func unfinishedNumber(_ profiles: [ProfileChoice]) -> String? {
    guard !typed.isEmpty else { return nil }
    return numbers(focus, profiles).contains { "\($0)" == typed } ? nil : typed
  }

  /// Takes a digit behind those before it; where no number goes on so, it begins another. False
  /// when no number begins with it either.
  mutating func type(digit: Character, _ profiles: [ProfileChoice]) -> Bool {
    let numbers = numbers(focus, profiles)
    for text in [typed + String(digit), String(digit)] {
      guard numbers.contains(where: { "\($0)".hasPrefix(text) }) else { continue }
      typed = text
      guard let number = numbers.first(where: { "\($0)" == text }) else { return true }
      if focus == .count { count = number } else { choices.duration = number }
      return true
    }
    return false
  }

  /// Whether the focused row of media could stand one place earlier or later.
  func canMoveMedia(by step: Int) -> Bool {
    guard case .media(let role, let index) = focus, let rows = media[role],
      rows.indices.contains(index), !rows[index].isEmpty,
      rows.indices.contains(index + step)
    else { return false }
    return !rows[index + step].isEmpty
  }
}

extension DashboardState {
  /// A digit in a field of numbers.
  mutating func typeInChoice(_ key: Key) -> [DashboardEffect] {
    guard key.modifiers.isEmpty, case .character(let digit) = key.code,
      ("0"..."9").contains(digit), form.type(digit: digit, profiles)
    else { return [] }
    return formChanged(at: now)
  }

  /// Moves the focused row of media, and the focus with it.
  mutating func moveMedia(by step: Int) -> [DashboardEffect] {
    guard form.canMoveMedia(by: step), case .media(let role, let index) = form.focus else {
      return []
    }
    form.media[role]?.swapAt(index, index + step)
    form.focus = .media(role, index + step)
    form.candidates = []
    form.isTouched = true
    return formChanged(at: now)
  }
}
