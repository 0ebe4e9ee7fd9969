import FoundationEssentials
import Testing

@testable import TaskStore

@Suite struct `Places of drafts` {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func take(_ store: TaskStore) throws -> DraftPlace {
    DraftPlace.take(folder: folder.path, first: try store.draftPlaces())
  }

  @Test func `two at once have a place each, and a free one is taken again`() throws {
    let store = try folder.open()
    let one = try take(store)
    var other: DraftPlace? = try take(store)
    #expect(one.number == 1)
    #expect(other?.number == 2)
    other = nil
    #expect(try take(store).number == 2)
    withExtendedLifetime(one) {}
  }

  @Test func `who begins alone has the draft that was written last, the next one the other`() throws
  {
    let store = try folder.open()
    try store.saveDraft("first", at: 1)
    try store.saveDraft("third", at: 3)
    try store.saveDraft("second", at: 2)
    #expect(try store.draftPlaces() == [2, 1, 3])
    let places = [try take(store), try take(store), try take(store), try take(store)]
    #expect(places.map { $0.number } == [2, 1, 3, 4])
    let drafts = try places.map { place in try store.draft(at: place.number) }
    #expect(drafts == ["second", "first", "third", nil])
  }

  @Test func `a draft from before there were places is the one of the first`() throws {
    let store = try folder.open()
    try store.setSetting("form", "old")
    #expect(try store.draftPlaces() == [1])
    #expect(try store.draft(at: 1) == "old")
  }

  @Test func `where no lock can be had it is the latest place`() throws {
    try Data().write(to: URL(filePath: folder.path + "/drafts"))
    let place = DraftPlace.take(folder: folder.path, first: [4])
    #expect(place.number == 4)
  }
}
