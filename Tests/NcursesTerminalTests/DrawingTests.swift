import CDrawing
import Glibc
import Testing

/// What is written to a drawing's descriptor is kept in memory; `write` serves all others as ever.
@Suite(.serialized) struct DrawingTests {
  private static var kept: [UInt8] {
    var length = 0
    return Array(UnsafeBufferPointer(start: rushes_drawing_bytes(&length), count: length))
  }

  @Test func `keeps what is written to it, in order and of any size, until it is cleared`() throws {
    let descriptor = rushes_drawing_open(STDOUT_FILENO)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    try #require(rushes_drawing_divert(descriptor) == 0)
    defer { rushes_drawing_end() }
    // What ncurses asks for the modes of a terminal is none any more.
    #expect(isatty(descriptor) == 0)
    let pieces = [Array("one".utf8), [UInt8](repeating: 0x41, count: 1_000_000), Array("two".utf8)]
    for piece in pieces { #expect(write(descriptor, piece, piece.count) == piece.count) }
    #expect(Self.kept == pieces.flatMap { $0 })
    rushes_drawing_clear()
    #expect(Self.kept.isEmpty)
    #expect(write(descriptor, "three", 5) == 5)
    #expect(Self.kept == Array("three".utf8))
  }

  @Test func `other descriptors are written to`() throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    defer { for end in ends { close(end) } }
    let descriptor = rushes_drawing_open(STDOUT_FILENO)
    try #require(descriptor >= 0 && rushes_drawing_divert(descriptor) == 0)
    defer { close(descriptor) }
    #expect(write(ends[1], "ab", 2) == 2)
    #expect(Self.kept.isEmpty)
    var bytes: [UInt8] = [0, 0, 0]
    #expect(read(ends[0], &bytes, 3) == 2)
    #expect(bytes == Array("ab\0".utf8))
    // Afterwards nothing is kept of it any more.
    rushes_drawing_end()
    #expect(write(descriptor, "lost", 4) == 4)
    #expect(Self.kept.isEmpty)
  }
}
