internal import TerminalUI
internal import VideoTasks
internal import Wording

/// Submitting: one press makes one order, and one order is under way at a time.
extension DashboardState {
  /// Ctrl-S: submits, asks first where it costs money, or goes to the first broken field.
  mutating func submitPressed() -> [DashboardEffect] {
    guard form.submitting == nil, question == nil else { return [] }
    form.isTouched = true
    form.recheck(profiles)
    guard form.check.isGood else {
      let fields = form.fields(profiles)
      let first = fields.first { form.check.broken[$0] != nil } ?? .prompt
      let labels = fields.filter { form.check.broken[$0] != nil }.map(\.label)
      let effects = focus(on: first)
      // The rules stand beside their fields; here it is enough to say which.
      let words =
        labels.isEmpty
        ? form.check.broken.values.first?.message ?? Phrase.verbatim("")
        : Phrase("To mend: {list}.", ["list": Phrase.list(labels)])
      message = Message(text: .sentences([Phrase("Not sent."), words]), tone: .bad)
      scrollForm()
      return effects
    }
    let order = SubmitOrder(
      number: form.orders + 1, profile: form.profile, draft: form.request(profiles),
      count: form.count, seeds: form.variants(profiles).several)
    guard isPaid(profile: order.profile) else { return send(order) }
    question = .submit(order, price: form.priceWords(isSandbox: false))
    return saveForm()
  }

  /// Sends an order on its way.
  mutating func send(_ order: SubmitOrder) -> [DashboardEffect] {
    guard form.submitting == nil, order.number > form.orders else { return [] }
    form.orders = order.number
    form.submitting = order
    return saveForm() + [.submit(order)]
  }

  /// An order was carried out, or was not.
  mutating func submitted(
    _ order: SubmitOrder, _ result: Result<[TaskID], ActionFailure>
  ) -> [DashboardEffect] {
    guard form.submitting == order else { return [] }
    form.submitting = nil
    switch result {
    case .failure(let failure):
      message = Message(text: failure.message, tone: .bad)
      return []
    case .success(let ids):
      // What was written meanwhile belongs to the next task.
      if form.prompt.text == order.draft.prompt {
        form.prompt = TextEditor(isMultiline: true, maximumBytes: FormState.mostPromptBytes)
        form.isTouched = false
      }
      form.focus = .prompt
      let effects = formChanged(at: now) + saveForm()
      message = Message(text: Self.taken(ids, profile: order.profile), tone: .good)
      return effects + goTo(ids.last)
    }
  }

  /// Shows a new task: the table, with the task selected as soon as its row is read.
  mutating func goTo(_ id: TaskID?) -> [DashboardEffect] {
    pane = .table
    table.clearFilter()
    (table.selected, table.top) = (0, 0)
    (table.selectedID, table.goTo) = (nil, id)
    table.requested = nil
    return loadTable(keeping: id)
  }

  private static func taken(_ ids: [TaskID], profile: String) -> Phrase {
    guard let first = ids.first, let last = ids.last else { return Phrase("Nothing was made.") }
    return ids.count == 1
      ? Phrase("Task {id} is on its way to {profile}.", ["id": first, "profile": profile])
      : Phrase(
        "Tasks {first} to {last} are on their way to {profile}.",
        ["first": first, "last": last, "profile": profile])
  }
}
