//! The flags themselves: name, what it takes, help; in the order of the help.

use super::{CHECK, Section};

/// The flags of every command that says something of an incident.
pub(in crate::commands) const OF_AN_INCIDENT: &[Section] = &[
    (
        "Facts for customers",
        &[
            (
                "title",
                "TEXT",
                "What is broken, in a few words: the subject of every message. Like every text it \
                 takes a locale suffix for a translation, such as --title-es",
            ),
            (
                "type",
                "TYPE",
                "What is communicated: incident, security or maintenance",
            ),
            (
                "severity",
                "LEVEL",
                "How bad it is for customers: minor, major or critical",
            ),
            (
                "state",
                "STATE",
                "Where it stands: investigating, identified, monitoring or resolved (planned work: \
                 scheduled, in-progress, verifying or completed)",
            ),
            (
                "component",
                "NAME[=STATUS]",
                "What is affected, and how: operational, degraded-performance, partial-outage, \
                 major-outage or under-maintenance; without a status as bad as the severity, \
                 planned work under maintenance (can be repeated)",
            ),
            (
                "started",
                "TIME",
                "When it began, such as `09:58` or `20m` (ago)",
            ),
            ("detected", "TIME", "When you noticed"),
            ("ended", "TIME", "When it was over"),
            (
                "impact",
                "TEXT",
                "What customers cannot do; start with them, not with the cause",
            ),
            (
                "scope",
                "TEXT",
                "Who is affected and who is not; empty says that it is not known yet",
            ),
            (
                "workaround",
                "TEXT",
                "What customers can do meanwhile; empty says that there is nothing yet",
            ),
            (
                "third-party",
                "TEXT",
                "A supplier's part in it: who, what you know from them, what you do about it",
            ),
            ("action", "TEXT", "What you are doing"),
            ("outcome", "TEXT", "What works again, now that it is over"),
            (
                "harm",
                "TEXT",
                "What you are sorry for, as customers felt it",
            ),
            (
                "do-now",
                "TEXT",
                "What customers must do themselves, at once; empty says that there is nothing to \
                 do",
            ),
            (
                "data",
                "WHAT",
                "What happened to customers' data: none, delayed, lost, duplicated, exposed or \
                 unknown",
            ),
            (
                "offer",
                "TEXT",
                "Compensation or an alternative; needs --confirmed-by",
            ),
            (
                "next-update",
                "TIME",
                "When you speak again, such as `30m` or `14:30`: a promise",
            ),
            (
                "estimate",
                "TIME",
                "When it may be repaired; needs --confirmed-by",
            ),
            (
                "follow-up",
                "TIME",
                "By when you will say what happened, such as `friday` or `2026-11-27`: a promise",
            ),
            (
                "report",
                "URL",
                "Where the report of what happened can be read: keeps the promise of one",
            ),
            (
                "confirmed-by",
                "NAME",
                "Who confirmed the estimate, the offer or the word about data; customers never see \
                 the name",
            ),
        ],
    ),
    (
        "Facts for inside",
        &[
            (
                "decision",
                "TEXT",
                "A decision that executives must take; only they and the team see it",
            ),
            (
                "cause",
                "TEXT",
                "The technical cause so far; only the team sees it",
            ),
            (
                "people",
                "TEXT",
                "Who is working on it; only the team sees it",
            ),
            (
                "link",
                "URL",
                "A dashboard, ticket or recording for the team (can be repeated)",
            ),
            (
                "aware",
                "TIME",
                "When you became aware of what a regulator must hear: starts the clocks of \
                 vocero.toml",
            ),
            (
                "classified",
                "TIME",
                "When you classified it as major, for clocks that count from there",
            ),
            (
                "mended",
                "TIME",
                "When what mends it was there, for clocks that count from there",
            ),
            ("note", "TEXT", "A note for the internal timeline"),
        ],
    ),
    (
        "Facts from elsewhere",
        &[
            (
                "clear",
                "FACT",
                "Withdraw a fact that no longer holds, such as `workaround` (can be repeated)",
            ),
            (
                "facts",
                "FILE",
                "Read facts from a TOML or JSON file, or from standard input with `-`; flags win \
                 over it",
            ),
        ],
    ),
    (
        CHECK,
        &[(
            "waive",
            "RULE=REASON",
            "Let be what a rule of the check finds in this entry, and say why; the reason \
                 stays in the log and is never part of a message. A secret is let be with its \
                 fingerprint, `leak-secret:FINGERPRINT=REASON` (can be repeated)",
        )],
    ),
];

