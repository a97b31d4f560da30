//! What engineers say in these stories, in the five languages of the voices: sentences that no rule
//! has anything against by themselves.

use crate::domain::fact::TextFact;

/// The languages, in the order of every row.
pub(super) const TAGS: [&str; 5] = ["en", "es", "pt", "fr", "de"];

type Rows = &'static [[&'static str; 5]];

/// What may be said of a fact. An empty row is an answer too: not known yet, none yet.
pub(super) fn of(fact: TextFact, planned: bool) -> Rows {
    match fact {
        TextFact::Title if planned => TITLES_OF_WORK,
        TextFact::Title => TITLES,
        TextFact::Impact if planned => IMPACTS_OF_WORK,
        TextFact::Impact => IMPACTS,
        TextFact::Scope => SCOPES,
        TextFact::Workaround => WORKAROUNDS,
        TextFact::ThirdParty => SUPPLIERS,
        TextFact::Action if planned => WORK,
        TextFact::Action => ACTIONS,
        TextFact::Outcome => OUTCOMES,
        TextFact::Harm => HARMS,
        TextFact::DoNow => DUTIES,
        TextFact::Offer => OFFERS,
        TextFact::Decision => DECISIONS,
        TextFact::Happened => STORIES,
        TextFact::Why => REASONS,
        TextFact::Learned => LESSONS,
        TextFact::What => MEASURES,
        TextFact::Contact => &[["help@acme.example"; 5]],
        TextFact::Report => &[["https://acme.example/report"; 5]],
        TextFact::Feedback => &[["https://acme.example/survey"; 5]],
    }
}

const NOTHING: [&str; 5] = [""; 5];

const TITLES: Rows = &[
    [
        "Card payments are failing",
        "Fallan los pagos con tarjeta",
        "Os pagamentos com cartão falham",
        "Les paiements par carte échouent",
        "Kartenzahlungen schlagen fehl",
    ],
    [
        "Sign-in is slow",
        "El acceso va lento",
        "O acesso está lento",
        "La connexion est lente",
        "Die Anmeldung ist langsam",
    ],
];

const TITLES_OF_WORK: Rows = &[
    [
        "Move of the archive",
        "Traslado del archivo",
        "Mudança do arquivo",
        "Déménagement des archives",
        "Umzug des Archivs",
    ],
    [
        "New version of the checkout",
        "Nueva versión de la caja",
        "Nova versão do caixa",
        "Nouvelle version de la caisse",
        "Neue Version der Kasse",
    ],
];

const IMPACTS: Rows = &[
    [
        "The shop refuses card payments.",
        "La tienda rechaza los pagos con tarjeta.",
        "A loja recusa pagamentos com cartão.",
        "La boutique refuse les paiements par carte.",
        "Der Shop lehnt Kartenzahlungen ab.",
    ],
    [
        "Invoices arrive up to 2 hours late.",
        "Las facturas llegan hasta 2 horas tarde.",
        "As faturas chegam com até 2 horas de atraso.",
        "Les factures arrivent jusqu'à 2 heures plus tard.",
        "Rechnungen kommen bis zu 2 Stunden später an.",
    ],
    [
        "Sign-in with a passkey fails.",
        "No se puede entrar con llave de acceso.",
        "Não é possível entrar com chave de acesso.",
        "La connexion par clé d'accès échoue.",
        "Die Anmeldung mit Passkey schlägt fehl.",
    ],
];

const IMPACTS_OF_WORK: Rows = &[
    [
        "Reports cannot be opened while we work.",
        "No se pueden abrir informes mientras trabajamos.",
        "Não é possível abrir relatórios enquanto trabalhamos.",
        "Les rapports ne s'ouvrent pas pendant les travaux.",
        "Berichte lassen sich während der Arbeiten nicht öffnen.",
    ],
    [
        "Payments stop for 10 minutes.",
        "Los pagos se detienen 10 minutos.",
        "Os pagamentos param por 10 minutos.",
        "Les paiements s'arrêtent 10 minutes.",
        "Zahlungen ruhen 10 Minuten lang.",
    ],
];

