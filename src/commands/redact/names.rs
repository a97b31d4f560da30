//! Whether the marker that stays in the log names again what it was put there to take out. Nobody can
//! tell a name from a noun for certain: in doubt it counts as a name, since a reason can be put in other
//! words before it is saved, and not after.

/// Words that name nobody though a text may begin with them or, in German, write them with a capital: how
/// sentences begin, and what a reason is made of.
const COMMON: &str = "\
the this that our your you they there when since with from for not customer customers client clients name \
names payment payments card cards los las una por con sin para desde cliente clientes nombre nombres pago \
pagos tarjeta uma não com sem nome nomes pagamento pagamentos cartão les des une pour avec nous vous nom \
noms paiement paiements carte der die das ein eine wir sie bei mit von für kunde kunden kundin name namen \
konto karte karten zahlung zahlungen person daten wunsch grund";

/// The least bytes of a word that names somebody, and of a whole text that is looked for within words.
const LEAST: [usize; 2] = [3, 4];

/// Whether what is `told` says the whole text.
pub(super) fn says_it_all(text: &str, told: &str) -> bool {
    let (text, told) = (text.trim().to_lowercase(), told.to_lowercase());
    if text.len() < LEAST[1] {
        // `May` stands in `mayor`.
        return !text.is_empty() && stands(&text, &told);
    }
    told.contains(&text)
}

/// Whether what is `told` says a word by which the text names somebody or something: one with a digit or
/// an `@`, or with a capital that is no common word. The first word of a sentence has its capital from
/// there if the text writes it small elsewhere.
pub(super) fn names_again(text: &str, told: &str) -> bool {
    let told = told.to_lowercase();
    let mut begins = true;
    text.split_whitespace().any(|word| {
        let first = std::mem::replace(&mut begins, word.ends_with(['.', '!', '?', ':']));
        let name = bare(word);
        let lower = name.to_lowercase();
        let small = first && stands(&lower, text);
        let capital = name.starts_with(char::is_uppercase);
        let named = capital && !small && !stands(&lower, COMMON);
        let telling = named || word.bytes().any(|c| c.is_ascii_digit() || c == b'@');
        telling && name.len() >= LEAST[0] && stands(&lower, &told)
    })
}

/// Whether a text has this word, whole and in this case.
#[inline(never)]
fn stands(word: &str, text: &str) -> bool {
    text.split_whitespace().any(|other| bare(other) == word)
}

/// A word without what stands around it, and without what an apostrophe adds: `Doe` of `(Doe's)`.
#[inline(never)]
fn bare(word: &str) -> &str {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let parts = word.split(['\'', '\u{2019}']);
    parts.max_by_key(|part| part.len()).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_wherever_and_however_it_is_written() {
        let cases = [
            ("Jane cannot pay.", "jane asked"),
            ("Jane Doe cannot pay.", "Asked (Doe)"),
            ("The card of Jane, a customer", "a wish of \"Jane\""),
            ("It fails. Jane's card is blocked.", "JANE asked"),
            ("Payments of O\u{2019}Brien fail", "Mr O'Brien asked"),
            ("Die Zahlung von Anna ging nicht durch.", "Wunsch von Anna"),
            ("Il manque la carte d'Anna.", "Anna l'a demandé"),
            ("La tarjeta de Íñigo falla.", "lo pidió ÍÑIGO"),
            ("write to jane@acme.example", "of <jane@acme.example>"),
            ("the card 4111", "it ended in 4111."),
        ];
        for (text, reason) in cases {
            assert!(names_again(text, reason), "{text} · {reason}");
        }
    }

    #[test]
    fn what_names_nobody_may_be_said() {
        let cases = [
            ("In May, Jane cannot pay.", "the Mayor's wish"),
            (
                "Customers cannot pay as Jane Doe did.",
                "a customer's name, customers asked",
            ),
            (
                "Shops cannot pay. All shops of Jane wait.",
                "asked by one of the shops",
            ),
            ("They are Jane Doe's cards.", "they asked"),
            (
                "Die Kundin Anna Maier kann mit Karte nicht zahlen.",
                "Name einer Kundin, Zahlung mit Karte",
            ),
            (
                "El cliente Juan Pérez no puede pagar.",
                "nombre de un cliente",
            ),
        ];
        for (text, reason) in cases {
            assert!(!names_again(text, reason), "{text} · {reason}");
        }
    }

    #[test]
    fn a_whole_text_is_found_in_other_case_and_a_short_one_as_a_word() {
        assert!(says_it_all(" jane doe ", "Jane Doe's wish"));
        assert!(says_it_all("Ana", "ana asked"));
        assert!(!says_it_all("May", "the Mayor's wish"));
        assert!(!says_it_all("", "— a name"));
    }
}
