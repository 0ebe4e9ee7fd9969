internal import VideoTasks

/// One field of the form.
enum FormField: Hashable, Sendable {
  case prompt, profile, model
  /// One row of media: its role, and its place from 0 among those of the role.
  case media(MediaRole, Int)
  case ratio, resolution, duration, audio, seed, watermark, returnLastFrame, expiresAfter, count

  /// The words before the field.
  var label: String {
    switch self {
    case .prompt: "Prompt"
    case .profile: "Profile"
    case .model: "Model"
    case .media(let role, let index): role.label(index)
    case .ratio: "Ratio"
    case .resolution: "Resolution"
    case .duration: "Duration"
    case .audio: "Sound"
    case .seed: "Seed"
    case .watermark: "Watermark"
    case .returnLastFrame: "Return last"
    case .expiresAfter: "Expires"
    case .count: "Count"
    }
  }

  /// Where a key pressed in the field belongs.
  var context: KeyContext {
    switch self {
    case .prompt: .prompt
    case .media: .media
    case .seed, .expiresAfter: .textField
    default: .choice
    }
  }

  /// The field that a broken rule's option name stands for; nil for one that the form lacks.
  init?(option: String) {
    switch RequestField(rawValue: option) {
    case .profile: self = .profile
    case .model: self = .model
    case .prompt: self = .prompt
    case .ratio: self = .ratio
    case .resolution: self = .resolution
    case .duration: self = .duration
    case .audio: self = .audio
    case .seed: self = .seed
    case .watermark: self = .watermark
    case .returnLastFrame: self = .returnLastFrame
    case .expiresAfter: self = .expiresAfter
    case .firstFrame: self = .media(.firstFrame, 0)
    case .lastFrame: self = .media(.lastFrame, 0)
    case .image: self = .media(.referenceImage, 0)
    case .video: self = .media(.referenceVideo, 0)
    case .voice: self = .media(.referenceVoice, 0)
    case nil: return nil
    }
  }
}

extension MediaRole {
  /// The words before a row of this role.
  func label(_ index: Int) -> String {
    switch self {
    case .firstFrame: "First frame"
    case .lastFrame: "Last frame"
    case .referenceImage: index == 0 ? "Images" : "image \(index + 1)"
    case .referenceVideo: index == 0 ? "Videos" : "video \(index + 1)"
    case .referenceVoice: index == 0 ? "Voices" : "voice \(index + 1)"
    }
  }

  /// What the role is called in a sentence.
  var words: String {
    switch self {
    case .firstFrame: "the first frame"
    case .lastFrame: "the last frame"
    case .referenceImage: "reference images"
    case .referenceVideo: "reference videos"
    case .referenceVoice: "voices"
    }
  }
}
