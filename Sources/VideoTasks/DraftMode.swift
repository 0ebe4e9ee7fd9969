extension RequestDraft {
  /// Whether a first or last frame is stated.
  public var hasFrames: Bool { firstFrame != nil || lastFrame != nil }

  /// Whether anything is stated as a reference.
  public var hasReferences: Bool { !images.isEmpty || !videos.isEmpty || !voices.isEmpty }

  /// Whether the prompt holds anything but white space.
  public var hasPrompt: Bool { !prompt.allSatisfy(\.isWhitespace) }

  /// The mode that the stated media mean; a draft that mixes frames and references, which no model
  /// allows, counts as frames.
  public var mode: GenerationMode {
    if lastFrame != nil { return .firstAndLastFrame }
    if firstFrame != nil { return .firstFrame }
    return hasReferences ? .references : .text
  }
}
