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

  /// What the field is for, in at most 40 columns where that can be; nil where the label says it.
  var hint: String? {
    switch self {
    case .prompt: nil
    case .profile: "where the task goes, and whose key pays"
    case .model: "the fields below offer what it takes"
    case .media(let role, _): role.hint
    case .ratio: "width to height of the video"
    case .resolution: "more pixels cost more"
    case .duration: "longer videos cost more"
    case .audio: "whether the video has a sound track"
    case .seed: "a whole number; same seed, similar video"
    case .watermark: "the vendor's mark in the picture"
    case .returnLastFrame: "saves the last frame as a picture, too"
    case .expiresAfter: "seconds until the vendor gives up"
    case .count: "how many equal tasks to make"
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

  /// What media of this role are for.
  var hint: String {
    switch self {
    case .firstFrame: "the video begins with this picture"
    case .lastFrame: "the video ends with this picture"
    case .referenceImage: "people, things or a style to take up"
    case .referenceVideo: "movement or a style to take up"
    case .referenceVoice: "a voice or sound to take up"
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
