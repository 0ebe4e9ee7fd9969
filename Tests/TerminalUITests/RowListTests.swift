import TestSupport
import Testing

@testable import TerminalUI

@Suite struct RowListTests {
  @Test func `the window follows the selection`() {
    var list = RowList(count: 10, height: 4)
    #expect(list.visible == 0..<4)
    list.move(by: 3)
    #expect(list.visible == 0..<4)
    list.move(by: 1)
    #expect(list.visible == 1..<5)
    #expect(list.selectedLine == 3)
    list.move(by: -3)
    #expect(list.visible == 1..<5)
    list.moveToLast()
    #expect(list.selected == 9)
    #expect(list.visible == 6..<10)
    list.moveToFirst()
    #expect(list.visible == 0..<4)
  }

  @Test func `a page keeps the line of the selection`() {
    var list = RowList(count: 100, height: 10)
    list.select(3)
    list.movePage(by: 1)
    #expect(list.selected == 12)
    #expect(list.visible == 9..<19)
    list.movePage(by: -1)
    #expect(list.selected == 3)
    #expect(list.visible == 0..<10)
    list.movePage(by: 1000)
    #expect(list.selected == 99)
    list.movePage(by: Int.min)
    #expect(list.selected == 0)
  }

  @Test func `rows that come above leave the picture alone`() {
    var list = RowList(count: 100, height: 10)
    list.select(50)
    let line = list.selectedLine ?? -1
    list.setCount(103)
    list.select(53, keepingLine: line)
    #expect(list.selectedLine == line)
  }

  @Test func `an empty list selects nothing`() {
    var list = RowList(count: 3, height: 2)
    list.setCount(0)
    list.move(by: 1)
    list.moveToLast()
    #expect(list.selected == nil)
    #expect(list.visible.isEmpty)
    list.setCount(2)
    #expect(list.selected == 0)
  }

  @Test(arguments: 0..<100)
  func `the selection is always in the window`(seed: Int) {
    var random = SeededRandom(seed: UInt64(seed))
    var list = RowList()
    for _ in 0..<200 {
      let number = Int.random(in: -5...40, using: &random)
      switch Int.random(in: 0..<7, using: &random) {
      case 0: list.setCount(number)
      case 1: list.setHeight(number)
      case 2: list.select(number)
      case 3: list.select(number, keepingLine: number / 2)
      case 4: list.movePage(by: number / 10)
      case 5: list.move(by: [Int.max, Int.min][number & 1])
      default: list.move(by: number)
      }
      #expect((list.selected == nil) == (list.count == 0))
      if let selected = list.selected {
        #expect((0..<list.count).contains(selected))
        #expect(list.height == 0 || list.visible.contains(selected))
      }
      #expect(list.visible.count == min(list.count, list.height))
      if let thumb = list.thumb {
        #expect(thumb.lowerBound >= 0 && thumb.upperBound <= list.height && !thumb.isEmpty)
      }
    }
  }

  @Test func `the thumb touches both ends`() {
    var list = RowList(count: 1000, height: 10)
    #expect(list.thumb == 0..<1)
    list.moveToLast()
    #expect(list.thumb == 9..<10)
    list.setCount(10)
    #expect(list.thumb == nil)
  }
}
