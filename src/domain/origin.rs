//! Where an entry came from that was first written elsewhere.

/// What another program knew of an entry, kept so that it can be found there, and that nothing is
/// lost which has no word here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origin {
    /// The kind of record that it was read from, such as `statuspage`; none if it was written here.
    pub from: Option<String>,
    /// Its id there: that of the incident and that of the update, with a `/` between them.
    pub id: Option<String>,
    /// Where it can be looked at, as a URL.
    pub link: Option<String>,
    /// The state in the words of its home, where ours say less.
    pub status: Option<String>,
    /// The severity in the words of its home, where ours say less.
    pub severity: Option<String>,
}

impl Origin {
    /// The id of the incident there, for entries that were read from records of this kind.
    pub fn incident_in(&self, from: &str) -> Option<&str> {
        self.ids(from).map(|(incident, _)| incident)
    }

    /// The id of the update there, for entries that were read from records of this kind.
    pub fn update_in(&self, from: &str) -> Option<&str> {
        self.ids(from).map(|(_, update)| update)
    }

    fn ids(&self, from: &str) -> Option<(&str, &str)> {
        let home = self.from.as_deref().filter(|home| *home == from);
        home.and(self.id.as_deref())?.rsplit_once('/')
    }
}
