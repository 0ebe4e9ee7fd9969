import Testing

@testable import TerminalUI

@Suite struct `The mouse` {
  private static func at(_ column: Int, _ row: Int) -> Point { Point(column: column, row: row) }

  private static let reports: [(String, MouseEvent)] = [
    ("\u{1B}[<0;1;1M", MouseEvent(.press(.left), at: at(0, 0))),
    ("\u{1B}[<1;300;200M", MouseEvent(.press(.middle), at: at(299, 199))),
    ("\u{1B}[<2;3;4M", MouseEvent(.press(.right), at: at(2, 3))),
    ("\u{1B}[<0;3;4m", MouseEvent(.release(.left), at: at(2, 3))),
    ("\u{1B}[<2;3;4m", MouseEvent(.release(.right), at: at(2, 3))),
    ("\u{1B}[<32;3;4M", MouseEvent(.drag(.left), at: at(2, 3))),
    ("\u{1B}[<34;3;4M", MouseEvent(.drag(.right), at: at(2, 3))),
    ("\u{1B}[<64;3;4M", MouseEvent(.wheel(.up), at: at(2, 3))),
    ("\u{1B}[<65;3;4M", MouseEvent(.wheel(.down), at: at(2, 3))),
    ("\u{1B}[<66;3;4M", MouseEvent(.wheel(.left), at: at(2, 3))),
    ("\u{1B}[<67;3;4M", MouseEvent(.wheel(.right), at: at(2, 3))),
    ("\u{1B}[<4;3;4M", MouseEvent(.press(.left), at: at(2, 3), .shift)),
    ("\u{1B}[<8;3;4M", MouseEvent(.press(.left), at: at(2, 3), .alt)),
    ("\u{1B}[<48;3;4M", MouseEvent(.drag(.left), at: at(2, 3), .control)),
    ("\u{1B}[<93;3;4M", MouseEvent(.wheel(.down), at: at(2, 3), [.shift, .alt, .control])),
    // The old form, of terminals that do not know the new one.
    ("\u{1B}[M !!", MouseEvent(.press(.left), at: at(0, 0))),
    ("\u{1B}[M#%$", MouseEvent(.release(nil), at: at(4, 3))),
    ("\u{1B}[Ma%$", MouseEvent(.wheel(.down), at: at(4, 3))),
    ("\u{1B}[M`%$", MouseEvent(.wheel(.up), at: at(4, 3))),
  ]

  @Test(arguments: reports)
  func `a report is known wherever it is cut`(bytes: String, event: MouseEvent) {
    let bytes = Array(bytes.utf8) + Array("x".utf8)
    for cut in 0...bytes.count {
      var decoder = InputDecoder()
      let events = decoder.feed(bytes[..<cut]) + decoder.feed(bytes[cut...])
      #expect(events == [.mouse(event), .key(Key(.character("x")))], "cut at \(cut)")
    }
  }

  @Test func `places beyond 95 columns come in the old form as well`() {
    var decoder = InputDecoder()
    let events = decoder.feed([0x1B, 0x5B, 0x4D, 0x20, 0xF0, 0xFF])
    #expect(events == [.mouse(MouseEvent(.press(.left), at: Self.at(207, 222)))])
  }

  @Test func `two presses at one place within the time are a double click`() {
    var clicks = ClickCounter()
    let press = MouseEvent(.press(.left), at: Self.at(3, 3))
    let release = MouseEvent(.release(.left), at: Self.at(3, 3))
    let counts = [(press, 0), (release, 90), (press, 400), (press, 500), (press, 600)]
      .map { clicks.count($0, at: .milliseconds($1)) }
    #expect(counts == [1, 0, 2, 3, 1])
  }

  @Test func `late, elsewhere, with another button or after a drag it is a first click`() {
    let press = MouseEvent(.press(.left), at: Self.at(3, 3))
    let others: [(MouseEvent, Int)] = [
      (press, 401), (MouseEvent(.press(.left), at: Self.at(4, 3)), 100),
      (MouseEvent(.press(.right), at: Self.at(3, 3)), 100),
    ]
    for (event, time) in others {
      var clicks = ClickCounter()
      _ = clicks.count(press, at: .zero)
      let count = clicks.count(event, at: .milliseconds(time))
      #expect(count == 1)
    }
    var clicks = ClickCounter()
    let drag = MouseEvent(.drag(.left), at: Self.at(4, 3))
    let counts = [(press, 0), (drag, 50), (press, 100)].map {
      clicks.count($0, at: .milliseconds($1))
    }
    #expect(counts == [1, 0, 1])
  }
}
