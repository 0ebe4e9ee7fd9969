internal import Wording

/// What is said of a task whose create was sent and whose answer was lost.
public enum LostCreate {
  /// What to look for in the account: when it was sent, with which model, how its prompt begins.
  ///
  /// One sentence; the prompt is cleaned and cut.
  public static func trace(_ record: TaskRecord) -> String {
    let time = record.submittedAt.map { "\($0.rfc3339.prefix(19))Z" }
    let line = OutsideText.line(record.request.prompt, limit: 60)
    let (profile, model) = (record.profile, record.model)
    let phrase =
      switch (time, line.isEmpty) {
      case (let time?, false):
        Phrase(
          "Look at {profile} for a task made about {time} with {model}, whose prompt begins {prompt}.",
          ["profile": profile, "time": time, "model": model, "prompt": "\"\(line)\""])
      case (let time?, true):
        Phrase(
          "Look at {profile} for a task made about {time} with {model}.",
          ["profile": profile, "time": time, "model": model])
      case (nil, false):
        Phrase(
          "Look at {profile} for a task made with {model}, whose prompt begins {prompt}.",
          ["profile": profile, "model": model, "prompt": "\"\(line)\""])
      case (nil, true):
        Phrase(
          "Look at {profile} for a task made with {model}.", ["profile": profile, "model": model])
      }
    return phrase.english
  }

  /// How to settle it, with the commands for it.
  public static func settling(_ id: TaskID) -> String {
    Phrase.sentences([
      Phrase("If it is there: rushes resolve {id} --created ITS_ID.", ["id": id]),
      Phrase("If it is not: rushes resolve {id} --not-created.", ["id": id]),
    ]).english
  }
}
