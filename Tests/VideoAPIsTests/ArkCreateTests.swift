import Testing
import VideoAPIs
import VideoTasks

@Suite struct ArkCreateTests {}
