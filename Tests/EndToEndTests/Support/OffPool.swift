import Dispatch

/// Does work that blocks on a thread of its own, so that the threads on which tests run stay free.
///
/// Expectations belong after it, not in it: what is noted on another thread belongs to no test.
func offPool<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value
{
  try await withCheckedThrowingContinuation { continuation in
    DispatchQueue(label: "off-pool").async {
      continuation.resume(with: Result(catching: work))
    }
  }
}

/// Does blocking work for each item, several at once; the results are in no order.
func offPool<Item: Sendable, Value: Sendable>(
  _ items: [Item], atOnce width: Int, _ work: @escaping @Sendable (Item) throws -> Value
) async throws -> [Value] {
  try await withThrowingTaskGroup(of: Value.self) { group in
    var values: [Value] = []
    for (index, item) in items.enumerated() {
      if index >= width, let value = try await group.next() { values.append(value) }
      group.addTask { try await offPool { try work(item) } }
    }
    return try await group.reduce(into: values) { $0.append($1) }
  }
}
