//! How long a message is, and what the characters of a text message cost. What a channel cannot
//! carry at all is refused where messages are made; here stands what readers bear.

use super::super::{Reading, scene};
use crate::check::finding::Level;
use crate::text::measure::sms::{self, Encoding};

/// The most words of a message while it lasts and when it is over, by channel.
const WORDS: &[(&[&str], usize, usize)] = &[
    (&["status-page", "slack", "teams", "discord"], 200, 280),
    (&["email", "partners"], 220, 300),
    (&["executives"], 180, 200),
    (&["auto-reply", "recording"], 180, 180),
    (&["banner", "reply"], 90, 90),
];
/// The most characters of a subject: what a list of mails shows.
const SUBJECT: usize = 78;
/// The most parts of a text message, whatever alphabet its accents ask for.
const PARTS: usize = 2;

pub(super) fn read(reading: &mut Reading<'_>) {
    let Some(channel) = reading.draft.channel else {
        return;
    };
    if channel == "sms" {
        text_message(reading);
    }
    if !scene::outside(reading.draft) {
        return;
    }
    if channel == "email" {
        subject(reading);
    }
    let Some((_, open, over)) = WORDS
        .iter()
        .find(|(channels, ..)| channels.contains(&channel))
    else {
        return;
    };
    let most = if scene::open(reading.draft) {
        *open
    } else if reading.draft.gates.report {
        // A report is read by those who want to know.
        2 * *over
    } else {
        *over
    };
    let tokens = &reading.tokens.all;
    if tokens.len() > most {
        let place = tokens[most].start..tokens[tokens.len() - 1].end;
        let what = format!(
            "the message has {} words; after {most} few read on",
            tokens.len()
        );
        reading.note("too-long", Level::Warning, place, Some(what));
    }
}

fn subject(reading: &mut Reading<'_>) {
    let Some((subject, _)) = reading.draft.text.split_once("\n\n") else {
        return;
    };
    let long = subject.chars().count();
    if long > SUBJECT && !subject.contains('\n') {
        let (cut, _) = subject.char_indices().nth(SUBJECT).unwrap_or_default();
        let place = reading.folded.place(cut)..reading.folded.place(subject.len());
        let what = format!("the subject has {long} characters; a list of mails shows {SUBJECT}");
        reading.note("too-long", Level::Warning, place, Some(what));
    }
}

fn text_message(reading: &mut Reading<'_>) {
    let text = reading.draft.text;
    let (as_typed, simple) = (sms::length(text), sms::length(&sms::transliterate(text)));
    let whole = 0..reading.folded.place(text.len());
    if simple.segments > PARTS && !whole.is_empty() {
        let what = format!(
            "the text message takes {} parts, each of which is paid for",
            simple.segments
        );
        // It is carried all the same, and may be worth it.
        reading.note("too-long", Level::Suggestion, whole, Some(what));
    }
    if as_typed.encoding == Encoding::Gsm7 || as_typed.segments <= simple.segments {
        return;
    }
    let outside = sms::outside_gsm7(text);
    let Some(at) = outside.first().and_then(|c| text.find(*c)) else {
        return;
    };
    // A letter of the language is spelt rightly; a dash or a curved quotation mark is only finery.
    let needed = outside.iter().any(|c| c.is_alphabetic());
    let level = if needed {
        Level::Suggestion
    } else {
        Level::Warning
    };
    let signs: Vec<String> = outside.iter().take(6).map(|c| format!("`{c}`")).collect();
    let what = format!(
        "{} make {} parts of a text message that could be {}",
        signs.join(" "),
        as_typed.segments,
        simple.segments
    );
    let start = reading.folded.place(at);
    let end = (start + 1).min(reading.folded.lower.len());
    reading.note("sms-encoding", level, start.min(end)..end, Some(what));
}
