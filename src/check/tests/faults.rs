//! Faults of wording, put one by one into messages that have none: what good writers under pressure
//! let slip, in five languages. None of these sentences stands on a page of a rule.

use super::super::finding::{Finding, Level};
use super::super::text::{Draft, Gates, words};
use crate::domain::locale::Locale;
use crate::domain::words::State;

/// A language: what messages are made of, and what goes wrong in them.
struct Tongue {
    tag: &'static str,
    impacts: [&'static str; 5],
    scopes: [&'static str; 2],
    actions: [&'static str; 3],
    meanwhile: [&'static str; 2],
    next: &'static str,
    faults: [(&'static str, &'static str); 12],
}

const TONGUES: [Tongue; 5] = [
    Tongue {
        tag: "en",
        impacts: [
            "You cannot pay by card in the shop.",
            "Invoices arrive by e-mail up to two hours late.",
            "The app shows an old balance after a transfer.",
            "Sign-in with a passkey fails.",
            "Search returns no results for new products.",
        ],
        scopes: [
            "About 12% of shops in Portugal are affected.",
            "All customers of the Team plan are affected; the Free plan is not.",
        ],
        actions: [
            "We found the change that causes it and are undoing it.",
            "We are comparing the last two releases.",
            "We are moving the queue to a second region.",
        ],
        meanwhile: [
            "Until then, please use a bank transfer.",
            "Your data is complete and nothing needs to be sent twice.",
        ],
        next: "Next update by 16:40 UTC.",
        faults: [
            (
                "cliche-apology",
                "Please accept our apologies for the inconvenience.",
            ),
            (
                "cliche-apology",
                "We know this is frustrating and regret any trouble it may cause.",
            ),
            (
                "blame-third-party",
                "Our e-mail supplier broke something on Friday and has yet to repair it.",
            ),
            (
                "blame-third-party",
                "All of this stems from a power cut at our hosting company.",
            ),
            (
                "overpromised-eta",
                "Everything will be working again by 18:00 UTC.",
            ),
            (
                "overpromised-eta",
                "The repair should not take longer than 45 minutes.",
            ),
            (
                "absolute-promise",
                "We promise that this cannot happen again.",
            ),
            ("vague-eta", "It should be sorted before long."),
            ("vague-eta", "We hope to be back any moment now."),
            ("minimizing-impact", "It is only a small hiccup."),
            ("unverified-reassurance", "There is no need to worry."),
            ("generic-problem", "We are having technical difficulties."),
        ],
    },
    Tongue {
        tag: "es",
        impacts: [
            "No se puede pagar con tarjeta en la tienda.",
            "Las facturas llegan por correo hasta dos horas tarde.",
            "La aplicación muestra un saldo antiguo tras una transferencia.",
            "No se puede entrar con llave de acceso.",
            "La búsqueda no devuelve productos nuevos.",
        ],
        scopes: [
            "Afecta a cerca del 12% de las tiendas de Portugal.",
            "Afecta a todos los clientes del plan Equipo; al plan gratuito no.",
        ],
        actions: [
            "Hemos encontrado el cambio que lo causa y lo estamos deshaciendo.",
            "Comparamos las dos últimas versiones.",
            "Estamos pasando la cola a una segunda región.",
        ],
        meanwhile: [
            "Mientras tanto, la transferencia funciona.",
            "No hace falta enviar nada dos veces.",
        ],
        next: "Próximo aviso antes de las 16:40 UTC.",
        faults: [
            ("cliche-apology", "Rogamos disculpen los inconvenientes."),
            (
                "cliche-apology",
                "Sentimos mucho las molestias que esto pueda estar generando.",
            ),
            (
                "blame-third-party",
                "El origen es una avería de nuestro operador de red.",
            ),
            (
                "blame-third-party",
                "Todo se debe a un corte en la empresa externa que aloja los servidores, provocado por un proveedor.",
            ),
            (
                "overpromised-eta",
                "El servicio volverá a funcionar antes de las 18:00 UTC.",
            ),
            ("overpromised-eta", "Lo tendremos arreglado en media hora."),
            ("absolute-promise", "Le aseguramos que jamás se repetirá."),
            ("vague-eta", "Quedará resuelto a la mayor brevedad."),
            ("vague-eta", "Estará listo en unos instantes."),
            ("minimizing-impact", "Se trata de una leve incidencia."),
            (
                "unverified-reassurance",
                "No se preocupe, todo está controlado.",
            ),
            ("generic-problem", "Sufrimos una incidencia técnica."),
        ],
    },
    Tongue {
        tag: "pt",
        impacts: [
            "Não é possível pagar com cartão na loja.",
            "As faturas chegam por e-mail com até duas horas de atraso.",
            "O aplicativo mostra um saldo antigo depois de uma transferência.",
            "Não é possível entrar com chave de acesso.",
            "A busca não mostra produtos novos.",
        ],
        scopes: [
            "Cerca de 12% das lojas de Lisboa são afetadas.",
            "Todos os clientes do plano Equipe são afetados; o plano gratuito não.",
        ],
        actions: [
            "Encontramos a mudança que causa isso e a estamos desfazendo.",
            "Comparamos as duas últimas versões.",
            "Estamos passando a fila para uma segunda região.",
        ],
        meanwhile: [
            "Enquanto isso, a transferência funciona.",
            "Não é preciso enviar nada duas vezes.",
        ],
        next: "Próximo aviso até 16:40 UTC.",
        faults: [
            ("cliche-apology", "Pedimos perdão pelo transtorno."),
            (
                "cliche-apology",
                "Lamentamos profundamente os inconvenientes gerados por esta situação.",
            ),
            (
                "blame-third-party",
                "A origem é uma pane do nosso operador de rede.",
            ),
            (
                "blame-third-party",
                "Tudo isso ocorreu por culpa de uma empresa terceirizada.",
            ),
            (
                "overpromised-eta",
                "O sistema voltará a funcionar até as 18:00 UTC.",
            ),
            ("overpromised-eta", "Tudo estará normalizado em uma hora."),
            ("absolute-promise", "Garantimos que isso não se repetirá."),
            ("vague-eta", "Será resolvido o quanto antes."),
            ("vague-eta", "Teremos novidades dentro em breve."),
            ("minimizing-impact", "Trata-se de uma pequena falha."),
            (
                "unverified-reassurance",
                "Fique tranquilo, os dados dos clientes não correm risco.",
            ),
            (
                "generic-problem",
                "Estamos enfrentando dificuldades técnicas.",
            ),
        ],
    },
    Tongue {
        tag: "fr",
        impacts: [
            "Le paiement par carte échoue dans la boutique.",
            "Les factures arrivent par e-mail avec deux heures de retard.",
            "L’application montre un ancien solde après un virement.",
            "La connexion par clé d’accès échoue.",
            "La recherche ne trouve pas les nouveaux produits.",
        ],
        scopes: [
            "Environ 12% des boutiques de Lyon sont touchées.",
            "Tous les clients de l’offre Équipe sont touchés ; l’offre gratuite ne l’est pas.",
        ],
        actions: [
            "Nous avons trouvé le changement en cause et nous l’annulons.",
            "Nous comparons les deux dernières versions.",
            "Nous passons la file dans une seconde région.",
        ],
        meanwhile: [
            "En attendant, le virement fonctionne.",
            "Il est inutile d’envoyer quoi que ce soit deux fois.",
        ],
        next: "Prochain message avant 16:40 UTC.",
        faults: [
            (
                "cliche-apology",
                "Veuillez nous pardonner ces désagréments.",
            ),
            (
                "cliche-apology",
                "Nous regrettons vivement la gêne que cela entraîne.",
            ),
            (
                "blame-third-party",
                "C’est notre opérateur qui est en cause, suite à une erreur de leur part chez ce prestataire.",
            ),
            (
                "blame-third-party",
                "Tout vient d’une panne électrique chez notre hébergeur.",
            ),
            (
                "overpromised-eta",
                "Tout devrait être rétabli vers 18:00 UTC.",
            ),
            (
                "overpromised-eta",
                "Le retour à la normale est prévu pour demain matin.",
            ),
            (
                "absolute-promise",
                "Nous vous garantissons que cela ne se reproduira plus.",
            ),
            ("vague-eta", "Ce sera réglé au plus vite."),
            ("vague-eta", "Cela reviendra d’un moment à l’autre."),
            ("minimizing-impact", "Il ne s’agit que d’un petit incident."),
            ("unverified-reassurance", "Soyez rassurés, tout va bien."),
            (
                "generic-problem",
                "Nous subissons des difficultés techniques.",
            ),
        ],
    },
    Tongue {
        tag: "de",
        impacts: [
            "Kartenzahlung im Shop schlägt fehl.",
            "Rechnungen kommen bis zu zwei Stunden später per E-Mail an.",
            "Die App zeigt nach einer Überweisung einen alten Saldo.",
            "Die Anmeldung mit Passkey schlägt fehl.",
            "Die Suche zeigt keine neuen Produkte.",
        ],
        scopes: [
            "Betroffen sind rund 12% der Shops in Österreich.",
            "Betroffen sind alle Kunden des Team-Tarifs; der freie Tarif nicht.",
        ],
        actions: [
            "Wir haben die Änderung gefunden, die das auslöst, und nehmen sie zurück.",
            "Wir vergleichen die letzten zwei Versionen.",
            "Wir ziehen die Warteschlange in eine zweite Region um.",
        ],
        meanwhile: [
            "Überweisungen gehen weiterhin.",
            "Es muss nichts doppelt geschickt werden.",
        ],
        next: "Nächste Meldung bis 16:40 UTC.",
        faults: [
            (
                "cliche-apology",
                "Wir bitten die Unannehmlichkeiten zu entschuldigen.",
            ),
            (
                "cliche-apology",
                "Für die Umstände möchten wir uns entschuldigen.",
            ),
            ("blame-third-party", "Schuld ist unser Netzbetreiber."),
            (
                "blame-third-party",
                "Grund dafür ist eine Störung bei unserem Mailanbieter.",
            ),
            (
                "overpromised-eta",
                "Bis spätestens 18:00 UTC wird alles wieder laufen.",
            ),
            (
                "overpromised-eta",
                "Die Behebung dauert noch ungefähr eine Stunde.",
            ),
            (
                "absolute-promise",
                "Wir versprechen, dass so etwas nie wieder passiert.",
            ),
            ("vague-eta", "Der Fehler wird schnellstmöglich behoben."),
            ("vague-eta", "In wenigen Augenblicken geht es weiter."),
            ("minimizing-impact", "Das ist nur ein kleiner Aussetzer."),
            ("unverified-reassurance", "Kein Grund zur Sorge."),
            ("generic-problem", "Wir haben technische Probleme."),
        ],
    },
];

impl Tongue {
    /// Every message without a fault: sixty of them, each with the place where a fault goes in.
    fn clean(&self) -> Vec<(String, &'static str)> {
        let mut all = Vec::new();
        for impact in self.impacts {
            for scope in self.scopes {
                for action in self.actions {
                    for meanwhile in self.meanwhile {
                        all.push((format!("{impact} {scope} {action} {meanwhile}"), self.next));
                    }
                }
            }
        }
        all
    }

    fn found(&self, text: &str) -> Vec<Finding> {
        let locale: Locale = self.tag.parse().unwrap();
        words(&Draft {
            text,
            locale: Some(&locale),
            state: Some(State::Identified),
            channel: Some("status-page"),
            alone: true,
            gates: Gates {
                data_confirmed: true,
                ..Gates::default()
            },
            ..Draft::default()
        })
    }
}

#[test]
fn messages_without_a_fault_are_left_alone() {
    let mut wrong = Vec::new();
    for tongue in &TONGUES {
        for (text, next) in tongue.clean() {
            let text = format!("{text} {next}");
            let found = tongue.found(&text).into_iter();
            wrong.extend(
                found
                    .filter(|f| f.level > Level::Suggestion)
                    .map(|f| format!("{}: {}", f.rule, f.what)),
            );
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn faults_of_wording_are_found_in_every_language() {
    let (mut seeded, mut missed) = (0, Vec::new());
    for tongue in &TONGUES {
        let faults = tongue.faults.iter().cycle();
        for ((text, next), (rule, fault)) in tongue.clean().into_iter().zip(faults) {
            seeded += 1;
            let found = tongue.found(&format!("{text} {fault} {next}"));
            if !found.iter().any(|finding| finding.rule == *rule) {
                missed.push(format!("{}: {rule}: {fault}", tongue.tag));
            }
        }
    }
    assert_eq!(seeded, 300);
    let enough = seeded * 85 / 100;
    assert!(
        seeded - missed.len() >= enough,
        "{}: {missed:#?}",
        missed.len()
    );
}
