import Testing

/// The real program at a real terminal; one test at a time, since each runs several programs.
@Suite(.serialized) struct `End to end` {}
