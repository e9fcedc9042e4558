//! The sections of the changelog.

/// The kind of an entry, and the title of its section, in the order of the changelog.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Breaking,
    Added,
    Changed,
    Deprecated,
    Removed,
    Fixed,
    Security,
}

impl Kind {
    /// All kinds.
    pub(super) const ALL: [Self; 7] =
        [Self::Breaking, Self::Added, Self::Changed, Self::Deprecated, Self::Removed, Self::Fixed, Self::Security];

    /// Parses a title, ignoring case.
    pub(super) fn parse(title: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.title().eq_ignore_ascii_case(title.trim()))
    }

    /// The title of the section.
    pub(super) fn title(self) -> &'static str {
        match self {
            Self::Breaking => "Breaking",
            Self::Added => "Added",
            Self::Changed => "Changed",
            Self::Deprecated => "Deprecated",
            Self::Removed => "Removed",
            Self::Fixed => "Fixed",
            Self::Security => "Security",
        }
    }

    /// Returns whether an entry of this kind always breaks callers.
    pub(super) fn is_breaking(self) -> bool {
        matches!(self, Self::Breaking | Self::Removed)
    }
}
