internal import Batch
internal import VideoTasks
internal import Wording

/// The check of all that is to be made, before anything is stored.
extension BatchRun {
  /// Holds every new video against the rules, its profile and what it comes after; what is broken is
  /// told of its line.
  mutating func check() throws(CommandFailure) {
    let broken = brokenLines
    let new = jobs.indices.filter { jobs[$0].isNew && !broken.contains(jobs[$0].item.line) }
    // One look at each file, however many lines use it.
    var media = RequestDraft()
    media.images = Array(Set(new.flatMap { jobs[$0].item.request.media.map(\.reference) }))
    var findings = Probing.findings(of: media, alsoRemote: arguments.has("probe"))
    for warning in findings.warnings { report.warn(warning) }
    findings.warnings = []
    var seen: [String: Result<BatchJob.Checked, Violations>] = [:]
    for place in new {
      let item = jobs[place].item
      // Copies of one line are looked at once.
      let result: Result<BatchJob.Checked, Violations>
      if let known = seen[item.fingerprint] {
        result = known
      } else {
        result = try check(item, findings)
      }
      seen[item.fingerprint] = result
      switch result {
      case .success(var checked):
        if isFollowed(item) {
          checked.draft = Chain.continuable(checked.draft, model: checked.model)
        }
        jobs[place].checked = checked
      case .failure(let violations):
        for violation in violations.list { tell(LineProblem(line: item.line, violation)) }
      }
    }
    if !arguments.has("dry-run") { checkKeys() }
    checkPrices()
    problems += plan.leftOut(brokenLines).problems
  }

  private mutating func check(
    _ item: BatchItem, _ findings: Probing.Findings
  ) throws(CommandFailure) -> Result<BatchJob.Checked, Violations> {
    let profile: Profile
    switch self.profile(item.profile) {
    case .success(let found): profile = found
    case .failure(let failure):
      return .failure(
        Violations(list: [
          Violation(
            field: .profile, rule: BatchRule.profileChoice.rawValue,
            message: .verbatim(failure.message), fix: .verbatim(failure.advice))
        ]))
    }
    var draft = item.request
    do throws(CommandFailure) {
      let (checked, begun) = try checkRequest(&draft, item, profile, findings)
      if case .failure(let violations) = checked.request { return .failure(violations) }
      let most = CostBound.most(
        begun, model: checked.model, price: profile.price(of: checked.model.id),
        inputVideoSeconds: Estimate.inputVideoSeconds(draft: draft, facts: findings.facts))
      return .success(
        BatchJob.Checked(
          profile: profile, model: checked.model, draft: draft, estimate: checked.estimate,
          most: most, warnings: checked.warnings))
    } catch {
      if !error.violations.isEmpty { return .failure(Violations(list: error.violations)) }
      guard error.code == "NoLastFrame" else { throw error }
      var violation = Violation(
        field: .firstFrame, rule: BatchRule.noLastFrame.rawValue,
        message: .verbatim(error.message), fix: .verbatim(error.advice))
      violation.field = BatchField.after.rawValue
      return .failure(Violations(list: [violation]))
    }
  }

  /// Whether another line comes after this one, and so wants its last frame.
  private func isFollowed(_ item: BatchItem) -> Bool {
    item.name.map(followed.contains) ?? false
  }

  /// The profile by its name, or the one for requests that name none, looked for once.
  private mutating func profile(_ name: String?) -> Result<Profile, CommandFailure> {
    if let known = profiles[name] { return known }
    let found: Result<Profile, CommandFailure>
    do throws(CommandFailure) {
      found = .success(try workspace.profile(named: name, needsKey: !arguments.has("dry-run")))
    } catch {
      found = .failure(error)
    }
    profiles[name] = found
    return found
  }

  /// Nothing is stored that could not be sent. A key may come from a command: each is asked once.
  private mutating func checkKeys() {
    var refused: [String: String] = [:]
    var asked: Set<String> = []
    let broken = brokenLines
    for job in jobs where !broken.contains(job.item.line) {
      guard let profile = job.checked?.profile else { continue }
      if asked.insert(profile.name).inserted {
        do throws(CommandFailure) {
          try workspace.requireKey(profile)
        } catch {
          refused[profile.name] = error.message
        }
      }
      guard let message = refused[profile.name] else { continue }
      tell(
        LineProblem(
          line: job.item.line, field: .profile, rule: .key, message: message,
          fix: "Store one with: rushes key set \(profile.name)"))
    }
  }
}
