internal import Dispatch
internal import MediaTools
internal import Synchronization
internal import VideoTasks

/// Takes orders for pictures and delivers them: at most two are made at a time, in the background,
/// and none that is no longer wanted.
///
/// An order stands in a slot. Another order for the same slot takes its place: what was being made
/// for it is ended, its programs with it, and is never delivered. Nothing here blocks the caller.
public final class PictureDesk: Sendable {
  /// What a picture is wanted for. Lower numbers go first.
  public struct Slot: Hashable, Sendable {
    let number: Int
    /// Makes a slot.
    public init(_ number: Int) { self.number = number }
    /// What the screen shows.
    public static let shown = Slot(0)
    /// What it is likely to show next.
    public static let ahead = Slot(1)
  }

  /// Called with each answer, on a queue of the desk's.
  public typealias Delivery =
    @Sendable (
      PictureRequest, Result<PictureAnswer, PictureProblem>
    ) -> Void

  private struct Order {
    let slot: Slot
    let request: PictureRequest
    let cancellation = MediaCancellation()
    let deliver: Delivery
  }

  private struct State {
    var isClosed = false
    var waiting: [Order] = []
    var running: [Order] = []
  }

  private static let atOnce = 2

  private let state = Mutex(State())
  private let workshop: PictureWorkshop

  /// Makes a desk; nothing is opened or started before the first order.
  ///
  /// - Parameters:
  ///   - folder: Where pictures are kept for the next time; nil keeps them in memory only.
  ///   - memory: Bytes of the pictures that are kept in memory.
  ///   - seed: Any number that other processes on this terminal are unlikely to have: two of them must
  ///     not give two pictures one number.
  ///   - timeLimit: For each program that is run.
  public init(
    folder: PictureFolder?, memory: Int = 16 << 20, seed: UInt32,
    timeLimit: Duration = .seconds(20), ffmpeg: String = "ffmpeg", ffprobe: String = "ffprobe"
  ) {
    workshop = PictureWorkshop(
      folder: folder, memory: memory, seed: seed, timeLimit: timeLimit, ffmpeg: ffmpeg,
      ffprobe: ffprobe)
  }

  deinit { close() }

  /// Why no pictures can be made on this machine, or nil; opens libchafa the first time (2 ms).
  public static func problem() -> String? { Chafa.problem() }

  /// Orders pictures for a slot. The same request again, while it is being made, changes nothing.
  public func order(_ request: PictureRequest, slot: Slot = .shown, deliver: @escaping Delivery) {
    let isNew = state.withLock { state in
      if state.isClosed { return false }
      if Self.hasOrder(request, slot, state) { return false }
      Self.drop(slot, &state)
      state.waiting.append(Order(slot: slot, request: request, deliver: deliver))
      return true
    }
    if isNew { startNext() }
  }

  /// Ends what is made for a slot; it is not delivered.
  public func cancel(_ slot: Slot) {
    state.withLock { Self.drop(slot, &$0) }
  }

  /// Ends everything, and takes no more orders. Programs that still run end by themselves, within a
  /// third of a second.
  public func close() {
    state.withLock { state in
      state.isClosed = true
      state.waiting.removeAll()
      for order in state.running { order.cancellation.cancel() }
    }
  }

  private static func hasOrder(_ request: PictureRequest, _ slot: Slot, _ state: State) -> Bool {
    (state.waiting + state.running).contains {
      $0.slot == slot && $0.request == request && !$0.cancellation.isCancelled
    }
  }

  private static func drop(_ slot: Slot, _ state: inout State) {
    state.waiting.removeAll { $0.slot == slot }
    for order in state.running where order.slot == slot { order.cancellation.cancel() }
  }

  private func startNext() {
    let order = state.withLock { state -> Order? in
      guard state.running.count < Self.atOnce,
        let index = state.waiting.indices.min(by: {
          state.waiting[$0].slot.number < state.waiting[$1].slot.number
        })
      else { return nil }
      let order = state.waiting.remove(at: index)
      state.running.append(order)
      return order
    }
    guard let order else { return }
    // A queue for each: the threads of a concurrent one are counted every second from then on, by a
    // timer of libdispatch's that wakes an idle program for ever.
    DispatchQueue(label: "pictures", qos: .utility).async { [self] in
      let result = workshop.make(order.request, cancellation: order.cancellation)
      state.withLock { $0.running.removeAll { $0.cancellation === order.cancellation } }
      if !order.cancellation.isCancelled { order.deliver(order.request, result) }
      startNext()
    }
  }
}