/// The flags of the review: what customers read, what only the team sees, and facts that it may find out.
pub(in crate::commands) const OF_A_REVIEW: &[Section] = &[
    (
        "The review, for customers",
        &[
            (
                "happened",
                "TEXT",
                "What happened, told from the end and in the past tense",
            ),
            (
                "why",
                "TEXT",
                "Why it happened, in words that customers understand",
            ),
            (
                "learned",
                "TEXT",
                "What you have learned, and what you changed already",
            ),
            (
                "contact",
                "TEXT",
                "How customers reach somebody who answers [default: `contact` of vocero.toml]",
            ),
            (
                "feedback",
                "URL",
                "Where customers can tell you how you did [default: `feedback_url` of vocero.toml]",
            ),
            (
                "measure",
                "MEASURE",
                "What you do so that it does not happen again, who sees to it, by when, and what \
                 it is good for (prevent, detect, respond or communicate): \"WHAT; owner: NAME; \
                 by: TIME; aim: AIM\", and with `; es: TEXT` the same in another language (can be \
                 repeated)",
            ),
        ],
    ),
    (
        "The review, for the team",
        &[
            (
                "affected",
                "TEXT",
                "How many were affected; only the team sees it",
            ),
            (
                "factors",
                "TEXT",
                "What else had a part in it; only the team sees it",
            ),
            ("went-well", "TEXT", "What went well; only the team sees it"),
            (
                "went-badly",
                "TEXT",
                "What did not go well; only the team sees it",
            ),
            (
                "lucky",
                "TEXT",
                "Where you were lucky; only the team sees it",
            ),
            (
                "cause",
                "TEXT",
                "The technical cause; only the team sees it",
            ),
            ("people", "TEXT", "Who worked on it; only the team sees it"),
            (
                "link",
                "URL",
                "A dashboard, ticket or recording for the team (can be repeated)",
            ),
        ],
    ),
    (
        "What happened, as far as the log does not know it",
        &[
            (
                "scope",
                "TEXT",
                "Who was affected and who was not, as it turned out; empty says that it is not \
                 known",
            ),
            ("impact", "TEXT", "What customers could not do"),
            (
                "harm",
                "TEXT",
                "What you are sorry for, as customers felt it",
            ),
            (
                "data",
                "WHAT",
                "What happened to customers' data: none, delayed, lost, duplicated, exposed or \
                 unknown",
            ),
            (
                "offer",
                "TEXT",
                "Compensation or an alternative; needs --confirmed-by",
            ),
            (
                "confirmed-by",
                "NAME",
                "Who confirmed the offer or the word about data; customers never see the name",
            ),
            ("started", "TIME", "When it began"),
            ("detected", "TIME", "When you noticed"),
            ("ended", "TIME", "When it was over"),
            ("report", "URL", "Where the report can be read"),
            ("follow-up", "TIME", "By when you will say more: a promise"),
            (
                "clear",
                "FACT",
                "Withdraw a fact that does not hold, such as `workaround` (can be repeated)",
            ),
            (
                "facts",
                "FILE",
                "Read facts from a TOML or JSON file, or from standard input with `-`; flags win \
                 over it",
            ),
        ],
    ),
    (
        CHECK,
        &[(
            "waive",
            "RULE=REASON",
            "Let be what a rule of the check finds, and say why (can be repeated)",
        )],
    ),
];
