import Testing
import VideoTasks

@testable import Batch

/// CSV by RFC 4180, and what spreadsheets make of it.
@Suite struct CSVTests {
  private func read(_ text: String) -> BatchFile { ReaderTests.read(text, name: "b.csv") }

  @Test func `cells are quoted, empty ones state nothing, and lines are counted as an editor does`()
  {
    let file = read(
      "\u{FEFF}Name,prompt,Return_Last_Frame,duration,image,image\r\n"
        + "a,\"two\r\nlines, \"\"quoted\"\"\",on,,1.png | 2.png,3.png\r\n"
        + ",,,,,\r\n\r\n"
        + " b , kept as it is ,,4,,\r\n")
    #expect(ReaderTests.told(file) == [])
    #expect(file.lines.map(\.number) == [2, 6])
    #expect(file.lines.map(\.name) == ["a", "b"])
    #expect(
      file.lines.map(\.request.prompt) == ["two\nlines, \"quoted\"", " kept as it is "])
    #expect(file.lines[0].request.returnLastFrame == true)
    #expect(file.lines.map(\.request.duration) == [nil, 4])
    #expect(
      file.lines[0].request.images == [.file("1.png"), .file("2.png"), .file("3.png")])
    #expect(file.lines[1].request.returnLastFrame == nil && file.lines[1].request.images == [])
  }

  @Test(arguments: [",", ";", "\t"])
  func `cells are parted as those of the heading`(mark: String) {
    let file = read("prompt\(mark)seed\nx\(mark)7\n")
    #expect(file.lines.map(\.seeds) == [[7]])
  }

  @Test(arguments: [
    ("prompt,promt\na,b", ["1:8 - unknown-field"], 0),
    ("prompt,seed,prompt\na,1,b", ["1:13 prompt field-twice"], 0),
    ("\"prompt\",\"seed\n", ["1:10 - csv-form"], 0),
    ("prompt,seed\na", ["2:1 - cell-count"], 0),
    ("prompt,seed\na,1,2\nb,2", ["2:1 - cell-count"], 1),
    ("prompt,\na,\nb,c", ["3:3 - unknown-field"], 2),
    ("prompt,seed\n\"a\"b,1\nc,2", ["2:4 - csv-form"], 1),
    ("prompt,seed\na,1\n\"b,2\nc,3", ["3:1 - csv-form"], 1),
    ("prompt,duration\n猫,x\nc,3", ["2:3 duration value-form"], 2),
    ("prompt,duration\n\"a\nb\",x\nc,3", ["2 duration value-form"], 2),
    ("\"\",\na,b", ["1:1 - csv-form"], 0),
  ])
  func `what is broken is told with its line and its column`(
    text: String, told: [String], lines: Int
  ) {
    let file = read(text)
    #expect(ReaderTests.told(file) == told)
    #expect(file.lines.count == lines)
  }

  @Test func `a row of too many cells is refused, and the next one is read`() {
    let file = read("prompt\n" + String(repeating: ",", count: 5000) + "\nb\n")
    #expect(ReaderTests.told(file) == ["2:1001 - cell-count"])
    #expect(file.lines.map(\.request.prompt) == ["b"])
  }
}
