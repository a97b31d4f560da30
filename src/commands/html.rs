//! What every page has in common: one file that loads nothing and runs nothing, and in which no text
//! that somebody typed is markup.

use crate::text::clean;
use crate::text::markup::Markup;

/// A page of a style and a body. The title is escaped already.
pub fn page(language: &str, title: &str, style: &str, body: &str) -> String {
    let language = escaped(language);
    format!(
        "<!DOCTYPE html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{title}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>\n{body}</main>\n</body>\n</html>\n"
    )
}

/// What people typed, as text: whatever stands in it, it is no markup.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // Writing to a text cannot fail.
    let _infallible = Markup::Html.escape(&clean::visible(text), &mut out);
    out
}