const SCOPES: Rows = &[
    NOTHING,
    [
        "About 12% of the shops in Portugal. Everywhere else it works.",
        "Cerca del 12% de las tiendas de Portugal. En el resto funciona.",
        "Cerca de 12% das lojas de Portugal. No resto funciona.",
        "Environ 12 % des boutiques du Portugal. Ailleurs, tout fonctionne.",
        "Etwa 12 % der Shops in Portugal. Überall sonst geht es.",
    ],
    [
        "Customers of the Team plan. The Free plan works.",
        "Los clientes del plan Equipo. El plan gratuito funciona.",
        "Os clientes do plano Equipe. O plano gratuito funciona.",
        "Les clients de l'offre Équipe. L'offre gratuite fonctionne.",
        "Kunden im Tarif Team. Der kostenlose Tarif geht.",
    ],
    [
        "40 shops in Chile.",
        "40 tiendas de Chile.",
        "40 lojas do Chile.",
        "40 boutiques au Chili.",
        "40 Shops in Chile.",
    ],
];

const WORKAROUNDS: Rows = &[
    NOTHING,
    [
        "Bank transfer works.",
        "La transferencia funciona.",
        "A transferência funciona.",
        "Le virement fonctionne.",
        "Die Überweisung geht.",
    ],
    [
        "The app for tablets works.",
        "La aplicación para tabletas funciona.",
        "O aplicativo para tablets funciona.",
        "L'application pour tablettes fonctionne.",
        "Die App für Tablets geht.",
    ],
];

const SUPPLIERS: Rows = &[
    [
        "Card payments go through Quillon; we are in contact with its team.",
        "Los pagos con tarjeta pasan por Quillon; estamos en contacto con su equipo.",
        "Os pagamentos com cartão passam pela Quillon; estamos em contato com a equipe dela.",
        "Les paiements par carte passent par Quillon ; nous sommes en contact avec son équipe.",
        "Kartenzahlungen laufen über Quillon; wir sind mit dem Team dort im Austausch.",
    ],
    [
        "Our messages go out through Nordvik, and we share here what we learn.",
        "Nuestros mensajes salen por Nordvik y contamos aquí lo que sabemos.",
        "As nossas mensagens saem pela Nordvik e contamos aqui o que sabemos.",
        "Nos messages partent par Nordvik et nous disons ici ce que nous apprenons.",
        "Unsere Nachrichten gehen über Nordvik hinaus, und wir sagen hier, was wir erfahren.",
    ],
];

const ACTIONS: Rows = &[
    [
        "We are undoing the change that causes it.",
        "Estamos deshaciendo el cambio que lo causa.",
        "Estamos desfazendo a mudança que causa isso.",
        "Nous annulons le changement qui en est la cause.",
        "Wir nehmen die Änderung zurück, die es auslöst.",
    ],
    [
        "We are moving payments to a second path.",
        "Estamos pasando los pagos a una segunda vía.",
        "Estamos passando os pagamentos para uma segunda via.",
        "Nous faisons passer les paiements par une seconde voie.",
        "Wir leiten die Zahlungen über einen zweiten Weg.",
    ],
    [
        "We have ruled out the network and are comparing the last two versions.",
        "Hemos descartado la red y comparamos las dos últimas versiones.",
        "Descartamos a rede e comparamos as duas últimas versões.",
        "Nous avons écarté le réseau et comparons les deux dernières versions.",
        "Wir haben das Netz ausgeschlossen und vergleichen die letzten beiden Versionen.",
    ],
];

const WORK: Rows = &[[
    "We are moving the archive to new machines.",
    "Pasamos el archivo a máquinas nuevas.",
    "Passamos o arquivo para máquinas novas.",
    "Nous déplaçons les archives vers de nouvelles machines.",
    "Wir ziehen das Archiv auf neue Maschinen um.",
]];

