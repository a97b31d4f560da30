//! What is said of data: whole where there is room, and as an alarm where there is not.

use super::choose::Teller;
use super::plot::Choice;
use crate::domain::incident::Phase;
use crate::domain::words::DataImpact;

impl Teller<'_> {
    /// What happened to data, as the variant of its sentence; nothing where nobody said.
    pub(super) fn data(&self) -> Option<&'static str> {
        let sure = self.now.data_confirmed;
        Some(match (self.now.data?, sure) {
            (DataImpact::None, true) => "none",
            (DataImpact::None, false) => "none_so_far",
            (DataImpact::Delayed, _) if self.is_over() => "delayed_over",
            (DataImpact::Delayed, true) => "delayed",
            (DataImpact::Delayed, false) => "delayed_so_far",
            (DataImpact::Lost, true) => "lost",
            (DataImpact::Lost, false) => "lost_so_far",
            (DataImpact::Duplicated, true) => "duplicated",
            (DataImpact::Duplicated, false) => "duplicated_so_far",
            (DataImpact::Exposed, true) => "exposed",
            (DataImpact::Exposed, false) => "exposed_so_far",
            (DataImpact::Unknown, _) => "unknown",
        })
    }

    /// What the shortest messages must not be silent about either: data that is gone or was seen, and
    /// what else happened to it where that is the news after the end.
    pub(super) fn alarm(&self, plot: &mut Vec<Choice>) {
        let now = self.now;
        let said = self.said_now("data");
        let tells = |variant: &&str| match *variant {
            "lost" | "lost_so_far" | "exposed" | "exposed_so_far" => {
                self.standing || said || now.phase == Phase::Over
            }
            "duplicated" | "duplicated_so_far" | "delayed_over" => {
                said && now.phase == Phase::Afterword
            }
            _ => false,
        };
        let told = self.data().filter(tells);
        plot.extend(told.map(|variant| Choice::new("alarm", variant)));
    }
}
