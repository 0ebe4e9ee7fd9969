internal import Wording

extension Phrase {
  /// What happened, by the kind that the store has for it; an unknown kind is shown as it is.
  static func kind(_ kind: String) -> Phrase { kinds[kind] ?? .verbatim(kind) }

  /// Kinds of the store and of the engine, and what the screen calls them.
  private static let kinds: [String: Phrase] = [
    "created": Phrase("created"), "claimed": Phrase("claimed"), "waiting": Phrase("waiting"),
    "submitting": Phrase("submitting"), "unconfirmed": Phrase("unconfirmed"),
    "queued": Phrase("queued"), "running": Phrase("running"), "succeeded": Phrase("succeeded"),
    "failed": Phrase("failed"), "expired": Phrase("expired"), "cancelled": Phrase("cancelled"),
    "accepted": Phrase("accepted"), "refused": Phrase("refused"),
    "rate-limited": Phrase("rate-limited"), "not-sent": Phrase("not-sent"),
    "resolved": Phrase("resolved"), "poll-failed": Phrase("poll-failed"),
    "downloaded": Phrase("downloaded"), "download-ordered": Phrase("download-ordered"),
    "download-broke-off": Phrase("download-broke-off"),
    "download-failed": Phrase("download-failed"), "link-refused": Phrase("link-refused"),
    "link-renewed": Phrase("link-renewed"), "link-expired": Phrase("link-expired"),
    "last-frame": Phrase("last-frame"), "last-frame-given-up": Phrase("last-frame-given-up"),
    "cancel-unanswered": Phrase("cancel-unanswered"), "left-out": Phrase("left-out"),
    "trouble": Phrase("trouble"), "refused-for-now": Phrase("refused-for-now"),
    "cancel-asked": Phrase("cancel-asked"), "cancel-too-late": Phrase("cancel-too-late"),
    "cancel-refused": Phrase("cancel-refused"), "cancel-withdrawn": Phrase("cancel-withdrawn"),
    "looked-for": Phrase("looked-for"), "look-unanswered": Phrase("look-unanswered"),
    "found": Phrase("found"), "batch": Phrase("batch"), "first-frame": Phrase("first-frame"),
    "last-frame-wanted": Phrase("last-frame-wanted"), "no-sidecar": Phrase("no-sidecar"),
    "rescued": Phrase("rescued"), "restored": Phrase("restored"), "started": Phrase("started"),
    "ended": Phrase("ended"), "engine": Phrase("engine"), "store": Phrase("store"),
  ]
}