const OUTCOMES: Rows = &[
    [
        "The shop takes cards again.",
        "La tienda vuelve a aceptar tarjetas.",
        "A loja voltou a aceitar cartões.",
        "La boutique accepte de nouveau les cartes.",
        "Der Shop nimmt wieder Karten an.",
    ],
    [
        "Everything arrives on time again.",
        "Todo vuelve a llegar a tiempo.",
        "Tudo volta a chegar na hora.",
        "Tout arrive de nouveau à l'heure.",
        "Alles kommt wieder pünktlich an.",
    ],
];

const HARMS: Rows = &[
    [
        "shops lost sales at the till",
        "las tiendas perdieron ventas en la caja",
        "as lojas perderam vendas no caixa",
        "des boutiques ont perdu des ventes",
        "Shops haben an der Kasse Umsatz verloren",
    ],
    [
        "people stood in front of a closed door",
        "hubo quien se quedó ante una puerta cerrada",
        "houve quem ficasse diante de uma porta fechada",
        "des personnes sont restées devant une porte close",
        "Menschen standen vor verschlossener Tür",
    ],
];

const DUTIES: Rows = &[[
    "Signing out of all devices and choosing a new password keeps the account safe.",
    "Hay que cerrar sesión en todos los dispositivos y elegir una contraseña nueva.",
    "É preciso sair de todos os dispositivos e escolher uma senha nova.",
    "Il faut se déconnecter de tous les appareils et choisir un nouveau mot de passe.",
    "Bitte auf allen Geräten abmelden und ein neues Passwort wählen.",
]];

const OFFERS: Rows = &[[
    "One month is credited to every account.",
    "Abonamos un mes en cada cuenta.",
    "Creditamos um mês em cada conta.",
    "Un mois est crédité sur chaque compte.",
    "Jedem Konto wird ein Monat gutgeschrieben.",
]];

const DECISIONS: Rows = &[[
    "Whether shops are credited for the day.",
    "Si se abona el día a las tiendas.",
    "Se o dia é creditado às lojas.",
    "Si la journée est créditée aux boutiques.",
    "Ob den Shops der Tag gutgeschrieben wird.",
]];

const STORIES: Rows = &[[
    "The shop refused card payments. Bank transfer worked.",
    "La tienda rechazó los pagos con tarjeta. La transferencia funcionó.",
    "A loja recusou pagamentos com cartão. A transferência funcionou.",
    "La boutique refusait les paiements par carte. Le virement fonctionnait.",
    "Der Shop lehnte Kartenzahlungen ab. Die Überweisung ging.",
]];

const REASONS: Rows = &[[
    "A change of ours sent all payments over one path.",
    "Un cambio nuestro llevó todos los pagos por una sola vía.",
    "Uma mudança nossa levou todos os pagamentos por uma só via.",
    "Un changement de notre part a fait passer tous les paiements par une seule voie.",
    "Eine Änderung von uns schickte alle Zahlungen über einen einzigen Weg.",
]];

const LESSONS: Rows = &[[
    "One switch now takes such a change back.",
    "Ahora un interruptor deshace un cambio así.",
    "Agora uma chave desfaz uma mudança assim.",
    "Un interrupteur annule désormais un tel changement.",
    "Ein Schalter nimmt eine solche Änderung jetzt zurück.",
]];

const MEASURES: Rows = &[
    [
        "We try every change in one country first",
        "Probamos cada cambio antes en un solo país",
        "Testamos cada mudança primeiro em um só país",
        "Nous essayons chaque changement d'abord dans un seul pays",
        "Wir probieren jede Änderung zuerst in einem Land aus",
    ],
    [
        "An alarm tells us when payments fail.",
        "Una alarma nos avisa cuando fallan los pagos.",
        "Um alarme nos avisa quando os pagamentos falham.",
        "Une alarme nous prévient quand les paiements échouent.",
        "Ein Alarm meldet uns, wenn Zahlungen scheitern.",
    ],
];
