@preconcurrency import Glibc
import Simulation

/// `rushes-simulation [--seeds N] [--from N] [--seed N] [--trace]`: runs seeds, prints each
/// that shows a problem, and ends with 1 if any did. `--trace` prints what happened.
@main
struct SimulationCommand {
  static func main() throws {
    var numbers: [String: UInt64] = [:]
    var isTracing = false
    var rest = CommandLine.arguments.dropFirst()
    while let option = rest.popFirst() {
      if option == "--trace" {
        isTracing = true
      } else if ["--seeds", "--from", "--seed"].contains(option),
        let number = rest.popFirst().flatMap({ UInt64($0) })
      {
        numbers[option] = number
      } else {
        print("usage: rushes-simulation [--seeds N] [--from N] [--seed N] [--trace]")
        exit(2)
      }
    }
    // A failure is to be seen at once, also where the output goes to a file.
    setvbuf(Glibc.stdout, nil, _IOLBF, 0)
    let first = numbers["--seed"] ?? numbers["--from"] ?? 0
    let count = numbers["--seed"] != nil ? 1 : numbers["--seeds"] ?? 1000
    let ground = try Ground()
    var failures = 0
    var met: [String: Int] = [:]
    for seed in first..<first + count {
      let outcome = Simulation.run(seed: seed, ground: ground, isTracing: isTracing)
      for line in outcome.trace { print(line) }
      for (what, times) in outcome.met { met[what, default: 0] += times }
      guard let problem = outcome.problem else { continue }
      failures += 1
      print("seed \(seed): \(problem)")
    }
    print("\(count) seeds from \(first): \(failures == 0 ? "no problem" : "\(failures) problems")")
    for what in met.keys.sorted() { print("  \(what): \(met[what] ?? 0)") }
    if failures > 0 { exit(1) }
  }

}
