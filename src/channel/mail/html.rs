//! The mail for clients that show HTML: one column that fits a telephone, light or dark as the
//! reader has it, complete in itself. It loads nothing and runs nothing.
//!
//! The first text of the body is the first part, the state; so that is what lists of mails show
//! beside the subject, without a hidden copy that a screen reader would say twice. Styles stand in
//! the elements, for some clients drop the ones in the head; the head has those for dark screens.

use crate::channel::Part;
use crate::channel::tone::Tone;
use crate::domain::house::House;
use crate::domain::link::{self, Piece};
use crate::text::markup::Markup;

/// What a document is made from.
pub(super) struct Document<'a> {
    /// The language of its readers (BCP 47).
    pub(super) language: &'a str,
    /// The subject of the mail.
    pub(super) title: &'a str,
    /// The message; tidy.
    pub(super) parts: &'a [Part],
    /// Who is speaking.
    pub(super) house: &'a House,
    /// The colour at its edge.
    pub(super) tone: Tone,
}

const STYLE: &str = "\
:root { color-scheme: light dark; }
@media (prefers-color-scheme: dark) {
body, .page { background: #16181c !important; }
.card { background: #22252b !important; }
h1, p { color: #eceef1 !important; }
strong { color: #b3bac4 !important; }
.next { background: #2d3139 !important; }
a { color: #8ab8ff !important; }
}
@media (max-width: 480px) {
.page { padding: 0 !important; }
.card { padding: 20px 16px 8px !important; border-radius: 0 !important; }
}
";

const FONT: &str =
    "font-family: -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif;";

impl Document<'_> {
    /// Writes the document; lines end in `\n`.
    pub(super) fn html(&self) -> String {
        let language = escaped(self.language);
        let title = escaped(self.title);
        let colour = self.tone.rgb();
        let mut out = format!(
            "<!DOCTYPE html>\n\
             <html lang=\"{language}\">\n\
             <head>\n\
             <meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n\
             <meta name=\"format-detection\" content=\"telephone=no, date=no, address=no\">\n\
             <title>{title}</title>\n\
             <style>\n{STYLE}</style>\n\
             </head>\n\
             <body style=\"margin: 0; padding: 0; background: #f2f3f5;\">\n\
             <div class=\"page\" style=\"padding: 24px 12px; background: #f2f3f5;\">\n\
             <!--[if mso]><table role=\"presentation\" align=\"center\" width=\"600\"><tr><td><![endif]-->\n\
             <div class=\"card\" style=\"max-width: 600px; margin: 0 auto; padding: 28px 32px 12px; \
             box-sizing: border-box; background: #ffffff; border-top: 6px solid #{colour:06x}; \
             border-radius: 6px; {FONT} font-size: 16px; line-height: 1.5; \
             overflow-wrap: anywhere;\">\n"
        );
        for part in self.parts {
            self.write(part, &mut out);
        }
        out.push_str(
            "</div>\n<!--[if mso]></td></tr></table><![endif]-->\n</div>\n</body>\n</html>\n",
        );
        out
    }

    /// Writes a part as one paragraph, so that a sentence without a label does not seem to belong
    /// to the label above it.
    fn write(&self, part: &Part, out: &mut String) {
        let text = self.linked(&part.text);
        let label = part.label.trim();
        if part.name == "headline" && label.is_empty() {
            out.push_str(&format!(
                "<h1 dir=\"auto\" style=\"margin: 0 0 16px; font-size: 22px; line-height: 1.3; \
                 font-weight: 700; color: #16181c;\">{text}</h1>\n"
            ));
            return;
        }
        if part.name == "next_update" {
            out.push_str(
                "<p class=\"next\" dir=\"auto\" style=\"margin: 0 0 20px; padding: 12px 16px; \
                 color: #16181c; background: #eef1f5; border-radius: 6px;\">",
            );
        } else {
            out.push_str("<p dir=\"auto\" style=\"margin: 0 0 20px; color: #16181c;\">");
        }
        if !label.is_empty() {
            out.push_str(&format!(
                "<strong style=\"font-size: 14px; font-weight: 600; color: #4d5562;\">{}</strong><br>\n",
                escaped(label)
            ));
        }
        out.push_str(&format!("{text}</p>\n"));
    }

    /// A text with links to our own pages; a line end is a line break.
    fn linked(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len() + 16);
        for (i, line) in text.split('\n').enumerate() {
            if i > 0 {
                out.push_str("<br>\n");
            }
            for piece in link::pieces(line, self.house) {
                match piece {
                    Piece::Text(text) => out.push_str(&escaped(text)),
                    Piece::Link(url) => {
                        let url = escaped(url);
                        out.push_str(&format!(
                            "<a href=\"{url}\" style=\"color: #0a58ca;\">{url}</a>"
                        ));
                    }
                }
            }
        }
        out
    }
}

/// Text for an element or a quoted attribute. Characters that HTML forbids even as references
/// (noncharacters) become the replacement character.
fn escaped(text: &str) -> String {
    let lawful = text.replace(is_noncharacter, "\u{fffd}");
    let mut out = String::with_capacity(lawful.len() + 16);
    // Writing to a string does not fail.
    let _infallible = Markup::Html.escape(&lawful, &mut out);
    out
}

const fn is_noncharacter(c: char) -> bool {
    let code = c as u32;
    code & 0xfffe == 0xfffe || (code >= 0xfdd0 && code <= 0xfdef)
}
