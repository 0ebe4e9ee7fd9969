import FoundationEssentials
import Testing
import VideoTasks

@Suite struct MoneyTests {
  @Test(arguments: [
    ("0.7623", "USD 0.76"), ("0.765", "USD 0.77"), ("0.995", "USD 1.00"), ("12", "USD 12.00"),
    ("0.0042", "USD 0.0042"), ("99.999", "USD 100.00"), ("0", "USD 0.00"), ("-1.5", "USD -1.50"),
  ]) func `money is rounded to cents`(amount: String, words: String) throws {
    #expect(Money.text(try #require(Decimal(string: amount)), "USD") == words)
  }
}
