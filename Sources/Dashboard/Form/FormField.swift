internal import VideoTasks
internal import Wording

/// One field of the form.
enum FormField: Hashable, Sendable {
  case prompt, profile, model
  /// One row of media: its role, and its place from 0 among those of the role.
  case media(MediaRole, Int)
  case ratio, resolution, duration, audio, seed, watermark, returnLastFrame, expiresAfter, count

  /// The words before the field.
  var label: Phrase {
    switch self {
    case .prompt: Phrase("Prompt")
    case .profile: Phrase("Profile")
    case .model: Phrase("Model")
    case .media(let role, let index): role.label(index)
    case .ratio: Phrase("Ratio")
    case .resolution: Phrase("Resolution")
    case .duration: Phrase("Duration")
    case .audio: Phrase("Sound")
    case .seed: Phrase("Seed")
    case .watermark: Phrase("Watermark")
    case .returnLastFrame: Phrase("Return last")
    case .expiresAfter: Phrase("Expires")
    case .count: Phrase("Count")
    }
  }

  /// What the field is for, in at most 40 columns where that can be; nil where the label says it.
  var hint: Phrase? {
    switch self {
    case .prompt: nil
    case .profile: Phrase("where the task goes, and whose key pays")
    case .model: Phrase("the fields below offer what it takes")
    case .media(let role, _): role.hint
    case .ratio: Phrase("width to height of the video")
    case .resolution: Phrase("more pixels cost more")
    case .duration: Phrase("longer videos cost more")
    case .audio: Phrase("whether the video has a sound track")
    case .seed: Phrase("same seed, like video; 100-104: one each")
    case .watermark: Phrase("the vendor's mark in the picture")
    case .returnLastFrame: Phrase("saves the last frame as a picture, too")
    case .expiresAfter: Phrase("seconds until the vendor gives up")
    case .count: Phrase("how many equal tasks to make")
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
  func label(_ index: Int) -> Phrase {
    switch self {
    case .firstFrame: Phrase("First frame")
    case .lastFrame: Phrase("Last frame")
    case .referenceImage:
      index == 0 ? Phrase("Images") : Phrase("image {number}", ["number": index + 1])
    case .referenceVideo:
      index == 0 ? Phrase("Videos") : Phrase("video {number}", ["number": index + 1])
    case .referenceVoice:
      index == 0 ? Phrase("Voices") : Phrase("voice {number}", ["number": index + 1])
    }
  }

  /// What media of this role are for.
  var hint: Phrase {
    switch self {
    case .firstFrame: Phrase("the video begins with this picture")
    case .lastFrame: Phrase("the video ends with this picture")
    case .referenceImage: Phrase("people, things or a style to take up")
    case .referenceVideo: Phrase("movement or a style to take up")
    case .referenceVoice: Phrase("a voice or sound to take up")
    }
  }

  /// What the role is called in a sentence.
  var words: Phrase {
    switch self {
    case .firstFrame: Phrase("the first frame")
    case .lastFrame: Phrase("the last frame")
    case .referenceImage: Phrase("reference images")
    case .referenceVideo: Phrase("reference videos")
    case .referenceVoice: Phrase("voices")
    }
  }
}
