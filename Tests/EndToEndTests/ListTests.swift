import ChildProcesses
import FoundationEssentials
import TestSupport
import Testing

/// `rushes list` for people, and of many tasks.
@Suite struct `Lists` {
  @Test func `on a terminal it has a heading, holds its columns in any writing, and fits`() throws {
    let studio = try Studio(
      config: "default_profile: sandbox\n"
        + Studio.configuration(
          seconds: 60, profiles: "  a-profile-with-a-long-name: { api: ark, base_url: sandbox }"))
    let long = String(repeating: "很长的提示 ", count: 800) + "完"
    for words in [[], ["--profile", "a-profile-with-a-long-name"]] {
      #expect(try studio.run(["submit", "--ratio", "9:16", "--prompt", long] + words).status == 0)
    }
    let terminal = try Terminal(studio, columns: 90)
    let lines = try terminal.shell("rushes list").lines
    let heading = try #require(lines.firstIndex { $0.contains("Prompt") })
    #expect(lines[heading].hasPrefix("    ID  State"))
    let rows = lines[(heading + 1)...].prefix(2)
    #expect(rows.allSatisfy { $0.hasSuffix("…") }, "\(rows)")
    // The wide ones take two columns each.
    let column = { (line: String, text: String) -> Int? in
      line.firstRange(of: text).map { found in
        line[..<found.lowerBound].reduce(0) { $0 + ($1.isASCII || $1 == "…" ? 1 : 2) }
      }
    }
    let clip = column(lines[heading], "Clip")
    #expect(clip != nil && rows.allSatisfy { column($0, "9:16") == clip }, "\(rows)")
    let prompt = column(lines[heading], "Prompt")
    #expect(rows.allSatisfy { column($0, "很长") == prompt }, "\(rows)")
    // A script gets whole lines, and nothing but tasks.
    let piped = try studio.run("list").output.split(separator: "\n")
    #expect(piped.count == 2 && piped.allSatisfy { $0.hasSuffix(long) })
  }

  @Test(arguments: ["list", "list --json", "list --filter 'id:>5'", "models", "list --short"])
  func `a reader that has enough ends it without a word`(words: String) throws {
    let studio = try Studio()
    let filled = try ChildProcess.run(
      ChildProcess.Command(
        Studio.programs + "/rushes-bench", ["fill", "--tasks", "4000", "--data", studio.data],
        timeLimit: .seconds(120 * slowness)))
    #expect(filled.succeeded, "\(String(decoding: filled.errorOutput, as: UTF8.self))")
    let script = "rushes \(words) | head -n 1; echo \"ended ${PIPESTATUS[*]}\""
    let output = try ChildProcess.run(
      ChildProcess.Command(
        "bash", ["-c", script], environment: studio.environment(),
        timeLimit: .seconds(60 * slowness)))
    let lines = String(decoding: output.output, as: UTF8.self).split(separator: "\n")
    #expect(lines.count == 2 && lines.last == "ended 0 0", "\(lines)")
    #expect(output.errorOutput.isEmpty, "\(String(decoding: output.errorOutput, as: UTF8.self))")
  }
}
