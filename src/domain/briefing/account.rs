//! What can be told in one locale, to be told to every audience in turn.

use super::scribe::Scribe;
use super::{Briefing, CustomerBriefing, ExecutiveBriefing, PartnerBriefing, SupportBriefing};
use crate::domain::fact::TextFact;
use crate::domain::house::House;
use crate::domain::incident::Incident;
use crate::domain::locale::Locale;
use crate::domain::words::Audience;

/// The newest public entry of an incident, in one locale.
pub struct Account<'a> {
    scribe: Scribe<'a>,
    public: CustomerBriefing,
}

impl<'a> Account<'a> {
    /// None if nothing public was ever recorded.
    pub fn of(incident: &'a Incident, locale: &'a Locale, house: &House) -> Option<Self> {
        let scribe = Scribe::new(incident, locale)?;
        let public = scribe.public(house);
        Some(Self { scribe, public })
    }

    /// What one audience may know of it.
    pub fn told_to(&self, audience: Audience) -> Briefing {
        let mut public = self.public.clone();
        match audience {
            Audience::Customers => Briefing::Customers(Box::new(public)),
            Audience::Partners => Briefing::Partners(Box::new(PartnerBriefing { public })),
            Audience::Support => Briefing::Support(Box::new(SupportBriefing { public })),
            Audience::Executives => {
                let untranslated = &mut public.untranslated;
                let decision = self.scribe.answer(TextFact::Decision, untranslated);
                Briefing::Executives(Box::new(ExecutiveBriefing { public, decision }))
            }
            Audience::Team => Briefing::Team(Box::new(self.scribe.team(public))),
        }
    }
}
