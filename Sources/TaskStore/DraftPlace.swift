internal import CLinux

/// A place for the draft of a form that one program at a time writes to.
///
/// Places have numbers from 1. A program holds its place by a lock on a file beside the store, which
/// the system gives back however the program ends; the draft in it waits for the next one.
public final class DraftPlace {
  /// How many programs may write drafts on one store at once; what comes after them shares the first
  /// place.
  public static let most = 50

  /// The number of the place.
  public let number: Int

  private let descriptor: Int32

  private init(number: Int, descriptor: Int32) {
    (self.number, self.descriptor) = (number, descriptor)
  }

  deinit { if descriptor >= 0 { rushes_lock_release(descriptor) } }

  /// Takes the first place of these that nobody holds, else any other.
  ///
  /// Where locks cannot be had (a disk that is read-only or full) it is the first of all, as for a
  /// program that is alone.
  public static func take(folder: String, first wanted: [Int]) -> DraftPlace {
    let places = StoreFolder(folder).drafts
    // Without the folder no lock is had, and that is answered below.
    try? StoreFolder.makeFolder(places)
    for number in wanted + Array(1...most) {
      let descriptor = rushes_lock_open_or_create("\(places)/\(number).lock")
      guard descriptor >= 0 else { continue }
      if rushes_lock_try(descriptor) == 0 {
        return DraftPlace(number: number, descriptor: descriptor)
      }
      rushes_lock_release(descriptor)
    }
    return DraftPlace(number: wanted.first ?? 1, descriptor: -1)
  }
}

extension TaskStore {
  private static let draftKey = "form"
  private static let latestDraft = "form/latest"

  private static func key(ofDraft number: Int) -> String {
    number == 1 ? draftKey : "\(draftKey)/\(number)"
  }

  /// The places that hold a draft: the one that was written to last, then the others by number.
  public func draftPlaces() throws(StoreError) -> [Int] {
    let latest = try setting(Self.latestDraft).flatMap { Int($0) }
    // "0" is the character after "/".
    let keys = try database.all(
      "SELECT key FROM settings WHERE key = ?1 OR key > ?2 AND key < ?3",
      [.text(Self.draftKey), .text(Self.draftKey + "/"), .text(Self.draftKey + "0")]
    ) { row in row.text() }
    let numbers = keys.compactMap { key in
      key == Self.draftKey ? 1 : Int(key.dropFirst(Self.draftKey.count + 1))
    }
    return numbers.filter { $0 == latest } + numbers.filter { $0 != latest }.sorted()
  }

  /// The draft at a place, as it was written there.
  public func draft(at number: Int) throws(StoreError) -> String? {
    try setting(Self.key(ofDraft: number))
  }

  /// Writes the draft at a place.
  public func saveDraft(_ text: String, at number: Int) throws(StoreError) {
    try database.write(durably: false) { () throws(StoreError) in
      try setSetting(Self.key(ofDraft: number), text)
      try setSetting(Self.latestDraft, String(number))
    }
  }
}
