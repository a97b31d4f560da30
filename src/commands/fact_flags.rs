//! The flags that state facts, as the help shows them. Flags as data: written out as code, each would
//! take as much room as ten of these.

mod tables;

use clap::builder::{ArgAction, EnumValueParser};
use clap::{Arg, ArgMatches, Command};

pub(super) use self::tables::{OF_A_REVIEW, OF_AN_INCIDENT};
use super::check::FailOn;
use super::fact_args::FactArgs;

/// A flag: its name, what it takes, and its help.
type Flag = (&'static str, &'static str, &'static str);

/// Flags below a heading of the help.
type Section = (&'static str, &'static [Flag]);

const FAIL_ON: &str = "fail-on";
const LEVELS: &str =
    "The level of findings from which nothing is saved and the exit code is 1 [default: never]";
const CHECK: &str = "Check before saving";

const TRANSLATION: &str = "translation";

/// Adds flags to a command.
pub(super) fn add(mut command: Command, sections: &[Section]) -> Command {
    for (heading, flags) in sections {
        for (name, value, help) in *flags {
            let flag = flag(name, FactArgs::LISTS.contains(name));
            let flag = flag.value_name(*value).help(*help).help_heading(*heading);
            command = command.arg(flag);
        }
    }
    let levels = EnumValueParser::<FailOn>::new();
    let fail_on = flag(FAIL_ON, false)
        .value_parser(levels)
        .value_name("LEVEL");
    let fail_on = fail_on.help(LEVELS).help_heading(CHECK);
    let translation = flag(TRANSLATION, true)
        .hide(true)
        .value_name("FACT.LOCALE=TEXT");
    let translation = translation.help("A text in another locale: what `--impact-es TEXT` becomes");
    command.args([fail_on, translation])
}

/// A flag that can be given once, or many times.
fn flag(name: &'static str, many: bool) -> Arg {
    let action = if many {
        ArgAction::Append
    } else {
        ArgAction::Set
    };
    Arg::new(name).long(name).action(action)
}

/// What the flags of a command state, which need not have all there are.
pub(super) fn read(matches: &mut ArgMatches) -> FactArgs {
    let mut args = FactArgs::default();
    for key in FactArgs::KEYS.into_iter().chain(FactArgs::LISTS) {
        let Ok(Some(given)) = matches.try_remove_many(&key.replace('_', "-")) else {
            continue;
        };
        let mut given: Vec<String> = given.collect();
        match args.list(key) {
            Some(list) => *list = given,
            None => {
                if let Some(slot) = args.slot(key) {
                    *slot = given.pop();
                }
            }
        }
    }
    args.facts = matches.try_remove_one("facts").ok().flatten();
    args.fail_on = matches.try_remove_one(FAIL_ON).ok().flatten();
    args
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_flag_states_is_read() {
        for (_, flags) in OF_AN_INCIDENT.iter().chain(OF_A_REVIEW) {
            for (name, ..) in *flags {
                let key = name.replace('-', "_");
                let read = FactArgs::KEYS.contains(&key.as_str()) || FactArgs::LISTS.contains(name);
                assert!(read || *name == "facts", "--{name}");
            }
        }
    }
}
