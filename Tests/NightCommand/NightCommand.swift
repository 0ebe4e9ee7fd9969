@preconcurrency import Glibc
import Night

/// `rushes-night`: has a night, prints its figures, and ends with 1 if a promise was broken.
@main
struct NightCommand {
  static let usage = """
    usage: rushes-night [--tasks N] [--engines N] [--kill-every SECONDS] [--seed N]
    A night in a minute: N tasks (2000) at a sandbox on which everything goes wrong, several engines
    (3) on one store, one of them killed every few seconds (3) and started again.
    Exit status: 0 every promise was kept, 1 one was broken, 2 usage or no night at all.

    """

  static func main() {
    var plan = NightPlan()
    var rest = CommandLine.arguments.dropFirst()
    while let option = rest.popFirst() {
      guard let text = rest.popFirst(), let number = Double(text), number > 0 else { refuse() }
      switch option {
      case "--tasks": plan.tasks = Int(number)
      case "--engines": plan.engines = Int(number)
      case "--kill-every": plan.secondsBetweenKills = number
      case "--seed": plan.seed = UInt64(number)
      default: refuse()
      }
    }
    for number in [SIGINT, SIGTERM, SIGHUP] {
      signal(number) { _ in Night.interrupt() }
    }
    do {
      let report = try Night(plan, program: program()).run()
      print("seed         \(plan.seed)")
      print(report.text, terminator: "")
      for sentence in report.broken { print("BROKEN: \(sentence)") }
      exit(report.broken.isEmpty ? 0 : 1)
    } catch {
      print("rushes-night: \(error)")
      exit(2)
    }
  }

  private static func refuse() -> Never {
    print(usage, terminator: "")
    exit(2)
  }

  /// `rushes` beside this program.
  private static func program() -> String {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let length = max(0, readlink("/proc/self/exe", &buffer, buffer.count))
    let path = String(decoding: buffer.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return (path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ".") + "/rushes"
  }
}
